"""When a plan needs an end report, and what such a report cannot leave out."""

from typing import Any

import pytest

from app.domain.closing import REPORT_SAYS, check_end_report, work_begun
from app.domain.errors import FactError
from app.domain.facts import EndReport, decode
from app.domain.facts.json import fields_of

TAKER = "01a1ffba-6419-70c8-8707-c4b8426a989e"


@pytest.mark.parametrize(
    ("fields", "begun"),
    [
        ({}, False),
        ({"outcome": "cancelled"}, False),
        ({"start": "2026-12-01"}, True),
        ({"start": "2026-12-01", "end": "2026-12-01", "outcome": "dropout"}, True),
        ({"start": "2026-12-01", "end": "2027-01-31", "outcome": "completed"}, True),
    ],
)
def test_work_has_begun_when_any_activity_ever_started(fields: dict[str, str], begun: bool) -> None:
    planned = decode("activity", {"id": "a", "planned_start": "2026-12-01"})
    one = decode("activity", {"id": "b", "planned_start": "2026-12-01", **fields})
    assert work_begun([planned, one]) is work_begun([one, planned]) is begun


def report(**said: Any) -> EndReport:
    content = decode("end-report", {"id": "r", "plan": "p", "on": "2026-12-01", "done": "Praktik", **said})
    assert isinstance(content, EndReport)
    return content


def test_what_remains_is_taken_on_by_somebody() -> None:
    check_end_report(report())
    check_end_report(report(remains="Kontakt med vården", actors=[TAKER]))
    with pytest.raises(FactError, match="actors"):
        check_end_report(report(remains="Kontakt med vården"))
    with pytest.raises(FactError, match="remains"):
        check_end_report(report(actors=[TAKER]))


def test_what_is_said_to_be_missing_are_fields_of_the_report() -> None:
    assert REPORT_SAYS.keys() <= fields_of("end-report").keys()
