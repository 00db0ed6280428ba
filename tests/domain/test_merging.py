"""One life out of two records, and how long they can be two again."""

from dataclasses import replace

import pytest

from app.domain.days import day
from app.domain.facts import Fact, Person, Status
from app.domain.merging import UNDO_DAYS, as_one, undo_until

LEADING = Person(id="one", birth_date=day("1990-05-17"))
OTHER = Person(id="other", birth_date=day("1990-05-18"))
JOB = Status(id="job", actor="a", code="work", start=day("2026-01-01"))


def test_of_two_records_the_leading_one_says_who_it_is_and_either_that_the_person_has_died() -> None:
    died, later = replace(OTHER, deceased_on=day("2026-11-01")), replace(LEADING, deceased_on=day("2026-11-02"))
    cases: list[tuple[list[Fact], list[Fact]]] = [
        ([LEADING, JOB, OTHER], [LEADING, JOB]),
        ([JOB, LEADING, died], [replace(LEADING, deceased_on=day("2026-11-01")), JOB]),
        ([later, died], [replace(LEADING, deceased_on=day("2026-11-01"))]),
        ([later, OTHER], [later]),
    ]
    for facts, told in cases:
        assert as_one(facts) == told


def test_a_life_in_one_record_stays_as_it_is() -> None:
    assert as_one([JOB, LEADING]) == [JOB, LEADING]
    assert as_one([]) == []


@pytest.mark.parametrize("applied", ["2026-01-01", "2026-11-21", "2020-01-01"])
def test_a_merge_can_be_undone_for_the_days_that_hold_when_it_is_applied(applied: str) -> None:
    assert undo_until(day(applied)) == day(applied) + UNDO_DAYS[0][1] == day(applied) + 90
