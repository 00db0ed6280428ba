"""What the activities of a plan cost: who pays what, so far and as it is planned, worked out by the day.

Formulas. The days of an activity are civil days, the first and the last included. Its days so far are those from its
start to its end, or to today. Its planned days are those from its start (until then its planned start) to its end, or
else to its planned end, or to today when it goes on beyond that. One that was cancelled before it began has none; of
one without an end or a planned end they are not known.

    weeks  = days / 7                rounded to the nearest tenth
    kronor = weekly cost x days / 7  rounded to the nearest krona

Neither is ever half way between two, since seven is odd and no factor of ten. Sums are those of the rounded kronor, so
that what is shown adds up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.days import Day
from app.domain.errors import FactError
from app.domain.facts import Activity
from app.domain.facts.codes import PAYERS

WEEK: Final = 7
PROPOSED: Final = "proposed"
"""The state of an activity that nobody pays for yet."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One activity that costs something, in its state. `weekly` and `kronor_…` are whole kronor; what is planned is
    None when it has no planned end, and so costs this every week."""

    activity: str
    state: str
    payer: str
    weekly: int
    days_so_far: int
    days_planned: int | None

    @property
    def kronor_so_far(self) -> int:
        """What it has cost up to and including today."""
        return kronor(self.weekly, self.days_so_far)

    @property
    def kronor_planned(self) -> int | None:
        """What it will have cost when it has ended as planned."""
        return None if self.days_planned is None else kronor(self.weekly, self.days_planned)


@dataclass(frozen=True, slots=True)
class Share:
    """What one payer pays, in whole kronor. `open_ended`: something of it has no planned end, so that `planned`, in
    which it counts with what it has cost so far, is the least."""

    payer: str
    so_far: int
    planned: int
    open_ended: bool


def check_payer(weekly_cost: int | None, payer: str | None) -> None:
    """FactError for a cost without a payer, and for a payer without a cost."""
    if weekly_cost is None and payer is not None:
        raise FactError("weekly_cost", "is missing; say what the payer pays a week, in whole kronor")
    if weekly_cost is not None and payer is None:
        raise FactError("payer", f"is missing; say who pays the weekly cost: one of {', '.join(PAYERS)}")


def check_cost(activity: Activity) -> None:
    """FactError as in `check_payer`, and for the cost of what has ended nobody says when."""
    check_payer(activity.weekly_cost, activity.payer)
    if activity.weekly_cost is None:
        return
    if activity.outcome is not None and activity.start is not None and activity.end is None:
        raise FactError("end", "is missing; say when it ended, so that its cost can be worked out")


def cost_of(activity: Activity, state: str, today: Day) -> Cost | None:
    """What the activity costs as it stands; None when it says nothing of that."""
    if activity.weekly_cost is None or activity.payer is None:
        return None
    return Cost(
        activity.id,
        state,
        activity.payer,
        activity.weekly_cost,
        days_so_far(activity, today),
        days_planned(activity, today),
    )


def days_so_far(activity: Activity, today: Day) -> int:
    """The days on which it has been going on, today included."""
    if activity.start is None:
        return 0
    last = today if activity.end is None else min(activity.end, today)
    return max(last - activity.start + 1, 0)


def days_planned(activity: Activity, today: Day) -> int | None:
    """The days that it will have taken when it has ended as planned; never less than those so far."""
    if activity.start is None and activity.outcome is not None:
        return 0
    begins = activity.planned_start if activity.start is None else activity.start
    ends = activity.end if activity.end is not None else activity.planned_end
    if ends is None:
        return None
    return max(ends - begins + 1, days_so_far(activity, today), 0)


def kronor(weekly: int, days: int) -> int:
    """So many days of a weekly cost in whole kronor."""
    return (2 * weekly * days + WEEK) // (2 * WEEK)


def weeks(days: int) -> float:
    """So many days in weeks, with one decimal."""
    return (20 * days + WEEK) // (2 * WEEK) / 10


def shares(costs: Iterable[Cost]) -> Sequence[Share]:
    """What each payer pays of what is agreed on, in the order of the PAYERS; who pays for nothing is left out.

    What is only proposed counts for nothing.
    """
    agreed = [cost for cost in costs if cost.state != PROPOSED]
    return [_share(payer, mine) for payer in PAYERS if (mine := [cost for cost in agreed if cost.payer == payer])]


def _share(payer: str, costs: Sequence[Cost]) -> Share:
    planned = [cost.kronor_so_far if cost.kronor_planned is None else cost.kronor_planned for cost in costs]
    return Share(
        payer,
        sum(cost.kronor_so_far for cost in costs),
        sum(planned),
        any(cost.kronor_planned is None for cost in costs),
    )
