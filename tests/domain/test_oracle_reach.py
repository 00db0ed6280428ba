"""The random timelines reach every rule from both sides, and show whatever an engine might overlook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.cases import current
from app.domain.facts.codes import AGENCY_PLAN_CODES, DECISION_CODES, STATUS_CODES
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.engine import evaluate
from app.domain.timeline import Timeline
from tests.domain.against_oracle import SEED, THE_ENGINE, Gap, known, listed, version
from tests.domain.oracle import INHIBITED_BY, RULES
from tests.domain.random_writer import Fact

TIMELINES = 1500
OFTEN, NEARLY = 10, 3  # in how many of them a rule fires, and in how many it nearly does
UNREAD = {"deregistered-known", "discharged", "release-planned"}  # the decisions that no rule asks for
READS = {rule.id: {kind.kind for kind in rule.reads} - {"person"} for rule in CATALOGUE}


def reached() -> Iterator[tuple[list[Fact], list[Gap]]]:
    return (known(SEED, number) for number in range(TIMELINES))


def test_every_rule_fires_often_enough_becomes_critical_and_closes() -> None:
    fires: Counter[str] = Counter()
    for _, gaps in reached():
        fires.update({gap["rule"] for gap in gaps})
        fires.update({f"{gap['rule']}, {edge}" for gap in gaps for edge in ("critical", "closes") if gap[edge]})
    assert {rule: fires[rule] for rule in RULES if fires[rule] < OFTEN} == {}
    assert [rule for rule in RULES if not fires[f"{rule}, critical"] or not fires[f"{rule}, closes"]] == []


def test_every_cause_inhibits_whatever_it_explains() -> None:
    seen = {(gap["rule"], cause) for _, gaps in reached() for gap in gaps for cause in gap.get("inhibited_by", ())}
    assert seen == {(rule, cause) for rule, causes in INHIBITED_BY.items() for cause in causes}


def overlooking(facts: list[Fact], kinds: set[str]) -> Iterator[tuple[str, list[Fact]]]:
    """The timeline without each of these kinds or a code of theirs, and with periods of theirs that never end."""
    for code, kind in sorted({(fact["code"], fact["kind"]) for fact in facts if "code" in fact}):
        if kind in kinds:
            yield kind, [fact for fact in facts if fact.get("code") != code]
    for kind in sorted({fact["kind"] for fact in facts} & kinds):
        yield kind, [fact for fact in facts if fact["kind"] != kind]
        if any("end" in fact for fact in facts if fact["kind"] == kind):
            yield kind, [{k: v for k, v in f.items() if k != "end" or f["kind"] != kind} for f in facts]


def by_rule(gaps: list[Gap]) -> dict[str, list[Gap]]:
    """The gaps of each rule, without what inhibits them, since not all rules are evaluated here."""
    return {
        rule: [{k: v for k, v in gap.items() if k != "inhibited_by"} for gap in gaps if gap["rule"] == rule]
        for rule in {gap["rule"] for gap in gaps}
    }


def test_every_rule_needs_each_kind_it_reads_and_there_are_lives_in_which_it_nearly_fires() -> None:
    """A rule nearly fires where it finds nothing, but would if it overlooked a kind, a code, or the ends of periods."""
    unneeded = {(rule, kind) for rule, kinds in READS.items() for kind in kinds}
    nearly: Counter[str] = Counter()
    for facts, gaps in reached():
        found = by_rule(gaps)
        calm = {rule for rule in RULES if rule not in found and nearly[rule] < NEARLY}
        kinds = {kind for _, kind in unneeded}.union(*(READS[rule] for rule in calm))
        for kind, fewer in overlooking(facts, kinds):
            asked = {rule for rule in READS if kind in READS[rule] and (rule in calm or (rule, kind) in unneeded)}
            other = by_rule(THE_ENGINE(fewer, rules=asked)) if asked else {}
            unneeded -= {(rule, kind) for rule in asked if other.get(rule) != found.get(rule)}
            nearly.update(calm & other.keys())
            calm -= other.keys()
    assert unneeded == set()
    assert {rule: nearly[rule] for rule in RULES if nearly[rule] < NEARLY} == {}


def test_an_engine_that_counts_one_too_many_or_one_too_few_is_found_out() -> None:
    """By each threshold of each rule, in one direction at least; some lie where few lives ever come."""
    exact = {(rule, name): [rule.under({name: limit.value + off}) for off in (-1, 1)]
             for rule in CATALOGUE for name, limit in rule.thresholds.items()}  # fmt: skip
    calendar = swedish_working_days()
    for facts, gaps in reached():
        life = Timeline(current([version(fact) for fact in facts]), calendar=calendar)
        found = by_rule(gaps)
        for (rule, name), others in tuple(exact.items()):
            if any(listed(evaluate(life, [other])) != found.get(rule.id, []) for other in others):
                del exact[rule, name]
        if not exact:
            break
    assert [(rule.id, name) for rule, name in exact] == []


@cache
def timelines_with() -> dict[str, list[int]]:
    """In which of the timelines there is a fact of a kind, with a field (kind.field), a code or an outcome."""
    numbers: dict[str, list[int]] = {}
    for number, (facts, _) in enumerate(reached()):
        names = {str(f.get(field)) for f in facts for field in ("kind", "code", "outcome", "answer")}
        for name in names | {f"{f['kind']}.{field}" for f in facts for field in f}:
            numbers.setdefault(name, []).append(number)
    return numbers


def found_out(name: str, overlooks: Callable[[Fact], Fact | None], most: int = TIMELINES) -> bool:
    """Whether some timeline in which there is such a thing shows, not by a crash, that an engine overlooks it."""
    for facts, expected in (known(SEED, number) for number in timelines_with()[name][:most]):
        with suppress(Exception):  # a crash would show nothing of what the engine says
            if THE_ENGINE([fact for fact in map(overlooks, facts) if fact is not None]) != expected:
                return True
    return False


def test_an_engine_that_overlooks_a_kind_of_fact_is_found_out() -> None:
    def unnoticed(kind: str) -> bool:
        return not found_out(kind, lambda fact: None if fact["kind"] == kind else fact)

    assert list(filter(unnoticed, {kind for kinds in READS.values() for kind in kinds} | {"pause"})) == []


def test_an_engine_that_overlooks_a_code_is_found_out() -> None:
    def unnoticed(code: str) -> bool:
        return not found_out(code, lambda fact: None if fact.get("code") == code else fact)

    assert set(filter(unnoticed, STATUS_CODES + DECISION_CODES + AGENCY_PLAN_CODES)) == UNREAD


def test_an_engine_that_overlooks_an_outcome_is_found_out() -> None:
    def unnoticed(outcome: str) -> bool:
        return not found_out(
            outcome, lambda fact: None if outcome in (fact.get("outcome"), fact.get("answer")) else fact
        )

    of_facts = ("able", "unable", "reached", "missed", "plan", "no-plan", "pending", "dropout", "completed")
    answers = ("cancelled", "interrupted", "accepted", "rejected", "withdrawn", "declined")
    assert list(filter(unnoticed, of_facts + answers)) == []


READ_FIELDS = (
    *("status.end", "status.extent", "status.detail", "status.actor", "status.recorded", "person.deceased_on"),
    *("decision.actor", "assessment.end", "assessment.actor", "contact.actor", "case.end", "case.actor"),
    *("agency-plan.end", "agency-plan.linked", "agency-plan.actor", "queue.end", "queue.need", "queue.limit"),
    *("queue.updates", "queue.actor", "sip-need.withdrawn_on", "sip-need.actor", "consent.end"),
    *("consent.withdrawn_on", "plan.end", "plan.internal", "plan.void", "plan.actor", "main-responsible.end"),
    *("main-responsible.actor", "handler.end", "handler.actor", "need.end", "need.self_handled"),
    *("ownership.end", "ownership.actor", "activity.start", "activity.planned_end", "activity.end"),
    *("activity.outcome", "activity.need", "activity.plan", "activity.actor", "referral.need"),
    *("referral.answered", "referral.answer", "referral.started", "referral.closed", "referral.actor"),
    *("call.need", "call.plan", "call.answered", "call.answer", "call.meeting_on", "call.cancelled_on"),
    *("meeting.actor", "follow-up.booked_on", "follow-up.held", "follow-up.rebooked_on"),
)


def test_an_engine_that_overlooks_a_field_is_found_out() -> None:
    def unnoticed(field: str) -> bool:
        kind, name = field.split(".")
        return not found_out(
            field, lambda fact: {k: v for k, v in fact.items() if k != name} if fact["kind"] == kind else fact
        )

    assert list(filter(unnoticed, READ_FIELDS)) == []


@pytest.mark.parametrize(
    ("kind", "changed"),
    [("call", {"form": "invitation"}), ("need", {"category": "housing"}), ("activity", {"mandatory": True})],
)
def test_what_no_rule_reads_makes_no_difference(kind: str, changed: Fact) -> None:
    assert not found_out(kind, lambda fact: fact | changed if fact["kind"] == kind else fact, 300)
