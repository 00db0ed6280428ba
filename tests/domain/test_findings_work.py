"""What can be done with a card, from where, and when it comes back by itself."""

from dataclasses import replace
from typing import get_args
from uuid import UUID

import pytest

from app.domain.errors import FactError, IllegalMove
from app.domain.findings import Change, Finding, Span, Status
from app.domain.findings_work import (
    AT_HAND,
    DEEDS,
    RESOLVE_CODES,
    SNOOZES,
    STATES,
    Act,
    State,
    check,
    possible_from,
    returning,
    snoozes_of,
    state_of,
    with_returns,
)
from app.domain.labels import LABELS_SV

OWNER = UUID(int=7)
TODAY = 1000
NOUNS = {deed.noun: deed for deed in DEEDS}


def finding(status: Status = "open", *opens: int, returned: int | None = None) -> Finding:
    """A finding whose gap opened on these days, and closed five days after each but the last."""
    days = opens or (TODAY - 10,)
    spans = [Span(opens=day, closes=day + 5, owner=OWNER) for day in days[:-1]]
    last = Span(opens=days[-1], owner=OWNER)
    return Finding(
        id=UUID(int=1), rule="r", subject="s", status=status, now=last, spans=(*spans, last), returned=returned
    )


def act(state: State, on: int = TODAY - 5, until: int | None = None, version: int = 1) -> Act:
    return Act(version=version, state=state, on=on, until=until)


TRUTH: dict[State, set[str]] = {
    "upcoming": set(),
    "open": {"acknowledgement", "snooze", "resolution", "dismissal"},
    "reopened": {"acknowledgement", "snooze", "resolution", "dismissal"},
    "acknowledged": {"snooze", "resolution", "dismissal"},
    "snoozed": {"resolution", "dismissal"},
    "resolved": set(),
    "dismissed": set(),
}
STANDING: dict[State, tuple[Finding, list[Act]]] = {
    "upcoming": (finding("upcoming", TODAY + 3), []),
    "open": (finding(), []),
    "reopened": (finding("open", TODAY - 30, TODAY - 2), [act("resolved", on=TODAY - 28)]),
    "acknowledged": (finding("critical"), [act("acknowledged")]),
    "snoozed": (finding(), [act("snoozed", until=TODAY + 1)]),
    "resolved": (finding(), [act("acknowledged"), act("resolved", version=2)]),
    "dismissed": (finding(), [act("dismissed")]),
}


def test_the_table_speaks_of_every_state_and_every_state_has_its_words() -> None:
    assert set(TRUTH) == set(STANDING) == set(STATES) == set(get_args(State))
    assert list(LABELS_SV["finding-state"]) == list(STATES)
    assert list(LABELS_SV["resolution"]) == list(RESOLVE_CODES)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("noun", NOUNS)
def test_what_a_state_allows_can_be_done_and_nothing_else(state: State, noun: str) -> None:
    card, acts = STANDING[state]
    assert state_of(card, acts, TODAY) == state
    assert set(possible_from(state, 0)) == TRUTH[state]
    if noun in TRUTH[state]:
        check(card, acts, NOUNS[noun], TODAY)
        after = [*acts, act(NOUNS[noun].to_state, on=TODAY, until=TODAY + 9 if noun == "snooze" else None)]
        assert state_of(card, after, TODAY) == NOUNS[noun].to_state
        return
    with pytest.raises(IllegalMove) as refused:
        check(card, acts, NOUNS[noun], TODAY)
    assert refused.value.state == state
    assert set(refused.value.possible_by) == TRUTH[state]


@pytest.mark.parametrize("status", ["closed", "retracted"])
@pytest.mark.parametrize("acts", [[], [act("acknowledged")], [act("snoozed", until=TODAY + 5)]])
def test_the_fact_that_closes_the_gap_resolves_the_card_whatever_was_done(status: Status, acts: list[Act]) -> None:
    assert state_of(finding(status), acts, TODAY) == "resolved"


@pytest.mark.parametrize(("ahead", "allowed"), [(0, False), (1, True), (30, True), (31, False), (-3, False)])
def test_a_card_sleeps_at_least_till_tomorrow_and_thirty_days_at_the_most(ahead: int, *, allowed: bool) -> None:
    if allowed:
        check(finding(), [], NOUNS["snooze"], TODAY, TODAY + ahead)
        return
    with pytest.raises(FactError, match="30 days"):
        check(finding(), [], NOUNS["snooze"], TODAY, TODAY + ahead)


def test_a_card_sleeps_twice_and_no_more_until_the_gap_has_closed_and_opened_anew() -> None:
    slept = [act("snoozed", until=TODAY - 4), act("snoozed", on=TODAY - 3, until=TODAY - 1, version=2)]
    assert state_of(finding(), slept, TODAY) == "open"
    assert snoozes_of(slept) == SNOOZES
    with pytest.raises(IllegalMove) as refused:
        check(finding(), slept, NOUNS["snooze"], TODAY, TODAY + 5)
    assert "snooze" not in refused.value.possible_by
    assert "resolution" in refused.value.possible_by
    check(finding("open", TODAY - 30, TODAY), slept, NOUNS["snooze"], TODAY, TODAY + 5)


@pytest.mark.parametrize("done", ["acknowledged", "snoozed", "resolved", "dismissed"])
def test_whatever_was_done_a_gap_that_opens_anew_is_at_hand_again(done: State) -> None:
    acts = [act(done, until=TODAY + 9 if done == "snoozed" else None)]
    assert state_of(finding("open", TODAY - 30), acts, TODAY) == done
    assert state_of(finding("open", TODAY - 30, TODAY - 1), acts, TODAY) == "reopened"
    late = [*acts, act("acknowledged", on=TODAY - 1, version=2)]
    assert state_of(finding("open", TODAY - 30, TODAY - 1), late, TODAY) == "acknowledged"


def test_a_reopening_that_is_only_foreseen_undoes_nothing() -> None:
    card = finding("open", TODAY - 8)
    foreseen = replace(card, spans=(card.now, Span(opens=TODAY + 20, owner=OWNER)))
    assert state_of(foreseen, [], TODAY) == "open"
    assert state_of(foreseen, [act("dismissed")], TODAY) == "dismissed"


def test_a_correction_of_the_opening_day_undoes_nothing_that_was_done() -> None:
    acts = [act("dismissed", on=TODAY - 5)]
    assert state_of(finding("open", TODAY - 2), acts, TODAY) == "dismissed"


def test_a_snooze_holds_until_the_day_before_its_end_and_its_end_is_told_once_however_late() -> None:
    card, acts = finding(), {UUID(int=1): [act("snoozed", until=TODAY)]}
    assert returning([card], acts, TODAY - 1) == [TODAY]
    assert returning([card], acts, TODAY) == []
    assert with_returns([card], [], acts, TODAY - 1) == []
    for late in (TODAY, TODAY + 40):
        (told,) = with_returns([card], [], acts, late)
        assert told.events == ("finding-returned",)
        assert (told.finding.returned, told.finding.version, told.new) == (TODAY, 2, False)
        assert with_returns([told.finding], [], acts, late + 1) == []
        assert state_of(told.finding, acts[card.id], late) in AT_HAND


def test_what_the_rules_change_the_same_day_is_told_in_the_same_change() -> None:
    card, acts = finding(), {UUID(int=1): [act("snoozed", until=TODAY)]}
    sharper = Change(finding("critical"), ("finding-critical",), new=False)
    (told,) = with_returns([card], [sharper], acts, TODAY)
    assert told.events == ("finding-critical", "finding-returned")
    assert told.finding.status == "critical"


@pytest.mark.parametrize("ended", ["closed", "retracted", "reopened", "resolved"])
def test_nothing_returns_that_has_ended_or_opened_anew_meanwhile(ended: str) -> None:
    slept = act("snoozed", until=TODAY)
    card = finding("open", TODAY - 30, TODAY - 2) if ended == "reopened" else finding()
    acts = [slept, act("resolved", on=TODAY - 1, version=2)] if ended == "resolved" else [slept]
    gone = [Change(finding(ended), (), new=False)] if ended in ("closed", "retracted") else []  # type: ignore[arg-type]  # one of the two
    assert with_returns([card], gone, {card.id: acts}, TODAY) == gone
