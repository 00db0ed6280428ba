"""Closing a plan, and the end report that it is closed with."""

from fastapi import APIRouter, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_item
from app.domain.facts.codes import PLAN_CLOSINGS
from app.usecases import closing

router = APIRouter()


@router.post(
    "/plans/{plan}/end-reports",
    tags=["plans"],
    status_code=201,
    name="write_end_report",
    **documented(
        "Write the end report",
        "Vad som gjorts, vilka mål som nåtts, vad som återstår och vem som tar över, och personens egna ord; av "
        "planens ägare. What was done, which goals were reached, what remains and who takes it on, and the own "
        "words of the person; by the plan's owner. The plan is then closed with it.",
        ITEM_VIEWS["end-report"],
        examples.answered("end-report"),
        status=201,
    ),
)
async def write(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: closing.WriteEndReport, base: Base
) -> Response:
    item = await closing.write_end_report(service.store, service.new_id, caller, plan, command)
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/plans/{plan}/closing",
    tags=["moves"],
    name="plan_closing",
    **documented(
        "Close a plan",
        "Planen avslutas, från läget active. Har någon insats börjat vägras det utan slutrapport, som ges här eller "
        "skrivs innan. From the state active; when any activity has ever started it is refused without an end report, "
        "which is given here or written before. By the actor that owns the plan. "
        f"reason: {', '.join(PLAN_CLOSINGS)}.",
        ITEM_VIEWS["plan"],
        examples.answered("plan", state="closed", version="1.2", end=examples.DAY, reason="goals-met"),
    ),
)
async def close(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, command: closing.ClosePlan, if_match: IfMatch, base: Base
) -> Response:
    version = version_of(if_match)
    item = await closing.close(service.store, service.new_id, caller, plan_id=plan, version=version, command=command)
    return answered_item(item, caller.today, base)
