"""Self-sufficiency: 90 days of work or study without income support (försörjningsstöd), as a set of days."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from app.domain.days import Day, DaySet, since
from app.domain.facts import Fact, Person, Status
from app.domain.timeline import HALF_TIME, OCCUPIED_PART_TIME, covered

FOR: Final = 90
"""Whole days that have to have gone; the service's own definition of the outcome."""
STATUSES: Final = (*OCCUPIED_PART_TIME, "income-support")
"""What is read of a life, beside the day of death."""


class SelfSufficiency(NamedTuple):
    """The first day of work or study without income support, and the day on which it had lasted long enough."""

    since: Day
    established: Day


def own_means(facts: Iterable[Fact]) -> DaySet:
    """The days in life at work or in studies, at least half time as the rules count it, without any income support.

    Income support that tops up a wage is income support too.
    """
    known = [*facts]
    statuses = [fact for fact in known if isinstance(fact, Status)]
    busy = [one for one in statuses if one.code in OCCUPIED_PART_TIME and one.extent >= HALF_TIME]
    supported = covered([one for one in statuses if one.code == "income-support"])
    died = [since(fact.deceased_on) for fact in known if isinstance(fact, Person)]
    return covered(busy) - supported - (died[0] if died else since(None))


def self_sufficient(facts: Iterable[Fact]) -> DaySet:
    """The days on which 90 whole days of own means have gone without a break; a break begins them anew."""
    return own_means(facts).held(FOR)


def standing(facts: Iterable[Fact], today: Day) -> SelfSufficiency | None:
    """Since when the person has been self-sufficient; None when the person is not today."""
    for start, end in own_means(facts).intervals():
        if start + FOR <= today < end:
            return SelfSufficiency(start, start + FOR)
    return None
