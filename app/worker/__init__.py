"""The loops that run beside the web process."""
