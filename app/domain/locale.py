"""The language in which something is told: its words for codes, its days, and the choice between two ways of saying."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from app.domain.labels import LABELS_EN, LABELS_SV, MONTHS_SV, day_sv, days_sv

MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Locale:
    """Swedish or English. What people have written stays as they wrote it."""

    language: Literal["sv", "en"]

    def say(self, swedish: str, english: str) -> str:
        """The one of the two that is in this language."""
        return swedish if self.language == "sv" else english

    def word(self, code_list: str, code: str | None) -> str:
        """The word for a code; the code itself when the list lacks it, so that nothing is hidden."""
        words = LABELS_SV if self.language == "sv" else LABELS_EN
        return "" if code is None else words[code_list].get(code, code)

    def month(self, day: date) -> str:
        """The name of the day's month."""
        return (MONTHS_SV if self.language == "sv" else MONTHS_EN)[day.month - 1]

    def day(self, day: date) -> str:
        """14 mars 2026, or 14 March 2026."""
        return day_sv(day) if self.language == "sv" else f"{day.day} {self.month(day)} {day.year}"

    def days(self, first: date, last: date) -> str:
        """Two days, both included, without saying the same year or month twice: 11 July–10 August 2026."""
        if self.language == "sv":
            return days_sv(first, last)
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        if first.year == last.year:
            return f"{first.day} {self.month(first)}–{self.day(last)}"
        return f"{self.day(first)}–{self.day(last)}"


SWEDISH: Final = Locale("sv")
ENGLISH: Final = Locale("en")
