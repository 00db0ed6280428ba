"""What is told at a follow-up that was held: of goals, of the way to work, and by the person."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from app.domain.actors import THE_PERSON
from app.domain.days import Day, iso
from app.domain.errors import Conflict, FactError, NotFound, NotPermitted, UnknownReference
from app.domain.facts import FRAME, FollowUp
from app.domain.facts.outcome_kinds import STATEMENTS, Answer, Reached, Step
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.moves import check_state
from app.domain.permissions import Permission, check
from app.domain.states import state_of
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.ports import Caller, NewId, Store, Work
from app.usecases.reporting import ReportHeader, add, build
from app.usecases.texts import LINES

Note = Annotated[str, Field(min_length=1, max_length=2000, pattern=LINES, examples=["Två dagar i veckan"])]


class TellGoal(BaseModel):
    """How far a goal was reached."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    goal: Annotated[UUID, Field(examples=["01a1ffba-6426-74d5-b9ad-d548b1222791"])]
    outcome: Annotated[Reached, Field(examples=["partly"])]
    note: Note | None = None


class TellStep(BaseModel):
    """Where the person stands on the way to work."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    step: Annotated[Step, Field(examples=["taking-part"])]
    note: Note | None = None


class AnswerQuestionnaire(BaseModel):
    """The person's answers, from 1 (not at all) to 5 (wholly), or declined."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    heard: Annotated[Answer, Field(description="I am listened to.", examples=["5"])]
    my_goals: Annotated[Answer, Field(description="The goals of the plan are my own.", examples=["4"])]
    who_does_what: Annotated[Answer, Field(description="I know who does what.", examples=["4"])]
    whom_to_call: Annotated[Answer, Field(description="I know whom I can call.", examples=["5"])]
    better_off: Annotated[Answer, Field(description="I am better off.", examples=["declined"])]
    words: Annotated[Note | None, Field(description="The person's own words.", examples=["Det går åt rätt håll"])] = (
        None
    )
    written_down: Annotated[
        StrictBool, Field(description="True when an actor writes it down, in the person's words; then always.")
    ] = False
    disclosure: Annotated[
        Literal["own", "parties"], Field(description="Who may receive it under consent: nobody, or the plan's parties.")
    ] = "parties"


async def tell_goal(store: Store, new_id: NewId, caller: Caller, follow_up_id: UUID, command: TellGoal) -> Item:
    """The outcome of the goal. NotFound, IllegalMove unless the follow-up was held, NotPermitted, UnknownReference for
    a goal that is not of the plan, Conflict when it has been told."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        return await Telling(work, new_id, caller, await _held(work, caller, follow_up_id)).goal(command)

    return await store.transact(caller, body)


async def tell_step(store: Store, new_id: NewId, caller: Caller, follow_up_id: UUID, command: TellStep) -> Item:
    """The step on the way to work. NotFound, IllegalMove, NotPermitted and Conflict as for a goal."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        return await Telling(work, new_id, caller, await _held(work, caller, follow_up_id)).step(command)

    return await store.transact(caller, body)


async def answer(store: Store, new_id: NewId, caller: Caller, follow_up_id: UUID, command: AnswerQuestionnaire) -> Item:
    """The person's answers. NotFound, IllegalMove, NotPermitted and Conflict as for a goal; FactError unless it is said
    who writes."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Item:
        held = await _held(work, caller, follow_up_id)
        return await Telling(work, new_id, caller, held).answers(command, caller.today)

    return await store.transact(caller, body)


class Telling:
    """What is told at one follow-up that was held, by its own actor, or by the person."""

    def __init__(self, work: Work, new_id: NewId, caller: Caller, follow_up: Item) -> None:
        assert isinstance(follow_up.content, FollowUp)  # noqa: S101 - what was loaded as one
        self._work, self._new_id, self._caller, self._follow_up = work, new_id, caller, follow_up
        self._on = follow_up.content.held or caller.today

    async def goal(self, told: TellGoal) -> Item:
        """How far a goal was reached; it is disclosed as the goal is."""
        self._check_own()
        refuse_numbers("note", told.note)
        goals = {goal.id: goal for goal in await self._of_plan("goal")}
        goal = goals.get(told.goal)
        if goal is None:
            raise UnknownReference("goal", "is no goal of this plan that you see; use one that is")
        for before in await self._told("goal-outcome"):
            if getattr(before.content, "goal", None) == str(goal.id):
                raise Conflict("the goal has its outcome at this follow-up; withdraw that before you tell another")
        said = {"goal": str(goal.id), "outcome": told.outcome, "note": told.note}
        said["category"] = None if goal.category == FRAME else goal.category
        return await self._add("goal-outcome", said, self._on, disclosed=goal.disclosed)

    async def step(self, told: TellStep) -> Item:
        """Where the person stands on the way to work."""
        self._check_own()
        refuse_numbers("note", told.note)
        if await self._told("ladder-step"):
            raise Conflict("the step has been told at this follow-up; withdraw it before you tell another")
        return await self._add("ladder-step", {"step": told.step, "note": told.note}, self._on)

    async def answers(self, given: AnswerQuestionnaire, on: Day) -> Item:
        """The person's answers: the person's own item, unless an actor wrote them down."""
        by_actor = self._caller.principal.actor is not None
        if by_actor:
            self._check_own()
        if given.written_down is not by_actor:
            what = "has to be true: you write down" if by_actor else "is for an actor that writes down"
            raise FactError("written_down", f"{what} what the person says, in the person's words")
        refuse_numbers("words", given.words)
        if await self._told("questionnaire"):
            raise Conflict("there are answers at this follow-up; withdraw them before you give others")
        said = {name: getattr(given, name) for name in (*STATEMENTS, "words", "written_down")}
        return await self._add("questionnaire", said, on, disclosed=given.disclosure == "parties")

    def _check_own(self) -> None:
        if self._follow_up.owner != (self._caller.principal.actor or THE_PERSON):
            raise NotPermitted("only whoever holds the follow-up tells what was said at it; the person answers alone")

    async def _of_plan(self, kind: str) -> list[Item]:
        assert self._follow_up.plan_id is not None  # noqa: S101 - a follow-up is of a plan
        return [*await self._work.items.of_plan(self._follow_up.plan_id, kind)]

    async def _told(self, kind: str) -> list[Item]:
        """What the caller has told at this follow-up and not withdrawn."""
        mine, of = self._caller.principal.actor or THE_PERSON, str(self._follow_up.id)
        told = [item for item in await self._of_plan(kind) if getattr(item.content, "follow_up", None) == of]
        return [item for item in told if item.owner == mine and state_of(item, self._caller.today) == "current"]

    async def _add(self, kind: str, said: dict[str, Any], on: Day, *, disclosed: bool = True) -> Item:
        of = self._follow_up
        header = ReportHeader(source_version=1, disclosure="parties" if disclosed and of.disclosed else "own")
        fields = {"plan": str(of.plan_id), "follow_up": str(of.id), "on": iso(on), **said}
        item_id = self._new_id()
        item = await build(self._work, self._caller, of.person_id, item_id, SERVICE_SOURCE, kind, header, fields)
        await add(self._work, item, verb="added")
        await self._work.log(f"{kind}-add", item.person_id, [item])
        return item


async def _held(work: Work, caller: Caller, follow_up_id: UUID) -> Item:
    """The follow-up that was held, at which nobody else tells anything meanwhile."""
    found = await work.items.load(follow_up_id)
    if found is None or found.content.kind != "follow-up":
        raise NotFound("there is no such follow-up for you")
    check_state("follow-up", state_of(found, caller.today), ["held"])
    return found
