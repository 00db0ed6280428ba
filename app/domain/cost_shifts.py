"""Cost shifts: a benefit ended at one payer, and the municipality's income support followed, in weeks and kronor.

What a shift is, and what a week of it costs, are assumptions of our own, to be confirmed with those who use the
figures: who pays a benefit, within how many days income support counts as following it, for how long it does, and
that a week costs what the national norm gives a single adult without children. Housing, which the norm leaves out, is
not in the sum, so that it is a least sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.days import FUTURE, Day, DaySet, between, day, earliest
from app.domain.facts import Status
from app.domain.quarters import Quarter
from app.domain.timeline import Timeline, covered

PAID_BY: Final = {
    "sickness-benefit": "national",
    "rehabilitation-benefit": "national",
    "sickness-compensation": "national",
    "activity-compensation": "national",
    "unemployment-benefit": "national",
    "activity-support": "national",
    "establishment-benefit": "national",
    "student-aid": "national",
    "parental-leave": "national",
}
"""The benefits that can shift, and who pays each. The unemployment funds pay out what the state gives."""
FOLLOWS: Final = "income-support"

WITHIN: Final = 60
"""Days after the last day of the benefit within which income support counts as following it: our own assumption."""
LONGEST: Final = 364
"""Days of income support, from its first, for which the end of a benefit is still its cause: our own assumption."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Kronor a month that income support comes to at the least, from a day on, and where the sum is from."""

    start: Day
    monthly: int
    source: str


NORMS: Final = (
    Norm(day("2014-01-01"), 3880, "Socialstyrelsen: riksnormen för 2014, ensamstående 2 950 och hushåll om en 930"),
    Norm(day("2017-01-01"), 3930, "Socialstyrelsen: riksnormen för 2017, ensamstående 2 980 och hushåll om en 950"),
    Norm(day("2019-01-01"), 4080, "Socialstyrelsen: riksnormen för 2019, ensamstående 3 090 och hushåll om en 990"),
    Norm(
        day("2023-01-01"), 4620, "Riksnormen för 2023 som en kommun återger den, ensamstående 3 490 och hushåll 1 130"
    ),
)
"""The national norm (riksnormen) as far as the service knows it. Each is second-hand, to be confirmed, and stands until
the next: of years that are not here the last one before them is told, which is too little rather than too much."""


@dataclass(frozen=True, slots=True)
class CostShift:
    """The days on which the municipality has paid since the benefit ended, and what that came to at the least."""

    benefit: str
    payer: str
    ended: Day
    days: DaySet

    def days_in(self, quarter: Quarter) -> int:
        """How many of its days are in the quarter."""
        paid = self.days & between(quarter.first, quarter.last + 1)
        return sum(end - start for start, end in paid.intervals())

    def kronor_in(self, quarter: Quarter) -> int:
        """What they came to, in whole kronor."""
        paid = self.days & between(quarter.first, quarter.last + 1)
        return round(sum(daily(each) for start, end in paid.intervals() for each in range(start, end)))


def daily(on: Day) -> float:
    """Kronor that a day of income support comes to at the least: a twelfth of the year's days a month."""
    norm = max((norm for norm in NORMS if norm.start <= on), key=lambda norm: norm.start, default=NORMS[0])
    return norm.monthly * 12 / 365


def cost_shifts(timeline: Timeline) -> list[CostShift]:
    """The shifts in a person's life, by the day on which the benefit ended.

    Of benefits that overlap, the one that ended last was left for income support. The shift begins with the first day
    of income support after it, at most WITHIN days later and with no occupation in between. It lasts while there is
    income support, no benefit and no occupation, at most LONGEST days. Income support that stood beside the benefit
    counts from the day on which it stands alone.
    """
    paid = timeline.status(*PAID_BY)
    support = covered(timeline.coded(Status, FOLLOWS)) - paid - timeline.occupied - timeline.not_living
    found = []
    for _, after in paid.intervals():
        begins = None if after == FUTURE else support.first(after)
        if begins is None or begins >= after + WITHIN or timeline.occupied & between(after, begins):
            continue
        benefit = _ending(timeline, after)
        lasts = between(begins, earliest(begins + LONGEST, paid.first(after)))
        found.append(CostShift(benefit, PAID_BY[benefit], after - 1, support & lasts))
    return found


def _ending(timeline: Timeline, after: Day) -> str:
    """The benefit whose last day is the one before `after`; of several the first of the list."""
    last = [status.code for status in timeline.coded(Status, *PAID_BY) if status.end == after - 1]
    return min(last, key=list(PAID_BY).index)
