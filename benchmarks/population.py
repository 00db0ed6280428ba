"""Made-up persons to measure on: twenty facts each, as the fields that a source would report.

A dense person is one of the stories that has as many, cut down to its first twenty facts: nearly all of them of a
shared plan. A typical one has a life with three or four agencies, and every third a shared plan; none is anybody.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from app.bootstrap import read_case
from app.domain.days import Day, iso
from app.domain.facts import Fact, decode, encode

FACTS = 20
"""Facts of a person."""
TODAY: Day = date(2026, 11, 21).toordinal()
STORIES = Path(__file__).parents[1] / "app" / "stories"
Reported = dict[str, Any]  # kind, id, and the fields of that kind
EPISODES = (
    *(("work", "employer"), ("study", "adult-education"), ("job-seeker", "employment-service")),
    *(("sickness-benefit", "social-insurance"), ("income-support", "social-services")),
    *(("activity-support", "social-insurance"), ("unemployment-benefit", "unemployment-fund")),
)
AGENCIES = ("social-services", "primary-care", "employment-service", "psychiatry")


def dense() -> list[tuple[Fact, ...]]:
    """The stories with at least twenty facts, cut down to the first twenty."""
    stories = (read_case(file, False) for file in sorted(STORIES.glob("*.yaml")))
    return [story.facts[:FACTS] for story in stories if len(story.facts) >= FACTS]


def typical(number: int) -> tuple[Fact, ...]:
    """The facts of the person with that number: always the same."""
    return tuple(decoded(one) for one in reported(number))


def decoded(one: Reported) -> Fact:
    """The fact that was reported."""
    return decode(one["kind"], {name: value for name, value in one.items() if name != "kind"})


def as_reported(fact: Fact) -> Reported:
    """The kind and the fields of a fact."""
    return {"kind": fact.kind, **encode(fact)}


@cache
def day_of(ordinal: Day) -> str:
    return iso(ordinal)


def reported(number: int) -> list[Reported]:
    """Twenty facts, as they are reported, of the person with that number."""
    random = Random(f"person {number}")  # noqa: S311 - the same persons every time, not secrets
    born = TODAY - random.randrange(18 * 365, 64 * 365)
    facts: list[Reported] = [{"kind": "person", "birth_date": day_of(born)}]
    facts += _episodes(random)
    if number % 3 == 0:
        facts += _shared_plan(random, TODAY - random.randrange(20, 500))
    facts += _with_agencies(random, FACTS - len(facts))
    return [{"id": f"f{n}", **fact} for n, fact in enumerate(facts)]


def _episodes(random: Random) -> Iterator[Reported]:
    """Where the person lives, and four to six episodes one after another, the last of which may still last."""
    yield {"kind": "status", "code": "resident", "actor": "social-services", "start": "2020-01-01", "detail": "0680"}
    start = TODAY - random.randrange(900, 1400)
    for _ in range(random.randrange(4, 7)):
        code, actor = random.choice(EPISODES)
        fact = {"kind": "status", "code": code, "actor": actor, "start": day_of(start)}
        start += random.randrange(60, 420)
        lasts = start > TODAY and random.random() < 0.6
        yield fact if lasts else fact | {"end": day_of(start)}
        start += random.choice((1, 1, 1, 30))


def _shared_plan(random: Random, start: Day) -> list[Reported]:
    """A plan with all it should have. Its facts are numbered from the plan's own, which comes first."""
    owner, other = random.sample(AGENCIES, 2)
    plan, need = {"plan": "plan"}, {"need": "need"}
    return [
        {"kind": "plan", "id": "plan", "actor": owner, "start": day_of(start)},
        {"kind": "main-responsible", **plan, "actor": owner, "start": day_of(start)},
        {"kind": "need", "id": "need", **plan, "actor": owner, "category": "work", "start": day_of(start)},
        {"kind": "ownership", **need, "actor": other, "start": day_of(start + random.randrange(40))},
        {"kind": "activity", **need, "actor": other, "planned_start": day_of(start + 20),
         "start": day_of(start + random.randrange(20, 60)), "planned_end": day_of(start + 300)},
        {"kind": "consent", "actor": "person", "start": day_of(start), "end": day_of(start + 365),
         "actors": [owner, other], "categories": ["work", "health"]},
        {"kind": "follow-up", **plan, "actor": owner, "due": day_of(TODAY + random.randrange(-20, 90))},
    ]  # fmt: skip


def _with_agencies(random: Random, count: int) -> Iterator[Reported]:
    """What agencies report on their own: mostly contacts, now and then an activity, a decision, a plan of theirs."""
    for _ in range(count):
        actor, on = random.choice(AGENCIES), TODAY - random.randrange(700)
        draw = random.random()
        if draw < 0.6:
            outcome = random.choice(("reached", "reached", "reached", "attempted", "missed"))
            yield {"kind": "contact", "actor": actor, "on": day_of(on), "outcome": outcome}
        elif draw < 0.8:
            planned = {"planned_start": day_of(on), "planned_end": day_of(on + 90)}
            yield {"kind": "activity", "actor": actor, **planned, "start": day_of(on), "end": day_of(on + 90)}
        elif draw < 0.9:
            yield {"kind": "case", "actor": actor, "start": day_of(on)}
        elif draw < 0.95:
            yield {"kind": "assessment", "actor": actor, "outcome": "partly", "start": day_of(on)}
        else:
            code = random.choice(("action-plan", "study-plan", "implementation-plan"))
            yield {"kind": "agency-plan", "actor": actor, "code": code, "start": day_of(on)}
