"""A table of what is told about a person, under its title."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the words for their columns; the first cell of each says what the row is about."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    lead: str = ""
    """What has to be known before it is read."""
