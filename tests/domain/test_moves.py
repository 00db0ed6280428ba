"""Every move leads from each of its states to the state that it says, and from no other."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.domain.actors import THE_PERSON
from app.domain.days import day
from app.domain.errors import FactError, IllegalMove, NotPermitted, SourceOwned
from app.domain.facts import decode
from app.domain.facts.outcome_kinds import STATEMENTS
from app.domain.item import Item, with_answer_kept
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.moves import MOVES, By, Move, make
from app.domain.states import state_of

TODAY = day("2026-11-21")
OWNER, ASKED, STRANGER, ITEM = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
SOME = "01a1ffba-6419-70c8-8707-c4b8426a989e"
BEGUN: dict[str, dict[str, Any]] = {
    "plan": {"start": "2026-11-01"},
    "need": {"plan": SOME, "category": "work", "start": "2026-11-01"},
    "ownership": {"need": SOME, "start": "2026-11-01"},
    "main-responsible": {"plan": SOME, "start": "2026-11-01"},
    "handler": {"plan": SOME, "start": "2026-11-01"},
    "activity": {"planned_start": "2026-11-01"},
    "call": {"to": str(ASKED), "form": "call", "sent": "2026-11-01"},
    "referral": {"to": str(ASKED), "sent": "2026-11-01"},
    "follow-up": {"plan": SOME, "due": "2026-11-20"},
    "appointment": {"plan": SOME, "on": "2026-12-01"},
    "meeting": {"on": "2026-11-20", "outcome": "pending"},
    "minutes": {"plan": SOME, "appointment": SOME, "on": "2026-11-20", "text": "Vi kom överens."},
    "task": {"plan": SOME, "minutes": SOME, "to": str(ASKED), "on": "2026-11-20", "planned_start": "2026-12-01"},
    "goal-outcome": {"plan": SOME, "goal": SOME, "follow_up": SOME, "on": "2026-11-20", "outcome": "met"},
    "ladder-step": {"plan": SOME, "follow_up": SOME, "on": "2026-11-20", "step": "seeking"},
    "questionnaire": {"plan": SOME, "follow_up": SOME, "on": "2026-11-20"} | dict.fromkeys(STATEMENTS, "5"),
    "end-report": {"plan": SOME, "on": "2026-11-20", "done": "Arbetsträning"},
    "message": {"plan": SOME, "about": SOME, "on": "2026-11-20", "text": "Passar torsdag?"},
    "crisis-plan": {"plan": SOME, "on": "2026-11-20", "what_helps": ["lugn"]},
    "voice": {"plan": SOME, "on": "2026-11-20", "text": "Jag vill bo kvar."},
    "contact-wish": {"plan": SOME, "on": "2026-11-20", "channels": ["letter"]},
    "consent": {"start": "2026-11-01", "actors": [str(ASKED)], "categories": ["work"]},
    "legal-basis": {
        "provision": "disclosure-duty",
        "actors": [str(ASKED)],
        "categories": ["work"],
        "start": "2026-11-01",
        "end": "2026-12-31",
    },
    "mandate": {
        "form": "proxy",
        "proxy": SOME,
        "powers": ["read"],
        "start": "2026-11-01",
        "end": "2026-12-31",
        "accepted_on": "2026-11-01",
    },
}
IN_STATE: dict[str, dict[str, Any]] = {
    "ongoing": {"start": "2026-11-02"},
    "closed": {"end": "2026-11-10"},
    "refused": {"end": "2026-11-10"},
    "ended": {"end": "2026-11-10"},
    "accepted": {"answered": "2026-11-02", "answer": "accepted"},
    "started": {"answered": "2026-11-02", "answer": "accepted", "started": "2026-11-03"},
    "new-time": {"answered": "2026-11-02", "answer": "new-time"},
    "rescheduled": {"rebooked_on": "2026-11-05"},
    "coming": {"answered": "2026-11-02", "answer": "coming"},
    "upcoming": {"start": "2026-12-01"},
    "expired": {"end": "2026-11-10"},
    "awaiting": {"accepted_on": None},
}
TENTATIVE = ("draft", "proposed", "refused")
STEPS = [(move, state) for move in MOVES for state in move.from_states]


def item_in(kind: str, state: str, **changed: Any) -> Item:
    """An item of the kind, in that state today."""
    fields = {"id": str(ITEM), "actor": str(OWNER), **BEGUN[kind], **IN_STATE.get(state, {}), **changed}
    return Item(
        person_id=UUID(int=9),
        id=ITEM,
        source="sip",
        source_version=1,
        owner=OWNER,
        category="plan",
        disclosed=True,
        tentative=state in TENTATIVE,
        content=decode(kind, fields),
    )


def mover_of(move: Move, state: str) -> UUID:
    if move.by is By.SELF:
        return THE_PERSON
    # A draft names nobody yet.
    return ASKED if move.by is By.ADDRESSEE or (move.by is By.NAMED and state != "draft") else OWNER


def made(item: Item, move: Move, mover: UUID, answer: str | None = None) -> Item:
    code = move.codes[0] if move.codes else None
    return make(item, move, mover, on=TODAY, today=TODAY, answer=answer, code=code, reason="skäl")


# Minutes are amended by others that name them, and only with their id does the state change: tests/api has the story.
BY_THEMSELVES = [(move, state) for move, state in STEPS if (move.kind, move.noun) != ("minutes", "amendment")]


@pytest.mark.parametrize(("move", "state"), BY_THEMSELVES, ids=[f"{m.kind} {s} {m.noun}" for m, s in BY_THEMSELVES])
def test_a_move_leads_where_it_says(move: Move, state: str) -> None:
    item = item_in(move.kind, state)
    assert state_of(item, TODAY) == state
    for answer in move.answers or (None,):
        moved = made(item, move, mover_of(move, state), answer)
        assert state_of(moved, TODAY) == (answer or move.to_state)
        assert (moved.version, moved.reason) == ("1.1", "skäl")


@pytest.mark.parametrize("move", MOVES, ids=[f"{m.kind} {m.noun}" for m in MOVES])
def test_a_move_from_elsewhere_says_what_is_possible_there(move: Move) -> None:
    elsewhere = {s for m, s in STEPS if m.kind == move.kind} - set(move.from_states)
    for state in elsewhere:
        with pytest.raises(IllegalMove) as refused:
            made(item_in(move.kind, state), move, mover_of(move, state), *move.answers[:1])
        assert refused.value.state == state
        possible = {m.noun: m.by for m, s in STEPS if (m.kind, s) == (move.kind, state)}
        assert refused.value.possible_by == possible
        assert all(f"{noun} (by the {who})" in str(refused.value) for noun, who in possible.items())


@pytest.mark.parametrize("move", MOVES, ids=[f"{m.kind} {m.noun}" for m in MOVES])
def test_nobody_else_makes_the_move(move: Move) -> None:
    item = item_in(move.kind, move.from_states[0])
    with pytest.raises(NotPermitted):
        made(item, move, STRANGER, *move.answers[:1])
    if move.by in (By.OWNER, By.ADDRESSEE):
        with pytest.raises(NotPermitted):
            made(item, move, THE_PERSON, *move.answers[:1])


def test_every_move_has_words_in_both_languages() -> None:
    assert {move.noun for move in MOVES} <= LABELS_SV["act"].keys() == LABELS_EN["act"].keys()
    for move in MOVES:
        assert not move.reasons or tuple(LABELS_SV[f"{move.kind}-{move.noun}"]) == move.reasons


REFUSAL = next(move for move in MOVES if move.noun == "refusal")


def test_the_person_refuses_a_draft_wherever_it_comes_from_and_its_owner_only_its_own() -> None:
    draft = replace(item_in("plan", "draft"), source="agency")
    assert state_of(made(draft, REFUSAL, THE_PERSON), TODAY) == "refused"
    with pytest.raises(SourceOwned):
        made(draft, REFUSAL, OWNER)


def test_a_refusal_is_not_put_off() -> None:
    with pytest.raises(FactError, match="on"):
        make(item_in("plan", "draft"), REFUSAL, THE_PERSON, on=TODAY + 1, today=TODAY, reason="not-now")


def test_what_the_agency_sends_of_its_draft_afterwards_leaves_it_refused_until_it_says_that_it_is_agreed() -> None:
    draft = replace(item_in("plan", "draft"), source="agency")
    refused = made(draft, REFUSAL, THE_PERSON)
    later = replace(draft, source_version=2)
    assert state_of(with_answer_kept(later, refused), TODAY) == "refused"
    assert with_answer_kept(later, refused).reason == "skäl"
    agreed = replace(later, tentative=False)
    assert with_answer_kept(agreed, refused) is agreed


ACCEPTANCE = next(move for move in MOVES if (move.kind, move.noun) == ("activity", "acceptance"))


def test_the_person_accepts_what_is_proposed_wherever_it_comes_from_and_its_owner_only_its_own() -> None:
    proposal = replace(item_in("activity", "proposed"), source="agency")
    accepted = made(proposal, ACCEPTANCE, THE_PERSON)
    assert (state_of(accepted, TODAY), accepted.content) == ("planned", proposal.content)
    with pytest.raises(SourceOwned):
        made(proposal, ACCEPTANCE, OWNER)


def test_the_person_moves_an_agencys_activity_no_further() -> None:
    accepted = made(item_in("activity", "proposed"), ACCEPTANCE, THE_PERSON)
    for noun in ("start", "cancellation"):
        further = next(move for move in MOVES if (move.kind, move.noun) == ("activity", noun))
        with pytest.raises(NotPermitted):
            made(accepted, further, THE_PERSON)


def test_a_yes_to_a_proposal_holds_for_that_proposal_alone() -> None:
    proposal = replace(item_in("activity", "proposed"), source="agency")
    accepted = made(proposal, ACCEPTANCE, THE_PERSON)
    again = replace(proposal, source_version=2)
    assert state_of(with_answer_kept(again, accepted), TODAY) == "planned"
    another = replace(again, content=replace(again.content, planned_start=TODAY + 30))  # type: ignore[call-arg]
    for changed in (another, replace(again, title="Något annat")):
        assert with_answer_kept(changed, accepted) is changed
        assert state_of(changed, TODAY) == "proposed"
    for otherwise in (replace(again, tentative=False), replace(again, void=True)):
        assert with_answer_kept(otherwise, accepted) is otherwise
