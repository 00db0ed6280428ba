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
class OfTheService:
    """Marks a field that the service alone keeps: no rule reads it, and a case file does not know it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Marks a number field with the smallest and the largest number that it may hold."""

    least: int
    most: int
