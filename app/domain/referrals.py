"""Referrals (överlämningar) of one need: what may be sent, when one would go round, and the path so far."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.days import Day, earliest
from app.domain.errors import FactError
from app.domain.facts import Referral
from app.domain.states import state_by

ROUND_WITHIN: Final = 180
"""Days in which a need that comes back to whoever let it go has gone round; those of referral-pingpong."""

Because = Literal["waits-for-answer", "accepted", "rejected", "withdrawn", "main-responsible"]
BECAUSE: Final[tuple[Because, ...]] = ("waits-for-answer", "accepted", "rejected", "withdrawn", "main-responsible")
"""Why somebody is responsible today, in life-cycle order."""


@dataclass(frozen=True, slots=True)
class Link:
    """One referral of a path. `asked` is what it asks for; `waited` and `held` are days: until the receiver
    answered (or today), and for which it had the need in its hands (None: never)."""

    referral: Referral
    asked: str | None
    reason: str | None
    state: str
    waited: int
    held: int | None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for the need today, and why; `actor` is None when it is nobody that the reader may see."""

    actor: str | None
    because: Because


Told = tuple[Referral, str | None, str | None]
"""A referral, what it asks for, and the words that went with its last change."""


def check_referral(referral: Referral) -> None:
    """FactError when it is sent to oneself."""
    if referral.to == referral.actor:
        raise FactError("to", "is the actor itself; a referral goes to somebody else")


def let_go(referral: Referral, actor: str) -> Day | None:
    """The day on which the actor let the need go in this referral: said no to it, or handed it to whoever took it."""
    if referral.answered is None:
        return None
    refused = referral.answer == "rejected" and referral.to == actor
    handed_on = referral.answer == "accepted" and referral.actor == actor
    return referral.answered if refused or handed_on else None


def goes_round(new: Referral, before: Iterable[Referral]) -> bool:
    """Whether the new referral takes the need back to an actor that has let it go in the last 180 days."""
    days = [day for one in before if one.id != new.id and (day := let_go(one, new.to)) is not None]
    return any(0 <= new.sent - day <= ROUND_WITHIN for day in days)


def path_of(told: Collection[Told], today: Day) -> list[Link]:
    """The referrals in the order in which they were sent, with the days in each hand."""
    ordered = sorted(told, key=lambda one: (one[0].sent, one[0].id))
    referrals = [one[0] for one in ordered]
    return [
        Link(
            referral,
            asked,
            reason,
            state_by(referral, tentative=False, today=today),
            (today if referral.answered is None else referral.answered) - referral.sent,
            _held(referral, referrals, today),
        )
        for referral, asked, reason in ordered
    ]


def responsible(path: Sequence[Link], main: str | None) -> Responsible:
    """Who answers for the need: whoever has accepted it and not handed it on, else the sender of the last referral
    until it has come to an end, else the main responsible of the plan."""
    taken = [link for link in path if link.state in ("accepted", "started")]
    if taken:
        latest = max(taken, key=lambda link: (link.referral.answered or 0, link.referral.id))
        return Responsible(latest.referral.to, "accepted")
    last = path[-1]
    match last.state:
        case "sent":
            return Responsible(last.referral.actor, "waits-for-answer")
        case "rejected" | "withdrawn" as state:
            return Responsible(last.referral.actor, state)
        case _:
            return Responsible(main, "main-responsible")


def _held(referral: Referral, all_of_them: Sequence[Referral], today: Day) -> int | None:
    if referral.answered is None or referral.answer != "accepted":
        return None
    onward = (
        other.answered
        for other in all_of_them
        if other.actor == referral.to
        and other.answer == "accepted"
        and other.answered is not None
        and other.answered >= referral.answered
    )
    end = earliest(referral.closed, *onward, today)
    assert end is not None, "today is a day"  # noqa: S101 - an invariant
    return end - referral.answered
