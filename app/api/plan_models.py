"""What is answered about agreeing on a plan: completeness, versions and history, as models for the contract alone."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api.finding_models import DayText
from app.api.view_models import ActorView, AnyItem

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time", "examples": ["2026-11-21T09:30:00+01:00"]})]


class RequirementView(BaseModel):
    """One thing that a plan has to say, and whether it does by what this reader sees of it."""

    key: Annotated[str, Field(examples=["main-responsible"])]
    state: Annotated[
        Literal["met", "unconfirmed", "not-met"],
        Field(description="`unconfirmed`: what this reader does not see may meet it."),
    ]
    title: Annotated[str, Field(description="What has to be said, in Swedish.")]
    provision: Annotated[str, Field(description="The provision, as it reads on the day.")]
    told: Annotated[str, Field(description="The state, in Swedish.")]
    remedy: Annotated[str | None, Field(description="What to do; null when it is met.")]


class Completeness(BaseModel):
    """Whether a plan says all that it has to, by what this reader sees of it."""

    plan_id: UUID
    complete: bool
    requirements: list[RequirementView]


class ContradictionView(BaseModel):
    """Whose name a paper is in says that it is not so."""

    on: DayText
    reason: str


class OnPaperView(BaseModel):
    """That it was signed on paper, which somebody saw."""

    recorded_by: Annotated[UUID, Field(description="The actor that saw it.")]
    witness: str
    second_witness: str | None = None
    kept: Annotated[str, Field(description="Where the paper is.")]
    contradicted: Annotated[
        ContradictionView | None, Field(description="What its signer says against it; it then counts for nothing.")
    ] = None


class AcceptanceView(BaseModel):
    """A party, or the person, stands behind a version."""

    acceptor: Annotated[UUID, Field(description="The actor, or the id that stands for the person.")]
    on: DayText
    at: Moment
    on_paper: Annotated[OnPaperView | None, Field(description="Only when it was signed on paper.")] = None


class VersionView(BaseModel):
    """A version of a plan: what was agreed on that day, under a number."""

    id: UUID
    person_id: UUID
    plan_id: UUID
    n: Annotated[int, Field(description="Its number, from 1.")]
    on: Annotated[DayText, Field(description="The day on which it was agreed on.")]
    at: Moment
    owner: Annotated[UUID, Field(description="Who froze it.")]
    note: str | None = None
    state: Annotated[Literal["current", "superseded"], Field(description="Whether a later version is in its place.")]
    acceptances: list[AcceptanceView]


class VersionList(BaseModel):
    """A page of versions, the newest first."""

    versions: list[VersionView]
    more: bool
    actors: list[ActorView]


class FrozenPlan(VersionView):
    """A version with what it says, as it stood on its day and as far as this reader may see it today."""

    items: list[AnyItem]
    actors: list[ActorView]


class FieldChange(BaseModel):
    """One field that says something else; null where it said nothing."""

    field: Annotated[str, Field(examples=["planned_start"])]
    label: Annotated[str, Field(description="The field, in Swedish.", examples=["planerad början"])]
    old: Any = None
    new: Any = None


class ItemChange(BaseModel):
    """An item that one of the two has alone, or that says something else in each."""

    id: UUID
    kind: str
    label: Annotated[str, Field(description="The kind, in Swedish.", examples=["insats"])]
    owner: UUID
    title: str | None = None
    change: Literal["added", "removed", "changed"]
    fields: list[FieldChange]


class Differences(BaseModel):
    """What changed from a version to another, or to the plan as it stands now (`to` is null)."""

    plan_id: UUID
    version: int
    to: int | None
    items: list[ItemChange]


class HistoryEntry(BaseModel):
    """One change of one item."""

    item: UUID
    kind: str
    label: Annotated[str, Field(description="The kind, in Swedish.", examples=["insats"])]
    title: str | None = None
    at: Moment
    type: Annotated[str, Field(description="What was done.", examples=["activity-completion"])]
    told: Annotated[str, Field(description="The same in Swedish.", examples=["Insats: fullföljdes"])]
    actor: Annotated[UUID | None, Field(description="Who did it: an actor, or the id that stands for the person.")] = (
        None
    )
    user: Annotated[str | None, Field(description="An opaque reference to the user, for one's own actor.")] = None
    on_behalf_of: Annotated[UUID | None, Field(description="In whose name, when not in its own.")] = None
    reason: Annotated[str | None, Field(description="Why, where it was said.")] = None
    changes: Annotated[list[FieldChange], Field(description="Old and new values.")]


class History(BaseModel):
    """A page of what has happened to the items of a plan, the newest first."""

    entries: list[HistoryEntry]
    more: bool
    actors: list[ActorView]
