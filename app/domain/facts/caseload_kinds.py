"""The kind that says with whom within an actor a plan is; it is that actor's own matter, and the person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from app.domain.days import Day
from app.domain.facts.fact import Fact, PlanId
from app.domain.facts.marks import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Fact):
    """The plan is with this caseworker of the actor since that day; `transfer`: handed over by that act, with a note.

    `user` is the opaque reference that the actor's own issuer has for the caseworker.
    """

    kind: ClassVar[str] = "assignment"
    plan: PlanId
    user: str
    on: Day
    transfer: str | None = None
    note: Annotated[str, Prose(2_000)] | None = None
