"""What activities cost is what a count day by day gives, to the nearest krona, and adds up."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.costs import Cost, check_cost, cost_of, days_planned, days_so_far, kronor, shares, weeks
from app.domain.errors import FactError
from app.domain.facts import Activity
from app.domain.facts.codes import PAYERS
from app.domain.item import check_periods
from app.domain.states import state_by

TODAY = date(2026, 11, 21).toordinal()
DAY = st.integers(TODAY - 60, TODAY + 60)
LASTING = st.none() | st.integers(0, 60)
WEEKLY, DAYS = st.integers(0, 1_000_000), st.integers(0, 4_000)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """Any that the service lets in and that costs something."""
    planned, start = draw(DAY), draw(st.none() | DAY)
    lasts, lasted = draw(LASTING), draw(LASTING)
    end = None if start is None or lasted is None else start + lasted
    over = end is not None or start is None
    activity = Activity(
        id="a",
        planned_start=planned,
        planned_end=None if lasts is None else planned + lasts,
        start=start,
        end=end,
        outcome=draw(st.sampled_from([None, "completed", "interrupted", "cancelled"])) if over else None,
        weekly_cost=draw(WEEKLY),
        payer=draw(st.sampled_from(PAYERS)),
    )
    check_periods(activity)
    check_cost(activity)
    return activity


def costs() -> st.SearchStrategy[list[Cost]]:
    made = st.builds(
        Cost, st.just("a"), st.sampled_from(["proposed", "planned", "ongoing"]), st.sampled_from(PAYERS), WEEKLY, DAYS,
        st.none() | DAYS,
    )  # fmt: skip
    return st.lists(made, max_size=8)


@given(activities(), DAY)
def test_the_days_so_far_are_those_that_have_come_from_the_first_to_the_last(activity: Activity, today: int) -> None:
    start, end = activity.start, activity.end
    went_on = [
        day
        for day in range(TODAY - 70, today + 1)
        if start is not None and start <= day and (end is None or day <= end)
    ]
    assert days_so_far(activity, today) == len(went_on)


@given(activities(), DAY)
def test_what_is_planned_is_never_less_than_what_has_been_and_the_same_when_it_is_over(
    activity: Activity, today: int
) -> None:
    so_far, planned = days_so_far(activity, today), days_planned(activity, today)
    assert planned is None or planned >= so_far
    over = activity.end is not None and activity.end <= today
    never = activity.start is None and activity.outcome is not None
    if over or never:
        assert planned == so_far


@given(activities(), DAY)
def test_an_activity_that_keeps_to_its_plan_costs_what_was_planned(activity: Activity, later: int) -> None:
    fresh = replace(activity, start=None, end=None, outcome=None)
    planned = days_planned(fresh, TODAY)
    if planned is None:
        assert fresh.planned_end is None
        return
    assert fresh.planned_end is not None
    begun = replace(fresh, start=fresh.planned_start)
    if later <= fresh.planned_end:
        assert days_planned(begun, later) == planned
    assert days_planned(replace(begun, end=fresh.planned_end, outcome="completed"), later) == planned


@given(WEEKLY, DAYS)
def test_kronor_are_the_nearest_to_the_exact_sum_and_whole_weeks_cost_what_they_are_said_to(
    weekly: int, days: int
) -> None:
    assert abs(kronor(weekly, days) - Fraction(weekly * days, 7)) < Fraction(1, 2)
    assert kronor(weekly, 7 * days) == weekly * days
    assert abs(Fraction(str(weeks(days))) - Fraction(days, 7)) < Fraction(1, 20)
    assert weeks(7 * days) == days


@given(WEEKLY, DAYS, DAYS)
def test_more_days_never_cost_less(weekly: int, days: int, more: int) -> None:
    assert kronor(weekly, days) <= kronor(weekly, days + more)


@given(costs())
def test_sums_are_those_of_what_is_shown_per_payer_in_any_order(found: list[Cost]) -> None:
    agreed = [cost for cost in found if cost.state != "proposed"]
    summed = {share.payer: share for share in shares(found)}
    assert list(summed) == [payer for payer in PAYERS if any(cost.payer == payer for cost in agreed)]
    assert sum(share.so_far for share in summed.values()) == sum(cost.kronor_so_far for cost in agreed)
    for payer, share in summed.items():
        mine = [cost for cost in agreed if cost.payer == payer]
        known = [cost.kronor_so_far if cost.kronor_planned is None else cost.kronor_planned for cost in mine]
        assert share.planned == sum(known)
        assert share.open_ended == any(cost.days_planned is None for cost in mine)
    assert shares(found[::-1]) == shares(found)


def test_three_and_a_half_weeks_of_a_course_that_is_planned_for_ten() -> None:
    start = date(2026, 10, 28).toordinal()
    course = Activity(
        id="course", planned_start=start, start=start, planned_end=start + 69, weekly_cost=1850, payer="municipality"
    )
    cost = cost_of(course, state_by(course, tentative=False, today=TODAY), TODAY)
    assert cost is not None
    assert (weeks(cost.days_so_far), cost.kronor_so_far) == (3.6, 6607), "25 days of 1850 / 7 kronor each"
    assert (weeks(cost.days_planned or 0), cost.kronor_planned) == (10.0, 18500)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"weekly_cost": 1850}, "payer"),
        ({"payer": "region"}, "weekly_cost"),
        ({"weekly_cost": 1850, "payer": "region", "start": TODAY, "outcome": "dropout"}, "end"),
    ],
)
def test_a_cost_of_which_half_is_missing(said: dict[str, object], field: str) -> None:
    with pytest.raises(FactError, match="is missing") as refused:
        check_cost(Activity(id="a", planned_start=TODAY, **said))  # type: ignore[arg-type]  # as given
    assert refused.value.field == field


def test_an_activity_of_which_nothing_is_said_costs_nothing_that_is_known() -> None:
    activity = Activity(id="a", planned_start=TODAY)
    check_cost(activity)
    assert cost_of(activity, "planned", TODAY) is None
