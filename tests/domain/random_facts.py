"""Random facts of every kind, well-formed and not: periods end before they start, days are missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.domain.random_writer import ACTORS, Fact, Writer

CATEGORIES = ("work", "education", "economy", "health", "housing", "social")
INCOME = (
    *("income-support", "work", "study", "activity-support"),
    *("job-seeker-obstacle", "sickness-benefit", "pension"),
)
YOUTH = (
    *("youth-duty", "youth-duty", "youth-duty", "work", "study", "job-seeker"),
    *("programme", "military-service", "parental-leave"),
)
STATUSES = (
    *INCOME,
    *YOUTH,
    *("abroad", "inpatient", "custody", "parental-leave", "establishment-programme", "other-income"),
    *("rehabilitation-benefit", "sickness-compensation", "activity-compensation", "unemployment-benefit"),
    *("establishment-benefit", "student-aid", "upper-secondary", "placement", "resident", "residence-permit"),
)


def person(w: Writer) -> Fact:
    """Born so that the twentieth birthday falls among the timeline's days, now and then on 29 February."""
    turning = date.fromordinal(w.near(w.days[0]))
    born = date(turning.year - 20, turning.month, min(turning.day, 28))
    if w.maybe(0.7 if turning.year == 2100 else 0.15):
        born = date(born.year // 4 * 4, 2, 29)
    w.turning = date(born.year + 20, born.month, min(born.day, 28)).toordinal()
    w.days.append(w.turning)
    fact = {"id": "someone", "kind": "person", "birth_date": born.isoformat()}
    if w.maybe(0.08):
        fact["deceased_on"] = w.day()
    return fact


def status(w: Writer, codes: tuple[str, ...] = STATUSES) -> Fact:
    fact = w.period(w.new("status", "s")) | {"code": w.pick(*codes)}
    if w.maybe(0.25):
        fact["extent"] = w.pick(0, 49, 50, 51, 100)
    if fact["code"] == "income-support" and w.maybe(0.6):
        fact["detail"] = w.pick("top-up", "unemployed", "waiting-for-benefit")
    return fact


def income(w: Writer) -> Fact:
    fact = status(w, (*INCOME, "income-support", "income-support"))
    if fact["code"] == "income-support" and "end" in fact and w.maybe(0.6):
        start = date.fromisoformat(fact["start"]).toordinal()
        fact["end"] = w.write(start + w.pick(100, 150, 199, 250, 298, 299, 300, 400))
    return fact


def youth(w: Writer) -> Fact:
    """Mostly the activity duty of a youth, begun before the twentieth birthday; else what may take over."""
    fact = status(w, YOUTH)
    if w.maybe(0.7):
        fact["start"] = w.write(w.turning - w.pick(0, 1, 29, 60, 61, 89, 90, 91, 150, 200, 400))
        fact |= {"end": w.day(after=w.turning)} if "end" in fact else {}
    return fact | {"actor": w.pick("youth-duty-unit", "youth-duty-unit", None)} if w.maybe(0.7) else fact


def handover(w: Writer) -> Fact:
    """A referral that was mostly accepted, about a year before the twentieth birthday or later."""
    fact = referral(w) | {"answer": w.pick("accepted", "accepted", "accepted", "rejected")}
    if w.maybe(0.7):
        fact["actor"] = w.pick("youth-duty-unit", "youth-duty-unit", None)
    if w.maybe(0.5):
        fact["answered"] = w.write(w.turning - w.pick(364, 365, 366, 100, 30, 0, -30))
    return fact


def decision(w: Writer) -> Fact:
    return w.new("decision", "d") | {
        "code": w.pick("sickness-benefit-denied", "benefit-denied"),
        "on": w.day(),
    }


def assessment(w: Writer) -> Fact:
    fact = w.period(w.new("assessment", "as")) | {"outcome": w.pick("able", "unable", "unable", "partly")}
    if w.maybe(0.8):
        fact["actor"] = w.pick("social-insurance", "employment-service")
        fact["outcome"] = {"social-insurance": "able", "employment-service": "unable"}[fact["actor"]]
        if w.maybe(0.2):
            fact["outcome"] = "unable"
    return fact


def contact(w: Writer) -> Fact:
    return w.new("contact", "k") | {
        "on": w.day(),
        "outcome": w.pick("reached", "reached", "missed", "attempted"),
    }


def agency_plan(w: Writer) -> Fact:
    return w.period(w.new("agency-plan", "ap")) | {"code": "action-plan"}


def queue(w: Writer) -> Fact:
    fact = w.period(w.new("queue", "q")) | {"limit": 90, "updates": []}
    return fact | ({"need": w.reference("need")} if w.maybe(0.9) else {})


def sip_need(w: Writer) -> Fact:
    return w.new("sip-need", "sn") | {"on": w.day()}


def consent(w: Writer) -> Fact:
    fact = w.period(w.new("consent", "c"), 0.85)
    w.later(fact, 0.25, "withdrawn_on")
    return fact | {"actors": ["social-services", "psychiatry"], "categories": ["health"]}


def pause(w: Writer) -> Fact:
    fact = w.new("pause", "pa") | {"start": w.day()}
    w.later(fact, 1, "end")
    return fact


def plan(w: Writer) -> Fact:
    return w.period(w.new("plan", "p"), 0.3, early=0.7) | ({"internal": True} if w.maybe(0.1) else {})


def need(w: Writer) -> Fact:
    fact = {"plan": w.reference("plan")} | w.period(w.new("need", "n"), 0.3, early=0.7)
    return fact | {"category": w.pick(*CATEGORIES)} | ({"self_handled": True} if w.maybe(0.08) else {})


def held_for_plan(kind: str, name: str) -> Callable[[Writer], Fact]:
    def write(w: Writer) -> Fact:
        return w.period(w.new(kind, name), early=0.3) | {"plan": w.reference("plan")}

    return write


def ownership(w: Writer) -> Fact:
    return w.period(w.new("ownership", "o"), 0.4) | {"need": w.reference("need")}


def attached(w: Writer, fact: Fact, need_share: float, plan_share: float) -> Fact:
    if w.maybe(need_share):
        fact["need"] = w.reference("need")
    if w.maybe(plan_share):
        fact["plan"] = w.reference("plan")
    return fact


def activity(w: Writer) -> Fact:
    fact = attached(w, w.new("activity", "a"), 0.75, 0.35) | {"planned_start": w.day()}
    w.later(fact, 0.65, "start")
    w.later(fact, 0.4, "planned_end")
    w.later(fact, 0.35 if "start" in fact else 0.05, "end")
    if w.maybe(0.5 if "end" in fact else 0.06):
        fact["outcome"] = w.pick("completed", "dropout", "cancelled", "interrupted")
    return fact


def referral(w: Writer) -> Fact:
    fact = attached(w, w.new("referral", "r"), 0.8, 0) | {"to": w.pick(*ACTORS), "sent": w.day()}
    first = w.last()
    w.later(fact, 0.6, "answered")
    w.days.append(first)
    w.later(fact, 0.12, "started", "closed")
    if w.maybe(0.92 if "answered" in fact else 0.1):
        fact["answer"] = w.pick("accepted", "rejected", "rejected", "withdrawn")
    return fact


def case(w: Writer) -> Fact:
    return w.period(w.new("case", "case"))


def call(w: Writer) -> Fact:
    fact = attached(w, w.new("call", "call"), 0.3, 0.4)
    fact |= {"to": w.pick(*ACTORS), "form": w.pick("call", "invitation"), "sent": w.day()}
    first = w.last()
    w.later(fact, 0.35, "answered")
    w.days.append(first)
    w.later(fact, 0.3, "meeting_on", "cancelled_on")
    if w.maybe(0.9 if "answered" in fact else 0.1):
        fact["answer"] = w.pick("coming", "declined", "new-time")
    return fact


def meeting(w: Writer) -> Fact:
    return w.new("meeting", "m") | {"on": w.day(), "outcome": w.pick("plan", "no-plan", "pending")}


def follow_up(w: Writer) -> Fact:
    fact = w.new("follow-up", "f") | {"plan": w.reference("plan"), "due": w.day()}
    first = w.last()
    for field, share in (("booked_on", 0.5), ("held", 0.4), ("rebooked_on", 0.3)):
        w.days.append(first)
        w.later(fact, share, field)
    return fact


WRITERS: dict[str, Callable[[Writer], Fact]] = {
    "status": status,
    "income": income,
    "youth-duty": youth,
    "handover": handover,
    "decision": decision,
    "assessment": assessment,
    "contact": contact,
    "agency-plan": agency_plan,
    "queue": queue,
    "sip-need": sip_need,
    "consent": consent,
    "pause": pause,
    "main-responsible": held_for_plan("main-responsible", "mr"),
    "handler": held_for_plan("handler", "h"),
    "ownership": ownership,
    "activity": activity,
    "referral": referral,
    "case": case,
    "call": call,
    "meeting": meeting,
    "follow-up": follow_up,
}
