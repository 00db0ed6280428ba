"""What came of a plan, as one reader sees it: goals and ladder over time, self-sufficiency, the person's answers."""

from uuid import UUID

from app.domain.days import iso
from app.domain.facts.codes import STATUS_CATEGORY
from app.domain.horizon import Horizon
from app.domain.self_sufficiency import standing
from app.usecases.completing import seen_fact
from app.usecases.ports import Caller, Views
from app.usecases.reading import Document, fact_of, read_view, stated


async def read_outcome(views: Views, caller: Caller, plan_id: UUID) -> Document:
    """Each in the order of its days. NotFound for whoever does not see the plan."""
    document = (await read_view(views, "plan-outcome", caller, "plan", plan_id=plan_id))["document"]
    of: dict[str, list[Document]] = {}
    for item in document["items"]:
        of.setdefault(item["kind"], []).append(stated(item, caller.today))
    told: dict[str, list[Document]] = {}
    for outcome in of.get("goal-outcome", []):
        told.setdefault(outcome["goal"], []).append(outcome)
    return {
        "plan_id": document["plan_id"],
        "person_id": document["person_id"],
        "goals": [{"goal": goal, "outcomes": told.get(goal["id"], [])} for goal in of.get("goal", [])],
        "ladder": of.get("ladder-step", []),
        "self_sufficiency": _self_sufficiency(document, caller),
        "questionnaires": of.get("questionnaire", []),
        "actors": document["actors"],
    }


def _self_sufficiency(document: Document, caller: Caller) -> Document | None:
    """Since when; None when the reader sees no such thing today. Income support that the reader does not see may refute
    it, unless the reader is the person, who sees everything."""
    facts = [fact_of(item) for item in document["items"] if item["kind"] in ("person", "status")]
    found = standing(facts, caller.today)
    if found is None:
        return None
    actor = caller.principal.actor
    agreed = [item for item in document["visible"] if item["kind"] == "plan" or not item.get("tentative")]
    seen = [*map(seen_fact, agreed)]
    hidden = actor is not None and Horizon(seen, actor, caller.today).may_hide({STATUS_CATEGORY["income-support"]})
    return {"since": iso(found.since), "established": iso(found.established), "unconfirmed": hidden}
