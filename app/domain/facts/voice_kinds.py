"""The kinds in which people speak: messages, the person's own voice and wishes, and what to do when things go badly.

No rule reads them. Each of them stands as it was written; something newer takes its place, and it can be taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from app.domain.days import Day
from app.domain.facts import codes
from app.domain.facts.fact import ActorId, Fact, PlanId
from app.domain.facts.marks import Codes, Names, Prose, Sealed

OnPaper = Annotated[str, Codes(codes.PAPER_ANSWERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Fact):
    """What somebody wrote about an item of the plan (`about`), to those in `addressed_to`, who are waited for.

    `thread` is the first message of its thread, which itself has none. One that `closes` says that the thread needs
    no answer; it need not say more.
    """

    kind: ClassVar[str] = "message"
    plan: PlanId
    about: str
    thread: Annotated[str, Names("message")] | None = None
    addressed_to: tuple[ActorId, ...] = ()
    on: Day
    text: Annotated[str, Prose(4_000)] | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisPlan(Fact):
    """What to look for and what to do when the person gets worse; `contacts` (names and numbers) are sealed."""

    kind: ClassVar[str] = "crisis-plan"
    plan: PlanId
    on: Day
    early_signs: tuple[str, ...] = ()
    what_helps: tuple[str, ...] = ()
    what_to_avoid: tuple[str, ...] = ()
    contacts: Annotated[str, Sealed()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Fact):
    """What matters to the person, in the person's words; of an agency's writing, the person's yes or no on paper."""

    kind: ClassVar[str] = "voice"
    plan: PlanId
    on: Day
    text: Annotated[str, Prose(5_000)]
    on_paper: OnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWish(Fact):
    """How the person wants to be reached; the first way is the one that the person likes best."""

    kind: ClassVar[str] = "contact-wish"
    plan: PlanId
    on: Day
    channels: tuple[Annotated[str, Codes(codes.CONTACT_CHANNELS)], ...]
    note: Annotated[str, Prose(500)] | None = None
    on_paper: OnPaper | None = None


VOICE_KINDS: Final = (Message, CrisisPlan, Voice, ContactWish)
