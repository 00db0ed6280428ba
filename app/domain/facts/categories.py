"""Which category a fact belongs to, and so which consents cover it."""

from app.domain.facts import kinds, outcome_kinds, plan_kinds, voice_kinds
from app.domain.facts.codes import AGENCY_PLAN_CATEGORY, DECISION_CATEGORY, FRAME, STATUS_CATEGORY
from app.domain.facts.fact import Fact


def default_category(fact: Fact, category_of_need: str | None) -> str:
    """The fact's own category; else that of its need (None = it has no need); else the one of its kind.

    FRAME is the plan's frame, which every consent includes. A person and a consent are not disclosed by
    category at all, and are in the frame only so that every fact has an answer. A handover or an activity
    without need or category is social: somebody's support, of no more special sort. So are minutes, what they
    ask of somebody, the person's answers and own words and an end report, which say more than the frame does. How to
    reach the person is for everybody who may know that there is a plan.
    """
    if fact.category is not None:
        return fact.category
    if category_of_need is not None:
        return category_of_need
    match fact:
        case kinds.Status():
            return STATUS_CATEGORY[fact.code]
        case kinds.Decision():
            return DECISION_CATEGORY[fact.code]
        case kinds.AgencyPlan():
            return AGENCY_PLAN_CATEGORY[fact.code]
        case kinds.Assessment() | kinds.Queue() | voice_kinds.CrisisPlan():
            return "health"
        case kinds.Activity() | kinds.Referral() | kinds.Ownership():
            return "social"
        case plan_kinds.Minutes() | plan_kinds.Task() | voice_kinds.Voice():
            return "social"
        case outcome_kinds.LadderStep():
            return "work"
        case outcome_kinds.Questionnaire() | outcome_kinds.EndReport():
            return "social"
        case _:
            return FRAME
