"""Follow-ups: booked, moved to another day, and held with what was told at them."""

from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field

from app.domain.actors import THE_PERSON
from app.domain.days import Day, iso
from app.domain.errors import FactError
from app.domain.facts import FollowUp, Plan
from app.domain.item import Item
from app.domain.moves import check_at_work, make, move_of
from app.domain.permissions import Permission, check
from app.usecases import planning
from app.usecases.planning import Contribution, DayText, MakeMove, day_in, day_of, held_as_read, record, within
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import add
from app.usecases.telling_outcome import AnswerQuestionnaire, TellGoal, Telling, TellStep

HOLDING: Final = move_of("follow-up", "holding")
REBOOKING: Final = move_of("follow-up", "rebooking")


class HoldFollowUp(MakeMove):
    """The follow-up was held, and what was told at it, as far as it is said at once."""

    goals: Annotated[tuple[TellGoal, ...], Field(max_length=50)] = ()
    ladder_step: TellStep | None = None
    questionnaire: AnswerQuestionnaire | None = None


class RebookFollowUp(MakeMove):
    """The follow-up will not be on its day. `due`: the day on which it will be instead, booked in the same act; without
    one it is only put off, and the plan has no follow-up until somebody books another."""

    due: Annotated[DayText | None, Field(examples=["2027-02-15"])] = None


async def book(
    store: Store, new_id: NewId, caller: Caller, plan_id: UUID, header: Contribution, fields: dict[str, Any]
) -> Item:
    """The follow-up. FactError for a day before the plan began, and all that `contribute` raises."""

    async def in_the_plan(work: Work, plan_id: UUID, given: dict[str, Any]) -> dict[str, Any]:
        for field in ("due", "held"):
            await _check_begun(work, plan_id, day_in(given.get(field), field), field)
        return given

    return await planning.contribute(
        store, new_id, caller, plan_id=plan_id, kind="follow-up", header=header, fields=fields, prepare=in_the_plan
    )


async def rebook(
    store: Store, new_id: NewId, caller: Caller, *, follow_up_id: UUID, version: str, command: RebookFollowUp
) -> Item:
    """The follow-up as rebooked, with another for the new day. NotFound, StaleVersion, IllegalMove (of a plan that is
    not at work, too, when there is a new day), NotPermitted, SourceOwned, FactError for a day that has been or is
    before the plan began."""
    check(caller.principal, Permission.WRITE)
    on, due = day_of(command, caller), day_in(command.due, "due")

    async def body(work: Work) -> Item:
        held = await held_as_read(work, REBOOKING, follow_up_id, version)
        moved = make(held, REBOOKING, caller.principal.actor or THE_PERSON, on=on, today=caller.today)
        await record(work, REBOOKING, held, moved)
        if due is None:
            return moved
        assert held.plan_id is not None  # noqa: S101 - a follow-up is of a plan
        check_at_work(await work.items.load_shared(held.plan_id), caller.today)
        if due < caller.today:
            raise FactError("due", "has been; a follow-up is moved ahead")
        await _check_begun(work, held.plan_id, due, "due")
        made, content = new_id(), held.content
        assert isinstance(content, FollowUp)  # noqa: S101 - the move is a follow-up's
        instead = replace(content, id=str(made), due=due, booked_on=on)
        another = replace(held, id=made, source_version=1, revision=0, reason=None, content=instead)
        await add(work, another, verb="added")
        await work.log("follow-up-add", another.person_id, [another])
        return moved

    return await store.transact(caller, body)


async def hold(
    store: Store, new_id: NewId, caller: Caller, *, follow_up_id: UUID, version: str, command: HoldFollowUp
) -> Item:
    """The follow-up as held, with what was told at it. NotFound, StaleVersion, IllegalMove, NotPermitted, SourceOwned,
    UnknownReference for a goal that is not of the plan, FactError also for a day before the plan began."""
    check(caller.principal, Permission.WRITE)
    on = day_of(command, caller)

    async def body(work: Work) -> Item:
        held = await held_as_read(work, HOLDING, follow_up_id, version)
        moved = make(held, HOLDING, caller.principal.actor or THE_PERSON, on=on, today=caller.today)
        assert held.plan_id is not None  # noqa: S101 - a follow-up is of a plan
        await _check_begun(work, held.plan_id, on, "on")
        await record(work, HOLDING, held, moved)
        telling = Telling(work, new_id, caller, moved)
        for number, told in enumerate(command.goals):
            with within(f"goals.{number}"):
                await telling.goal(told)
        if command.ladder_step:
            with within("ladder_step"):
                await telling.step(command.ladder_step)
        if command.questionnaire:
            with within("questionnaire"):
                await telling.answers(command.questionnaire, on)
        return moved

    return await store.transact(caller, body)


async def _check_begun(work: Work, plan_id: UUID, on: Day | None, field: str) -> None:
    """FactError for a day before the plan began, as far as the caller sees when that was."""
    for plan in await work.items.of_plan(plan_id, "plan"):
        if on is not None and isinstance(plan.content, Plan) and on < plan.content.start:
            raise FactError(field, f"is before the plan began ({iso(plan.content.start)}); follow up after that day")
