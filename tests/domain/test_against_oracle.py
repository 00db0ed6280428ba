"""The engine says the same as an independent, naive reading of the rules, gap for gap.

`ORACLE_EXAMPLES=20000 ORACLE_SEED=friday` in the environment compares more timelines, and others.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import pytest
import yaml

from app.adapters.calendar import swedish_working_days
from app.domain.days import WorkingDays
from app.domain.gaps.catalogue import CATALOGUE
from tests.domain.against_oracle import SEED, THE_ENGINE, Engine, case_file, disagreements, engine
from tests.domain.oracle import RULES
from tests.domain.oracle import evaluate as oracle
from tests.domain.oracle_days import working_day_after
from tests.domain.oracle_rules import CORE
from tests.domain.random_timelines import timeline

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "500"))
GIVEN_SEED = os.environ.get("ORACLE_SEED", SEED)
ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").rglob("*.yaml"))
STORIES = sorted((ROOT / "app" / "stories").glob("*.yaml"))
BOOLEAN, TIMESTAMP = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"


class PlainYaml(yaml.SafeLoader):
    """Leaves `on` and dates as the text they are."""


PlainYaml.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in (BOOLEAN, TIMESTAMP)]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainYaml.add_implicit_resolver(BOOLEAN, re.compile("true|false"), ["t", "f"])


@pytest.mark.parametrize("path", CASES + STORIES, ids=lambda path: path.stem)
def test_the_oracle_finds_exactly_the_gaps_of(path: Path) -> None:
    case = yaml.load(path.read_text(encoding="utf-8"), PlainYaml)  # noqa: S506 - a SafeLoader with less in it
    assert sorted(oracle(case["facts"], case.get("rules", RULES)), key=str) == sorted(case["gaps"], key=str)


def test_the_oracle_finds_what_the_examples_of_every_rule_say() -> None:
    for rule in CATALOGUE:
        for text in (rule.fires, rule.near_miss):
            case = yaml.load(text, PlainYaml)  # noqa: S506 - as above
            assert oracle(case["facts"], [rule.id]) == case["gaps"], text


def test_every_core_rule_has_a_case_and_there_are_stories() -> None:
    names = {path.stem for path in CASES}
    assert {f"{rule}-{ending}" for rule in CORE for ending in ("fires", "near-miss")} <= names
    assert STORIES


def test_the_engine_and_the_oracle_agree_on_random_timelines() -> None:
    assert "\n\n".join(islice(disagreements(GIVEN_SEED, EXAMPLES), 3)) == ""


def test_they_agree_on_what_inhibits_when_only_some_rules_are_evaluated() -> None:
    calendar, random = swedish_working_days(), Random("some rules")  # noqa: S311 - reproducible, not a secret
    for number in range(100):
        facts, rules = timeline(f"some rules/{number}"), random.sample(list(RULES), 25)
        assert engine(facts, calendar, rules) == oracle(facts, rules), case_file(facts, THE_ENGINE)


def test_the_engine_and_the_oracle_count_the_same_working_days() -> None:
    calendar = swedish_working_days()
    for day in range(date(2005, 1, 1).toordinal(), date(2035, 1, 1).toordinal()):
        assert calendar.add(day, 1) == working_day_after(day, 1), date.fromordinal(day)


def test_a_disagreement_is_cut_down_to_what_it_is_about() -> None:
    without_holidays: Engine = partial(engine, calendar=WorkingDays(lambda year: ()))
    case = next(c for c in disagreements("no holidays", 1500, without_holidays) if "# it failed" not in c)
    assert case.count("kind:") <= 5
    assert "call-unanswered" in case or "referral-rejected-unowned" in case
