"""What the engine does for every rule: living, critical, owner, inhibition, states, waking."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.cases import current
from app.domain.days import WorkingDays, day, iso
from app.domain.facts import Fact, decode
from app.domain.gaps.catalogue import RULES, lead_of
from app.domain.gaps.engine import Gap, evaluate, inhibitors_on, state, wake_day
from app.domain.timeline import Timeline
from tests.domain.against_oracle import version
from tests.domain.random_timelines import timeline as random_facts

CALENDAR = swedish_working_days()
ONLY_WEEKENDS = WorkingDays(lambda year: ())
SEEDS = [f"engine/{n}" for n in range(80)]
CYCLE = 146_097  # days after which the Gregorian calendar, weekdays too, repeats itself: 400 years
ME = {"id": "me", "kind": "person", "birth_date": "1981-10-03"}
PLAN = {"id": "plan", "kind": "plan", "actor": "psychiatry", "start": "2027-03-01"}


def facts(*stated: Mapping[str, Any]) -> list[Fact]:
    return [decode(one["kind"], {k: v for k, v in one.items() if k != "kind"}) for one in stated]


def gaps(rule: str, *stated: Mapping[str, Any], function_of: Mapping[str, str] | None = None) -> list[Gap]:
    timeline = Timeline(facts(ME, *stated), calendar=CALENDAR, function_of=function_of or {})
    return evaluate(timeline, [RULES[rule]])


def spans(found: list[Gap]) -> list[tuple[str, str | None]]:
    return [(iso(gap.opens), None if gap.closes is None else iso(gap.closes)) for gap in found]


def test_the_clock_keeps_running_during_a_pause() -> None:
    pause = {"id": "rest", "kind": "pause", "start": "2027-03-02", "end": "2027-03-31"}
    assert spans(gaps("no-main-responsible", PLAN)) == [("2027-03-08", None)]
    assert spans(gaps("no-main-responsible", PLAN, pause)) == [("2027-04-01", None)]


def test_a_stay_abroad_splits_a_gap_and_starts_its_critical_days_anew() -> None:
    abroad = {"id": "a", "kind": "status", "code": "abroad", "start": "2027-03-15", "end": "2027-03-20"}
    first, second = gaps("no-main-responsible", PLAN, abroad)
    assert spans([first, second]) == [("2027-03-08", "2027-03-15"), ("2027-03-21", None)]
    assert first.critical is None
    assert second.critical == day("2027-04-04")


def test_there_is_no_gap_from_the_day_of_death_on() -> None:
    timeline = Timeline(facts({**ME, "deceased_on": "2027-03-10"}, PLAN), calendar=CALENDAR)
    assert spans(evaluate(timeline, [RULES["no-main-responsible"]])) == [("2027-03-08", "2027-03-10")]


def test_what_ends_before_it_begins_has_not_begun_again() -> None:
    benefit = {"kind": "status", "code": "unemployment-benefit", "actor": "unemployment-fund", "start": "2027-03-01"}
    first, empty = {**benefit, "id": "first", "end": "2027-04-30"}, {**benefit, "id": "empty", "end": "2027-06-05"}
    assert spans(gaps("benefit-ending", first)) == [("2027-05-01", "2027-07-30")]
    assert spans(gaps("benefit-ending", first, {**empty, "start": "2027-06-01"}))[0] == ("2027-05-01", "2027-06-01")
    assert spans(gaps("benefit-ending", first, {**empty, "start": "2027-06-10"}))[0] == ("2027-05-01", "2027-07-30")


def test_critical_is_only_a_day_that_the_gap_reaches() -> None:
    until = {**PLAN, "end": "2027-03-21"}
    assert gaps("no-main-responsible", until)[0].critical is None
    assert gaps("no-main-responsible", {**PLAN, "end": "2027-03-22"})[0].critical == day("2027-03-22")


@pytest.mark.parametrize(
    ("actor", "owner"),
    [("psychiatry", "psychiatry"), ("person", "social-services"), (None, "social-services")],
)
def test_a_gap_always_has_an_owner_and_it_is_never_the_person(actor: str | None, owner: str) -> None:
    assert gaps("no-main-responsible", {**PLAN, "actor": actor})[0].owner == owner


def test_an_actor_may_be_a_unit_that_has_a_function() -> None:
    plan = {**PLAN, "actor": "unit-7"}
    assert gaps("no-main-responsible", plan)[0].owner == "unit-7"
    assert gaps("no-main-responsible", plan, function_of={"unit-7": "person"})[0].owner == "social-services"
    call = {"id": "c", "kind": "call", "to": "unit-7", "form": "call", "sent": "2027-03-01"}
    assert gaps("call-unanswered", call, function_of={"unit-7": "school"})
    assert not gaps("call-unanswered", call, function_of={"unit-7": "person"})


def test_a_gap_is_inhibited_by_its_cause_in_the_same_plan_only() -> None:
    other = {**PLAN, "id": "other", "start": "2027-02-01"}
    main = {"id": "m", "kind": "main-responsible", "plan": "other", "actor": "school", "start": "2027-02-01"}
    timeline = Timeline(facts(ME, PLAN, other, main), calendar=CALENDAR)
    found = {(gap.rule, gap.subject): gap for gap in evaluate(timeline)}
    assert found["followup-missing", "plan"].inhibited_by == ("no-main-responsible",)
    assert found["followup-missing", "other"].inhibited_by == ()
    alone = evaluate(timeline, [RULES["followup-missing"]])
    assert all(gap.inhibited_by == () for gap in alone), "a rule that is not evaluated does not inhibit"


def test_what_inhibits_is_asked_of_a_day() -> None:
    main = {"id": "m", "kind": "main-responsible", "plan": "plan", "actor": "school", "start": "2027-04-01"}
    timeline = Timeline(facts(ME, PLAN, main), calendar=CALENDAR)
    found = evaluate(timeline)
    (missing,) = (gap for gap in found if gap.rule == "followup-missing")
    rule = RULES["followup-missing"]
    assert inhibitors_on(timeline, missing, found, day("2027-03-31"), rule) == ("no-main-responsible",)
    assert inhibitors_on(timeline, missing, found, day("2027-04-01"), rule) == ()


def test_the_state_of_a_gap_on_each_of_its_edges() -> None:
    gap = Gap("no-main-responsible", "p", "school", opens=100, critical=114, closes=120)
    states = {today: state(gap, today, lead=7) for today in (92, 93, 99, 100, 113, 114, 119, 120)}
    assert states == {
        **{92: None, 93: "upcoming", 99: "upcoming", 100: "open", 113: "open"},
        **{114: "critical", 119: "critical", 120: "closed"},
    }


def test_one_wakes_on_the_next_edge_of_any_gap() -> None:
    gap = Gap("no-main-responsible", "p", "school", opens=100, critical=114, closes=120)
    later = Gap("need-unowned", "n", "school", opens=117, critical=None, closes=None)
    wakes = [wake_day([gap, later], today, lead_of) for today in (0, 93, 100, 110, 114, 117, 120)]
    assert wakes == [93, 100, 110, 114, 117, 120, None]


@pytest.mark.parametrize("seed", SEEDS[:40])
def test_nothing_changes_between_one_wake_day_and_the_next(seed: str) -> None:
    found = evaluate(Timeline(current([version(f) for f in random_facts(seed)]), calendar=CALENDAR))

    def shown(today: int) -> list[str | None]:
        return [state(gap, today, lead_of(gap.rule)) for gap in found]

    today = day("2020-01-01")
    while (wake := wake_day(found, today, lead_of)) is not None:
        assert all(shown(between) == shown(today) for between in range(today, min(wake, today + 400)))
        assert shown(wake) != shown(today)
        today = wake
