"""How long and on which examples the machines run.

`INVARIANTS_EXAMPLES=300 INVARIANTS_SEED=friday` in the environment runs more of them, and others; `INVARIANTS_STEPS`
makes each of them longer.
"""

import os
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

EXAMPLES: Final = os.environ.get("INVARIANTS_EXAMPLES")
STEPS: Final = os.environ.get("INVARIANTS_STEPS")
SEED: Final = os.environ.get("INVARIANTS_SEED", "invariants")


def run(machine: Callable[[], RuleBasedStateMachine], *, examples: int, steps: int, shrink: bool = True) -> None:
    """Run so many examples of the machine, each of so many steps; what fails is told as the fewest steps that do."""

    def made() -> RuleBasedStateMachine:
        return machine()

    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    how = settings(
        max_examples=int(EXAMPLES or examples),
        stateful_step_count=int(STEPS or steps),
        deadline=None,
        database=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    number = int.from_bytes(sha256(SEED.encode()).digest()[:8])
    once: Any = seeded(number)(made)
    try:
        run_state_machine_as_test(once, settings=how)
    except BaseException as found:
        found.add_note(f"INVARIANTS_SEED={SEED}")
        raise
