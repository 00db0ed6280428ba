"""What is answered about invitations and one-time links, as models for the contract alone."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api.finding_models import DayText


class AnswerLink(BaseModel):
    """A one-time link: its token, which is shown once, and its last day."""

    token: str
    until: DayText


class LinkQuestion(BaseModel):
    """What a link shows: who asks whom to come when, and nothing of the person."""

    asker: Annotated[str | None, Field(description="Who asks.")] = None
    to: Annotated[str | None, Field(description="Who is asked.")] = None
    about: str
    form: Literal["call", "invitation"]
    meeting_on: DayText | None = None
    at: str | None = None
    until: Annotated[DayText, Field(description="The last day of the link.")]
    answers: list[str]
    codes: Annotated[list[str], Field(description="Why not: one of them goes with declined.")]


class InvitationView(BaseModel):
    """A meeting as an entry for a calendar; it names nobody."""

    id: UUID
    title: str
    on: DayText
    at: Annotated[str | None, Field(description="Europe/Stockholm; absent: the whole day.", examples=["13:00"])] = None
    duration: Annotated[int, Field(description="Minutes.")]
    place: str | None = None
    cancelled: bool
    sequence: Annotated[int, Field(description="Grows with every change.")]


class LinkAnswered(BaseModel):
    """What was answered, and on which day."""

    answer: str
    on: DayText
