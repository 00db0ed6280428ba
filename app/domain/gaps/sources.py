"""Where a rule and its numbers come from: a provision as it read on the day, an agreement, a report, or ourselves."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from app.domain.days import Day
from app.domain.labels import day_sv
from app.domain.law import UNCONFIRMED, Provision, in_force, readings

SourceKind = Literal["law", "agreement", "agency", "default"]
Unit = Literal["days", "working days", "years", "times", "actors"]

BOUNDS: Final[dict[Unit, tuple[int, int]]] = {
    "days": (1, 1826),
    "working days": (1, 260),
    "years": (1, 100),
    "times": (2, 50),
    "actors": (1, 10),
}
"""The least and the greatest number that makes sense, by unit; five years is the longest that a rule counts days."""


@dataclass(frozen=True, slots=True)
class Source:
    """One ground of a rule: law, an agreement between actors, an agency's report, or our own default.

    `provision` is the key of the provisions in app/domain/law.py that stand behind it. RuleError for an unknown one.
    """

    kind: SourceKind
    text: str
    provision: str | None = None

    def __post_init__(self) -> None:
        if self.provision is not None:
            readings(self.provision)

    def told(self, on: Day) -> str:
        """The source in Swedish, with its provision as it read on the day."""
        if self.provision is None:
            return self.text
        reading = in_force(self.provision, on)
        if reading is None:
            return f"{self.text}: ingen bestämmelse som tjänsten känner till gällde då, {UNCONFIRMED}."
        return f"{self.text}: {reading.text}, {UNCONFIRMED}."

    def told_of_all(self) -> str:
        """The source in Swedish, with every text of its provision and when it was in force."""
        if self.provision is None:
            return self.text
        texts = [f"{_period(one)}{one.text}" for one in readings(self.provision)]
        return f"{self.text}: {'; '.join(texts)}, {UNCONFIRMED}."


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named number of a rule; its source says who decided it, and so who may change it.

    `not_above` names the threshold of the same rule that it must not exceed.
    """

    value: int
    source: SourceKind
    unit: Unit = "days"
    not_above: str | None = None


def _period(reading: Provision) -> str:
    if reading.start is not None:
        return f"från och med {day_sv(date.fromordinal(reading.start))} "
    return "" if reading.end is None else f"till och med {day_sv(date.fromordinal(reading.end))} "
