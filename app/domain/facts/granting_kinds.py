"""The kinds by which somebody sees what a consent does not open, or acts for somebody else. No rule reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from app.domain.days import Day
from app.domain.facts import codes
from app.domain.facts.fact import ActorId, Consented, Fact, PlanId
from app.domain.facts.marks import Codes, Prose, Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Fact):
    """A provision by which its owner lets these actors see what it discloses of these categories, both days included;
    it does not cover the day of withdrawal."""

    kind: ClassVar[str] = "legal-basis"
    provision: Annotated[str, Codes(codes.DISCLOSURE_PROVISIONS)]
    actors: tuple[ActorId, ...]
    categories: tuple[Consented, ...]
    start: Day
    end: Day
    note: Annotated[str, Prose(500)] | None = None
    withdrawn_on: Annotated[Day, Unread()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAccess(Fact):
    """A caseworker of a party has opened the plan for 24 hours, in an emergency; `until` is the moment at which that
    ends, by the database's clock and in UTC. Why, is for its own actor and the person."""

    kind: ClassVar[str] = "emergency-access"
    plan: PlanId
    on: Day
    why: Annotated[str, Prose(1_000)]
    until: Annotated[str, Unread()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate(Fact):
    """Somebody else, `proxy` (the number of a person), acts for the person with these powers, both days included.

    A guardian's holds until the person turns eighteen, another's from the day on which the person has accepted it.
    """

    kind: ClassVar[str] = "mandate"
    form: Annotated[str, Codes(codes.MANDATE_FORMS)]
    proxy: str
    powers: tuple[Annotated[str, Codes(codes.MANDATE_POWERS)], ...]
    start: Day
    end: Day
    kept: str | None = None
    accepted_on: Annotated[Day, Unread()] | None = None
    withdrawn_on: Annotated[Day, Unread()] | None = None


GRANTING_KINDS: Final = (LegalBasis, EmergencyAccess, Mandate)
