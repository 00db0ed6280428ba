"""Whom a thread waits for: said twice, once as a story and once as a law, and the two agree on every thread."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.calendar import swedish_working_days
from app.domain.days import day
from app.domain.messages import PERSON, Clock, Said, clocks, is_closed, takes_part, waited_for, whom_to_answer

CALENDAR = swedish_working_days()
assert day("2026-12-24") not in CALENDAR  # the calendar knows its years before anybody counts how long a test takes
SCHOOL, CLINIC = "school", "clinic"
PARTIES = st.sampled_from([PERSON, SCHOOL, CLINIC, "office"])
MONDAY = day("2026-11-23")
SAID = st.builds(
    Said,
    writer=PARTIES,
    on=st.just(0),
    addressed_to=st.lists(PARTIES, max_size=3, unique=True).map(tuple),
    closes=st.sampled_from([False] * 9 + [True]),
)
STEPS = st.lists(st.tuples(SAID, st.integers(0, 5)), max_size=9)


def dated(steps: list[tuple[Said, int]]) -> list[Said]:
    """The messages one after another, each so many days after the one before."""
    days = [MONDAY + sum(gap for _, gap in steps[: n + 1]) for n in range(len(steps))]
    return [said._replace(on=on) for (said, _), on in zip(steps, days, strict=True)]


THREADS = STEPS.map(dated)


@given(THREADS)
def test_a_party_is_waited_for_since_the_first_message_to_it_that_it_has_not_written_after(thread: list[Said]) -> None:
    def since(party: str) -> int | None:
        """The same by looking at the whole thread at once."""
        last = max((n for n, said in enumerate(thread) if said.writer == party), default=-1)
        return min((said.on for said in thread[last + 1 :] if party in said.addressed_to), default=None)

    expected = {} if is_closed(thread) else {p: d for p in (PERSON, SCHOOL, CLINIC, "office") if (d := since(p))}

    assert waited_for(thread) == expected


@given(THREADS, SAID)
def test_whoever_writes_is_not_waited_for_and_nobody_else_s_wait_becomes_shorter(
    thread: list[Said], said: Said
) -> None:
    said = said._replace(on=MONDAY + 100, closes=False)
    before, after = waited_for(thread), waited_for([*thread, said])
    assert said.writer not in after
    if not is_closed(thread):
        assert all(after[party] == since for party, since in before.items() if party != said.writer)
        assert set(after) == (set(before) | set(said.addressed_to)) - {said.writer}


@given(THREADS, THREADS)
def test_a_closed_thread_waits_for_nobody_whatever_comes_after(thread: list[Said], later: list[Said]) -> None:
    closed = [*thread, Said(SCHOOL, MONDAY, closes=True), *later]
    assert is_closed(closed)
    assert waited_for(closed) == {}
    assert clocks(closed, MONDAY + 400, CALENDAR) == clocks([], MONDAY, CALENDAR)


@given(THREADS, PARTIES)
def test_an_answer_goes_to_those_who_asked_else_to_whoever_wrote_last_and_never_to_oneself(
    thread: list[Said], writer: str
) -> None:
    to = whom_to_answer(thread, writer)
    last = max((n for n, said in enumerate(thread) if said.writer == writer), default=-1)
    later = thread[last + 1 :]
    assert writer not in to
    assert set(to) <= {said.writer for said in later}
    assert bool(to) == bool(later)
    assert {said.writer for said in later if writer in said.addressed_to} in (set(), set(to))


@given(THREADS, st.integers(0, 60))
def test_the_two_clocks_are_those_waited_for_and_count_days_on_which_people_work(thread: list[Said], days: int) -> None:
    today = MONDAY + 50 + days
    found, waiting = clocks(thread, today, CALENDAR), waited_for(thread)
    told = {party: clock for clock in (found.agency, found.person) if clock for party in clock.parties}
    assert told.keys() == waiting.keys()
    for clock in filter(None, (found.agency, found.person)):
        assert clock.since == min(waiting[party] for party in clock.parties)
        assert (PERSON in clock.parties) == (clock is found.person)
        if clock.working_days:
            assert CALENDAR.add(clock.since, clock.working_days) <= today
        assert CALENDAR.add(clock.since, clock.working_days + 1) > today


@pytest.mark.parametrize(
    ("today", "waited"),
    [("2026-12-23", 0), ("2026-12-24", 0), ("2026-12-27", 0), ("2026-12-28", 1), ("2027-01-01", 3), ("2027-01-07", 6)],
)
def test_a_wait_over_christmas_is_short_in_working_days(today: str, waited: int) -> None:
    thread = [Said(SCHOOL, date(2026, 12, 23).toordinal(), (PERSON,))]
    assert clocks(thread, day(today), CALENDAR).person == Clock((PERSON,), day("2026-12-23"), waited)


def test_school_asks_the_person_who_answers_and_then_the_school_is_waited_for() -> None:
    asked = Said(SCHOOL, MONDAY, (PERSON,))
    assert whom_to_answer([asked], PERSON) == (SCHOOL,)
    thread = [asked, Said(PERSON, MONDAY + 1, (SCHOOL,))]
    assert waited_for([asked]) == {PERSON: MONDAY}
    assert waited_for(thread) == {SCHOOL: MONDAY + 1}
    assert (takes_part(thread, SCHOOL), takes_part(thread, CLINIC)) == (True, False)
