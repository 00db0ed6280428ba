"""What becomes of a finding at work: which act leads from which state to which, and when it comes back by itself.

Two hands write it. The rules open, reopen, resolve and retract (findings.py); whoever works with the card
acknowledges, snoozes, resolves and dismisses. An act counts until the gap has closed and opened anew.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal
from uuid import UUID

from app.domain.days import Day
from app.domain.errors import FactError, IllegalMove
from app.domain.findings import Change, Finding

State = Literal["upcoming", "open", "reopened", "acknowledged", "snoozed", "resolved", "dismissed"]
STATES: Final[tuple[State, ...]] = (
    "upcoming", "open", "reopened", "acknowledged", "snoozed", "resolved", "dismissed",
)  # fmt: skip
"""In life-cycle order. `resolved` is also what the fact that closes the gap makes it."""
AT_HAND: Final[tuple[State, ...]] = ("open", "reopened", "acknowledged")
"""The states in which a finding is in the worklist."""

SNOOZE_DAYS: Final = 30
"""The longest that a finding sleeps, in days."""
SNOOZES: Final = 2
"""How often it sleeps between two openings of the gap."""

RESOLVE_CODES: Final = (
    "fixed", "wrong-fact", "late-report", "handled-outside", "person-declines", "not-relevant", "wrong-recipient",
)  # fmt: skip
"""Why a card is done with, when the facts do not say so themselves."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done with a card: `noun` is its resource, `verb` what the event says."""

    noun: str
    from_states: tuple[State, ...]
    to_state: State
    verb: str


DEEDS: Final = (
    Deed("acknowledgement", ("open", "reopened"), "acknowledged", "finding-acknowledged"),
    Deed("snooze", AT_HAND, "snoozed", "finding-snoozed"),
    Deed("resolution", (*AT_HAND, "snoozed"), "resolved", "finding-resolved"),
    Deed("dismissal", (*AT_HAND, "snoozed"), "dismissed", "finding-dismissed"),
)
"""Every deed. Who resolved or dismissed a card cannot take it back; the gap itself does, when it opens anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A deed that was done with a card on a day; `version` counts the acts on the card from 1."""

    version: int
    state: State
    on: Day
    code: str | None = None
    reason: str | None = None
    until: Day | None = None
    routed_to: UUID | None = None


def counting(finding: Finding, acts: Sequence[Act]) -> list[Act]:
    """The acts that say something of the gap as it is now: none from before it closed and opened anew."""
    return [act for act in acts if not _anew(finding) or act.on >= finding.now.opens]


def state_of(finding: Finding, acts: Sequence[Act], today: Day) -> State:
    """Where the card stands today. A snooze holds until the day before the one that it names."""
    if finding.status == "upcoming":
        return "upcoming"
    if finding.status in ("closed", "retracted"):
        return "resolved"
    for act in counting(finding, acts)[-1:]:
        if act.until is None or today < act.until:
            return act.state
    return "reopened" if _anew(finding) else "open"


def possible_from(state: State, snoozes: int) -> list[str]:
    """The deeds that can be done with a card in that state which has slept so many times."""
    return [d.noun for d in DEEDS if state in d.from_states and not (d.to_state == "snoozed" and snoozes >= SNOOZES)]


def snoozes_of(acts: Collection[Act]) -> int:
    """How many of these acts are snoozes."""
    return sum(act.state == "snoozed" for act in acts)


def check(finding: Finding, acts: Sequence[Act], deed: Deed, today: Day, until: Day | None = None) -> None:
    """IllegalMove when the state does not allow the deed or it has slept enough; FactError for a bad `until`."""
    state = state_of(finding, acts, today)
    possible = possible_from(state, snoozes_of(counting(finding, acts)))
    if deed.noun not in possible:
        raise IllegalMove(state, dict.fromkeys(possible, "reader"))
    if until is not None and not today < until <= today + SNOOZE_DAYS:
        raise FactError("until", f"has to be after today and {SNOOZE_DAYS} days ahead at the most")


def with_returns(
    held: Sequence[Finding], changes: Sequence[Change], acts: Mapping[UUID, Sequence[Act]], today: Day
) -> list[Change]:
    """The changes with what comes back because its snooze has ended: told once, however late it is looked at."""
    if not acts:
        return [*changes]
    by_id = {change.finding.id: change for change in changes}
    for finding in held:
        change = by_id.get(finding.id, Change(finding, (), new=False))
        now = change.finding
        last = counting(now, acts.get(now.id, ()))[-1:]
        ended = next((act.until for act in last if act.until is not None and act.until <= today), None)
        if ended is None or ended == now.returned or now.status not in ("open", "critical"):
            continue
        returned = replace(now, returned=ended, version=finding.version + 1)
        by_id[now.id] = Change(returned, (*change.events, "finding-returned"), new=False)
    return list(by_id.values())


def returning(held: Sequence[Finding], acts: Mapping[UUID, Sequence[Act]], today: Day) -> list[Day]:
    """The days after today on which a snooze ends."""
    last = [acts.get(finding.id, ())[-1:] for finding in held] if acts else []
    return [act.until for found in last for act in found if act.until is not None and act.until > today]


def _anew(finding: Finding) -> bool:
    """Whether the gap has been open before the span that counts now; what is foreseen after it is no reopening."""
    return finding.now.opens > finding.spans[0].opens
