"""Cost shifts: which ends of a benefit are followed by income support, for how many days and at what least sum."""

from typing import Any

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.cost_shifts import LONGEST, NORMS, WITHIN, CostShift, cost_shifts, daily
from app.domain.days import day
from app.domain.facts import Fact, decode
from app.domain.quarters import Quarter
from app.domain.timeline import Timeline

Q3 = Quarter.read("2026-Q3")
ME = {"id": "me", "kind": "person", "birth_date": "1981-10-03"}
CALENDAR = swedish_working_days()


def status(code: str, start: str, end: str | None = None, **also: Any) -> dict[str, Any]:
    fact = {"id": f"{code}-{start}", "kind": "status", "code": code, "start": start, **also}
    return fact if end is None else {**fact, "end": end}


def shifts(*facts: dict[str, Any]) -> list[CostShift]:
    known: list[Fact] = [decode(fact["kind"], {k: v for k, v in fact.items() if k != "kind"}) for fact in (ME, *facts)]
    return cost_shifts(Timeline(known, calendar=CALENDAR))


SICK = status("sickness-benefit", "2026-01-01", "2026-06-30")


def test_income_support_after_the_end_of_a_benefit_is_a_shift_in_days_and_kronor() -> None:
    (shift,) = shifts(SICK, status("income-support", "2026-07-15"))
    assert (shift.benefit, shift.payer, shift.ended) == ("sickness-benefit", "national", day("2026-06-30"))
    assert shift.days_in(Q3) == 17 + 31 + 30
    assert shift.kronor_in(Q3) == round(78 * 4620 * 12 / 365)
    assert shift.days_in(Q3.previous) == 0


@pytest.mark.parametrize(("start", "followed"), [("2026-07-01", True), ("2026-08-29", True), ("2026-08-30", False)])
def test_it_has_to_follow_within_sixty_days(start: str, followed: bool) -> None:
    assert WITHIN == 60
    assert bool(shifts(SICK, status("income-support", start))) is followed


def test_a_benefit_that_goes_on_has_not_shifted_nor_has_one_that_another_follows() -> None:
    assert shifts(status("sickness-benefit", "2026-01-01"), status("income-support", "2026-07-15")) == []
    assert shifts(SICK, status("activity-support", "2026-07-01"), status("income-support", "2026-07-15")) == []


def test_work_in_between_is_another_cause() -> None:
    assert shifts(SICK, status("work", "2026-07-01", "2026-07-10"), status("income-support", "2026-07-15")) == []


def test_support_beside_the_benefit_counts_from_the_day_on_which_it_stands_alone() -> None:
    (shift,) = shifts(SICK, status("income-support", "2026-03-01", detail="top-up"))
    assert shift.days_in(Quarter.read("2026-Q2")) == 0
    assert shift.days_in(Q3) == 92


def test_it_lasts_until_a_benefit_or_work_comes_and_a_year_at_most() -> None:
    (shift,) = shifts(SICK, status("income-support", "2026-07-01"), status("sickness-benefit", "2026-08-01"))
    assert shift.days_in(Q3) == 31
    (shift,) = shifts(SICK, status("income-support", "2026-07-01"), status("work", "2026-09-01"))
    assert shift.days_in(Q3) == 62
    (shift,) = shifts(SICK, status("income-support", "2026-07-01"))
    assert sum(end - start for start, end in shift.days.intervals()) == LONGEST


def test_of_benefits_that_overlap_the_one_that_ended_last_was_left() -> None:
    (shift,) = shifts(
        SICK, status("activity-compensation", "2026-02-01", "2026-07-31"), status("income-support", "2026-08-10")
    )
    assert (shift.benefit, shift.ended) == ("activity-compensation", day("2026-07-31"))


def test_a_day_costs_by_the_norm_in_force_and_every_norm_says_where_it_is_from() -> None:
    assert daily(day("2019-05-01")) == 4080 * 12 / 365
    assert daily(day("2013-05-01")) == daily(day("2014-05-01"))
    assert [norm.start for norm in NORMS] == sorted(norm.start for norm in NORMS)
    assert all(str(norm.monthly // 10)[:2] and norm.source for norm in NORMS)
