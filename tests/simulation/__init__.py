"""Tests of the simulated world, and of how what was found in it is scored."""
