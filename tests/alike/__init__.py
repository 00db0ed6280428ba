"""Non-interference: counties that differ only in what a viewer may not see are alike to that viewer, in all of it."""
