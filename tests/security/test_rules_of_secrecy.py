"""Every rule of secrecy that the reference states has a mutant, and every mutant and test it names is there."""

import pytest

from tests.security.mutants import asking, deciding, keeping, leaving, writing
from tests.security.mutants.rulebook import PAGE, Rule, files_gone, rules_of, unmatched
from tests.security.mutants.standing import STANDING, absent

SEEDED = (deciding.MUTANTS, asking.MUTANTS, keeping.MUTANTS, leaving.MUTANTS, writing.MUTANTS)
RULES = rules_of(PAGE.read_text())


def test_every_rule_has_a_mutant_and_every_mutant_a_rule() -> None:
    seeded = {name: mutant.rule for mutants in SEEDED for name, mutant in mutants.items()}
    assert len(seeded) == sum(map(len, SEEDED)), "two have one name"
    stand = {f"{number}: {node}": number for number, nodes in STANDING.items() for node in nodes}
    assert unmatched(RULES, seeded | stand) == []


def test_what_the_rules_name_is_there() -> None:
    assert files_gone(RULES) == []


def test_the_mutants_of_other_tests_are_there_and_run_by_default() -> None:
    assert list(absent(node for nodes in STANDING.values() for node in nodes)) == []


def test_a_rule_without_a_mutant_and_a_mutant_without_a_rule_are_found() -> None:
    rules = {"R1": Rule("Nobody sees it.", ("app",), ("tests",)), "R2": Rule("Only one.", ("app",), ("tests",))}
    assert unmatched(rules, {"a": "R1", "b": "R3"}) == ["R2 has no mutant", "b: there is no R3"]
    assert files_gone({"R1": Rule("", ("app/not_there.py",), ("tests/county.py",))}) == ["R1: app/not_there.py"]


@pytest.mark.parametrize(
    "page",
    [
        "**R2.** Only one.\nDecided in `app/a.py`. Held by `tests/a.py`.",
        "**R1.** Only one.\nDecided in `app/a.py`.",
        "**R1.** Only one.",
        "**R1.** Some see some.\nDecided in `app/a.py`. Held by `tests/a.py`.",
    ],
)
def test_a_page_that_leaves_something_out_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match=r"^R[12] "):
        rules_of(page)


GATES = "tests/secrecy/test_three_gates.py::test_a_policy_that_is_broken_is_found"


@pytest.mark.parametrize(
    "node",
    [
        f"{GATES}[no such mutant]",
        GATES,
        GATES.replace("a_policy", "a_thing") + "[any day]",
        "tests/secrecy/test_not_there.py::test_x",
        "tests/secrecy/test_proofs.py::test_of_two_processes_at_the_same_moment_one_spends_it[x]",
        "tests/invariants/test_the_machines_notice.py"
        "::test_the_machine_at_work_notices_after_a_while_that[an end has no reason]",
    ],
)
def test_a_test_that_is_gone_or_not_run_is_found(node: str) -> None:
    assert list(absent([node])) == [node]
