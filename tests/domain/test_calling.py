"""Whom one calls and whom one invites, and what a moved meeting does to the questions: nothing that has been."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.adapters.calendar import swedish_working_days
from app.domain.calling import check_call, put_anew
from app.domain.days import day
from app.domain.errors import FieldError
from app.domain.facts import Appointment, Call, Person
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.engine import Gap, evaluate
from app.domain.item import Item
from app.domain.timeline import Timeline

CALENDAR = swedish_working_days()
SENT = day("2026-03-02")
CALLER, ASKED = uuid4(), uuid4()
CALL = Call(id=str(uuid4()), actor=str(CALLER), to=str(ASKED), form="call", sent=SENT, meeting_on=SENT + 30)


def item_of(call: Call) -> Item:
    return Item(
        person_id=uuid4(), id=UUID(call.id), source="sip", source_version=1, owner=CALLER, category="plan",
        disclosed=True, content=call,
    )  # fmt: skip


@pytest.mark.parametrize(("bound", "right", "wrong"), [(True, "call", "invitation"), (False, "invitation", "call")])
def test_who_is_bound_is_called_and_everybody_else_invited(bound: bool, right: str, wrong: str) -> None:
    check_call(replace(CALL, form=right), CALLER, bound=bound)
    with pytest.raises(FieldError, match=f"use {right}"):
        check_call(replace(CALL, form=wrong), CALLER, bound=bound)


def test_nobody_calls_itself_or_to_a_day_that_has_been() -> None:
    with pytest.raises(FieldError, match="to: is the caller itself"):
        check_call(replace(CALL, to=str(CALLER)), CALLER, bound=True)
    with pytest.raises(FieldError, match="meeting_on: is before sent"):
        check_call(replace(CALL, meeting_on=SENT - 1), CALLER, bound=True)
    check_call(replace(CALL, meeting_on=SENT), CALLER, bound=True)


def unanswered(calls: Iterable[Call]) -> dict[str, Gap]:
    facts = [Person(id="me", birth_date=day("1981-10-03")), *calls]
    timeline = Timeline(facts, calendar=CALENDAR, function_of=lambda _: "psychiatry")
    return {gap.subject: gap for gap in evaluate(timeline, [RULES["call-unanswered"]])}


def gap_days(calls: Iterable[Call], until: int) -> set[tuple[str, int]]:
    """Each day up to and without `until` on which a question was a gap, by the first question of its line."""
    return {
        (subject, one)
        for subject, gap in unanswered(calls).items()
        for one in range(gap.opens, min(until, gap.closes or until))
    }


@settings(deadline=None)
@given(
    answer=st.sampled_from([None, "coming", "new-time", "declined"]),
    answered=st.integers(0, 40),
    today=st.integers(0, 60),
    new_day=st.integers(0, 60),
)
def test_a_moved_meeting_changes_nothing_of_what_has_been(
    answer: str | None, answered: int, today: int, new_day: int
) -> None:
    assume(answer is None or answered <= today)
    call = replace(CALL, answer=answer, answered=None if answer is None else SENT + answered)
    on = SENT + today
    booked = Appointment(id=str(uuid4()), plan="p", on=on + new_day, at="13:00")

    after = put_anew(item_of(call), booked, uuid4(), on)
    calls = {call.id: call} | {str(item.id): item.content for item in after if isinstance(item.content, Call)}

    assert gap_days(calls.values(), on) == gap_days([call], on)
    asked = [one for one in calls.values() if one.answer is None and one.rebooked_on is None]
    if answer == "declined":
        assert not after
    else:
        (question,) = asked
        assert (question.meeting_on, question.at) == (booked.on, "13:00")
        # Silence counts from the first asking as long as the day asked about has not come.
        first_asking = answer is None and call.meeting_on is not None and call.meeting_on > on
        assert question.sent == (SENT if first_asking else on)
        assert (question.id == call.id) == first_asking
        due = CALENDAR.add(question.sent, 5)
        assert (question.id in unanswered(calls.values())) == (due < booked.on)
