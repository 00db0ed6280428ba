"""A simulated county through the service itself, day by day: told over REST, judged by the detector, read back."""
