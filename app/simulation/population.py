"""Who lives in the simulated world: each person by number, the same whoever else is asked for."""

from random import Random
from typing import Final

from app.domain.days import Day
from app.domain.facts import Status
from app.simulation.assumptions import GROUPS
from app.simulation.groups.adults import income_support, newly_arrived, sick_leave, unemployed
from app.simulation.groups.shared_plan import a_shared_plan
from app.simulation.groups.youth import youth_duty
from app.simulation.life import Life
from app.simulation.setup import Setup

BEFORE: Final = 300  # days before the first simulated one on which a story may have begun
AGENCIES: Final = {
    "income-support": (("labour-market-unit", "primary-care"), ("work", "health")),
    "unemployed": (("employment-service", "labour-market-unit"), ("work", "education")),
    "sick-leave": (("primary-care", "employment-service"), ("health", "work")),
    "youth-duty": (("youth-duty-unit", "psychiatry"), ("education", "health")),
    "newly-arrived": (("adult-education", "employment-service"), ("education", "work")),
    "many-agencies": (("psychiatry", "labour-market-unit", "social-services"), ("health", "work", "housing")),
}
"""Who takes part in a shared plan of somebody of the group, and the category of each one's need."""


def life_of(number: int, setup: Setup) -> Life:
    """The life of the person of this number (from 0), from a stream of chance that is the person's own."""
    stream = Random(f"{setup.seed}/{setup.municipality}/{setup.size}/{number}")  # noqa: S311 - a game, not a secret
    life = Life(stream, setup.start, setup.end)
    if stream.random() * 100 >= setup.in_target_groups:
        life.born(setup.start - life.between(0, 90 * 365))
        return life
    group = stream.choices(list(GROUPS), [share.value for share in GROUPS.values()])[0]
    entry = life.between(setup.start - BEFORE, setup.end - 120)
    born = entry - (life.between(16 * 366, 19 * 365) if group == "youth-duty" else life.between(22 * 366, 60 * 365))
    life.born(born)
    _live(life, group, entry, born)
    if group == "many-agencies" or life.happens("shared-plan"):
        a_shared_plan(life, entry + life.between(0, 120), *AGENCIES[group])
    if life.happens("report-mistaken"):
        on = entry + life.between(30, 300)
        life.mistake(Status(id=life.name("mistake"), actor="employer", code="work", start=on), on)
    return life


def _live(life: Life, group: str, entry: Day, born: Day) -> None:
    match group:
        case "income-support" | "many-agencies":
            income_support(life, entry)
        case "unemployed":
            unemployed(life, entry)
        case "sick-leave":
            sick_leave(life, entry)
        case "newly-arrived":
            newly_arrived(life, entry)
        case _:
            youth_duty(life, entry, born)
