"""REST: thin routers over the use cases; every error a problem, every operation documented."""
