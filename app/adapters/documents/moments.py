"""Moments as they stand in what is drawn: in the time of Stockholm."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.labels import day_sv

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")


def moment_sv(at: str) -> str:
    """14 mars 2026 kl. 09.30; `at` is in ISO 8601 with an offset."""
    then = datetime.fromisoformat(at).astimezone(STOCKHOLM)
    return f"{day_sv(then.date())} kl. {then:%H.%M}"


def day_of(at: str) -> date:
    """The day in Stockholm on which the moment was."""
    return datetime.fromisoformat(at).astimezone(STOCKHOLM).date()
