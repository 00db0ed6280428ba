"""What one life adds to a quarter's tables, and the tables that come of many."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody, LocalAgreement
from app.domain.days import day
from app.domain.facts import KINDS, decode
from app.domain.gaps.engine import evaluate
from app.domain.labels import LABELS_SV
from app.domain.quarters import Quarter
from app.domain.statistics.edition import ROW_WORDS, Edition, told_in
from app.domain.statistics.lives import Life, adds, municipality_of, protected
from app.domain.statistics.suppression import LEAST, Cell
from app.domain.statistics.tables import MONTHS, TABLES
from app.domain.statistics.tally import Added, Spot, Tallies, add_life
from app.domain.timeline import Timeline

Q3 = Quarter(2026, 3)
CALENDAR = swedish_working_days()


def actor(number: int, level: str, function: str, place: str | None = None) -> Actor:
    return Actor(id=UUID(int=number), name=f"unit {number}", function=function, level=level, municipality_code=place)


SOCIAL = actor(1, "municipality", "social-services", "0686")
CARE = actor(2, "region", "primary-care")
WORK = actor(3, "state", "employment-service")
NEXT_TOWN = actor(4, "municipality", "social-services", "0682")
FAR_TOWN = actor(5, "municipality", "social-services", "0180")
ACTORS = {str(one.id): one for one in (SOCIAL, CARE, WORK, NEXT_TOWN, FAR_TOWN)}
ME = {"kind": "person", "id": "me", "birth_date": "1981-10-03"}
PLAN = {"kind": "plan", "id": "plan", "actor": str(SOCIAL.id), "start": "2026-02-02"}


def life(*facts: dict[str, Any]) -> Life:
    known = [decode(fact["kind"], {k: v for k, v in fact.items() if k != "kind"}) for fact in (ME, *facts)]
    functions = {id_: one.function for id_, one in ACTORS.items()}
    timeline = Timeline([one for one in known if one.kind in KINDS], calendar=CALENDAR, function_of=functions)
    return Life(timeline, evaluate(timeline), known)


def added(
    *facts: dict[str, Any], quarter: Quarter = Q3
) -> dict[tuple[str, str], tuple[int, list[int], dict[str, int]]]:
    """What is added, but for the gaps, by table and row."""
    found = adds(life(*facts), quarter, ACTORS, {str(WORK.id)})
    return {
        (spot.table, spot.row): (one.count, one.days, dict(one.sums))
        for spot, one in found.items()
        if spot.table not in ("gaps", "gap-months", "levels")
    }


def fact(kind: str, id_: str, by: Any = SOCIAL, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id_, "actor": str(by.id), **fields}


def test_from_the_first_need_to_the_meeting_that_answers_it_is_told_in_working_days() -> None:
    needs = [fact("sip-need", "a", on="2026-06-22"), fact("sip-need", "b", CARE, on="2026-07-01")]
    held = fact("meeting", "m", on="2026-07-06", outcome="plan")
    assert added(*needs) == {("meetings", "waiting"): (1, [], {})}
    assert added(*needs, held) == {
        ("meetings", "held"): (1, [10], {})
    }  # all weekdays from the 23rd but Midsummer's Eve
    assert added(*needs, held, quarter=Q3.previous) == {("meetings", "waiting"): (1, [], {})}
    again = fact("sip-need", "c", on="2026-09-01")
    assert added(*needs, held, again) == {("meetings", "held"): (1, [10], {}), ("meetings", "waiting"): (1, [], {})}


def test_a_follow_up_that_was_due_was_held_or_not_unless_it_was_booked_anew() -> None:
    held = fact("follow-up", "a", plan="plan", due="2026-08-03", held="2026-08-05")
    late = fact("follow-up", "b", plan="plan", due="2026-09-28", held="2026-10-02")
    anew = fact("follow-up", "c", plan="plan", due="2026-09-01", rebooked_on="2026-08-30")
    found = added(PLAN, held, late, anew)
    assert {row: count for (table, row), (count, *_) in found.items() if table == "follow-ups"} == {
        "due": 2, "held": 1, "missed": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("levels", "row"), [((SOCIAL, CARE, WORK), "all-active"), ((SOCIAL, WORK), "some-active")])
def test_a_plan_has_all_levels_active_when_each_has_an_activity_going_on_at_the_end(
    levels: tuple[Actor, ...], row: str
) -> None:
    going_on = [
        fact("activity", f"a{one.id}", one, plan="plan", planned_start="2026-08-01", start="2026-08-01")
        for one in levels
    ]
    ended = fact("activity", "x", CARE, plan="plan", planned_start="2026-03-01", start="2026-03-01", end="2026-09-29")
    found = adds(life(PLAN, *going_on, ended), Q3, ACTORS)
    assert {spot.row for spot in found if spot.table == "levels"} == {"open", row}


def test_what_activities_have_cost_in_the_quarter_is_told_by_who_pays() -> None:
    costly = fact(
        "activity",
        "a",
        planned_start="2026-06-01",
        start="2026-06-01",
        end="2026-07-07",
        weekly_cost=700,
        payer="region",
    )
    assert added(costly) == {("costs", "region"): (1, [], {"kronor": 700})}


def test_a_gap_is_counted_where_it_opens_and_where_it_closes_and_a_call_by_whom_it_waits_for() -> None:
    call = fact("call", "c", to=str(WORK.id), form="call", sent="2026-06-15", answered="2026-07-15", answer="coming")
    asked = fact("call", "d", to=str(CARE.id), form="call", sent="2026-07-15")
    found = adds(life(call, asked), Q3, ACTORS, {str(WORK.id)})
    told = {tuple(spot): (one.count, one.days) for spot, one in found.items()}
    assert told["gaps", "call-unanswered", "resolved"] == (1, [day("2026-07-15") - day("2026-06-23")])
    assert told["gaps", "call-unanswered", "opened"] == (1, [])
    assert told["calls", "others", "unanswered"] == (1, [])
    earlier = adds(life(call), Q3.previous, ACTORS, {str(WORK.id)})
    assert any((spot.table, spot.row) == ("calls", str(WORK.id)) for spot in earlier)


def test_outcome_is_told_as_it_was_told_at_follow_ups_and_what_was_taken_back_is_not() -> None:
    held = {"plan": "plan", "follow_up": "f", "on": "2026-08-05"}
    said = dict.fromkeys(("heard", "my_goals", "who_does_what", "whom_to_call"), "4") | {"better_off": "declined"}
    found = added(
        PLAN,
        fact("goal-outcome", "g", goal="goal", outcome="met", **held),
        fact("goal-outcome", "h", goal="goal", outcome="not", withdrawn_on="2026-08-06", **held),
        fact("ladder-step", "s", plan="plan", follow_up="e", on="2026-05-05", step="finding-footing"),
        fact("ladder-step", "t", step="training", **held),
        fact("questionnaire", "p", **held, **said),
        fact("questionnaire", "q", written_down=True, **held, **{**said, "heard": "1"}),
    )
    assert found["goals", "met"] == (1, [], {})
    assert ("goals", "not") not in found
    assert found["ladder", "nearer"] == (1, [], {"steps": 2})
    assert found["questionnaire", "heard"] == (1, [], {"agreement": 4})
    assert ("questionnaire", "better_off") not in found


def test_self_sufficiency_begins_when_ninety_days_have_gone() -> None:
    work = fact("status", "w", code="work", start="2026-05-01")
    assert added(work) == {("self-sufficiency", "began"): (1, [], {})}
    assert added(work, quarter=Q3.previous) == {}


def test_a_life_is_counted_at_its_home_else_where_its_plan_is_else_at_the_only_place_near() -> None:
    here = fact("status", "s", code="income-support", start="2026-01-01")
    home = fact("status", "r", WORK, code="resident", start="2026-09-30", detail="0180")
    theirs = fact("case", "n", NEXT_TOWN, start="2026-01-01")

    def place(*facts: dict[str, Any]) -> str | None:
        return municipality_of(life(*facts).timeline, Q3, ACTORS)

    assert place(here, theirs, PLAN, home) == "0180"
    assert place(here, theirs, PLAN) == "0686"
    assert place(here, theirs) is None
    assert place(here) == "0686"
    assert protected(
        life(fact("status", "x", code="protected-identity", start="2020-01-01", end="2021-01-01")).timeline
    )


# --- the tables ---------------------------------------------------------------------------------------------

AGREED = (LocalAgreement(start=day("2026-01-01")),)
TOWN = CoordinationBody(id=UUID(int=10), key="town", name="Town", municipalities=("0686",), agreements=AGREED)
PAIR = CoordinationBody(id=UUID(int=11), key="pair", name="Pair", municipalities=("0682", "0683"), agreements=AGREED)
ACROSS = CoordinationBody(
    id=UUID(int=12), key="across", name="Across", municipalities=("0180", "0380"), agreements=AGREED
)
CALL = fact("call", "c", to=str(WORK.id), form="call", sent="2026-07-15")
SILENT = ("gaps", "call-unanswered")
LONG = "income-support-longterm"


def counted(**places: int) -> dict[str, Tallies]:
    """So many persons whose call is unanswered, by place."""
    found: dict[str, Tallies] = {}
    for place, persons in places.items():
        for _ in range(persons):
            add_life(found.setdefault(place[1:], {}), adds(life(CALL), Q3, ACTORS))
    return found


def told(edition: Edition) -> Mapping[Cell, float | None]:
    return {cell: value for one in edition.documents().values() for cell, value in told_in(one).items()}


def opened(edition: Edition) -> dict[str, float | None]:
    return {
        cell.place: value
        for cell, value in told(edition).items()
        if (cell.table, cell.row) == SILENT and cell.column == "opened"
    }


def test_what_is_too_rare_for_a_place_is_told_of_the_county_alone() -> None:
    edition = Edition(Q3, counted(_0686=9, _0682=2, _0683=6), [TOWN, PAIR], ACTORS)
    assert opened(edition) == {
        "body:town": 9, "municipality:0682": None, "municipality:0683": None, "body:pair": 8, "county:06": 17,
    }  # fmt: skip
    assert opened(Edition(Q3, counted(_0686=9, _0682=1, _0683=2), [TOWN, PAIR], ACTORS)) == {
        "body:town": None, "municipality:0682": None, "municipality:0683": None, "body:pair": None, "county:06": 12,
    }  # fmt: skip


def test_what_is_in_a_county_and_with_no_body_is_told_nowhere_and_cannot_be_reckoned() -> None:
    edition = Edition(Q3, counted(_0686=9, _0682=2), [TOWN], ACTORS)
    assert opened(edition) == {"body:town": None, "county:06": 11}


def test_a_county_that_a_body_reaches_beyond_is_not_told() -> None:
    assert opened(Edition(Q3, counted(_0180=9), [ACROSS], ACTORS)) == {
        "municipality:0180": None, "municipality:0380": None, "body:across": 9,
    }  # fmt: skip


def test_the_calls_of_the_actors_do_not_give_away_each_other() -> None:
    found = counted(_0686=9)
    alone = {id_: one for id_, one in ACTORS.items() if one is not NEXT_TOWN}
    cells = told(Edition(Q3, found, [TOWN], alone))
    assert cells[Cell("calls", "others", "body:town", "unanswered")] is None
    assert cells[Cell("calls", str(SOCIAL.id), "body:town", "unanswered")] is None
    assert cells[Cell("gaps", "call-unanswered", "body:town", "opened")] == 9


def by_month(*persons: int) -> list[float | None]:
    """What is told of the months in which so many persons' gaps opened; the quarter itself is always told."""
    tallies: Tallies = {}
    for month, count in zip(MONTHS, persons, strict=True):
        for _ in range(count):
            spots = (Spot("gaps", LONG, "opened"), Spot("gap-months", LONG, month))
            add_life(tallies, {spot: Added(count=1) for spot in spots})
    alone = {id_: one for id_, one in ACTORS.items() if one is not NEXT_TOWN}
    cells = told(Edition(Q3, {"0686": tallies}, [TOWN], alone))
    assert cells[Cell("gaps", LONG, "body:town", "opened")] == sum(persons)
    return [cells[Cell("gap-months", LONG, "body:town", month)] for month in MONTHS]


def test_a_month_of_few_cannot_be_reckoned_from_the_quarter_and_the_other_months() -> None:
    assert by_month(15, 13, 12) == [15, 13, 12]
    assert by_month(10, 12, 2) == [None, 12, None]
    assert by_month(9, 0, 0) == [None, None, None]
    assert by_month(20, 3, 3) == [20, None, None]
    assert by_month(20, 2, 1) == [None, None, None]


def test_rows_and_columns_are_the_same_whatever_has_been_counted() -> None:
    empty, full = (Edition(Q3, found, [TOWN, PAIR], ACTORS) for found in ({}, counted(_0686=9, _0682=9)))
    assert told(empty).keys() == told(full).keys()
    assert set(told(empty).values()) == {None}
    assert {value is None or value >= LEAST for value in told(full).values()} == {True}


def test_an_edition_of_the_same_is_the_same() -> None:
    found = counted(_0686=9, _0682=7)
    first = Edition(Q3, found, [TOWN, PAIR], ACTORS).documents()
    assert Edition(Q3, found, [PAIR, TOWN], ACTORS, first).documents() == first


def test_every_table_column_and_row_has_words() -> None:
    assert list(LABELS_SV["statistics-table"]) == [table.key for table in TABLES]
    for table in TABLES:
        assert {column.key for column in table.columns} <= LABELS_SV["statistics-column"].keys()
        if table.key not in ("gaps", "gap-months", "calls"):
            words = LABELS_SV[ROW_WORDS.get(table.key, "statistics-row")].keys() | LABELS_SV["statistics-row"].keys()
            assert set(table.rows) <= words
