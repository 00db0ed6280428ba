"""Every rule is documented, does what its examples say, and reads only what it declares."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from app.adapters.calendar import swedish_working_days
from app.adapters.case_files import read_case
from app.domain.cases import Case, current
from app.domain.errors import RuleError
from app.domain.facts import Activity, Consent, Contact, Fact, Pause, Person, Plan, Referral, Status
from app.domain.gaps.catalogue import CATALOGUE, RULES, lead_of
from app.domain.gaps.engine import evaluate
from app.domain.gaps.rule import OPTIONAL, Each, Limits, Rule, rule
from app.domain.gaps.sources import Source, Threshold
from app.domain.timeline import Timeline
from tests.domain.against_oracle import version
from tests.domain.random_timelines import timeline as random_facts

F = TypeVar("F", bound=Fact)
CALENDAR = swedish_working_days()
A_HUNDRED_LIVES = [current([version(f) for f in random_facts(f"hidden/{n}")]) for n in range(100)]
BLAME = re.compile(r"\b(fel|brister|brutit|misslyck\w*|försumm\w*|slarv\w*|skuld|vägra\w*)\b", re.IGNORECASE)


def example(text: str, rule_id: str, folder: Path) -> Case:
    file = folder / "example.yaml"
    file.write_text(f"rules: [{rule_id}]\n{text}", encoding="utf-8")
    return read_case(file, RULES)


class Audited(Timeline):
    """A timeline that lets a rule see only what it declares; the cached sets are its own."""

    def __init__(self, facts: Sequence[Fact], judged: Rule) -> None:
        super().__init__(facts, calendar=CALENDAR)
        self.kinds = {*judged.reads, Person, Pause}
        self.codes = {*judged.statuses, "abroad"}

    def of(self, kind: type[F]) -> Sequence[F]:
        assert kind in self.kinds, f"reads {kind.__name__}, which it does not declare"
        return super().of(kind)

    def coded(self, kind: type[F], *codes: str) -> Sequence[F]:
        if kind is Status:
            assert set(codes) <= self.codes, f"reads {set(codes) - self.codes}, which it does not declare"
        else:
            assert kind in self.kinds, f"reads {kind.__name__}, which it does not declare"
        return super().coded(kind, *codes)

    def plan(self, id_: str | None) -> Plan | None:
        assert Plan in self.kinds, "reads plans, which it does not declare"
        return super().plan(id_)


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_the_examples_of_a_rule_hold(judged: Rule, tmp_path: Path) -> None:
    for text in (judged.fires, judged.near_miss):
        case = example(text, judged.id, tmp_path)
        assert tuple(evaluate(Timeline(case.facts, calendar=CALENDAR), [judged])) == case.gaps
    assert example(judged.fires, judged.id, tmp_path).gaps
    assert not example(judged.near_miss, judged.id, tmp_path).gaps


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_a_rule_reads_only_what_it_declares(judged: Rule, tmp_path: Path) -> None:
    for facts in [example(judged.fires, judged.id, tmp_path).facts, *A_HUNDRED_LIVES]:
        evaluate(Audited(facts, judged), [judged])


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_a_rule_finds_the_same_when_the_rest_of_the_life_is_hidden(judged: Rule) -> None:
    for facts in A_HUNDRED_LIVES:
        codes = {*judged.statuses, "abroad"}
        kinds = (*judged.reads, Person, Pause, Status)
        seen = [f for f in facts if isinstance(f, kinds) and (not isinstance(f, Status) or f.code in codes)]
        whole = evaluate(Timeline(facts, calendar=CALENDAR), [judged])
        assert evaluate(Timeline(seen, calendar=CALENDAR), [judged]) == whole


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_every_threshold_of_a_rule_is_used(judged: Rule, tmp_path: Path) -> None:
    used: set[str] = set()

    class Noted(Limits):
        def __getattribute__(self, name: str) -> Any:
            used.add(name)
            return super().__getattribute__(name)

    limits = Noted({name: threshold.value for name, threshold in judged.thresholds.items()})
    examples = [example(text, judged.id, tmp_path).facts for text in (judged.fires, judged.near_miss)]
    for facts in [*examples, *A_HUNDRED_LIVES]:
        timeline = Timeline(facts, calendar=CALENDAR)
        for subject in judged.subject.among(timeline):
            judged.days(timeline, subject, limits)
    assert set(judged.thresholds) <= used


@pytest.mark.parametrize("judged", CATALOGUE, ids=lambda judged: judged.id)
def test_a_rule_says_what_it_means_without_blaming_anybody(judged: Rule) -> None:
    assert not BLAME.search(judged.explanation_sv + judged.remedy_sv)
    assert len(re.findall(r"[.?]", judged.explanation_sv)) >= 2, "what it means, and what to do"


def test_the_catalogue_has_every_rule_module_once() -> None:
    modules = Path(__file__).parents[2] / "app" / "domain" / "gaps" / "rules"
    names = {file.stem for file in modules.glob("[a-z]*.py")}
    assert {judged.id.replace("-", "_") for judged in CATALOGUE} == names
    assert len(RULES) == len(CATALOGUE) == 50
    assert lead_of("youth-duty-age-out") == 90


def test_who_inhibits_whom() -> None:
    explains: dict[tuple[str, str | None], set[str]] = {}
    for judged in CATALOGUE:
        for inhibitor in judged.inhibited_by:
            explains.setdefault((inhibitor.rule, inhibitor.same), set()).add(judged.id)
    assert explains == {
        ("no-main-responsible", "plan"): {"followup-missing", "followup-overdue", "plan-stalled"},
        ("referral-pingpong", "need"): {"referral-unanswered", "referral-rejected-unowned"},
        ("zero-between-fk-af", None): {"conflicting-workability", "denied-not-registered", "benefit-stopped"},
        ("youth-duty-age-out", None): {"youth-duty-no-activity"},
    }


def parts_of(judged: Rule) -> dict[str, Any]:
    return {name: getattr(judged, name) for name in Rule.__dataclass_fields__ if name not in ("days", "limits")}


def make(**changed: Any) -> Rule:
    return rule(**{**parts_of(RULES["no-main-responsible"]), **changed})(RULES["no-main-responsible"].days)


def test_a_whole_rule_is_accepted() -> None:
    assert make().id == "no-main-responsible"


@pytest.mark.parametrize("part", sorted(set(parts_of(CATALOGUE[0])) - OPTIONAL))
def test_a_rule_without_a_part_is_refused_by_name(part: str) -> None:
    whole = parts_of(CATALOGUE[0])
    del whole[part]
    with pytest.raises(RuleError, match=f"lacks {part}"):
        rule(**whole)(CATALOGUE[0].days)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"explanation_sv": ""}, "lacks explanation_sv"),
        ({"critical_after": None}, "neither after how many days"),
        ({"sources": (Source("law", "SoL"), Source("default", "ours"))}, "ska bekräftas av jurist"),
        ({"thresholds": {"handover": Threshold(7, "agreement")}}, "no source tells of the agreement"),
        ({"near_miss": "facts: []"}, "near_miss has to be a case"),
        ({"fires": "facts: []\ngaps: []"}, "fires has to be a case"),
    ],
)
def test_a_rule_that_says_too_little_is_refused(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(RuleError, match=says):
        make(**changed)


def test_a_rule_that_reads_more_than_it_declares_is_found_out() -> None:
    whole = parts_of(RULES["no-main-responsible"])
    curious = rule(**whole)(lambda t, plan, limits: t.plan_open(plan) - t.reached)
    facts = current([version({"id": "p", "kind": "plan", "start": "2026-01-01"}), *A_PERSON])
    with pytest.raises(AssertionError, match="reads Contact"):
        evaluate(Audited(facts, curious), [curious])


def test_a_threshold_that_is_not_declared_cannot_be_read() -> None:
    with pytest.raises(AttributeError, match="patience"):
        _ = Limits({"grace": 14}).patience


def test_a_local_agreement_sets_a_threshold() -> None:
    facts = current([version({"id": "p", "kind": "plan", "start": "2026-01-01"}), *A_PERSON])
    patient = RULES["no-main-responsible"].under({"handover": 10})
    (usual,) = evaluate(Timeline(facts, calendar=CALENDAR), [RULES["no-main-responsible"]])
    (later,) = evaluate(Timeline(facts, calendar=CALENDAR), [patient])
    assert later.opens == usual.opens + 3
    with pytest.raises(RuleError, match="has no threshold named grace"):
        patient.under({"grace": 1})


def test_a_rule_whose_subject_is_absent_is_not_run() -> None:
    def fails(*_: object) -> Any:
        raise AssertionError("was run")

    absent = rule(**{**parts_of(RULES["no-main-responsible"]), "subject": Each(Contact)})(fails)
    facts = current([version({"id": "p", "kind": "plan", "start": "2026-01-01"}), *A_PERSON])
    assert evaluate(Timeline(facts, calendar=CALENDAR), [absent]) == []


A_PERSON = [version({"id": "me", "kind": "person", "birth_date": "1981-10-03"})]


def test_no_rule_reads_what_the_service_alone_keeps() -> None:
    kept: dict[type, dict[str, Any]] = {
        Referral: {"refusal": "no-capacity", "failure": "not-reached", "previous": "r", "despite": "a reason"},
        Activity: {"offer": "o", "weekly_cost": 1850, "payer": "region"},
        Consent: {"given_as": "on-paper", "witness": "Anna", "second_witness": "Bo", "kept": "Akten"},
    }
    for facts in A_HUNDRED_LIVES:
        more = [replace(fact, **kept.get(type(fact), {})) for fact in facts]
        assert evaluate(Timeline(more, calendar=CALENDAR)) == evaluate(Timeline(facts, calendar=CALENDAR))
    assert kept.keys() <= {type(fact) for facts in A_HUNDRED_LIVES for fact in facts}
