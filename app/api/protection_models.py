"""What is answered about protected identity, as models for the contract alone."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.api.finding_models import DayText
from app.api.view_models import ActorView

LevelText = Literal["none", "marked", "protected-registration", "new-identity"]


class StatedLevel(BaseModel):
    """What an actor has said of the person's protection."""

    actor: UUID
    level: LevelText
    reason: str
    on: DayText


class NamedHandlerView(BaseModel):
    """A caseworker who may open the person while it is protected, both days included."""

    id: UUID
    person_id: UUID
    actor: UUID
    user: Annotated[
        str | None,
        Field(description="By the reference of the actor's own issuer, for that actor alone.", examples=["3f6c"]),
    ] = None
    start: DayText
    end: Annotated[DayText | None, Field(description="Absent: until further notice.")] = None


class ProtectionView(BaseModel):
    """How the person is protected, as one's own actor says it; to the person, as everybody does."""

    person_id: UUID
    level: Annotated[LevelText, Field(description="What counts for everybody: the highest that any actor states.")]
    stated: Annotated[list[StatedLevel], Field(description="The newest first.")]
    handlers: Annotated[list[NamedHandlerView], Field(description="Named for now and later.")]
    actors: list[ActorView]


class NamedHandlers(BaseModel):
    """Whom one's own actor has named for the person, now and later."""

    handlers: list[NamedHandlerView]


class Unhandled(BaseModel):
    """Protected persons whom nobody at one's own actor may open: their ids, and nothing else of them."""

    persons: list[UUID]
    more: bool


HANDLER: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "person_id": examples.PERSON,
    "actor": examples.ACTOR,
    "user": "3f6c",
    "start": examples.DAY,
}
PROTECTION: Final[dict[str, Any]] = {
    "person_id": examples.PERSON,
    "level": "marked",
    "stated": [
        {"actor": examples.ACTOR, "level": "marked", "reason": "Skatteverkets besked", "on": examples.DAY},
    ],
    "handlers": [HANDLER],
    "actors": examples.ACTORS[:1],
}
