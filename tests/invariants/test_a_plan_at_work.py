"""Agencies and the person work with one plan in every way there is, and the invariants hold all along."""

from collections import Counter

from tests.invariants.again import Again
from tests.invariants.agreeing import Agreeing
from tests.invariants.contributing import Contributing
from tests.invariants.house import House
from tests.invariants.looking import Looking
from tests.invariants.meeting import Meeting
from tests.invariants.reporting import Reporting
from tests.invariants.running import run

EXAMPLES, STEPS = 12, 40


class PlanAtWork(Again, Agreeing, Looking, Meeting, Reporting, Contributing):
    """Everything at once."""


def test_whatever_is_done_with_a_plan_the_invariants_hold(house: House) -> None:
    seen: Counter[str] = Counter()
    run(lambda: PlanAtWork(house, seen), examples=EXAMPLES, steps=STEPS)
    print(sorted(seen.items()))
