"""Follow-ups, what is told at them, and what came of a plan."""

from enum import Enum
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.fact_models import content, contribution_model
from app.api.outcome_models import OutcomeView
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_document, answered_item
from app.usecases import following_up, planning, telling_outcome
from app.usecases.outcome import read_outcome

router = APIRouter()
PLANS: Final[list[str | Enum]] = ["plans"]
FollowUpId = Annotated[UUID, Path(alias="followup", description="Uppföljningens id. The follow-up's id.")]
FollowUpBody: Any = contribution_model("follow-up")


def _added(summary: str, description: str, kind: str) -> dict[str, Any]:
    said = documented(summary, description, ITEM_VIEWS[kind], examples.answered(kind), status=201)
    return {"tags": PLANS, "status_code": 201} | said


@router.post(
    "/plans/{plan}/follow-ups",
    name="contribute_follow_up",
    **_added(
        "Book a follow-up",
        "Bokar en uppföljning av planen, tidigast den dag då planen börjar. Books a follow-up of the plan, on the day "
        "on which the plan begins at the earliest.",
        "follow-up",
    ),
)
async def book(service: ServiceOf, caller: OnceCallerOf, plan: PlanId, body: FollowUpBody, base: Base) -> Response:
    header = planning.Contribution(**body.model_dump(include=set(planning.Contribution.model_fields)))
    fields = content(body, planning.Contribution)
    item = await following_up.book(service.store, service.new_id, caller, plan, header, fields)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/follow-ups/{followup}/holding",
    tags=["moves"],
    name="follow_up_holding",
    **documented(
        "Hold a follow-up",
        "Uppföljningen är hållen, från läget current, och det som sades om mål, steg mot arbete och personens svar. "
        "It was held, from the state current, and what was told of goals, of the way to work and by the person. By "
        "the actor that owns the item.",
        ITEM_VIEWS["follow-up"],
        examples.answered("follow-up", state="held", version="1.1"),
    ),
)
async def hold(
    service: ServiceOf,
    caller: OnceCallerOf,
    followup: FollowUpId,
    command: following_up.HoldFollowUp,
    if_match: IfMatch,
    base: Base,
) -> Response:
    version = version_of(if_match)
    item = await following_up.hold(
        service.store, service.new_id, caller, follow_up_id=followup, version=version, command=command
    )
    return answered_item(item, caller.today, base)


@router.post(
    "/follow-ups/{followup}/rebooking",
    tags=["moves"],
    name="follow_up_rebooking",
    **documented(
        "Move a follow-up",
        "Uppföljningen blir inte av på sin dag, från läget current; med due bokas i samma steg en ny till den dagen, "
        "och den står i planen. It will not be on its day, from the state current; with due another is booked for that "
        "day in the same act, and stands in the plan. By the actor that owns the item.",
        ITEM_VIEWS["follow-up"],
        examples.answered("follow-up", state="rebooked", version="1.1"),
    ),
)
async def rebook(
    service: ServiceOf,
    caller: OnceCallerOf,
    followup: FollowUpId,
    command: following_up.RebookFollowUp,
    if_match: IfMatch,
    base: Base,
) -> Response:
    version = version_of(if_match)
    item = await following_up.rebook(
        service.store, service.new_id, caller, follow_up_id=followup, version=version, command=command
    )
    return answered_item(item, caller.today, base)


@router.post(
    "/follow-ups/{followup}/goal-outcomes",
    name="tell_goal",
    **_added(
        "Tell how far a goal was reached",
        "Uppfyllt, delvis eller inte, vid en hållen uppföljning; av den som höll den. Met, partly or not, at a "
        "follow-up that was held; by whoever held it. It is disclosed as the goal is.",
        "goal-outcome",
    ),
)
async def tell_goal(
    service: ServiceOf, caller: OnceCallerOf, followup: FollowUpId, command: telling_outcome.TellGoal, base: Base
) -> Response:
    item = await telling_outcome.tell_goal(service.store, service.new_id, caller, followup, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/follow-ups/{followup}/ladder-steps",
    name="tell_step",
    **_added(
        "Tell the step on the way to work",
        "Var personen står mellan långt från arbete och arbete, vid en hållen uppföljning; av den som höll den. Where "
        "the person stands between far from work and work, at a follow-up that was held; by whoever held it.",
        "ladder-step",
    ),
)
async def tell_step(
    service: ServiceOf, caller: OnceCallerOf, followup: FollowUpId, command: telling_outcome.TellStep, base: Base
) -> Response:
    item = await telling_outcome.tell_step(service.store, service.new_id, caller, followup, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/follow-ups/{followup}/questionnaires",
    name="answer_questionnaire",
    **_added(
        "Answer the five statements",
        "Personens egna svar om en hållen uppföljning, eller nedtecknade med personens ord av den som höll den. The "
        "person's own answers about a follow-up that was held, or written down in the person's words by whoever held "
        "it.",
        "questionnaire",
    ),
)
async def answer(
    service: ServiceOf,
    caller: OnceCallerOf,
    followup: FollowUpId,
    command: telling_outcome.AnswerQuestionnaire,
    base: Base,
) -> Response:
    item = await telling_outcome.answer(service.store, service.new_id, caller, followup, command)
    return answered_item(item, caller.today, base, 201)


@router.get(
    "/plans/{plan}/outcome",
    tags=PLANS,
    name="read_outcome",
    **documented(
        "Read what came of a plan",
        "Mål med utfall, steg mot arbete, egen försörjning och personens svar över tid, så långt läsaren ser. Goals "
        "with their outcomes, steps on the way to work, self-sufficiency and the person's answers over time, as far "
        "as this reader sees.",
        OutcomeView,
        {
            "plan_id": examples.PLAN,
            "person_id": examples.PERSON,
            "goals": [{"goal": examples.answered("goal"), "outcomes": [examples.answered("goal-outcome")]}],
            "ladder": [examples.answered("ladder-step")],
            "self_sufficiency": {"since": "2026-08-03", "established": "2026-11-01", "unconfirmed": False},
            "questionnaires": [examples.answered("questionnaire")],
            "actors": examples.ACTORS,
        },
    ),
)
async def outcome(service: ServiceOf, caller: CallerOf, plan: PlanId) -> Response:
    return answered_document(await read_outcome(service.views, caller, plan))
