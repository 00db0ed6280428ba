"""What the type of a field of a fact says beside its Python type: which codes, which bounds, whom it refers to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Codes:
    """Marks a text field that holds one of these codes."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a text field that refers to something by its id: an `actor`, or a fact of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Marks a field that no rule reads, and no case file states.

    `given`: whoever contributes the item may say it; else it comes by a move. `reported`: an agency's system may say it
    too; else the service's own items alone have it.
    """

    given: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Marks a number field with the smallest and the largest number that it may hold."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a text field that may have several lines, of `most` characters at most."""

    most: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """Marks a text field that the vault has sealed: no view of items shows it, only the one that unseals it."""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """Marks a text field that holds a time of day in Europe/Stockholm, HH:MM."""
