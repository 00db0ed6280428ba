"""What happened on one day, drawn once and told whole: meetings, follow-ups with what came of them, end reports."""

from datetime import date
from typing import Any

from app.usecases.chart import Mark, layout
from tests.story_view import a_view

OWNER = "social-services"


def marks(*items: dict[str, Any]) -> list[Mark]:
    """The marks in the row of whoever owns the items."""
    chart = layout(a_view(items=[{"owner": OWNER, **item} for item in items], findings=[]))
    return [mark for row in chart.rows if row.key == OWNER for mark in row.marks]


def booked(**changed: Any) -> dict[str, Any]:
    return {"id": "booked", "kind": "appointment", "on": "2026-12-15", "title": "Svenska och arbete", **changed}


def called(**changed: Any) -> dict[str, Any]:
    return {"id": "c", "kind": "call", "to": "psychiatry", "sent": "2026-11-12", "meeting_on": "2026-12-15", **changed}


HELD = {"id": "fu", "kind": "follow-up", "due": "2026-09-14", "held": "2026-09-15"}


def outcome(name: str, said: str, **changed: Any) -> dict[str, Any]:
    return {"id": name, "kind": "goal-outcome", "follow_up": "fu", "on": "2026-09-15", "outcome": said, **changed}


def test_a_booked_meeting_stands_on_its_day_once_however_many_are_called_to_it() -> None:
    (mark,) = marks(booked(), called(id="one", appointment="booked"), called(id="two", appointment="booked"))
    assert (mark.shape, mark.day, mark.ahead, mark.label) == (
        "meeting", date(2026, 12, 15), True, "Svenska och arbete",
    )  # fmt: skip


def test_who_sees_the_call_alone_sees_the_day_it_was_called_to() -> None:
    assert [mark.label for mark in marks(called(appointment="booked"))] == ["Möte kallat"]


def test_a_meeting_that_was_held_is_marked_by_itself_and_one_that_was_called_off_not_at_all() -> None:
    held = {"id": "met", "kind": "meeting", "on": "2026-11-02", "outcome": "plan", "title": "SIP"}
    past = booked(on="2026-11-02", held="2026-11-02", meeting="met")
    assert [mark.key for mark in marks(past, held)] == ["met"]
    assert marks(booked(cancelled_on="2026-11-20")) == []


def test_a_follow_up_tells_how_far_the_goals_were_reached_and_the_step_on_the_way_to_work() -> None:
    step = {"id": "s", "kind": "ladder-step", "follow_up": "fu", "on": "2026-09-15", "step": "seeking"}
    (mark,) = marks(HELD, outcome("a", "partly"), outcome("b", "met"), outcome("c", "partly"), step)
    assert (mark.shape, mark.day, mark.label) == ("outcome", date(2026, 9, 15), "Mål uppfyllt, delvis uppfyllt")
    assert mark.detail.startswith("Uppföljning · ")
    assert mark.detail.endswith("15 september 2026 · 1 mål: uppfyllt · 2 mål: delvis uppfyllt · "
                                "steg mot arbete: söker arbete")  # fmt: skip


def test_what_was_taken_back_or_told_at_another_follow_up_is_no_outcome_of_this_one() -> None:
    gone = outcome("gone", "met", withdrawn_on="2026-09-16")
    (mark,) = marks(HELD, gone, outcome("theirs", "met", follow_up="another"))
    assert (mark.shape, mark.label) == ("follow-up", "Uppföljning")
    assert "mål" not in mark.detail


def test_an_end_report_stands_on_the_day_the_plan_was_closed_with_it() -> None:
    report = {"id": "r", "kind": "end-report", "on": "2026-11-18", "done": "Kurs."}
    assert [(mark.shape, mark.day) for mark in marks(report)] == [("report", date(2026, 11, 18))]
    assert [mark.day for mark in marks({**report, "closed_on": "2026-11-19"})] == [date(2026, 11, 19)]
    assert marks({**report, "withdrawn_on": "2026-11-19"}) == []
