"""What ends at a birthday: the days around it on which somebody has to take over."""

from app.domain.days import NEVER, Day, DaySet, between, earliest_since, since
from app.domain.facts import Referral, Status
from app.domain.gaps.rule import Limits
from app.domain.timeline import Timeline, days


def age_limit(t: Timeline, _status: Status, limits: Limits) -> Day:
    """The birthday on which the status ends: from then on the gap is critical."""
    return t.birthday(limits.age_limit)


def around_age_limit(t: Timeline, status: Status, limits: Limits) -> DaySet:
    """The last days before the birthday, and the first after it, until somebody takes over.

    Reads the thresholds `age_limit` (years), `before`, `after` and `taken_over_within` (days).
    """
    birthday = age_limit(t, status, limits)
    holds = days(status)
    before = holds & between(birthday - limits.before, birthday)
    after = between(birthday, birthday + limits.after) if birthday - 1 in holds else NEVER
    return (before | after) - since(_taken_over(t, status, birthday - limits.taken_over_within))


def _taken_over(t: Timeline, status: Status, earliest_day: Day) -> Day | None:
    """The first day on which a referral from the actor that reports the status was accepted."""
    if status.actor is None:
        return None
    sent = t.referring(Referral, "actor", status.actor)
    return earliest_since(earliest_day, (referral.answered for referral in sent if referral.answer == "accepted"))
