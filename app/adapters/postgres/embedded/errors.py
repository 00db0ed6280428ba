"""What goes wrong with an embedded server, told to the person who started it."""

from app.domain.errors import DomainError


class EmbeddedPostgresError(DomainError):
    """One sentence that says what is wrong and what to do about it."""
