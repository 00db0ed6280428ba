"""Working with the plan in the service itself: start one, contribute to it, move what is one's own."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from app.domain.actors import THE_PERSON
from app.domain.asking import check_asks
from app.domain.days import Day, day, iso
from app.domain.errors import FactError, FieldError, GoesRound, NotAParty, NotFound, StaleVersion, UnknownReference
from app.domain.facts.json import fields_of, wrong
from app.domain.facts.references import as_asked
from app.domain.item import SERVICE_SOURCE, Item, participation_id
from app.domain.moves import By, Move, check_at_work, check_said, make
from app.domain.permissions import Permission, check
from app.usecases.persons import Line
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.references import with_actors_normal
from app.usecases.referral_paths import round_of
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.taking import with_place

Prepare = Callable[[Work, UUID, dict[str, Any]], Awaitable[dict[str, Any]]]
HAPPENED: Final = {
    "activity": ("start",),
    "call": ("sent", "cancelled_on"),
    "follow-up": ("booked_on", "held", "rebooked_on"),
    "meeting": ("on",),
    "referral": ("sent",),
}
"""The fields that say on which day something was done, for the kinds that are told of when it has been."""
LOOKS_BACK: Final = {"meeting": "on", "follow-up": "held"}
"""The field that says on which day something was, for the kinds that may be told of after the plan has ended."""
DayText = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-11-23"])]


class Contribution(BaseModel):
    """What every contribution to a plan says beside the fact itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Annotated[Line | None, Field(examples=["Arbetsträning i andrahandsbutik"])] = None
    disclosure: Annotated[
        Literal["own", "parties"],
        Field(description="Who may receive it under consent: nobody, or the plan's parties."),
    ] = "parties"
    tentative: Annotated[StrictBool, Field(description="Not yet agreed: a proposed activity.")] = False


class StartPlan(BaseModel):
    """Start a shared plan for a person; a draft until it is agreed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    person_id: Annotated[UUID, Field(examples=["0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"])]
    start: DayText | None = None
    internal: Annotated[StrictBool, Field(description="Only one agency's own units are in it.")] = False
    draft: Annotated[StrictBool, Field(description="False when it is already agreed.")] = True
    title: Annotated[Line | None, Field(examples=["Samordnad plan"])] = None


class MakeMove(BaseModel):
    """Something begins, is held or is agreed: on which day (today when it is left out)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: DayText | None = None


class EndIt(MakeMove):
    """Something ends, and why: by one of the codes of the move, where it has codes."""

    reason: Annotated[Line, Field(examples=["goals-met"])]


class AnswerIt(MakeMove):
    """The addressee answers."""

    answer: Annotated[str, Field(max_length=40, examples=["coming"])]


class AnswerReferral(AnswerIt):
    """The addressee takes the referral or says no, which it does by a code."""

    answer: Annotated[str, Field(max_length=40, examples=["rejected"])]
    code: Annotated[
        str | None, Field(max_length=40, description="Why not: of the list referral-refusal.", examples=["no-capacity"])
    ] = None
    reason: Annotated[Line | None, Field(examples=["Kö till våren; ring mottagningen i mars"])] = None


class FailIt(MakeMove):
    """What was taken on led to nothing, and why."""

    code: Annotated[str, Field(max_length=40, description="Of the list referral-failure.", examples=["not-reached"])]
    reason: Annotated[Line | None, Field(examples=["Tre brev utan svar"])] = None


def command_of(move: Move) -> type[MakeMove]:
    """What is sent to make the move."""
    if move.answers:
        return AnswerReferral if move.codes else AnswerIt
    return FailIt if move.codes else EndIt if move.ends else MakeMove


async def start_plan(store: Store, new_id: NewId, caller: Caller, command: StartPlan) -> Item:
    """The plan, with its owner as the first participant. NotFound when there is no such person."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        if not await work.persons.exists(command.person_id):
            raise NotFound("there is no such person; look the person up by identity number first")
        fields = {"start": iso(caller.today) if command.start is None else command.start, "internal": command.internal}
        header = _header(tentative=command.draft, title=command.title)
        item = await build(work, caller, command.person_id, new_id(), SERVICE_SOURCE, "plan", header, fields)
        return await _added(work, item)

    return await store.transact(caller, body)


async def contribute(
    store: Store,
    new_id: NewId,
    caller: Caller,
    *,
    plan_id: UUID,
    kind: str,
    header: Contribution,
    fields: dict[str, Any],
    prepare: Prepare | None = None,
    check_item: Callable[[Item], None] = lambda _: None,
) -> Item:
    """Add an item to a plan that the caller's actor takes part in. NotFound, IllegalMove unless the plan is at work,
    UnknownReference, FactError, GoesRound, and all that `with_place` raises.

    `prepare` may add to the fields what other items of the plan say; `check_item` refuses what the kind's own
    contributors have to see to.
    """
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item | GoesRound:
        return await contributed(work, new_id(), caller, plan_id, kind, header, fields, prepare, check_item)

    added = await store.transact(caller, body)
    if isinstance(added, GoesRound):
        raise added  # after the commit of the log of what it tells
    return added


async def contributed(
    work: Work,
    item_id: UUID,
    caller: Caller,
    plan_id: UUID,
    kind: str,
    header: Contribution,
    fields: dict[str, Any],
    prepare: Prepare | None,
    check_item: Callable[[Item], None],
) -> Item | GoesRound:
    """The item that `contribute` adds, within a transaction."""
    frame = await work.items.frame(plan_id)
    if frame is None or frame.kind != "plan":
        raise NotFound("there is no such plan for you")
    plan = await work.items.load_shared(plan_id)
    given = with_actors_normal(fields)
    if "plan" in fields_of(kind):
        given["plan"] = str(plan_id)
    if kind == "participant":
        item_id = _check_inviter(plan, caller, plan_id, given)
        if (there := await work.items.load(item_id)) is not None:
            await work.log("participant-add", there.person_id, [there])
            return there
    if kind != "consent":  # whether something may be seen does not end with the plan
        check_at_work(plan, _looked_back_to(kind, fields) or caller.today)
    check_asks(kind, given)
    if prepare is not None:
        given = await prepare(work, plan_id, given)
    if kind == "activity":
        given = await with_place(work, caller, given)
    full = _header(tentative=header.tentative, title=header.title, disclosure=header.disclosure)
    item = await build(work, caller, frame.person_id, item_id, SERVICE_SOURCE, kind, full, given)
    if item.plan_id is None and kind in ("consent", "meeting", "referral"):
        item = replace(item, plan_id=plan_id)
    if item.plan_id != plan_id:
        raise UnknownReference("need", "is of another plan; use a need of this one")
    for field in HAPPENED.get(kind, ()):
        _check_happened(field, getattr(item.content, field), caller)
    check_item(item)
    return await round_of(work, caller, item) or await _added(work, item)


async def move(store: Store, caller: Caller, *, item_id: UUID, version: str, the_move: Move, command: MakeMove) -> Item:
    """The item after the move. NotFound, StaleVersion, IllegalMove, NotPermitted, SourceOwned, FactError.

    The person's yes is to something new in the plan, and needs one at work; an agency goes on with its own afterwards.
    """
    check(caller.principal, Permission.CONSENT if the_move.kind == "consent" else Permission.WRITE)
    on = day_of(command, caller)
    said = {name: getattr(command, name, None) for name in ("answer", "code")}
    check_said(the_move, **said)
    reason = getattr(command, "reason", None)
    if the_move.reasons:
        check_code("reason", reason, the_move.reasons)

    async def body(work: Work) -> Item:
        held = await held_as_read(work, the_move, item_id, version)
        mover = caller.principal.actor or THE_PERSON
        moved = make(held, the_move, mover, on=on, today=caller.today, reason=reason, **said)
        if the_move.by is By.EITHER and mover != held.owner and held.plan_id is not None:
            check_at_work(await work.items.load_shared(held.plan_id), caller.today)
        await record(work, the_move, held, moved)
        return moved if mover in (moved.owner, THE_PERSON) else _as_asked(moved)

    return await store.transact(caller, body)


def check_code(field: str, given: str | None, codes: Sequence[str]) -> None:
    """FactError when what was given is none of the codes."""
    if given not in codes:
        raise FactError(field, f"there is no such {field}; use one of {', '.join(codes)}")


def day_in(text: str | None, field: str, read: Callable[[str], Day] = day) -> Day | None:
    """The day that a field of a command says. FactError when it is none."""
    try:
        return None if text is None else read(text)
    except ValueError as problem:
        raise wrong(field, problem) from None


def day_of(command: MakeMove, caller: Caller) -> Day:
    """The day on which it was done: the one that is given, or today. FactError when it is none."""
    return day_in(command.on, "on") or caller.today


@contextmanager
def within(part: str, **called: str) -> Iterator[None]:
    """A wrong field of a part of a command is named with the part, by what it is `called` there."""
    try:
        yield
    except FieldError as error:
        raise type(error)(f"{part}.{called.get(error.field, error.field)}", error.problem) from None


async def held_as_read(work: Work, the_move: Move, item_id: UUID, version: str) -> Item:
    """The item that the move is made with, held until the transaction ends. NotFound; StaleVersion unless it is still
    the one that was read."""
    held = await work.items.load(item_id)
    if held is None or held.content.kind != the_move.kind:
        raise NotFound(f"there is no such {the_move.kind} for you")
    if version not in (held.version, "*"):
        raise StaleVersion("it has changed since you read it; read it again and decide anew")
    return held


async def record(work: Work, the_move: Move, held: Item, moved: Item) -> None:
    """The move that was made, with its event and its row in the log."""
    await add(work, moved, verb=the_move.noun, held=held)
    on_behalf = THE_PERSON if the_move.by is By.PERSON else None
    await work.log(f"{the_move.kind}-{the_move.noun}", moved.person_id, [moved], on_behalf=on_behalf)


async def _added(work: Work, item: Item) -> Item:
    await add(work, item, verb="added")
    await work.log(f"{item.content.kind}-add", item.person_id, [item])
    return item


def _check_happened(field: str, on: Day | None, caller: Caller) -> None:
    if on is not None and on > caller.today:
        raise FactError(field, "lies ahead; say it when it has happened")


def _looked_back_to(kind: str, fields: Mapping[str, Any]) -> Day | None:
    field = LOOKS_BACK.get(kind)
    return day_in(fields.get(field), field) if field else None


def _check_inviter(plan: Item | None, caller: Caller, plan_id: UUID, given: dict[str, Any]) -> UUID:
    if plan is None or plan.owner != (caller.principal.actor or THE_PERSON):
        raise NotAParty("only the plan's owner adds participants; ask it to")
    given.setdefault("start", iso(caller.today))
    return participation_id(plan_id, given.get("actor"))


def _as_asked(item: Item) -> Item:
    """The question as whoever it was put to may see it without any consent: not in which plan, for which need."""
    return replace(item, plan_id=None, content=as_asked(item.content))


def _header(**known: Any) -> ReportHeader:
    return ReportHeader(source_version=1, **known)
