"""Figures, each beside a floor that was measured in the same run; see docs/reference/benchmarks.md."""
