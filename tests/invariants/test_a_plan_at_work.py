"""Agencies and the person work with one plan in every way there is, and the invariants hold all along."""

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.domain.moves import MOVES
from tests.invariants.again import Again
from tests.invariants.as_usual import AsUsual
from tests.invariants.contributing import WISH, Wish
from tests.invariants.house import House
from tests.invariants.looking import Looking
from tests.invariants.moving import ELSEWHERE, NOUNS, SAYS_WHY, TRY, Try
from tests.invariants.reporting import Reporting
from tests.invariants.running import run

EXAMPLES, STEPS = 14, 16
REACHED = (
    *("findings", "sent again", "report created", "handed over", "message contributed", "message answers"),
    *("follow-up-holding", "goal-outcome told", "ladder-step told", "questionnaire told", "answered by link"),
    "signed on paper",
)
"""What every run comes to at least once."""


class PlanAtWork(Again, Looking, AsUsual, Reporting):
    """Everything at once."""

    @rule(wishes=st.lists(WISH, max_size=3), tries=st.lists(TRY, min_size=2, max_size=6))
    def work(self, wishes: list[Wish], tries: list[Try]) -> None:
        for wish in wishes:
            self.contribute(wish)
        for one in tries:
            self.move(one)


def test_the_machine_knows_every_move_that_there_is() -> None:
    """A kind or a move that is new has to be told to it, or nobody would try it."""
    known = {(kind, noun) for kind, nouns in NOUNS.items() for noun in nouns}
    assert known | ELSEWHERE == {(move.kind, move.noun) for move in MOVES}
    assert {(move.kind, move.noun) for move in MOVES if move.ends and not move.reasons} == SAYS_WHY


def test_whatever_is_done_with_a_plan_the_invariants_hold(house: House) -> None:
    seen: Counter[str] = Counter()
    run(lambda: PlanAtWork(house, seen), examples=EXAMPLES, steps=STEPS)
    # Of what can go wrong there has been something.
    made = {what.removesuffix(" contributed") for what in seen if what.endswith(" contributed")}
    refused = {what for what in seen if what.startswith("not ")}
    assert len(made) >= 5, seen
    assert len(refused) >= 2, seen
    assert {one for one in REACHED if not seen[one]} == set(), seen
