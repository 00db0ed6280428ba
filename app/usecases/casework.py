"""What a caseworker does with a card: acknowledge it, let it sleep, say what became of it, put it aside."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.days import Day, day
from app.domain.errors import FactError, NotFound, NotPermitted, StaleVersion, UnknownReference
from app.domain.findings_work import Act, Deed, check
from app.domain.permissions import Permission
from app.domain.permissions import check as check_permission
from app.usecases.finding_ports import Card, Source
from app.usecases.persons import Line
from app.usecases.planning import DayText
from app.usecases.ports import Caller, Event, Store, Work

CORRECTION: Final = "correction-requested"


class WorkIt(BaseModel):
    """Something is done with a card."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AcknowledgeIt(WorkIt):
    """Somebody has seen it, and perhaps what will be done."""

    reason: Annotated[Line | None, Field(examples=["Jag ringer i morgon"])] = None


class SnoozeIt(WorkIt):
    """It comes back on that day, if the gap is still there."""

    until: DayText
    reason: Annotated[Line, Field(examples=["Väntar på svar efter mötet"])]


class DismissIt(WorkIt):
    """It is no matter for this actor, and why."""

    reason: Annotated[Line, Field(examples=["Personen har själv bett oss vänta"])]


class ResolveIt(WorkIt):
    """What became of it. `fact`: which one is wrong (else all that prove it are asked about); `to`: whose it is."""

    code: Annotated[
        Literal[
            "fixed", "wrong-fact", "late-report", "handled-outside", "person-declines", "not-relevant",
            "wrong-recipient",
        ],
        Field(examples=["fixed"]),
    ]  # fmt: skip
    reason: Annotated[Line | None, Field(examples=["Ny handläggare är utsedd"])] = None
    fact: Annotated[UUID | None, Field(description="With wrong-fact: which of the facts that prove it.")] = None
    to: Annotated[UUID | None, Field(description="With wrong-recipient: the actor that it is for.")] = None


async def work_card(
    store: Store, caller: Caller, *, finding_id: UUID, version: str, deed: Deed, command: WorkIt
) -> None:
    """Do it. NotPermitted for the person, NotFound, StaleVersion, IllegalMove, FactError, UnknownReference."""
    check_permission(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("cards are worked by the agencies; tell one of them what is not right")
    until = _day_of(command)
    code, fact, to = (getattr(command, name, None) for name in ("code", "fact", "to"))
    for field, given, belongs_to in (("fact", fact, "wrong-fact"), ("to", to, "wrong-recipient")):
        if given is not None and code != belongs_to:
            raise FactError(field, f"goes with {belongs_to} only; leave it out")

    async def body(work: Work) -> None:
        card = await work.findings.load(finding_id)
        if card is None:
            raise NotFound("there is no such finding for you")
        if version not in (card.version, "*"):
            raise StaleVersion("it has changed since you read it; read it again and decide anew")
        check(card.finding, card.acts, deed, caller.today, until)
        if to is not None and not await work.actors([to]):
            raise UnknownReference("to", "there is no such actor; use one of /actors")
        wrong = await _wrong(work, card, fact) if code == "wrong-fact" else []
        act = Act(
            version=len(card.acts) + 1,
            state=deed.to_state,
            on=caller.today,
            code=code,
            reason=getattr(command, "reason", None),
            until=until,
            routed_to=to,
        )
        await work.findings.append(card, act)
        await work.happened(_told(caller, card, deed))
        for source in wrong:
            await work.happened(_asked(card, source))
        await work.log(f"finding-{deed.noun}", card.person_id, findings=[finding_id])

    await store.transact(caller, body)


def _day_of(command: WorkIt) -> Day | None:
    if not isinstance(command, SnoozeIt):
        return None
    try:
        return day(command.until)
    except ValueError as problem:
        raise FactError("until", str(problem)) from None


async def _wrong(work: Work, card: Card, fact: UUID | None) -> list[Source]:
    """The facts whose sources are asked to correct them."""
    seen = await work.findings.sources(card)
    wrong = [source for source in seen if fact in (None, source.item_id)]
    if fact is not None and not wrong:
        raise UnknownReference("fact", "is none of the facts that prove this finding; use one of its evidence")
    return wrong


def _told(caller: Caller, card: Card, deed: Deed) -> Event:
    """For the reader's own actor alone: what it does with its cards is nobody else's to know."""
    return Event(
        person_id=card.person_id,
        type=deed.verb,
        item_id=card.finding.id,
        owner=card.finding.now.owner,
        reader=caller.principal.reader,
    )


def _asked(card: Card, source: Source) -> Event:
    """For the fact's owner: somebody whom it has disclosed the fact to holds it for wrong."""
    return Event(
        person_id=card.person_id,
        type=CORRECTION,
        item_id=source.item_id,
        owner=source.owner,
        category=source.category,
        reader=card.person_id if source.owner == THE_PERSON else source.owner,
    )
