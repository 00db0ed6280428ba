"""What is answered of a thread of messages and its clocks, as models for the contract alone."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api.finding_models import DayText


class ClockView(BaseModel):
    """Who is waited for, since which day, and how many working days that has been."""

    parties: Annotated[list[UUID], Field(description="Actors, or the id that stands for the person.")]
    since: DayText
    working_days: Annotated[int, Field(description="The day itself does not count; today does.")]


class WaitingThread(BaseModel):
    """A thread of messages with its two clocks; null: nobody of that sort is waited for."""

    id: UUID
    about: Annotated[UUID, Field(description="The item of the plan, or the plan, that it is about.")]
    state: Annotated[Literal["open", "closed"], Field(description="Closed when somebody has said: needs no answer.")]
    possible: list[str]
    waiting_for_agency: ClockView | None
    waiting_for_person: ClockView | None
