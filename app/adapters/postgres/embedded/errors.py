"""What goes wrong with an embedded server, told to the person who started it."""


class EmbeddedPostgresError(Exception):
    """One sentence that says what is wrong and what to do about it."""
