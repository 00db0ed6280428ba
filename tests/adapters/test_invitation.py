"""An invitation is an entry that any calendar reads: in UTC, of so many minutes, naming nobody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from app.adapters.documents.invitation import render
from app.domain.days import day
from app.usecases.inviting import Invitation

INVITATION = {
    "id": UUID("01a1ffba-6426-74d5-b9ad-d548b1222791"),
    "sequence": 2,
    "title": "Möte om samordnad plan",
    "on": day("2026-12-10"),
    "at": "13:00",
    "duration": 90,
    "place": "Kommunhuset, rum Solen; plan 2",
    "cancelled": False,
    "today": day("2026-11-21"),
}


def entry(**changed: Any) -> tuple[Any, Any]:
    """The calendar and its one entry, read again."""
    calendar = Calendar.from_ical(render(Invitation(**{**INVITATION, **changed})))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


@pytest.mark.parametrize(("on", "hour"), [("2026-12-10", 12), ("2026-06-10", 11)])
def test_a_time_in_stockholm_is_written_in_utc(on: str, hour: int) -> None:
    _, event = entry(on=day(on))
    starts = datetime.combine(date.fromisoformat(on), datetime.min.time(), UTC) + timedelta(hours=hour)
    assert event.start == starts
    assert event.end == starts + timedelta(minutes=90)


def test_without_a_time_it_is_the_whole_day() -> None:
    _, event = entry(at=None)
    assert event["dtstart"].dt == date(2026, 12, 10)
    assert "dtend" not in event


def test_it_says_what_and_where_and_names_nobody() -> None:
    calendar, event = entry()
    assert (str(event["summary"]), str(event["location"])) == (
        "Möte om samordnad plan",
        "Kommunhuset, rum Solen; plan 2",
    )
    assert (calendar["method"], event["status"], event["class"], event["sequence"]) == (
        "PUBLISH", "CONFIRMED", "CONFIDENTIAL", 2,
    )  # fmt: skip
    assert not {"organizer", "attendee", "description"} & {name.lower() for name in event}


def test_a_meeting_that_is_called_off_leaves_the_calendar() -> None:
    calendar, event = entry(cancelled=True)
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")


def test_a_line_break_in_a_place_starts_no_line_of_its_own() -> None:
    _, event = entry(place="Rum 1\r\nATTENDEE:mailto:a@example.se")
    assert "attendee" not in {name.lower() for name in event}
