"""Closing a plan: whether work had begun, so that an end report is asked for, and what such a report has to say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from app.domain.days import Day
from app.domain.errors import FactError
from app.domain.facts import Activity, EndReport, Fact
from app.domain.item import Item

REPORT_SAYS: Final[Mapping[str, str]] = {
    "done": "Vad som har gjorts",
    "reached": "Vilka mål som har nåtts",
    "remains": "Vad som återstår och vem som tar över det",
    "words": "Personens egna ord",
}
"""What an end report tells, by the fields of it: a Swedish title each."""


def work_begun(facts: Iterable[Fact]) -> bool:
    """Whether any activity has ever started, however it ended."""
    return any(isinstance(fact, Activity) and fact.start is not None for fact in facts)


def check_end_report(report: EndReport) -> None:
    """FactError when something remains that nobody takes on, or is taken on and not said."""
    if report.remains and not report.actors:
        raise FactError("actors", "is missing: say who takes on what remains, so that it does not fall between")
    if report.actors and not report.remains:
        raise FactError("remains", "is missing: say what it is that they take on")


def made_final(report: Item, on: Day) -> Item:
    """The end report with which the plan was closed on that day; nobody changes it any more."""
    said: Any = report.content
    return report.amended(replace(said, closed_on=on))
