"""The demonstration: a small county, twelve invented lives, and everything needed to look at them."""
