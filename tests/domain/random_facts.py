"""Random facts of the plan and of what agencies do, well-formed and not: periods end early, days are missing."""

from __future__ import annotations

from collections.abc import Callable

from tests.domain.random_writer import ACTORS, Fact, Writer, ordinal

AGENCY_PLANS = (
    *("action-plan", "action-plan", "return-to-work", "return-to-work", "establishment-plan"),
    *("study-plan", "implementation-plan", "rehabilitation-plan"),
)
CATEGORIES = ("work", "education", "economy", "health", "housing", "social")


def agency_plan(w: Writer) -> Fact:
    fact = w.period(w.new("agency-plan", "ap")) | {"code": w.pick(*AGENCY_PLANS)}
    return fact | ({"linked": w.maybe(0.7)} if w.maybe(0.3) else {})


def queue(w: Writer) -> Fact:
    """A place in a queue, with a limit that may be nought, and updates in no order."""
    fact = w.period(w.new("queue", "q"), 0.45)
    if w.maybe(0.7):
        fact["limit"] = w.pick(0, 1, 30, 59, 60, 61, 90)
    if w.maybe(0.6):
        fact["updates"] = [w.day() for _ in range(w.pick(0, 1, 1, 2, 3))]
    return fact | ({"need": w.reference("need")} if w.maybe(0.8) else {})


def contact(w: Writer) -> Fact:
    outcome = w.pick("reached", "reached", "missed", "attempted", "cancelled-by-agency")
    return w.new("contact", "k") | {"on": w.day(), "outcome": outcome}


def missed(w: Writer) -> Fact:
    """A contact that the person missed, or rarely not, about two months after the first day or before."""
    fact = contact(w) | {"outcome": "missed"}
    if w.maybe(0.8):
        fact["on"] = w.write(w.days[0] + w.pick(0, 0, 1, 20, 40, 58, 59, 59, 60, 60, 61))
    fact = w.like(fact, 0.4, "actor", "contact")
    return fact | ({"outcome": "reached"} if w.maybe(0.08) else {})


def sip_need(w: Writer) -> Fact:
    fact = w.new("sip-need", "sn") | {"on": w.day()}
    w.later(fact, 0.2, "withdrawn_on")
    return fact


def consent(w: Writer) -> Fact:
    fact = w.period(w.new("consent", "c"), 0.85)
    w.later(fact, 0.25, "withdrawn_on")
    return fact | {"actors": ["social-services", "psychiatry"], "categories": ["health"]}


def taken_back(w: Writer) -> Fact:
    """A consent that was withdrawn, mostly while it held."""
    fact = consent(w) | {"withdrawn_on": w.day(after=w.last())}
    return {k: v for k, v in fact.items() if k != "end" or w.maybe(0.3)}


def pause(w: Writer) -> Fact:
    fact = w.new("pause", "pa") | {"start": w.day()}
    w.later(fact, 1, "end")
    return fact


def plan(w: Writer) -> Fact:
    return w.period(w.new("plan", "p"), 0.3, early=0.7) | ({"internal": True} if w.maybe(0.3) else {})


def need(w: Writer) -> Fact:
    fact = {"plan": w.reference("plan")} | w.period(w.new("need", "n"), 0.3, early=0.7)
    return fact | {"category": w.pick(*CATEGORIES)} | ({"self_handled": True} if w.maybe(0.08) else {})


def held_for_plan(kind: str, name: str) -> Callable[[Writer], Fact]:
    def write(w: Writer) -> Fact:
        return w.period(w.new(kind, name), early=0.3) | {"plan": w.reference("plan")}

    return write


def ownership(w: Writer) -> Fact:
    return w.period(w.new("ownership", "o"), 0.4) | {"need": w.reference("need")}


def lasting_ownership(w: Writer) -> Fact:
    """An actor owns the need from the first day of the timeline or so."""
    return w.period(w.new("ownership", "o"), 0.2, early=0.8) | {"need": w.reference("need")}


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
    return w.like(w.period(w.new("case", "case"), 0.8), 0.6, "actor", "referral")


def closing(w: Writer) -> Fact:
    """A case that its actor closes about when its referral was sent."""
    waiting = [f for f in w.facts if f["kind"] == "referral" and "actor" in f]
    if not waiting:
        return referral(w)
    sent = w.pick(*waiting)
    fact = case(w) | {"actor": sent["actor"]}
    return fact | ({"end": w.write(w.near(ordinal(sent["sent"])))} if w.maybe(0.8) else {})


def rotation(w: Writer) -> Fact:
    """A referral sent soon after another one of the same need."""
    fact = w.like(referral(w), 0.9, "need", "referral")
    before = [f["sent"] for f in w.facts if f["kind"] == "referral"]
    return fact | ({"sent": w.write(ordinal(w.pick(*before)) + w.pick(5, 30, 60, 89, 90))} if before else {})


def refused(w: Writer) -> Fact:
    fact = rotation(w) | {"answer": "rejected"}
    return fact | {"answered": w.write(ordinal(fact["sent"]) + w.pick(1, 5, 8, 30))}


def handler(w: Writer) -> Fact:
    """A caseworker, mostly of an actor that has something to do in the plan, and mostly one who leaves."""
    fact = w.period(w.new("handler", "h"), 0.8, early=0.2) | {"plan": w.reference("plan")}
    return w.like(fact, 0.85, "actor", "main-responsible", "main-responsible", "ownership", "handler")


def running(w: Writer) -> Fact:
    """An activity that has begun and mostly goes on, mostly by somebody who does something already."""
    fact = attached(w, w.new("activity", "a"), 0.5, 0.9) | {"planned_start": w.day()}
    w.later(fact, 0.95, "start")
    w.later(fact, 0.2, "end")
    return w.like(fact, 0.8, "actor", "activity")


def brief(w: Writer) -> Fact:
    """An activity of some two weeks for a need that was handed over."""
    fact = w.like(activity(w), 0.8, "need", "referral")
    start = ordinal(fact["planned_start"])
    return fact | {"start": w.write(start), "end": w.write(start + w.pick(12, 12, 13, 13, 14))}


def dropout(w: Writer) -> Fact:
    fact = activity(w) | {"outcome": "dropout"}
    return fact if "end" in fact else fact | {"end": w.day(after=w.last())}


def declined(w: Writer) -> Fact:
    fact = call(w) | {"need": w.reference("need"), "answer": w.pick("declined", "declined", "declined", "coming")}
    return fact | ({"answered": w.day(after=ordinal(fact["sent"]))} if w.maybe(0.9) else {})


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
