"""What can be done to an item of the plan, from which state and by whom: the state machines, as data."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day
from app.domain.errors import FactError, IllegalMove, NotPermitted, SourceOwned
from app.domain.facts import VOICE_KINDS, Fact
from app.domain.facts.codes import (
    CALL_ANSWERS,
    CALL_REFUSALS,
    PLAN_CLOSINGS,
    PLAN_REFUSALS,
    REFERRAL_FAILURES,
    REFERRAL_REFUSALS,
    TASK_ANSWERS,
)
from app.domain.item import SERVICE_SOURCE, Item, check_periods
from app.domain.states import state_of


class By(StrEnum):
    """Who makes a move: the item's own actor, the addressee of a question, somebody the consent names, the person
    (or, in the person's name, the item's own actor), the person alone, or the item's own actor and the person, each in
    its own name.

    Whoever acts for the person by a mandate is none of these: its powers are to read and to consent
    (docs/decisions/0023), and to say yes or no to help is neither.
    """

    OWNER = "owner"
    ADDRESSEE = "addressee"
    NAMED = "named"
    PERSON = "person"
    SELF = "self"
    EITHER = "owner-or-person"


AT_WORK: Final = ("draft", "active")
"""The states in which a plan takes what is contributed to it."""

Change = Callable[..., Fact]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done: `noun` is its resource (POST /activities/{activity}/start)."""

    kind: str
    noun: str
    from_states: tuple[str, ...]
    to_state: str
    by: By
    change: Change
    answers: tuple[str, ...] = ()
    """The codes that the move carries, for the moves that are answers."""
    codes: tuple[str, ...] = ()
    """Of which one says why, for the moves that have to say so by a code."""
    coded: str | None = None
    """The only answer that says why by a code; None: the move always does."""
    ends: bool = False
    """Whether it ends something, and so must say why."""
    reasons: tuple[str, ...] = ()
    """The codes that say why, for the moves whose reason is a code; the code list `<kind>-<noun>` has their words."""
    takes_away: bool = False
    """Whether the item is gone afterwards, and only its trace is left."""
    agrees: bool | None = None
    """False: from here on the item is agreed, and rules read it."""


def possible_from(kind: str, state: str) -> list[str]:
    """What can be done with an item of the kind in that state, by whoever may."""
    return [*movers_from(kind, state)]


def movers_from(kind: str, state: str) -> dict[str, By]:
    """The same, with who may do it."""
    return {move.noun: move.by for move in MOVES if move.kind == kind and state in move.from_states}


def check_state(kind: str, state: str, allowed: Collection[str]) -> None:
    """IllegalMove, with what is possible and for whom, unless the state is one of those."""
    if state not in allowed:
        raise IllegalMove(state, movers_from(kind, state))


def check_at_work(plan: Item | None, on: Day) -> None:
    """IllegalMove, with what can be done with the plan, unless it was at work on the day: a plan that has ended, or was
    refused, takes nothing new. A plan that the caller does not see is not judged, or it would be told of."""
    if plan is not None and (state := state_of(plan, on)) not in AT_WORK:
        raise IllegalMove(state, movers_from("plan", state), whose="plan")


def _set(field: str, **also: object) -> Change:
    def change(content: Any, on: Day) -> Fact:
        changed: Fact = replace(content, **{field: on}, **also)
        return changed

    return change


def _came_to(content: Any, _: Day, outcome: str) -> Fact:
    changed: Fact = replace(content, outcome=outcome)
    return changed


def _answer(content: Any, on: Day, answer: str, code: str | None) -> Fact:
    changed: Fact = replace(content, answered=on, answer=answer, refusal=code)
    return changed


def _failed(content: Any, on: Day, code: str) -> Fact:
    changed: Fact = replace(content, closed=on, failure=code)
    return changed


def _without_end(content: Any, _: Day) -> Fact:
    changed: Fact = replace(content, end=None, closing_note=None)
    return changed


def _called_off(content: Any, _: Day) -> Fact:
    changed: Fact = replace(content, outcome="cancelled")
    return changed


def _replaced(content: Any, on: Day) -> Fact:
    """It covers nothing from that day on; nothing at all when it would begin later."""
    if on <= content.start:
        never: Fact = replace(content, withdrawn_on=on, replaced_on=on)
        return never
    end = on - 1 if content.end is None else min(content.end, on - 1)
    changed: Fact = replace(content, end=end, replaced_on=on)
    return changed


def _unchanged(content: Fact, _: Day) -> Fact:
    return content


MOVES: Final[tuple[Move, ...]] = (
    Move("plan", "activation", ("draft",), "active", By.OWNER, _set("start"), agrees=False),
    Move("plan", "refusal", ("draft",), "refused", By.PERSON, _set("end"), ends=True, reasons=PLAN_REFUSALS),
    Move("plan", "closing", ("active",), "closed", By.OWNER, _set("end"), ends=True, reasons=PLAN_CLOSINGS),
    Move("plan", "reopening", ("closed",), "active", By.OWNER, _without_end, ends=True),
    Move("need", "closing", ("current",), "ended", By.OWNER, _set("end"), ends=True),
    Move("ownership", "closing", ("current",), "ended", By.OWNER, _set("end"), ends=True),
    Move("main-responsible", "closing", ("current",), "ended", By.OWNER, _set("end"), ends=True),
    Move("handler", "closing", ("current",), "ended", By.OWNER, _set("end"), ends=True),
    Move("activity", "acceptance", ("proposed",), "planned", By.EITHER, _unchanged, agrees=False),
    Move("activity", "start", ("planned",), "ongoing", By.OWNER, _set("start")),
    Move("activity", "completion", ("ongoing",), "completed", By.OWNER, _set("end", outcome="completed")),
    Move("activity", "interruption", ("ongoing",), "interrupted", By.OWNER,
         _set("end", outcome="interrupted"), ends=True),
    Move("activity", "dropout", ("ongoing",), "dropout", By.OWNER, _set("end", outcome="dropout"), ends=True),
    Move("activity", "cancellation", ("proposed", "planned"), "cancelled", By.OWNER,
         _called_off, ends=True),
    Move("call", "answer", ("sent", "new-time"), "answered", By.ADDRESSEE, _answer,
         answers=CALL_ANSWERS, codes=CALL_REFUSALS, coded="declined"),
    Move("call", "cancellation", ("sent", "coming", "new-time"), "cancelled", By.OWNER,
         _set("cancelled_on"), ends=True),
    Move("referral", "answer", ("sent",), "answered", By.ADDRESSEE, _answer,
         answers=("accepted", "rejected"), codes=REFERRAL_REFUSALS, coded="rejected"),
    Move("referral", "withdrawal", ("sent",), "withdrawn", By.OWNER,
         lambda c, on: replace(c, answered=on, answer="withdrawn"), ends=True),
    Move("referral", "start", ("accepted",), "started", By.ADDRESSEE, _set("started")),
    Move("referral", "completion", ("started",), "completed", By.ADDRESSEE, _set("closed")),
    Move("referral", "failure", ("accepted", "started"), "failed", By.ADDRESSEE, _failed,
         codes=REFERRAL_FAILURES),
    Move("appointment", "rebooking", ("called", "rescheduled"), "rescheduled", By.OWNER, _set("rebooked_on")),
    Move("appointment", "holding", ("called", "rescheduled"), "held", By.OWNER, _set("held")),
    Move("appointment", "cancellation", ("called", "rescheduled"), "cancelled", By.OWNER,
         _set("cancelled_on"), ends=True),
    Move("meeting", "outcome", ("pending",), "plan", By.OWNER, _came_to, answers=("plan", "no-plan")),
    Move("minutes", "amendment", ("current",), "amended", By.OWNER, _unchanged, ends=True),
    Move("task", "answer", ("put",), "answered", By.ADDRESSEE, _answer, answers=TASK_ANSWERS,
         codes=CALL_REFUSALS, coded="declined"),
    Move("follow-up", "holding", ("current",), "held", By.OWNER, _set("held")),
    Move("follow-up", "rebooking", ("current",), "rebooked", By.OWNER, _set("rebooked_on")),
    Move("goal-outcome", "withdrawal", ("current",), "withdrawn", By.OWNER, _set("withdrawn_on"), ends=True),
    Move("ladder-step", "withdrawal", ("current",), "withdrawn", By.OWNER, _set("withdrawn_on"), ends=True),
    Move("questionnaire", "withdrawal", ("current",), "withdrawn", By.OWNER, _set("withdrawn_on"), ends=True),
    Move("end-report", "withdrawal", ("current",), "withdrawn", By.OWNER, _set("withdrawn_on"), ends=True),
    Move("consent", "replacement", ("draft", "upcoming", "in-force", "expired"), "replaced", By.NAMED, _replaced),
    Move("consent", "withdrawal", ("draft", "upcoming", "in-force", "expired"), "withdrawn", By.NAMED,
         _set("withdrawn_on")),
    Move("legal-basis", "withdrawal", ("upcoming", "in-force"), "withdrawn", By.OWNER, _set("withdrawn_on"), ends=True),
    Move("mandate", "acceptance", ("awaiting",), "in-force", By.SELF, _set("accepted_on")),
    Move("mandate", "withdrawal", ("awaiting", "upcoming", "in-force"), "withdrawn", By.PERSON, _set("withdrawn_on")),
    *(Move(kind.kind, "withdrawal", ("written",), "void", By.OWNER, _unchanged, ends=True, takes_away=True)
      for kind in VOICE_KINDS),
)  # fmt: skip
"""Every move, in life-cycle order per kind. Final states have no way out, and so lock."""


def move_of(kind: str, noun: str) -> Move:
    """The move of that name. KeyError when there is none."""
    return next(move for move in MOVES if (move.kind, move.noun) == (kind, noun))


def check_said(move: Move, answer: str | None, code: str | None) -> None:
    """FactError unless the answer is one of the move's, and a code says why exactly where one has to."""
    if move.answers and answer not in move.answers:
        raise FactError("answer", f"there is no such answer; use one of {', '.join(move.answers)}")
    if not move.codes:
        return
    if move.coded not in (None, answer):
        if code is not None:
            raise FactError("code", f"goes with {move.coded} alone; leave it out")
    elif code not in move.codes:
        wrong = "is missing; say why by" if code is None else "there is no such code; use"
        raise FactError("code", f"{wrong} one of {', '.join(move.codes)}")


def make(
    item: Item,
    move: Move,
    mover: UUID,
    *,
    on: Day,
    today: Day,
    answer: str | None = None,
    code: str | None = None,
    reason: str | None = None,
) -> Item:
    """The item after the move by `mover` (an actor, or THE_PERSON), which was made on a day up to today.

    IllegalMove in the wrong state, NotPermitted for the wrong actor, SourceOwned when an agency's system
    holds the item, FactError when the day makes no sense. Nothing is changed then.
    """
    _check_mover(item, move, mover)
    if on > today:
        raise FactError("on", "lies ahead; say it when it has happened")
    check_state(move.kind, state_of(item, today), move.from_states)
    said = (*([answer] if move.answers else []), *([code] if move.codes else []))
    content = move.change(item.content, on, *said)
    try:
        check_periods(content)
    except FactError as error:  # the day is what a move says, whatever the item calls it
        raise FactError("on", error.problem) from None
    moved = item.amended(content, reason=reason, tentative=move.agrees)
    return replace(moved, void=True) if move.takes_away else moved


def _check_mover(item: Item, move: Move, mover: UUID) -> None:
    if move.by is By.ADDRESSEE:
        if str(mover) != getattr(item.content, "to", None):
            raise NotPermitted("only the actor that the question was put to can do this")
        return
    if move.by is By.NAMED and (mover == THE_PERSON or mover in item.named):
        return
    if move.by in (By.PERSON, By.SELF, By.EITHER) and mover == THE_PERSON:
        return
    if move.by is By.SELF:
        raise NotPermitted("only the person can do this")
    if item.owner != mover:
        raise NotPermitted("only the actor that owns the item can do this")
    if item.source != SERVICE_SOURCE:
        raise SourceOwned("the item comes from the agency's own system; change it there, and it is sent again")
