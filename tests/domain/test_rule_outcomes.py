"""How often a rule was right can be told without telling of anybody."""

from itertools import product

import pytest

from app.domain.findings_work import RESOLVE_CODES
from app.domain.rule_outcomes import AGAINST, outcome


def test_a_rule_is_right_but_for_the_codes_that_count_against_it() -> None:
    codes = {"fixed": 12, "late-report": 8, "wrong-recipient": 5, "not-relevant": 6, "wrong-fact": 9}
    assert outcome(codes) == {"resolved": 40, "right": 25, "wrong": 15, "precision": 62, "codes": codes}
    assert set(AGAINST) < set(RESOLVE_CODES)


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        ({}, {"codes": {}}),
        ({"fixed": 4}, {"codes": {}}),
        ({"fixed": 5}, {"resolved": 5, "right": 5, "wrong": 0, "precision": 100, "codes": {"fixed": 5}}),
        ({"fixed": 9, "not-relevant": 1}, {"resolved": 10, "codes": {}}),
        ({"fixed": 9, "late-report": 6, "not-relevant": 1}, {"resolved": 16, "codes": {"fixed": 9}}),
        (
            {"fixed": 9, "late-report": 3, "not-relevant": 5},
            {"resolved": 17, "right": 12, "wrong": 5, "precision": 71, "codes": {"not-relevant": 5}},
        ),
    ],
)
def test_what_is_below_five_is_left_out_and_so_is_what_would_give_it_away(
    codes: dict[str, int], shown: dict[str, object]
) -> None:
    assert outcome(codes) == shown


def test_no_hidden_number_can_be_worked_out_from_the_others() -> None:
    for fixed, late, wrong, fact in product(range(9), repeat=4):
        codes = {"fixed": fixed, "late-report": late, "not-relevant": wrong, "wrong-fact": fact}
        told = outcome(codes)
        sums = [("resolved", list(codes))]
        if "right" in told:
            sums += [("right", ["fixed", "late-report"]), ("wrong", ["not-relevant", "wrong-fact"])]
        for name, parts in sums:
            hidden = [part for part in parts if codes[part] > 0 and part not in told["codes"]]
            left = told.get(name, 0) - sum(told["codes"].get(part, 0) for part in parts)
            assert name not in told or not hidden or left >= 5, (codes, told)
