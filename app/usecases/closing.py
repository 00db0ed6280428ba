"""Closing a plan, with the end report that it needs when work had begun, and writing that report beforehand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.closing import REPORT_SAYS, check_end_report, made_final, work_begun
from app.domain.days import iso
from app.domain.errors import Conflict, EndReportMissing, FactError, NotFound, NotPermitted, UnknownReference
from app.domain.facts import CATEGORIES, EndReport, Fact, Plan
from app.domain.facts.codes import PLAN_CLOSINGS
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.moves import check_state, make, move_of
from app.domain.permissions import Permission, check
from app.domain.states import state_of
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.persons import Line
from app.usecases.planning import EndIt, check_code, day_of, held_as_read, within
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINES

CLOSING: Final = move_of("plan", "closing")
Text = Annotated[str, Field(min_length=1, max_length=5000, pattern=LINES)]


class WriteEndReport(BaseModel):
    """What the plan came to: what was done, which goals were reached, what remains and who takes it on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    done: Annotated[str, Field(min_length=1, max_length=10_000, pattern=LINES, examples=["Arbetsträning i ett halvår"])]
    reached: Annotated[list[UUID], Field(max_length=50, description="The goals of the plan that were reached.")] = []
    remains: Annotated[Text | None, Field(examples=["Fortsatt kontakt med vårdcentralen"])] = None
    actors: Annotated[
        list[UUID], Field(max_length=30, description="Who takes on what remains: actors, or the person's id.")
    ] = []
    words: Annotated[Text | None, Field(description="The person's own words.", examples=["Nu klarar jag mig"])] = None
    category: Annotated[
        str,
        Field(
            max_length=40,
            description="Which consents cover the report.",
            json_schema_extra={"enum": list(CATEGORIES)},
        ),
    ] = "social"
    disclosure: Annotated[
        Literal["own", "parties"], Field(description="Who may receive it under consent: nobody, or the plan's parties.")
    ] = "parties"


class ClosePlan(EndIt):
    """The plan ends, and why; with its end report, unless that was written beforehand or nothing had begun."""

    reason: Annotated[Line, Field(description="Of the list plan-closing.", examples=["goals-met"])]
    note: Annotated[
        Line | None, Field(description="With other always: what the reason was.", examples=["Flyttar till sin syster"])
    ] = None
    end_report: WriteEndReport | None = None


async def write_end_report(store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: WriteEndReport) -> Item:
    """The end report, before the plan is closed. NotFound, NotPermitted, IllegalMove unless the plan is active,
    Conflict when there is one, FieldError and UnknownReference for what it says."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        plan = await work.items.load(plan_id)
        if plan is None or not isinstance(plan.content, Plan):
            raise NotFound("there is no such plan for you")
        if plan.owner != (caller.principal.actor or THE_PERSON):
            raise NotPermitted("only the plan's owner writes its end report; ask it to")
        check_state("plan", state_of(plan, caller.today), CLOSING.from_states)
        _check_none(await _written(work, plan, caller))
        report = await _report(work, new_id, caller, plan, command)
        await add(work, report, verb="added")
        await work.log("end-report-add", report.person_id, [report])
        return report

    return await store.transact(caller, body)


async def close(
    store: Store, new_id: NewId, caller: Caller, *, plan_id: UUID, version: str, command: ClosePlan
) -> Item:
    """The plan as closed, and its end report final. EndReportMissing when work had begun, by what the caller sees, and
    there is none; Conflict when there are two; and as for every move."""
    check(caller.principal, Permission.WRITE)
    check_code("reason", command.reason, PLAN_CLOSINGS)
    if command.reason == "other" and command.note is None:
        raise FactError("note", "is missing: with other, say what the reason was")
    refuse_numbers("note", command.note)
    on = day_of(command, caller)

    async def body(work: Work) -> Item:
        held = await held_as_read(work, CLOSING, plan_id, version)
        mover = caller.principal.actor or THE_PERSON
        moved = make(held, CLOSING, mover, on=on, today=caller.today, reason=command.reason)
        moved = replace(moved, content=_noted(moved.content, command.note))
        written = await _written(work, held, caller)
        if command.end_report is not None:
            _check_none(written)
        elif not written and work_begun([item.content for item in await work.items.of_plan(plan_id, "activity")]):
            raise EndReportMissing(REPORT_SAYS)
        await add(work, moved, verb=CLOSING.noun, held=held)
        if command.end_report is not None:
            with within("end_report"):
                written = [await _report(work, new_id, caller, held, command.end_report)]
            await add(work, written[0], verb="added")
        reports = []
        for report in written:
            final = made_final(report, on)
            await add(work, final, verb=CLOSING.noun, held=report)
            reports.append(final)
        await work.log("plan-closing", moved.person_id, [moved, *reports])
        return moved

    return await store.transact(caller, body)


def _noted(plan: Any, note: str | None) -> Fact:
    noted: Fact = replace(plan, closing_note=note)
    return noted


async def _written(work: Work, plan: Item, caller: Caller) -> list[Item]:
    """The end report that stands, and with which the plan has not been closed: none, or one."""
    reports = await work.items.of_plan(plan.id, "end-report")
    return [one for one in reports if one.owner == plan.owner and state_of(one, caller.today) == "current"]


def _check_none(written: Sequence[Item]) -> None:
    if written:
        raise Conflict("the plan has an end report; close it with that one, or withdraw it before you write another")


async def _report(work: Work, new_id: NewId, caller: Caller, plan: Item, command: WriteEndReport) -> Item:
    for field in ("done", "remains", "words"):
        refuse_numbers(field, getattr(command, field))
    goals = {goal.id for goal in await work.items.of_plan(plan.id, "goal")}
    for number, goal in enumerate(command.reached):
        if goal not in goals:
            raise UnknownReference(f"reached.{number}", "is no goal of this plan that you see; use one that is")
    said = command.model_dump(include={"done", "remains", "words", "category"})
    said |= {name: [str(one) for one in getattr(command, name)] for name in ("reached", "actors")}
    fields = {"plan": str(plan.id), "on": iso(caller.today), **said}
    header = ReportHeader(source_version=1, disclosure=command.disclosure)
    report = await build(work, caller, plan.person_id, new_id(), SERVICE_SOURCE, "end-report", header, fields)
    assert isinstance(report.content, EndReport)  # noqa: S101 - what was asked to be built
    check_end_report(report.content)
    return report
