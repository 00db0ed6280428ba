"""What is answered about caseloads, as models for the contract alone."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.api.finding_models import DayText
from app.api.view_models import ActorView

UserText = Annotated[str, Field(description="A caseworker, by the reference of the actor's own issuer.")]


class NextDay(BaseModel):
    """The first day on which a meeting or a follow-up is set."""

    on: DayText
    item: UUID
    kind: Literal["appointment", "call", "follow-up"]
    label: Annotated[str, Field(description="The kind, in Swedish.", examples=["uppföljning"])]


class WaitView(BaseModel):
    """A question that waits for an answer."""

    awaited: Annotated[UUID, Field(description="An actor, or the id that stands for the person.")]
    since: DayText
    item: UUID
    kind: Literal["call", "referral", "task"]
    label: Annotated[str, Field(description="The kind, in Swedish.", examples=["överlämning"])]


class CaseloadEntry(BaseModel):
    """One plan at one look, as far as the caseworker's actor sees it."""

    person_id: UUID
    person_name: Annotated[str | None, Field(examples=["Leo Å."])] = None
    plan_id: UUID
    title: str | None = None
    state: Annotated[str | None, Field(description="The plan's state; absent while the plan is closed to you.")] = None
    assignment: Annotated[UUID, Field(description="The item that says whose it is.")]
    user: UserText
    deputy_until: Annotated[
        DayText | None, Field(description="You have it as the deputy of `user`, up to this day.")
    ] = None
    next: NextDay | None = None
    open: Annotated[int, Field(description="Cards at hand that are open.", examples=[2])]
    critical: Annotated[int, Field(description="Cards at hand that are critical.", examples=[1])]
    waits: Annotated[list[WaitView], Field(description="Who waits for whom, the oldest first.")]


class CaseloadView(BaseModel):
    """A page of a caseload, the most urgent first."""

    plans: list[CaseloadEntry]
    more: bool
    actors: list[ActorView]


class Colleagues(BaseModel):
    """The other caseworkers of one's own actor who have opened a caseload."""

    colleagues: Annotated[list[str], Field(examples=[["3f6c"]])]


class DeputyView(BaseModel):
    """Who stands in for whom, both days included."""

    id: UUID
    absent: UserText
    deputy: UserText
    start: DayText
    end: DayText


class DeputyList(BaseModel):
    """The deputyships of now and later."""

    deputies: list[DeputyView]


class PlanTransferred(BaseModel):
    """One plan that was handed over, with what there was to say about it."""

    plan_id: UUID
    person_id: UUID
    note: str | None = None


class TransferView(BaseModel):
    """What went to a colleague in one act."""

    id: UUID
    holder: Annotated[str, Field(description="Whose plans they were.", examples=["anna"])]
    to: UserText
    by: Annotated[str, Field(description="Who did it.", examples=["anna"])]
    on: DayText
    note: str
    plans: list[PlanTransferred]


ENTRY: Final[dict[str, Any]] = {
    "person_id": examples.PERSON,
    "person_name": "Leo Å.",
    "plan_id": examples.PLAN,
    "title": "Samordnad plan",
    "state": "active",
    "assignment": examples.ITEM,
    "user": "3f6c",
    "deputy_until": "2027-01-10",
    "next": {"on": "2026-12-10", "item": examples.ITEM, "kind": "appointment", "label": "bokat möte"},
    "open": 2,
    "critical": 1,
    "waits": [
        {
            "awaited": examples.OTHER_ACTOR,
            "since": examples.DAY,
            "item": examples.ITEM,
            "kind": "referral",
            "label": "överlämning",
        }
    ],
}
CASELOAD: Final = {"plans": [ENTRY], "more": False, "actors": examples.ACTORS}
DEPUTY: Final = {
    "id": examples.ITEM,
    "absent": "anna",
    "deputy": "3f6c",
    "start": "2026-12-21",
    "end": "2027-01-10",
}
TRANSFER: Final = {
    "id": examples.ITEM,
    "holder": "anna",
    "to": "3f6c",
    "by": "anna",
    "on": examples.DAY,
    "note": "Jag är föräldraledig från den 1 december.",
    "plans": [{"plan_id": examples.PLAN, "person_id": examples.PERSON, "note": "Uppföljningen är bokad."}],
}
