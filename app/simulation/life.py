"""One simulated life: what truly happens to the person, and what is reported of it and when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from app.domain.days import Day
from app.domain.facts import AgencyPlan, Fact, Person
from app.simulation.assumptions import SHARES

_DAYS_THAT_GO_WRONG: Final = ("start", "on", "sent", "due", "planned_start")


@dataclass(frozen=True, slots=True)
class Spell:
    """The truth: from `start` until the day before `end` the person was between chairs in this way, for this cause.

    `end` is None when nobody ever put it right.
    """

    kind: str
    cause: str
    start: Day
    end: Day | None


@dataclass(frozen=True, slots=True)
class Report:
    """What reached the service on a day: a version of a fact, or (without fact) that it is taken away.

    Of one fact the source's highest version holds, in whatever order they arrive.
    """

    recorded: Day
    id: str
    version: int
    fact: Fact | None


class Life:
    """A person between the first and the last simulated day; `end` is the day after it.

    `stream` is the person's own source of chance: no other person draws from it.
    """

    def __init__(self, stream: Random, start: Day, end: Day) -> None:
        self.stream, self.start, self.end = stream, start, end
        self.reports: list[Report] = []
        self.spells: list[Spell] = []
        self.follow_ups: list[Day] = []
        """The days on which somebody truly sat down with the person: all that finds things today."""
        self.agency_plans: list[AgencyPlan] = []
        """The agencies' own plans, as they were last told of."""
        self._versions: dict[str, int] = {}
        self._named = 0

    # --- chance -------------------------------------------------------------------------------------

    def happens(self, share: str) -> bool:
        """Whether what the assumption of this name speaks of happens this time."""
        return self.stream.random() * 100 < SHARES[share].value

    def between(self, least: int, most: int) -> int:
        """A number of days, both bounds included."""
        return self.stream.randint(least, most)

    def name(self, what: str) -> str:
        """A new id for a fact of this life."""
        self._named += 1
        return f"{what}-{self._named}"

    # --- what is so ---------------------------------------------------------------------------------

    def dropped(self, kind: str, cause: str, start: Day, end: Day | None) -> None:
        """The person is between chairs on these days. Days after the simulated ones are never reached."""
        if end is None or start < end:
            self.spells.append(Spell(kind, cause, start, end))

    def sat_down(self, days: Iterable[Day]) -> None:
        """A booked follow-up was truly held on each of these days."""
        self.follow_ups.extend(days)

    # --- what is reported ---------------------------------------------------------------------------

    def born(self, birth_date: Day) -> None:
        """The one fact that everybody has, known from the start."""
        self.reports.append(Report(self.start, "me", 1, Person(id="me", birth_date=birth_date)))

    def tell(self, fact: Fact, on: Day) -> None:
        """Report the fact as it stood on the day; late, twice or wrong first, as it happens."""
        arrives = on + self._delay()
        if fact.id not in self._versions and self.happens("report-corrected"):
            self._record(arrives, fact.id, self._wrong(fact))
            arrives += self.between(3, 30)
        self._record(arrives, fact.id, fact)
        if self.happens("report-twice"):
            again = self.reports[-1]
            self.reports.append(replace(again, recorded=again.recorded + self.between(1, 14)))

    def tell_at_once(self, fact: Fact, on: Day) -> None:
        """Report something that is written in the shared plan itself: it is known the same day."""
        self._record(on, fact.id, fact)

    def mistake(self, fact: Fact, on: Day) -> None:
        """Somebody else's fact was reported of this person, and is taken away when it is noticed."""
        self._record(on, fact.id, fact)
        self._record(on + self.between(5, 40), fact.id, None)

    def _delay(self) -> int:
        if self.happens("report-very-late"):
            return self.between(30, 60)
        return self.between(1, 14) if self.happens("report-late") else 0

    def _record(self, day: Day, id_: str, fact: Fact | None) -> None:
        version = self._versions[id_] = self._versions.get(id_, 0) + 1
        self.reports.append(Report(day, id_, version, fact))

    def _wrong(self, fact: Fact) -> Fact:
        """The fact with its first day some days too early."""
        for field in _DAYS_THAT_GO_WRONG:
            day = getattr(fact, field, None)
            if day is not None:
                return replace(fact, **{field: day - self.between(1, 9)})
        return fact
