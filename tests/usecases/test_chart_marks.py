"""What happened on one day, drawn once and told whole: meetings, follow-ups with what came of them, end reports."""

from datetime import date
from typing import Any

import pytest

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


def test_a_version_stands_with_the_person_and_each_acceptance_with_whoever_accepted() -> None:
    paper = {"acceptor": "person", "on": "2026-11-05", "on_paper": {"kept": "Akten"}}
    denied = {**paper, "acceptor": "psychiatry", "on_paper": {"contradicted": {"on": "2026-11-06"}}}
    theirs = {"acceptor": OWNER, "on": "2026-11-04"}
    version = {"id": "v", "n": 2, "on": "2026-11-03", "owner": OWNER, "acceptances": [theirs, paper, denied]}
    rows = {row.key: row.marks for row in layout(a_view(items=[], findings=[], versions=[version])).rows}
    frozen, own = rows["person"]
    assert (frozen.shape, frozen.day, frozen.label) == ("version", date(2026, 11, 3), "Version 2")
    assert frozen.detail == (
        "Version 2 av planen, fastställd av Socialtjänsten · 3 november 2026 · godkänd av Socialtjänsten, Alva T."
    )
    assert own.detail == "Alva T. godkände version 2 av planen · 5 november 2026 · på papper"
    assert [(mark.shape, mark.day) for mark in rows[OWNER]] == [("accepted", date(2026, 11, 4))]
    assert [*rows] == [OWNER, "person"], "what was contradicted is no acceptance"


def test_a_version_that_nobody_has_accepted_says_so() -> None:
    version = {"id": "v", "n": 1, "on": "2026-11-03", "owner": OWNER, "acceptances": []}
    (row,) = (row for row in layout(a_view(items=[], findings=[], versions=[version])).rows if row.marks)
    assert row.marks[0].detail.endswith("inte godkänd av någon än")


def message(name: str, owner: str, *to: str, on: str, **changed: Any) -> dict[str, Any]:
    said = {"id": name, "kind": "message", "owner": owner, "about": "fu", "addressed_to": [*to], "on": on}
    return {**said, "closes": False, **changed}


def test_a_question_stands_with_whoever_is_waited_for_since_it_is() -> None:
    asked = message("one", "person", OWNER, on="2026-11-02")
    again = message("two", "person", OWNER, on="2026-11-05", thread="one")
    (mark,) = marks({**HELD, "held": None}, asked, again)[-1:]
    assert (mark.shape, mark.day, mark.label) == ("question", date(2026, 11, 2), "Väntar på svar")
    assert mark.detail == "Fråga från Alva T. om Uppföljning · 2 november 2026 · väntar på svar av Socialtjänsten"


@pytest.mark.parametrize("said", [{"owner": OWNER}, {"owner": "psychiatry", "closes": True}])
def test_what_was_answered_or_needs_no_answer_is_not_marked(said: dict[str, Any]) -> None:
    asked = message("one", "person", OWNER, on="2026-11-02")
    assert marks(asked, {**message("two", OWNER, on="2026-11-05", thread="one"), **said}) == []


def test_an_end_report_stands_on_the_day_the_plan_was_closed_with_it() -> None:
    report = {"id": "r", "kind": "end-report", "on": "2026-11-18", "done": "Kurs."}
    assert [(mark.shape, mark.day) for mark in marks(report)] == [("report", date(2026, 11, 18))]
    assert [mark.day for mark in marks({**report, "closed_on": "2026-11-19"})] == [date(2026, 11, 19)]
    assert marks({**report, "withdrawn_on": "2026-11-19"}) == []
