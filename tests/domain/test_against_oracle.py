"""The engine says the same as an independent, naive reading of the rules, gap for gap.

`ORACLE_EXAMPLES=20000 ORACLE_SEED=friday` in the environment compares more timelines, and others.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date
from functools import cache, partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from app.adapters.calendar import swedish_working_days
from app.domain.days import WorkingDays
from tests.domain.against_oracle import THE_ENGINE, Engine, case_file, disagreements, engine
from tests.domain.oracle import evaluate as oracle
from tests.domain.oracle_days import working_day_after
from tests.domain.oracle_rules import RULES
from tests.domain.random_timelines import timeline
from tests.domain.random_writer import Fact

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "500"))
SEED = os.environ.get("ORACLE_SEED", "a timeline")
ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
STORIES = sorted((ROOT / "app" / "stories").glob("*.yaml"))
BOOLEAN, TIMESTAMP = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"


class PlainYaml(yaml.SafeLoader):
    """Leaves `on` and dates as the text they are."""


PlainYaml.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in (BOOLEAN, TIMESTAMP)]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainYaml.add_implicit_resolver(BOOLEAN, re.compile("true|false"), ["t", "f"])


def core(gap: dict[str, Any]) -> dict[str, Any]:
    """The gap as it is when only the core rules are evaluated."""
    causes = [rule for rule in gap.get("inhibited_by", []) if rule in RULES]
    bare = {k: v for k, v in gap.items() if k != "inhibited_by"}
    return bare | ({"inhibited_by": causes} if causes else {})


@pytest.mark.parametrize("path", CASES + STORIES, ids=lambda path: path.stem)
def test_the_oracle_finds_exactly_the_core_gaps_of(path: Path) -> None:
    case = yaml.load(path.read_text(encoding="utf-8"), PlainYaml)  # noqa: S506 - a SafeLoader with less in it
    rules = [rule for rule in case.get("rules", RULES) if rule in RULES]
    expected = [core(gap) for gap in case["gaps"] if gap["rule"] in rules]
    assert sorted(oracle(case["facts"], rules), key=str) == sorted(expected, key=str)


def test_every_core_rule_has_a_case_and_there_are_stories() -> None:
    names = {path.stem for path in CASES}
    assert {f"{rule}-{ending}" for rule in RULES for ending in ("fires", "near-miss")} <= names
    assert STORIES


def test_the_engine_and_the_oracle_agree_on_random_timelines() -> None:
    assert "\n\n".join(islice(disagreements(SEED, EXAMPLES), 3)) == ""


def test_they_agree_on_what_inhibits_when_only_some_rules_are_evaluated() -> None:
    calendar, random = swedish_working_days(), Random("some rules")  # noqa: S311 - reproducible, not a secret
    for number in range(100):
        facts, rules = timeline(f"some rules/{number}"), random.sample(list(RULES), 8)
        assert engine(facts, calendar, rules) == oracle(facts, rules), case_file(facts, THE_ENGINE)


def test_the_engine_and_the_oracle_count_the_same_working_days() -> None:
    calendar = swedish_working_days()
    for day in range(date(2005, 1, 1).toordinal(), date(2035, 1, 1).toordinal()):
        assert calendar.add(day, 1) == working_day_after(day, 1), date.fromordinal(day)


@cache
def judged_by_oracle(number: int) -> tuple[list[Fact], list[dict[str, Any]]]:
    """A random timeline and what the oracle finds in it; kept, since all the engines below are held against it."""
    facts = timeline(f"overlooked/{number}")
    return facts, oracle(facts)


def found_out(judged: Engine) -> bool:
    """Whether some random timeline shows that the engine judged says something else (not by a crash)."""
    for number in range(1500):
        facts, expected = judged_by_oracle(number)
        with suppress(Exception):  # a crash would show nothing of what the engine says
            if judged(facts) != expected:
                return True
    return False


@pytest.mark.parametrize(
    "kind",
    [
        *("status", "decision", "assessment", "contact", "queue", "consent", "pause", "plan"),
        *("main-responsible", "need", "ownership", "activity", "referral", "call", "meeting", "follow-up"),
    ],
)
def test_an_engine_that_overlooks_a_kind_of_fact_is_found_out(kind: str) -> None:
    assert found_out(lambda facts: THE_ENGINE([fact for fact in facts if fact["kind"] != kind]))


@pytest.mark.parametrize(
    "field",
    [
        *("status.end", "status.extent", "status.detail", "status.actor", "person.deceased_on", "plan.end"),
        *(
            "assessment.end",
            "consent.end",
            "consent.withdrawn_on",
            "queue.end",
            "queue.need",
            "status.recorded",
        ),
        *("need.end", "need.self_handled", "ownership.end", "ownership.actor", "main-responsible.end"),
        *("activity.start", "activity.planned_end", "activity.end", "activity.outcome", "activity.need"),
        *("activity.plan", "referral.need", "referral.answered", "referral.answer", "referral.started"),
        *("referral.closed", "referral.actor", "call.need", "call.plan", "call.answered", "call.meeting_on"),
        *("call.cancelled_on", "follow-up.booked_on", "follow-up.held", "follow-up.rebooked_on", "plan.void"),
    ],
)
def test_an_engine_that_overlooks_a_field_is_found_out(field: str) -> None:
    kind, name = field.split(".")

    def overlooking(fact: Fact) -> Fact:
        return {k: v for k, v in fact.items() if k != name} if fact["kind"] == kind else fact

    assert found_out(lambda facts: THE_ENGINE([overlooking(fact) for fact in facts]))


def test_a_disagreement_is_cut_down_to_what_it_is_about() -> None:
    without_holidays: Engine = partial(engine, calendar=WorkingDays(lambda year: ()))
    case = next(c for c in disagreements("no holidays", 1500, without_holidays) if "# it failed" not in c)
    assert case.count("kind:") <= 5
    assert "call-unanswered" in case or "referral-rejected-unowned" in case
