"""Thresholds by date: the regime in force on a fact's own date counts, and what opened under older terms is kept."""

from dataclasses import replace
from typing import Any

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.cases import current
from app.domain.days import FUTURE, Day, day, iso
from app.domain.errors import FieldError
from app.domain.facts import decode
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.engine import Gap, evaluate
from app.domain.gaps.explaining import explain
from app.domain.gaps.rule import Each, Rule
from app.domain.gaps.sources import Source
from app.domain.gaps.terms import Term, in_force, own_date
from app.domain.timeline import Timeline
from tests.domain.against_oracle import version
from tests.domain.random_timelines import timeline as random_facts

CALENDAR = swedish_working_days()
AGREED = Source("agreement", "Provköpings överenskommelse.")
ME = {"id": "me", "kind": "person", "birth_date": "1981-10-03"}
CHANGE = "2027-01-01"


def term(rule: str, threshold: str, value: int, start: str = CHANGE, end: str | None = None) -> Term:
    ends = None if end is None else day(end)
    return Term(rule=rule, threshold=threshold, value=value, source=AGREED, start=day(start), end=ends)


def under(*terms: Term) -> tuple[Rule, ...]:
    return in_force([RULES[name] for name in dict.fromkeys(one.rule for one in terms)], terms)


def lived(*facts: dict[str, Any]) -> Timeline:
    said = [{**fact} for fact in (ME, *facts)]
    return Timeline([decode(fact.pop("kind"), fact) for fact in said], calendar=CALENDAR)


def spans(gaps: list[Gap]) -> list[tuple[str, str | None]]:
    return [(iso(gap.opens), None if gap.closes is None else iso(gap.closes)) for gap in gaps]


def sent(on: str) -> dict[str, Any]:
    return {"id": "r", "kind": "referral", "actor": "school", "to": "psychiatry", "sent": on}


def support(start: str, end: str | None = None) -> dict[str, Any]:
    waiting = {"id": "w", "kind": "status", "code": "income-support", "detail": "waiting-for-benefit", "start": start}
    return waiting | ({} if end is None else {"end": end})


def test_what_was_sent_before_the_agreement_is_judged_by_what_held_then() -> None:
    rules = under(term("referral-unanswered", "answer_within", 14))
    assert spans(evaluate(lived(sent("2026-12-31")), rules)) == [("2027-01-30", None)]
    assert spans(evaluate(lived(sent("2027-01-01")), rules)) == [("2027-01-15", None)]


def test_after_the_last_day_of_an_agreement_the_rules_own_numbers_hold_again() -> None:
    rules = under(term("referral-unanswered", "answer_within", 14, end="2027-01-31"))
    assert spans(evaluate(lived(sent("2027-01-31")), rules)) == [("2027-02-14", None)]
    assert spans(evaluate(lived(sent("2027-02-01")), rules)) == [("2027-03-03", None)]


def test_a_gap_about_the_person_that_is_open_when_the_terms_change_stays_open() -> None:
    longer = under(term("income-support-bridging", "waiting", 120))
    assert spans(evaluate(lived(support("2026-10-15")), longer)) == [("2026-12-14", None)]


def test_a_gap_about_the_person_opens_by_shorter_terms_on_the_day_they_begin() -> None:
    shorter = under(term("income-support-bridging", "waiting", 20))
    assert spans(evaluate(lived(support("2026-11-20")), shorter)) == [("2027-01-01", None)]


def test_a_gap_about_the_person_that_closed_before_the_change_is_as_it_was() -> None:
    shorter = under(term("income-support-bridging", "waiting", 20))
    assert spans(evaluate(lived(support("2026-06-01", "2026-08-31")), shorter)) == [("2026-07-31", "2026-09-01")]


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_terms_that_say_what_the_rule_says_change_nothing(judged: Rule) -> None:
    law = Source("law", "Lagens eget tal, ska bekräftas av jurist.")
    for number in range(60):
        life = Timeline(current([version(f) for f in random_facts(f"terms/{number}")]), calendar=CALENDAR)
        usual = evaluate(life, [judged])
        edges = [d for gap in usual for d in (gap.opens, gap.opens + 5, gap.closes or FUTURE) if d != FUTURE]
        for change in edges or [day(CHANGE)]:
            said = [
                Term(rule=judged.id, threshold=name, value=threshold.value, source=law, start=change)
                for name, threshold in judged.thresholds.items()
            ]
            assert evaluate(life, in_force([judged], said)) == usual


@pytest.mark.parametrize("judged", [r for r in CATALOGUE if isinstance(r.subject, Each)], ids=lambda judged: judged.id)
def test_each_fact_is_judged_by_the_terms_of_its_own_date(judged: Rule) -> None:
    law = Source("law", "En ändring, ska bekräftas av jurist.")
    changed = {name: limit.value + 3 for name, limit in judged.thresholds.items()}
    if not changed:
        return
    for number in range(60):
        life = Timeline(current([version(f) for f in random_facts(f"own date/{number}")]), calendar=CALENDAR)
        dates = {fact.id: own_date(fact) for fact in judged.subject.among(life)}
        for change in set(dates.values()):
            said = [
                Term(rule=judged.id, threshold=name, value=value, source=law, start=change)
                for name, value in changed.items()
            ]
            old, new = evaluate(life, [judged]), evaluate(life, [judged.under(changed)])
            expected = [g for g in old if dates[g.subject] < change] + [g for g in new if dates[g.subject] >= change]
            found = evaluate(life, in_force([judged], said))
            assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_an_explanation_tells_the_agreement_that_counted() -> None:
    (rule,) = under(term("referral-unanswered", "answer_within", 14))
    told = explain(life := lived(sent("2027-03-01")), evaluate(life, [rule])[0], rule)
    (clock,) = told.clocks
    assert (clock.value, clock.threshold.source, clock.counted_from) == (14, "agreement", day("2027-03-01"))
    assert AGREED in told.rule.sources
    older = explain(life := lived(sent("2026-03-01")), evaluate(life, [rule])[0], rule)
    assert (older.clocks[0].value, AGREED in older.rule.sources) == (30, False)


@pytest.mark.parametrize(
    ("said", "field", "problem"),
    [
        ([term("referral-unaswered", "answer_within", 14)], "referral-unaswered", "no rule of that name"),
        ([term("referral-unanswered", "answer", 14)], "referral-unanswered.answer", "it has answer_within"),
        ([term("referral-unanswered", "answer_within", -1)], "referral-unanswered.answer_within", "use 1 to 1826"),
        ([term("referral-unanswered", "answer_within", 0)], "referral-unanswered.answer_within", "makes no sense"),
        ([term("referral-unanswered", "answer_within", 5000)], "referral-unanswered.answer_within", "makes no sense"),
        ([term("call-unanswered", "answer_within", 261)], "call-unanswered.answer_within", "working days makes no"),
        ([term("youth-duty-age-out", "age_limit", 21)], "youth-duty-age-out.age_limit", "20 years by law"),
        ([term("referral-unanswered", "answer_within", 9, "2027-02-01", "2027-01-31")],
         "referral-unanswered.answer_within", "ends before it begins"),
        ([term("referral-unanswered", "answer_within", n, start) for n, start in ((9, CHANGE), (8, "2028-01-01"))],
         "referral-unanswered.answer_within", "set twice for the same day"),
        ([term("income-support-longterm", "days_of_support", 400)],
         "income-support-longterm.days_of_support", "more than out_of"),
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_are_refused_by_name(said: list[Term], field: str, problem: str) -> None:
    with pytest.raises(FieldError, match=problem) as refused:
        in_force(CATALOGUE, said)
    assert refused.value.field == field


def test_a_change_of_law_may_set_what_the_law_has_set() -> None:
    change = replace(term("youth-duty-age-out", "age_limit", 21), source=Source("law", "Ändrad, ska bekräftas."))
    (rule,) = in_force([RULES["youth-duty-age-out"]], [change])
    duty = {"id": "kaa", "kind": "status", "code": "youth-duty", "actor": "school"}
    born = {"id": "me", "kind": "person", "birth_date": "2008-05-01"}

    def opens(start: str) -> Day:
        facts = [{**born}, duty | {"start": start}]
        life = Timeline([decode(fact.pop("kind"), fact) for fact in facts], calendar=CALENDAR)
        return evaluate(life, [rule])[0].opens

    assert (iso(opens("2026-12-31")), iso(opens("2027-01-01"))) == ("2028-02-01", "2029-01-31")


def test_a_rule_that_no_term_concerns_is_the_same_rule() -> None:
    rules = in_force(CATALOGUE, [term("referral-unanswered", "answer_within", 14)])
    assert [a is b for a, b in zip(rules, CATALOGUE, strict=True)].count(False) == 1
