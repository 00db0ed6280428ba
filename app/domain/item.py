"""A fact as the service keeps it: one version of one item on a person's timeline, whose it is and who may see it."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid5

from app.domain.actors import THE_PERSON
from app.domain.days import Day
from app.domain.errors import FactError
from app.domain.facts import (
    Activity,
    Call,
    Consent,
    Fact,
    LegalBasis,
    Mandate,
    Participant,
    Plan,
    Referral,
    Task,
    encode,
)

SERVICE_SOURCE: Final = "sip"
"""The source of what is made in the service itself, by its own moves, and not by an agency's system."""

HOLDER_KINDS: Final = frozenset({"main-responsible", "handler", "ownership", "participant"})
"""Kinds whose `actor` is whom the fact is about, and so a field of its own beside the owner."""

REFERRAL_ANSWER: Final = ("answered", "answer", "refusal", "started", "closed", "failure")
"""The fields of a referral that are its addressee's."""

PERIODS: Final = (
    ("start", "end"),
    ("planned_start", "planned_end"),
    ("sent", "answered"),
    ("sent", "cancelled_on"),
    ("sent", "started"),
    ("sent", "closed"),
    ("answered", "started"),
    ("started", "closed"),
    ("on", "withdrawn_on"),
    ("start", "withdrawn_on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One immutable version of an item; a change is a new version, and the latest (source_version, revision) holds.

    `source_version` is the source's own count; `revision` counts what the service itself added to it
    (a move, or the addressee's answer). `tentative` items (a draft plan, a proposed activity) are not yet
    agreed, and no rule reads them. `reason` says why this version was made, where it ends something.
    """

    person_id: UUID
    id: UUID
    source: str
    source_version: int
    revision: int = 0
    owner: UUID
    category: str
    disclosed: bool
    plan_id: UUID | None = None
    title: str | None = None
    tentative: bool = False
    void: bool = False
    reason: str | None = None
    content: Fact

    @property
    def version(self) -> str:
        """The entity tag of this version."""
        return f"{self.source_version}.{self.revision}"

    @property
    def named(self) -> tuple[UUID, ...]:
        """Actors that see the item whatever the consents say: whom a question is put to, whom a consent names. A draft
        of a consent tells nobody that it names anything."""
        match self.content:
            case Consent(actors=actors) | LegalBasis(actors=actors) if not self.tentative:
                return tuple(UUID(actor) for actor in actors)
            case Call(to=to) | Referral(to=to) | Task(to=to) if UUID(to) != THE_PERSON:
                return (UUID(to),)
            case Participant(actor=str(actor)):
                return (UUID(actor),)
            case _:
                return ()

    def amended(self, content: Fact, *, reason: str | None = None, tentative: bool | None = None) -> "Item":
        """The next revision of this version."""
        return replace(
            self,
            content=content,
            revision=self.revision + 1,
            reason=reason,
            tentative=self.tentative if tentative is None else tentative,
        )

    def says_the_same_as(self, other: "Item") -> bool:
        """Whether both state the same thing, whenever and under whichever version."""
        return replace(self, source_version=0, revision=0) == replace(other, source_version=0, revision=0)


def _earlier(*days: Day | None) -> Day | None:
    return min((day for day in days if day is not None), default=None)


def _unanswered_or_same(sent: Call | Referral, given: Call | Referral) -> bool:
    return sent.to == given.to and sent.answered in (None, given.answered) and sent.answer in (None, given.answer)


def participation_id(plan_id: UUID, actor: object) -> UUID:
    """The id of the item that says that the actor takes part in the plan: there is one at the most."""
    return uuid5(plan_id, str(actor))


def stored_fields(content: Fact) -> dict[str, object]:
    """The content as the timeline table keeps it; what the row's own columns say is left out."""
    fields = encode(content)
    for column in ("id", "category") if content.kind in HOLDER_KINDS else ("id", "category", "actor"):
        fields.pop(column, None)
    return fields


def check_periods(content: Fact) -> None:
    """FactError when something ends before it starts, or is answered before it is asked. What gives
    somebody sight may be withdrawn before it begins."""
    for first, last in PERIODS:
        start, end = getattr(content, first, None), getattr(content, last, None)
        never_began = last == "withdrawn_on" and isinstance(content, Consent | LegalBasis | Mandate)
        if start is not None and end is not None and end < start and not never_began:
            raise FactError(last, f"is before {first}; a period ends on its first day at the earliest")


def with_answer_kept(new: Item, held: Item | None) -> Item:
    """A newer version from the sender keeps the answer that the addressee gave in the service, as a revision of it,
    a consent stays withdrawn, a draft refused, and a proposal accepted as long as it proposes the same; the very item
    when there is nothing to keep."""
    if held is None or held.revision == 0:
        return new
    match new.content, held.content:
        case (Call() as sent, Call(answered=int()) as given) if _unanswered_or_same(sent, given):
            kept = replace(
                sent, answered=given.answered, answer=given.answer, refusal=given.refusal, deputy=given.deputy
            )
            return new.amended(kept, reason=held.reason)
        case (Referral() as sent, Referral(answered=int()) as given) if _unanswered_or_same(sent, given):
            answer = {name: getattr(given, name) for name in REFERRAL_ANSWER}
            return new.amended(replace(sent, **answer))
        case (Consent() as sent, Consent() as given) if given.withdrawn_on or given.replaced_on:
            # The earlier day holds, and as a revision of the service's it holds against every later version too.
            return new.amended(
                replace(
                    sent,
                    withdrawn_on=_earlier(sent.withdrawn_on, given.withdrawn_on),
                    end=_earlier(sent.end, given.end) if given.replaced_on else sent.end,
                    replaced_on=given.replaced_on,
                )
            )
        case (Plan(end=None) as sent, Plan(end=int(refused))) if new.tentative and held.tentative:
            return new.amended(replace(sent, end=refused), reason=held.reason)
        case (Activity() as sent, Activity() as accepted) if (
            new.tentative and not (new.void or held.tentative) and (sent, new.title) == (accepted, held.title)
        ):
            return new.amended(sent, reason=held.reason, tentative=False)
        case _:
            return new
