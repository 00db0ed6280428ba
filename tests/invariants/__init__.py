"""The seven invariants of the service as machines that act at random over REST, on a real PostgreSQL."""
