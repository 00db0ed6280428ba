"""Who takes part: organisation units with a function, and the person as an owner of items."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from app.domain.errors import FieldError
from app.domain.facts import ACTOR_FUNCTIONS

THE_PERSON: Final = UUID("00000000-0000-4000-8000-000000000001")
"""Owns what the person alone says or does; the same value for everybody, since it names a role."""

MUNICIPALITY_FUNCTION: Final = "social-services"
"""Who stands for the municipality, the last resort of every gap (2 kap. 7 § SoL 2001:453, carried over;
paragraph to be confirmed by a lawyer)."""

number_of: Final = lru_cache(maxsize=20_000)(UUID)
"""The number that is written so: the same few come with person after person, and each is made once. ValueError for what
is no number."""

LEVELS: Final = ("municipality", "region", "state", "civil-society", "business")
PHONE: Final = re.compile(r"(?=.{3,20}$)\+?[0-9](?:[ -]*[0-9]){2,}", re.ASCII)
"""A number to call, as it is written: three digits or more with spaces and hyphens between them, `+` first where it
has one. The shortest in Sweden have three: 112."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An organisation unit with one function. Two units of one municipality are two actors.

    `municipality_code` and `county_code` are Statistics Sweden's, as text with leading zeros. `phone` is the
    unit's own number, that persons call; it is told to everybody.
    Raises FieldError for an unknown function or level, and for what is no number to call.
    """

    id: UUID
    name: str
    function: str
    level: str
    organisation_number: str | None = None
    hsa_id: str | None = None
    municipality_code: str | None = None
    county_code: str | None = None
    phone: str | None = None

    def __post_init__(self) -> None:
        if self.function not in ACTOR_FUNCTIONS or self.function == "person":
            raise FieldError("function", f"there is no such function; use one of {', '.join(ACTOR_FUNCTIONS)}")
        if self.level not in LEVELS:
            raise FieldError("level", f"there is no such level; use one of {', '.join(LEVELS)}")
        if self.phone is not None and not PHONE.fullmatch(self.phone):
            raise FieldError(
                "phone",
                "is no number to call; write 3 to 20 characters: digits with spaces and hyphens between them, and + "
                "first if it has one, such as 08-465 004 00 or 1177",
            )
