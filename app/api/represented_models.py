"""What is answered about whom somebody acts for, as models for the contract alone."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.api.finding_models import DayText


class HeldPower(BaseModel):
    """What a mandate lets its holder do for the person, and when."""

    mandate: UUID
    power: Literal["read", "consent"]
    start: DayText
    end: Annotated[DayText | None, Field(description="The last day on which it holds.")] = None


class RepresentedPerson(BaseModel):
    """Somebody for whom one acts today; the id is what Acting-For takes."""

    person_id: UUID
    name: Annotated[str | None, Field(description="Of whoever may be read.")] = None
    powers: list[HeldPower]


class Represented(BaseModel):
    """All for whom one acts today."""

    persons: list[RepresentedPerson]


REPRESENTED: Final[dict[str, Any]] = {
    "persons": [
        {
            "person_id": examples.PERSON,
            "name": "Leo N.",
            "powers": [{"mandate": examples.ITEM, "power": "read", "start": examples.DAY, "end": "2027-11-22"}],
        }
    ]
}
