"""Minutes of a meeting that was held, amended when they were wrong, and the tasks in them that become activities."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from app.domain.actors import THE_PERSON
from app.domain.days import Day, iso
from app.domain.errors import Conflict, FactError, NotFound, NotPermitted
from app.domain.facts import CATEGORIES, Fact, Minutes, Task
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.moves import check_at_work, check_said, check_state, make, move_of
from app.domain.permissions import Permission, check
from app.domain.states import state_of
from app.usecases.calling import Code, OwnWords
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.planning import AnswerIt, DayText, day_in, day_of, held_as_read, within
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.references import check_party
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINES

EXAMPLE: JsonDict = {
    "text": "Vi gick igenom vad som är viktigt och vem som gör vad.",
    "decisions": ["Arbetsträning prövas från februari"],
    "tasks": [
        {
            "actor": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "what": "Ordna plats för arbetsträning",
            "planned_start": "2027-02-01",
        }
    ],
}


class TaskOf(BaseModel):
    """What one party (or the person) was asked to do, and from when."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    actor: UUID
    what: Annotated[Line, Field(examples=["Ordna plats för arbetsträning"])]
    need: UUID | None = None
    planned_start: DayText


class WriteMinutes(BaseModel):
    """What was said and decided, and who does what."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [EXAMPLE]})
    text: Annotated[str, Field(min_length=1, max_length=10_000, pattern=LINES)]
    decisions: Annotated[list[Line], Field(max_length=50)] = []
    tasks: Annotated[list[TaskOf], Field(max_length=30)] = []
    category: Annotated[
        str,
        Field(
            max_length=40,
            description="Which consents cover the minutes, and every task without a need.",
            json_schema_extra={"enum": list(CATEGORIES)},
        ),
    ] = "social"


class AmendMinutes(WriteMinutes):
    """New minutes in place of older ones, which stay readable; tasks are those that come to what was asked before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE, "reason": "Fel startdag", "tasks": []}]})
    reason: Annotated[Line, Field(examples=["Fel startdag"])]


class AnswerTask(AnswerIt):
    """The party takes the task, which becomes its activity, or says no by a code."""

    answer: Annotated[Literal["accepted", "declined"], Field(examples=["accepted"])]
    code: Code = None
    reason: OwnWords = None
    planned_start: Annotated[DayText | None, Field(description="With accepted: when not the day in the minutes.")] = (
        None
    )


async def write(store: Store, new_id: NewId, caller: Caller, appointment_id: UUID, command: WriteMinutes) -> Item:
    """The minutes. NotFound, NotPermitted, Conflict when there are some, IllegalMove of a meeting that is not held,
    FieldError and UnknownReference for what they hold."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        booked = await work.items.load(appointment_id)
        if booked is None or booked.content.kind != "appointment":
            raise NotFound("there is no such booked meeting for you")
        if booked.owner != (caller.principal.actor or THE_PERSON):
            raise NotPermitted("only whoever booked the meeting writes its minutes; ask it to")
        check_state("appointment", state_of(booked, caller.today), ["held"])
        item_id = uuid5(booked.id, "minutes")
        if await work.items.load(item_id) is not None:
            raise Conflict("the meeting has minutes; read them, and amend them if they are wrong")
        return await _record(work, new_id, caller, booked, item_id, command)

    return await store.transact(caller, body)


async def amend(
    store: Store, new_id: NewId, caller: Caller, *, minutes_id: UUID, version: str, command: AmendMinutes
) -> Item:
    """The new minutes. NotFound, StaleVersion, IllegalMove when they are amended already, and as in `write`."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        held = await held_as_read(work, move_of("minutes", "amendment"), minutes_id, version)
        amended = make(
            held, move_of("minutes", "amendment"), caller.principal.actor or THE_PERSON,
            on=caller.today, today=caller.today, reason=command.reason,
        )  # fmt: skip
        new = await _record(work, new_id, caller, held, new_id(), command)
        content: Any = replace(amended.content, amended_by=str(new.id))  # type: ignore[call-arg]  # of minutes
        await add(work, replace(amended, content=content), verb="amendment", held=held)
        return new

    return await store.transact(caller, body)


async def answer_task(
    store: Store, new_id: NewId, caller: Caller, *, task_id: UUID, version: str, command: AnswerTask
) -> Item:
    """The task as answered; accepted, with the activity that it has become. NotFound, StaleVersion, IllegalMove,
    NotPermitted, FactError."""
    check(caller.principal, Permission.WRITE)
    check_said(move_of("task", "answer"), command.answer, command.code)
    if command.planned_start is not None and command.answer != "accepted":
        raise FactError("planned_start", "goes with accepted only; leave it out")
    refuse_numbers("reason", command.reason)
    on = day_of(command, caller)
    start = day_in(command.planned_start, "planned_start")

    async def body(work: Work) -> Item:
        held = await held_as_read(work, move_of("task", "answer"), task_id, version)
        return await _answered(work, new_id, caller, held, command, on, start)

    return await store.transact(caller, body)


async def _answered(
    work: Work, new_id: NewId, caller: Caller, task: Item, command: AnswerTask, on: Day, start: Day | None
) -> Item:
    """The answer, and first the activity of whoever answers: the task itself stays the asker's item."""
    activity = new_id()

    def change(content: Any, on: Day, answer: str, code: str | None) -> Fact:
        became = str(activity) if answer == "accepted" else None
        changed: Fact = replace(content, answered=on, answer=answer, refusal=code, activity=became)
        return changed

    the_move = replace(move_of("task", "answer"), change=change)
    mover = caller.principal.actor or THE_PERSON
    said = {"answer": command.answer, "code": command.code, "reason": command.reason}
    moved = make(task, the_move, mover, on=on, today=caller.today, **said)
    touched = [moved]
    if command.answer == "accepted":
        await _check_plan(work, task, caller)
    await add(work, moved, verb="answer", held=task)
    if command.answer == "accepted":
        asked: Any = task.content
        fields = {"plan": asked.plan, "need": asked.need, "planned_start": iso(start or asked.planned_start)}
        if asked.need is None:
            fields["category"] = task.category
        planned = await _built(work, caller, task, activity, "activity", task.title, fields)
        await add(work, planned, verb="added")
        touched.append(planned)
    await work.log("task-answer", task.person_id, touched)
    return moved


async def _record(work: Work, new_id: NewId, caller: Caller, of: Item, item_id: UUID, command: WriteMinutes) -> Item:
    """Minutes of the meeting `of`, or in place of the minutes `of`, with their tasks; one's own are taken at once."""
    for field, text in [("text", command.text), *((f"decisions.{n}", one) for n, one in enumerate(command.decisions))]:
        refuse_numbers(field, text)
    if command.tasks:
        await _check_plan(work, of, caller)
    older = of.content if isinstance(of.content, Minutes) else None
    fields = {
        "plan": str(of.plan_id),
        "appointment": older.appointment if older else str(of.id),
        "amends": str(of.id) if older else None,
        "on": iso(caller.today),
        "text": command.text,
        "decisions": command.decisions,
        "category": command.category,
    }
    minutes = await _built(work, caller, of, item_id, "minutes", None, fields)
    minutes = replace(minutes, reason=getattr(command, "reason", None))
    await add(work, minutes, verb="added")
    tasks = []
    for number, asked in enumerate(command.tasks):
        with within(f"tasks.{number}", to="actor"):
            tasks.append(await _task(work, new_id, caller, minutes, asked))
    await work.log("minutes-add", minutes.person_id, [minutes, *tasks])
    for task in tasks:
        if UUID(getattr(task.content, "to", "")) == task.owner:
            await _answered(work, new_id, caller, task, AnswerTask(answer="accepted"), caller.today, None)
    return minutes


async def _check_plan(work: Work, of: Item, caller: Caller) -> None:
    """IllegalMove unless the plan is at work: what is asked for, and what is taken on, is new to it."""
    assert of.plan_id is not None  # noqa: S101 - meetings, minutes and tasks are of a plan
    check_at_work(await work.items.load_shared(of.plan_id), caller.today)


async def _task(work: Work, new_id: NewId, caller: Caller, minutes: Item, asked: TaskOf) -> Item:
    refuse_numbers("what", asked.what)
    fields = {
        "plan": str(minutes.plan_id),
        "minutes": str(minutes.id),
        "need": str(asked.need) if asked.need else None,
        "to": str(asked.actor),
        "on": iso(caller.today),
        "planned_start": asked.planned_start,
        "category": None if asked.need else minutes.category,
    }
    task = await _built(work, caller, minutes, new_id(), "task", asked.what, fields)
    assert isinstance(task.content, Task) and task.plan_id is not None  # noqa: S101, PT018 - what was asked to be built
    if asked.actor != THE_PERSON:
        await check_party(work, task.plan_id, task.content.to)
    await add(work, task, verb="added")
    return task


async def _built(
    work: Work, caller: Caller, of: Item, item_id: UUID, kind: str, title: str | None, fields: dict[str, Any]
) -> Item:
    disclosure: Literal["parties", "own"] = "parties" if of.disclosed else "own"
    header = ReportHeader(source_version=1, title=title, disclosure=disclosure)
    return await build(work, caller, of.person_id, item_id, SERVICE_SOURCE, kind, header, fields)
