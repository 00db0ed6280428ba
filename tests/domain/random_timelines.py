"""Random timelines: facts that belong together and some that do not, with versions that compete."""

from __future__ import annotations

from random import Random

from tests.domain.random_facts import WRITERS, need, pause, person, plan, status
from tests.domain.random_writer import ACTORS, Fact, Writer

# Which kinds a timeline is rich in; one theme is drawn for each, so that rules meet the facts they turn on.
THEMES: tuple[tuple[str, ...], ...] = (
    ("main-responsible", "follow-up", "follow-up", "main-responsible", "ownership"),
    ("ownership", "ownership", "activity", "activity", "queue"),
    ("activity", "activity", "activity", "status"),
    ("call", "meeting", "call", "contact"),
    ("referral", "referral", "referral", "ownership"),
    ("consent", "consent", "consent", "main-responsible"),
    ("youth-duty", "youth-duty", "youth-duty", "activity", "handover"),
    ("income", "income", "income", "income", "activity"),
    ("assessment", "assessment", "assessment", "decision", "income"),
    ("contact", "meeting", "activity", "status", "referral", "call", "follow-up", "main-responsible"),
)
DATES = ("start", "end", "on", "sent", "answered", "due")
PLANLESS = THEMES[6:8]
ANY = (
    *("status", "decision", "assessment", "contact", "agency-plan", "queue", "sip-need", "consent", "pause"),
    *(
        "main-responsible",
        "handler",
        "ownership",
        "activity",
        "referral",
        "case",
        "call",
        "meeting",
        "follow-up",
    ),
)


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
    """The facts of one random case file: exactly one person, up to some thirty others, in no order."""
    w = Writer(Random(seed))  # noqa: S311 - reproducible examples, not secrets
    theme = w.pick(*THEMES)
    w.facts.append(person(w))
    planless = theme in PLANLESS and w.maybe(0.6)
    w.facts += [plan(w) for _ in range(0 if planless else w.pick(0, 1, 1, 1, 2, 2, 3))]
    w.facts += [WRITERS["main-responsible"](w) for _ in w.ids["plan"] if w.maybe(0.6)]
    w.facts += [need(w) for _ in range(0 if planless else w.pick(0, 1, 1, 2, 3))]
    for _ in range(w.pick(1, 2, 3, 4, 6, 8, 12)):
        w.facts.append(WRITERS[w.pick(*theme) if w.maybe(0.8) else w.pick(*ANY)](w))
    w.facts += [status(w, ("abroad",)) for _ in range(w.maybe(0.08))] + [pause(w) for _ in range(w.maybe(0.12))]
    w.facts += twins(w)
    w.facts += versions(w)
    w.random.shuffle(w.facts)
    return w.facts
