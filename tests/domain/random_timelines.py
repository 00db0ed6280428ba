"""Random timelines: facts that belong together and some that do not, with versions that compete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from tests.domain import random_facts as plans
from tests.domain import random_lives as lives
from tests.domain.random_writer import ACTORS, Fact, Writer

ANY: dict[str, Callable[[Writer], Fact]] = {
    "status": lives.status,
    "decision": lives.decision,
    "assessment": lives.assessment,
    "contact": plans.contact,
    "agency-plan": plans.agency_plan,
    "queue": plans.queue,
    "sip-need": plans.sip_need,
    "consent": plans.consent,
    "pause": plans.pause,
    "main-responsible": plans.held_for_plan("main-responsible", "mr"),
    "handler": plans.handler,
    "ownership": plans.ownership,
    "activity": plans.activity,
    "referral": plans.referral,
    "case": plans.case,
    "call": plans.call,
    "meeting": plans.meeting,
    "follow-up": plans.follow_up,
}
SPECIAL: dict[str, Callable[[Writer], Fact]] = {
    "income": lives.income,
    "youth-duty": lives.youth,
    "welcome": lives.welcome,
    "handover": lives.handover,
    "long": lives.long_status,
    "bridging": lives.bridging,
    "thirty": lives.thirty,
    "home": lives.resident,
    "hidden": partial(lives.status, codes=("protected-identity",)),
    "language": partial(lives.status, codes=("language-course-applied", "language-course", "establishment-programme")),
    "language-right": lives.language_right,
    "left-school": lives.left_school,
    "schooling": partial(lives.status, codes=("youth-duty", "study", "upper-secondary", "upper-secondary", "work")),
    "discharge": lives.discharge,
    "benefit": partial(lives.status, codes=("sickness-benefit", "rehabilitation-benefit", "unemployment-benefit")),
    "support": lives.support,
    "ending": lives.ending,
    "sick": lives.sick,
    "registered": partial(lives.status, codes=("job-seeker", "programme", "job-seeker-obstacle")),
    "refusal": partial(lives.decision, codes=("sickness-benefit-denied", "benefit-denied", "benefit-stopped")),
    "deregistered": partial(lives.decision, codes=("deregistered-unknown", "deregistered-known")),
    "permit": lives.permit,
    "extension": lives.extension,
    "custody": partial(lives.status, codes=("custody", "custody", "inpatient")),
    "missed": plans.missed,
    "closing": plans.closing,
    "rotation": plans.rotation,
    "owner": plans.lasting_ownership,
    "refused": plans.refused,
    "running": plans.running,
    "brief": plans.brief,
    "dropout": plans.dropout,
    "declined": plans.declined,
    "taken-back": plans.taken_back,
}
WRITERS = ANY | SPECIAL
# Which facts a timeline is rich in; one theme is drawn for each, so that rules meet the facts they turn on.
COMMON: tuple[tuple[str, ...], ...] = (
    ("main-responsible", "follow-up", "follow-up", "main-responsible", "ownership"),
    ("ownership", "ownership", "activity", "activity", "queue"),
    ("activity", "activity", "activity", "status"),
    ("call", "meeting", "call", "contact"),
    ("referral", "referral", "referral", "ownership"),
    ("agency-plan", "queue", "meeting", "agency-plan"),
    ("contact", "meeting", "activity", "status", "referral", "call", "follow-up", "main-responsible"),
)
OF_A_PLAN: tuple[tuple[str, ...], ...] = (
    ("rotation", "rotation", "rotation", "refused", "brief"),
    ("rotation", "refused", "refused", "refused"),
    ("declined", "declined", "declined", "queue", "dropout"),
    ("dropout", "dropout", "dropout", "contact"),
    ("handler", "handler", "main-responsible", "ownership"),
    ("assessment", "assessment", "assessment", "assessment", "main-responsible"),
    ("referral", "referral", "closing", "closing", "case"),
    ("deregistered", "deregistered", "deregistered", "contact", "registered", "main-responsible"),
    ("permit", "permit", "extension", "main-responsible"),
)
OF_A_LIFE: tuple[tuple[str, ...], ...] = (
    ("left-school", "left-school", "left-school", "schooling", "schooling"),
    ("income", "income", "income", "income", "activity"),
    ("assessment", "assessment", "assessment", "refusal", "refusal"),
    ("assessment", "assessment", "assessment", "assessment", "meeting"),
    ("refusal", "refusal", "refusal", "contact", "registered", "support"),
    ("sip-need", "sip-need", "sip-need", "consent", "consent", "consent", "call", "meeting"),
    ("bridging", "bridging", "sip-need", "consent", "consent"),
    ("discharge", "discharge", "discharge", "custody"),
    ("benefit", "benefit", "benefit", "running", "support"),
    ("ending", "ending", "ending", "ending", "running", "support"),
    ("sick", "sick", "sick", "agency-plan"),
    ("registered", "registered", "agency-plan", "long", "running"),
    ("custody", "custody", "ending"),
    ("thirty", "thirty", "thirty", "handover", "handover", "income"),
)
RARELY_ENOUGH: tuple[tuple[str, ...], ...] = (
    ("owner", "owner", "owner", "running", "running"),
    ("owner", "owner", "owner", "owner", "running"),
    ("missed", "missed", "missed", "missed", "main-responsible", "custody"),
    ("home", "home", "home", "home", "main-responsible", "welcome", "welcome", "hidden"),
    ("youth-duty", "youth-duty", "youth-duty", "youth-duty", "running", "handover", "handover", "contact"),
    ("language", "language", "language", "language-right", "language-right"),
    ("consent", "consent", "taken-back", "taken-back"),
)
THEMES = COMMON + 2 * OF_A_PLAN + 2 * OF_A_LIFE + 3 * RARELY_ENOUGH
DATES = ("start", "end", "on", "sent", "answered", "due")


def twins(w: Writer) -> list[Fact]:
    """Now and then a fact again under another id, as it was or with one day changed."""
    more: list[Fact] = []
    for fact in w.facts:
        if fact["kind"] == "person" or not w.maybe(0.1):
            continue
        twin = fact | {"id": w.new(fact["kind"])["id"], "actor": w.pick(fact.get("actor"), *ACTORS)}
        days = [field for field in DATES if field in twin]
        if days and w.maybe(0.6):
            twin[w.pick(*days)] = w.day()
        more.append(twin)
    return more


def versions(w: Writer) -> list[Fact]:
    """Now and then a second or third version of a fact, older or newer than it, or one that takes it away."""
    more: list[Fact] = []
    for fact in w.facts:
        if fact["kind"] == "person" or not w.maybe(0.06):
            continue
        fact |= {"recorded": w.day()} if w.maybe(0.5) else {}
        for _ in range(w.pick(1, 1, 2)):
            other = fact | ({"recorded": w.day()} if w.maybe(0.7) else {})
            for field in DATES:
                if field in other and w.maybe(0.5):
                    other[field] = w.day()
            more.append(other | ({"void": True} if w.maybe(0.3) else {}))
    return more


def timeline(seed: str) -> list[Fact]:
    """The facts of one random case file: exactly one person, up to some forty others, in no order."""
    w = Writer(Random(seed))  # noqa: S311 - reproducible examples, not secrets
    themes = w.random.sample(THEMES, w.pick(1, 1, 2))
    theme = sum(themes, ())
    w.facts.append(lives.person(w, 30 if "thirty" in theme else 20))
    planless = themes[0] in OF_A_LIFE and w.maybe(0.6)
    planned = themes[0] in OF_A_PLAN + RARELY_ENOUGH
    w.facts += [plans.plan(w) for _ in range(0 if planless else w.pick(planned, 1, 1, 1, 2, 2, 3))]
    w.facts += [WRITERS["main-responsible"](w) for _ in w.ids["plan"] if w.maybe(0.6)]
    w.facts += [plans.need(w) for _ in range(0 if planless else w.pick(planned, planned, 1, 1, 2, 3))]
    for _ in range(w.pick(1, 3, 5, 6, 8, 10, 14)):
        w.facts.append(WRITERS[w.pick(*theme) if w.maybe(0.85) else w.pick(*ANY)](w))
    w.facts += [lives.status(w, ("abroad",)) for _ in range(w.maybe(0.08))]
    w.facts += [plans.pause(w) for _ in range(w.maybe(0.12))]
    w.facts += twins(w)
    w.facts += versions(w)
    w.random.shuffle(w.facts)
    return w.facts
