"""Each step of an escalation is taken once, on the first look on or after its day, and none after the answer."""

from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.calendar import swedish_working_days
from app.domain.days import Day, day, iso
from app.domain.errors import FieldError
from app.domain.escalation import ENDED, OF_THE_OWNER, STEPS, EscalationSteps, Silence, Step, Taken, escalate

CALENDAR = swedish_working_days()
ASKED, LEADING = UUID(int=1), UUID(int=2)
OPENS = day("2026-11-30")
EVERY: frozenset[Step] = frozenset(STEPS)


def look(
    held: list[Taken],
    today: Day,
    *,
    closes: Day | None = None,
    steps: frozenset[Step] = EVERY,
    body: str | None = "prov",
    days: EscalationSteps | None = None,
) -> Day | None:
    """Look at one silence on that day, and keep what comes of it; the next day on which a step is due."""
    open_today = today >= OPENS and (closes is None or today < closes)
    silences = [Silence("call-unanswered", "c", ASKED, OPENS, steps)] if open_today else []
    ids = count(len(held) + 1)
    counted = days or EscalationSteps()
    new, ahead = escalate(silences, held, today, CALENDAR, lambda _: counted, body, lambda: UUID(int=next(ids)))
    held += new
    return ahead


def told(held: list[Taken]) -> list[tuple[str, str, str]]:
    return [(one.step, iso(one.due), iso(one.taken)) for one in held]


def test_the_steps_come_on_their_working_days() -> None:
    held: list[Taken] = []
    woken = [ahead for today in range(OPENS, OPENS + 40) if (ahead := look(held, today)) is not None]
    assert told(held) == [
        ("reminded", "2026-12-01", "2026-12-01"), ("manager", "2026-12-04", "2026-12-04"),
        ("main-responsible", "2026-12-09", "2026-12-09"), ("body", "2026-12-15", "2026-12-15"),
    ]  # fmt: skip
    assert sorted({iso(one) for one in woken}) == [due for _, due, _ in told(held)]


def test_an_agreement_may_set_other_days() -> None:
    held: list[Taken] = []
    agreed = EscalationSteps().agreed({"reminded": 2, "manager": 3, "main-responsible": 4, "body": 5})
    look(held, OPENS + 100, days=agreed)
    assert [due for _, due, _ in told(held)] == ["2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07"]


@given(
    looks=st.sets(st.integers(0, 40), min_size=1),
    closes=st.none() | st.integers(1, 30),
    steps=st.sets(st.sampled_from(STEPS)).map(frozenset),
)
def test_a_step_is_taken_once_on_the_first_look_that_finds_it_due(
    looks: set[int], closes: int | None, steps: frozenset[Step]
) -> None:
    held: list[Taken] = []
    ends = None if closes is None else OPENS + closes
    for offset in sorted(looks):
        look(held, OPENS + offset, closes=ends, steps=steps)
    days = EscalationSteps()
    expected = []
    while_open = [OPENS + offset for offset in sorted(looks) if closes is None or offset < closes]
    for step in STEPS:
        due = CALENDAR.add(OPENS, days.after(step))
        first = next((today for today in while_open if today >= due), None)
        if step in steps and first is not None:
            expected.append((step, due, first))
    assert [(one.step, one.due, one.taken) for one in held if one.step != ENDED] == expected
    after = [OPENS + offset for offset in sorted(looks) if closes is not None and offset >= closes]
    assert [one.taken for one in held if one.step == ENDED] == (after[:1] if expected else [])


def test_what_opens_again_after_an_answer_begins_anew() -> None:
    held: list[Taken] = []
    look(held, OPENS + 5, steps=OF_THE_OWNER)
    look(held, OPENS + 6, closes=OPENS)
    look(held, OPENS + 7, steps=OF_THE_OWNER)
    assert [one.step for one in held] == ["reminded", "manager", ENDED, "reminded", "manager"]


def test_the_list_of_a_body_is_left_under_the_number_under_which_it_was_entered() -> None:
    held: list[Taken] = []
    look(held, OPENS + 30, steps=OF_THE_OWNER)
    look(held, OPENS + 31, closes=OPENS)
    listed, ended = held[-2:]
    assert (listed.step, ended.step) == ("body", ENDED)
    assert (ended.case_number, ended.body) == (listed.case_number, "prov")
    assert listed.case_number is not None


def test_without_a_body_there_is_no_list_and_the_others_are_told() -> None:
    held: list[Taken] = []
    assert look(held, OPENS + 30, body=None) is None
    assert [one.step for one in held] == ["reminded", "manager", "main-responsible"]


@pytest.mark.parametrize(
    ("days", "field"),
    [({"reminded": 0}, "reminded"), ({"manager": 1}, "manager"), ({"main_responsible": 11}, "body")],
)
def test_a_step_before_the_one_it_follows_is_refused(days: dict[str, int], field: str) -> None:
    with pytest.raises(FieldError, match=f"escalation.{field}: has to be"):
        EscalationSteps(**days)


@given(st.fixed_dictionaries({}, optional={step: st.integers(1, 40) for step in STEPS}))
def test_an_agreement_sets_the_steps_that_it_names_and_leaves_the_others(said: dict[str, int]) -> None:
    whole = [said.get(step, EscalationSteps().after(step)) for step in STEPS]
    if whole != sorted(set(whole)):
        with pytest.raises(FieldError, match=r"escalation\."):
            EscalationSteps().agreed(said)
    else:
        assert [EscalationSteps().agreed(said).after(step) for step in STEPS] == whole


@given(
    was=st.integers(2, 6),
    then=st.integers(2, 6),
    change=st.integers(-3, 3),
    looks=st.sets(st.integers(0, 40), min_size=1),
)
def test_the_agreement_of_the_day_on_which_the_answer_was_missed_counts(
    was: int, then: int, change: int, looks: set[int]
) -> None:
    """Whatever the days are on another day, and however often somebody looks."""
    held: list[Taken] = []
    for offset in sorted(looks):
        silence = Silence("call-unanswered", "c", ASKED, OPENS, EVERY)

        def days_on(missed: Day) -> EscalationSteps:
            return EscalationSteps(manager=was if missed < OPENS + change else then)

        new, _ = escalate([silence], held, OPENS + offset, CALENDAR, days_on, "prov", lambda: UUID(int=9))
        held += new
    told_manager = [one.due for one in held if one.step == "manager"]
    counts = was if change > 0 else then
    assert told_manager in ([], [CALENDAR.add(OPENS, counts)])


@pytest.mark.parametrize(
    ("said", "field"),
    [({"boss": 3}, "escalation.boss"), ({"body": 1000}, "escalation.body"), ({"reminded": 0}, "escalation.reminded")],
)
def test_a_step_or_a_number_that_makes_no_sense_is_named(said: dict[str, int], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        EscalationSteps().agreed(said)
    assert refused.value.field == field
