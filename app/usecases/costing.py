"""Who pays what for the activities of a plan, as far as the reader sees them."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.domain.costs import Cost, Share, cost_of, shares, weeks
from app.domain.days import iso
from app.domain.facts import CATEGORIES, Activity, Plan
from app.domain.horizon import Horizon
from app.domain.labels import label_sv
from app.domain.states import state_by
from app.usecases.ports import Caller, Views
from app.usecases.reading import Document, read_view, seen_fact

ON_WHAT_IS_SEEN: Final = "Kostnaderna är de som har angetts för insatser som du får se, och bara de."
UNCONFIRMED: Final = (
    f"{ON_WHAT_IS_SEEN} De är obekräftade, eftersom planen har parter vars uppgifter inget samtycke öppnar för dig. "
    "Det säger inget om ifall det finns sådana uppgifter."
)


async def read_costs(views: Views, caller: Caller, plan_id: UUID) -> Document:
    """What each activity costs, so far and as it is planned, and what each payer pays of it. NotFound."""
    document = (await read_view(views, "plan-costs", caller, "plan", plan_id=plan_id))["document"]
    seen = [(item, seen_fact(item)) for item in document["items"]]
    told = [(item, _cost(item, fact, caller)) for item, (_, fact) in seen if isinstance(fact, Activity)]
    agreed = [one for item, one in seen if not item.get("tentative") or isinstance(one[1], Plan)]
    reader = caller.principal.actor  # the person sees everything
    unconfirmed = reader is not None and Horizon(agreed, reader, caller.today).may_hide(set(CATEGORIES))
    return {
        "plan_id": document["id"],
        "today": iso(caller.today),
        "activities": [_line(item, cost) for item, cost in told if cost is not None],
        "without_cost": sum(cost is None for _, cost in told),
        "payers": [_sum(share) for share in shares([cost for _, cost in told if cost is not None])],
        "unconfirmed": unconfirmed,
        "not_seen": UNCONFIRMED if unconfirmed else ON_WHAT_IS_SEEN,
        "actors": document["actors"],
    }


def _cost(item: Mapping[str, Any], activity: Activity, caller: Caller) -> Cost | None:
    state = state_by(activity, tentative=item.get("tentative", False), today=caller.today)
    return cost_of(activity, state, caller.today)


def _line(item: Mapping[str, Any], cost: Cost) -> Document:
    return {
        "activity": item["id"],
        **({"title": item["title"]} if "title" in item else {}),
        "owner": item["owner"],
        "state": cost.state,
        "payer": cost.payer,
        "weekly_cost": cost.weekly,
        "weeks_so_far": weeks(cost.days_so_far),
        "kronor_so_far": cost.kronor_so_far,
        "weeks_planned": None if cost.days_planned is None else weeks(cost.days_planned),
        "kronor_planned": cost.kronor_planned,
    }


def _sum(share: Share) -> Document:
    return {
        "payer": share.payer,
        "label": label_sv("payer", share.payer),
        "kronor_so_far": share.so_far,
        "kronor_planned": share.planned,
        "open_ended": share.open_ended,
    }
