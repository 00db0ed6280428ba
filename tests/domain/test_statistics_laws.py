"""Laws of the statistics over random lives: the parts of each life add up, and many lives give away no few."""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody, LocalAgreement
from app.domain.cases import current
from app.domain.facts import Fact
from app.domain.gaps.engine import evaluate
from app.domain.quarters import Quarter
from app.domain.statistics.edition import Edition, told_in
from app.domain.statistics.lives import Life, adds
from app.domain.statistics.suppression import LEAST, Cell, Sum
from app.domain.statistics.tables import MONTHS, RULE_ROWS, TABLES
from app.domain.statistics.tally import Added, Spot, Tallies, add_life
from app.domain.timeline import Timeline
from tests.domain.attacker import could_be, fits
from tests.domain.test_laws import versions_of

CALENDAR: Final = swedish_working_days()
LIVES: Final = 600
YEARS: Final = [Quarter(year, n) for year in (2026, 2027, 2028) for n in (1, 2, 3, 4)]
PLACES: Final = ("0682", "0683", "0684", "0686")


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    """Random lives, as they stand."""
    found = []
    for n in range(LIVES):
        facts: list[Fact] = [*current(versions_of(f"statistics/{n}"))]
        timeline = Timeline(facts, calendar=CALENDAR)
        found.append(Life(timeline, evaluate(timeline), facts))
    return found


def test_of_every_life_the_parts_of_a_table_add_up_to_its_total_and_the_calls_to_their_gaps(lives: list[Life]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for life in lives:
        for quarter in YEARS:
            found = adds(life, quarter, {})
            assert all(one.count > 0 for one in found.values())
            seen.update((spot.table, spot.row) for spot in found)
            for table in TABLES:
                for column in table.counting if table.total else ():
                    counts = {row: found.get(Spot(table.key, row, column), Added()).count for row in table.rows}
                    assert counts.pop(str(table.total)) == sum(counts.values()), (quarter, table.key)
            gaps = found.get(Spot("gaps", "call-unanswered", "opened"), Added()).count
            assert gaps == sum(one.count for spot, one in found.items() if spot.table == "calls")
            for rule in RULE_ROWS:
                months = (found.get(Spot("gap-months", rule, month), Added()).count for month in MONTHS)
                assert sum(months) == found.get(Spot("gaps", rule, "opened"), Added()).count
    for there in (
        ("gap-months", "call-unanswered"),
        ("cost-shifts", "all"),
        ("follow-ups", "missed"),
        ("levels", "open"),
    ):
        assert seen[there], f"no life has any {there}"


def test_what_is_published_of_many_lives_gives_away_none_that_are_few(lives: list[Life]) -> None:
    edition = Edition(YEARS[0], by_place(lives), *county())
    counts, sums = edition.counts, edition.sums
    told = {cell: value for one in edition.documents().values() for cell, value in told_in(one).items()}
    published = {cell: None if (value := told.get(cell)) is None else int(value) for cell in counts}
    assert fits({cell: counted.count for cell, counted in counts.items()}, published, sums)
    assert all(value is None or counts[cell].persons >= LEAST for cell, value in published.items())
    assert sum(value is not None for value in published.values()) > 20
    for cell, counted in counts.items():
        if counted.persons < LEAST:
            group = tied(cell, sums)
            near = {one: published[one] for each in group for one in each.cells} | {cell: published[cell]}
            for count in (0, max(LEAST, counted.count + 1)):
                assert could_be(cell, count, near, group, most=600), cell


def by_place(lives: list[Life]) -> dict[str, Tallies]:
    """The lives spread over the places, many in the first, few in the last; each quarter of a life as somebody's."""
    found: dict[str, Tallies] = {place: {} for place in PLACES}
    for n, life in enumerate(lives):
        for quarter in YEARS:
            add_life(found[PLACES[(n % 2) * (n % 4)]], adds(life, quarter, {}))
    return found


def county() -> tuple[list[CoordinationBody], dict[str, Actor]]:
    """Two bodies, and a place with an actor that belongs to none."""
    agreed = (LocalAgreement(start=1),)
    one = CoordinationBody(id=UUID(int=1), key="pair", name="Pair", municipalities=PLACES[:2], agreements=agreed)
    two = CoordinationBody(id=UUID(int=2), key="town", name="Town", municipalities=PLACES[3:], agreements=agreed)
    actor = Actor(id=UUID(int=9), name="unit", function="school", level="municipality", municipality_code=PLACES[2])
    return [one, two], {str(actor.id): actor}


def tied(cell: Cell, sums: Sequence[Sum]) -> list[Sum]:
    """The sums that tie the cell to others, directly or through them."""
    near, found = {cell}, list[Sum]()
    while more := [each for each in sums if each not in found and near & {*each.cells}]:
        found += more
        near |= {one for each in more for one in each.cells}
    return found
