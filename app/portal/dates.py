"""Days and moments as people read them: 14 mars 2026, in the time of Stockholm."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.locale import Locale

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
WEEKDAYS_SV: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: date | str, language: str) -> str:
    """14 mars 2026, or 14 March 2026; a text is in ISO 8601."""
    given = date.fromisoformat(day) if isinstance(day, str) else day
    return Locale("en" if language == "en" else "sv").day(given)


def weekday_words(day: date | str, language: str) -> str:
    """lördag 14 mars 2026, or Saturday 14 March 2026: for who lives by the week and not by the calendar."""
    given = date.fromisoformat(day) if isinstance(day, str) else day
    names = WEEKDAYS_EN if language == "en" else WEEKDAYS_SV
    return f"{names[given.weekday()]} {day_words(given, language)}"


def clock_words(time: str, language: str) -> str:
    """kl. 09.30, or at 09:30; of a time of day, HH:MM."""
    return f"at {time}" if language == "en" else f"kl. {time.replace(':', '.')}"


def moment_words(moment: datetime | str, language: str) -> str:
    """14 mars 2026 kl. 09.30, or 14 March 2026 at 09:30."""
    given = (datetime.fromisoformat(moment) if isinstance(moment, str) else moment).astimezone(STOCKHOLM)
    time = f"at {given:%H:%M}" if language == "en" else f"kl. {given:%H.%M}"
    return f"{day_words(given.date(), language)} {time}"


def day_of(moment: str) -> date:
    """The day in Stockholm on which the moment was."""
    return datetime.fromisoformat(moment).astimezone(STOCKHOLM).date()


def time_words(moment: str, language: str) -> str:
    """kl. 09.30, or 09:30."""
    given = datetime.fromisoformat(moment).astimezone(STOCKHOLM)
    return f"{given:%H:%M}" if language == "en" else f"kl. {given:%H.%M}"
