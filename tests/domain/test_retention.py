"""What is due for removal, and what never is: the rules of retention on any day, for anybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from app.domain import retention
from app.domain.days import Day, anniversary, day
from app.domain.errors import RuleError
from app.domain.facts import ITEM_KINDS
from app.domain.facts.codes import ACTOR_FUNCTIONS
from app.domain.law import UNCONFIRMED
from app.domain.retention import RULES, RetentionRule, is_due, refuse_overlaps, rule_for

OWN = "social-services"
ORDINARY, EXEMPT = day("1981-10-03"), day("1981-10-15")
LAST = day("2026-11-21")
MESSAGES = RetentionRule(function=OWN, years=2, kinds=frozenset({"message"}), provision="p", start=day("2025-07-01"))


def due(today: str, *, born: Day = ORDINARY, function: str = OWN, kind: str = "need") -> bool:
    return is_due(function, kind, born=born, last_entry=LAST, today=day(today))


def test_social_services_keep_what_they_have_for_five_years_after_the_last_entry() -> None:
    assert not due("2031-11-20")
    assert not due("2031-11-21"), "the day itself is the last one"
    assert due("2031-11-22")


@pytest.mark.parametrize("born", ["1981-10-05", "1981-10-15", "1981-10-25"])
def test_whoever_was_born_on_an_exempt_day_is_kept_for_research(born: str) -> None:
    assert not due("2099-01-01", born=day(born))
    assert due("2099-01-01", born=day(born) + 1)


def test_a_function_without_a_rule_keeps_what_it_has() -> None:
    with_rules = {rule.function for rule in RULES}
    for function in set(ACTOR_FUNCTIONS) - with_rules:
        assert not due("2199-01-01", function=function)
    assert due("2199-01-01", function="person", born=EXEMPT)


def test_a_rule_of_a_kind_comes_before_the_one_of_all_kinds() -> None:
    rules = (*RULES, MESSAGES)
    refuse_overlaps(rules)
    on = day("2028-11-22")
    assert is_due(OWN, "message", born=ORDINARY, last_entry=LAST, today=on, rules=rules)
    assert not is_due(OWN, "need", born=ORDINARY, last_entry=LAST, today=on, rules=rules)


def test_the_rule_of_the_day_counts_and_says_that_it_is_to_be_confirmed() -> None:
    before, after = rule_for(OWN, "need", day("2025-06-30")), rule_for(OWN, "need", day("2025-07-01"))
    assert before is not None
    assert after is not None
    assert before.provision != after.provision
    assert all(UNCONFIRMED in rule.provision for rule in RULES)


@pytest.mark.parametrize(
    "rules",
    [
        (*RULES, replace(RULES[0], end=None)),
        (MESSAGES, replace(MESSAGES, years=3, start=day("2027-01-01"))),
        (replace(RULES[0], years=0),),
    ],
)
def test_rules_that_contradict_each_other_or_keep_nothing_are_refused(rules: tuple[RetentionRule, ...]) -> None:
    with pytest.raises(RuleError):
        refuse_overlaps(rules)


def files() -> Iterator[tuple[str, str, Day, Day, Day]]:
    random = Random(7)  # noqa: S311 - for choosing cases, not secrets
    for _ in range(3_000):
        born = random.randrange(day("1930-01-01"), day("2020-01-01"))
        last = random.randrange(day("2020-01-01"), day("2035-01-01"))
        yield (
            random.choice(ACTOR_FUNCTIONS),
            random.choice(sorted(ITEM_KINDS)),
            born,
            last,
            last + random.randrange(4_000),
        )


def test_what_is_due_stays_due_and_a_later_entry_never_makes_anything_due() -> None:
    seen = set()
    for function, kind, born, last, today in files():
        now = is_due(function, kind, born=born, last_entry=last, today=today)
        seen.add(now)
        if now:
            assert is_due(function, kind, born=born, last_entry=last, today=today + 400)
            assert anniversary(last, 5) < today
            assert function == "person" or date.fromordinal(born).day not in (5, 15, 25)
        else:
            assert not is_due(function, kind, born=born, last_entry=last + 30, today=today)
    assert seen == {True, False}


def test_rules_that_forget_the_exempt_births_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tuple(replace(rule, exempt_births=frozenset()) for rule in RULES)
    monkeypatch.setattr(retention.is_due, "__kwdefaults__", {"rules": broken})
    with pytest.raises(AssertionError):
        test_whoever_was_born_on_an_exempt_day_is_kept_for_research("1981-10-05")
    with pytest.raises(AssertionError):
        test_what_is_due_stays_due_and_a_later_entry_never_makes_anything_due()
