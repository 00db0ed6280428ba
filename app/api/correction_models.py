"""What is answered about corrections, as models for the contract alone."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.api.finding_models import DayText
from app.api.view_models import ActorView


class CorrectionView(BaseModel):
    """That something was written about the person that was not about it; nothing of what it said."""

    item: UUID
    kind: str
    owner: Annotated[UUID, Field(description="Who had written it, and has taken it away.")]
    reason: Literal["number-mistaken", "persons-mixed-up", "document-misfiled"]
    outcome: Annotated[Literal["moved", "removed"], Field(description="Whom it was moved to is told to nobody.")]
    on: DayText


class Corrections(BaseModel):
    """What was taken away from the person as somebody else's, the newest first."""

    person_id: UUID
    corrections: list[CorrectionView]
    actors: list[ActorView]


CORRECTIONS: Final[dict[str, Any]] = {
    "person_id": examples.PERSON,
    "corrections": [
        {
            "item": examples.ITEM,
            "kind": "status",
            "owner": examples.ACTOR,
            "reason": "number-mistaken",
            "outcome": "moved",
            "on": examples.DAY,
        }
    ],
    "actors": examples.ACTORS[:1],
}
