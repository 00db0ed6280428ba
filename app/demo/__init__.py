"""Invented lives told to the running service: the demonstration's twelve, and a simulated county's."""
