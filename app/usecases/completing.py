"""Whether a plan says all that it has to, for one reader; and agreeing on it, whole or for a reason as it is."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.domain.actors import THE_PERSON, Actor
from app.domain.agreements import CoordinationBody
from app.domain.completeness import REQUIREMENTS, Judged, Statement, asked_for, judge, principal_of
from app.domain.days import Day
from app.domain.disclosure import Sight
from app.domain.errors import PlanIncomplete
from app.domain.facts import Plan
from app.domain.horizon import Horizon, SeenFact
from app.domain.item import Item
from app.domain.moves import MOVES, Move, make
from app.domain.permissions import Permission, check
from app.usecases.persons import Line
from app.usecases.plan_terms import body_of_plan
from app.usecases.planning import MakeMove, day_of, held_as_read, record
from app.usecases.ports import Caller, Registry, Store, Views, Work
from app.usecases.reading import Document, read_view, seen_fact

ACTIVATION: Move = next(move for move in MOVES if (move.kind, move.noun) == ("plan", "activation"))
WORDS_SV = {"met": "Finns", "unconfirmed": "Saknas i det du får se, obekräftat", "not-met": "Saknas"}


class AgreeOnPlan(MakeMove):
    """The plan is agreed on. `reason` says why, when it does not say all that it has to."""

    reason: Annotated[Line | None, Field(examples=["Insatserna måste börja innan regionen har svarat"])] = None


async def read_completeness(views: Views, registry: Registry, caller: Caller, plan_id: UUID) -> Document:
    """What the plan has to say, and whether it does by what the reader sees of it. NotFound."""
    document = (await read_view(views, "completeness", caller, "plan", plan_id=plan_id))["document"]
    requirements = requirements_of(document["items"], await registry.actors(), await registry.bodies(), caller)
    return {
        "plan_id": document["id"],
        "complete": all(one["state"] == "met" for one in requirements),
        "requirements": requirements,
    }


def requirements_of(
    items: Sequence[Mapping[str, Any]],
    actors: Mapping[UUID, Actor],
    bodies: Sequence[CoordinationBody],
    caller: Caller,
) -> list[Document]:
    """Each thing that a plan has to say, and whether these items of it, and the consents beside it, say so."""
    seen = [(seen_fact(item), item.get("tentative", False)) for item in items]
    judged = _judged(seen, actors, bodies, caller, caller.today)
    return [
        {
            "key": one.requirement.key,
            "state": one.state,
            "title": one.requirement.title_sv,
            "provision": one.requirement.source.told(caller.today),
            "told": WORDS_SV[one.state],
            "remedy": None if one.state == "met" else one.requirement.remedy_sv,
        }
        for one in judged
    ]


async def agree_on(
    store: Store, registry: Registry, caller: Caller, *, plan_id: UUID, version: str, command: AgreeOnPlan
) -> Item:
    """The plan in force. PlanIncomplete when it lacks something and no reason is given; and as for every move."""
    check(caller.principal, Permission.WRITE)
    on = day_of(command, caller)
    actors, bodies = await registry.actors(), await registry.bodies()

    async def body(work: Work) -> Item:
        held = await held_as_read(work, ACTIVATION, plan_id, version)
        mover = caller.principal.actor or THE_PERSON
        # Whether it may be moved at all comes first: what is missing is told to nobody else.
        make(held, ACTIVATION, mover, on=on, today=caller.today)
        seen = [(_seen_of(item), item.tentative) for item in await work.items.stated(held)]
        judged = _judged(seen, actors, bodies, caller, on)
        missing = {one.requirement.key: one.requirement.title_sv for one in judged if one.state != "met"}
        reason = _with_what_is_missing(command.reason, missing)
        moved = make(held, ACTIVATION, mover, on=on, today=caller.today, reason=reason)
        await record(work, ACTIVATION, held, moved)
        return moved

    return await store.transact(caller, body)


def _with_what_is_missing(reason: str | None, missing: Mapping[str, str]) -> str | None:
    """The reason as it is recorded: with what was missing, when something was. PlanIncomplete without a reason then."""
    if not missing:
        return reason
    if reason is None:
        raise PlanIncomplete(missing)
    return f"{reason} (saknades: {'; '.join(missing.values())})"


def _judged(
    seen: Sequence[tuple[SeenFact, bool]],
    actors: Mapping[UUID, Actor],
    bodies: Sequence[CoordinationBody],
    caller: Caller,
    today: Day,
) -> list[Judged]:
    """Every requirement, of the law and of the agreement of the day, by what is seen of the plan and what of it is
    tentative."""
    plan = next(sight for (sight, fact), _ in seen if isinstance(fact, Plan))
    agreed = [one for one, tentative in seen if not tentative or isinstance(one[1], Plan)]
    principals = {str(actor.id): key for actor in actors.values() if (key := principal_of(actor)) is not None}
    statement = Statement(facts=[fact for _, fact in agreed], principals=principals, today=today)
    reader = caller.principal.actor
    owners = {sight.owner for (sight, _), _ in seen} | ({reader} if reader else set())
    body = body_of_plan(bodies, actors, plan.owner, owners)
    agreement = body.agreement_on(today) if body else None
    asked = asked_for(agreement.requirements, body.source_of(agreement)) if body and agreement else REQUIREMENTS
    if reader is None:  # the person sees everything
        return judge(statement, lambda _: False, asked)
    return judge(statement, Horizon(agreed, reader, today).may_hide, asked)


def _seen_of(item: Item) -> SeenFact:
    sight = Sight(
        kind=item.content.kind,
        owner=item.owner,
        category=item.category,
        disclosed=item.disclosed,
        plan_id=item.plan_id,
        named=item.named,
    )
    return sight, item.content
