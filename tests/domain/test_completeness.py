"""What a plan has to say: each requirement met, nearly met, and only seemingly missing."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.actors import Actor
from app.domain.completeness import LOCAL_REQUIREMENTS, REQUIREMENTS, Statement, asked_for, judge, principal_of
from app.domain.days import day
from app.domain.facts import Fact, decode
from app.domain.gaps.sources import Source
from app.domain.law import in_force

TODAY = day("2026-11-21")
PRINCIPALS = {"social": "municipality 0686", "school": "municipality 0686", "clinic": "region 06"}
WHOLE: list[tuple[str, dict[str, Any]]] = [
    ("participant", {"actor": "social", "plan": "p", "start": "2026-11-01"}),
    ("participant", {"actor": "clinic", "plan": "p", "start": "2026-11-01"}),
    ("participant", {"actor": "agency", "plan": "p", "start": "2026-11-01"}),
    ("need", {"plan": "p", "category": "work", "start": "2026-11-01"}),
    ("activity", {"actor": "social", "need": "3", "planned_start": "2026-12-01"}),
    ("activity", {"actor": "clinic", "need": "3", "planned_start": "2026-12-01"}),
    ("activity", {"actor": "agency", "need": "3", "planned_start": "2026-12-01"}),
    ("main-responsible", {"actor": "social", "plan": "p", "start": "2026-11-01"}),
]


def facts(changed: dict[int, dict[str, Any] | None] | None = None) -> list[Fact]:
    """The whole plan, with fields of some of its facts changed, or the fact left out (None)."""
    return listed(WHOLE, changed or {})


def listed(stated: list[tuple[str, dict[str, Any]]], changed: dict[int, dict[str, Any] | None]) -> list[Fact]:
    found = []
    for place, (kind, fields) in enumerate(stated):
        change = changed.get(place, {})
        if change is not None:
            found.append(decode(kind, {"id": str(place), **fields, **change}))
    return found


def lacking(plan: list[Fact], *, hidden: bool = False) -> dict[str, str]:
    statement = Statement(facts=plan, principals=PRINCIPALS, today=TODAY)
    judged = judge(statement, lambda _: hidden)
    return {one.requirement.key: one.state for one in judged if one.state != "met"}


def test_a_plan_that_says_it_all_lacks_nothing() -> None:
    assert lacking(facts()) == {}
    assert lacking(facts(), hidden=True) == {}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({7: None}, {"main-responsible"}),
        ({7: {"end": "2026-11-21"}}, {"main-responsible"}),
        ({7: {"end": "2026-11-22"}}, set()),
        ({7: {"actor": "agency"}}, {"main-responsible"}),
        ({5: None}, {"principals"}),
        ({5: {"outcome": "cancelled"}}, {"principals"}),
        ({5: {"start": "2026-11-02", "end": "2026-11-20", "outcome": "dropout"}}, {"principals"}),
        ({5: {"start": "2026-11-02", "end": "2026-11-20", "outcome": "completed"}}, set()),
        ({4: {"actor": "school"}}, set()),
        ({6: None}, {"others"}),
        ({6: None, 2: None}, set()),
        ({4: {"need": None}, 5: {"need": None}, 6: {"need": None}}, {"activities"}),
        ({4: {"need": None}, 5: {"need": None}, 6: {"need": None}, 3: {"self_handled": True}}, set()),
        ({4: {"need": None}, 5: {"need": None}, 6: {"need": None}, 3: {"end": "2026-11-20"}}, set()),
        ({4: None, 5: None, 6: None}, {"activities", "principals", "others"}),
        ({0: None, 1: None}, {"principals"}),
    ],
)
def test_what_is_missing_is_named(change: dict[int, dict[str, Any] | None], missing: set[str]) -> None:
    assert lacking(facts(change)).keys() == missing
    assert set(lacking(facts(change)).values()) <= {"not-met"}
    assert set(lacking(facts(change), hidden=True).values()) <= {"unconfirmed"}


@given(st.sets(st.sampled_from(range(len(WHOLE)))))
def test_an_activity_or_a_responsible_more_never_takes_anything_away(left_out: set[int]) -> None:
    seen: dict[int, dict[str, Any] | None] = dict.fromkeys(left_out)
    more = {place: None for place in left_out if WHOLE[place][0] not in ("activity", "main-responsible")}
    assert lacking(facts(dict(more))).keys() <= lacking(facts(seen)).keys()


AGREEMENT = Source("agreement", "Prov: lokal överenskommelse från och med 1 januari 2026.")
LOCAL: list[tuple[str, dict[str, Any]]] = [
    ("follow-up", {"actor": "social", "plan": "p", "due": "2026-11-21"}),
    ("handler", {"actor": "social", "plan": "p", "start": "2026-11-01"}),
    ("handler", {"actor": "clinic", "plan": "p", "start": "2026-11-01", "end": "2026-11-22"}),
    ("handler", {"actor": "agency", "plan": "p", "start": "2026-11-01"}),
    ("consent", {"actor": "person", "start": "2026-11-01", "actors": ["social", "clinic"], "categories": ["work"]}),
    ("consent", {"actor": "person", "start": "2026-11-01", "actors": ["social", "agency"], "categories": ["work"]}),
]


def locally_lacking(changed: dict[int, dict[str, Any] | None], *, hidden: bool = False) -> dict[str, str]:
    plan = [*facts(), *listed(LOCAL, changed)]
    statement = Statement(facts=plan, principals=PRINCIPALS, today=TODAY)
    judged = judge(statement, lambda _: hidden, asked_for(LOCAL_REQUIREMENTS, AGREEMENT))
    return {one.requirement.key: one.state for one in judged if one.state != "met"}


def test_a_plan_that_says_what_is_agreed_on_beside_lacks_nothing() -> None:
    assert locally_lacking({}) == {}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({0: None}, {"follow-up"}),
        ({0: {"due": "2026-11-20"}}, {"follow-up"}),
        ({0: {"held": "2026-11-21"}}, {"follow-up"}),
        ({0: {"rebooked_on": "2026-11-20"}}, {"follow-up"}),
        ({1: None}, {"contact-people"}),
        ({2: {"end": "2026-11-21"}}, {"contact-people"}),
        ({4: None}, {"consent"}),
        ({5: {"end": "2026-11-20"}}, {"consent"}),
        ({5: {"withdrawn_on": "2026-11-21"}}, {"consent"}),
        ({5: {"start": "2026-11-22"}}, {"consent"}),
        ({4: None, 5: {"actors": ["social", "clinic", "agency"]}}, set()),
    ],
)
def test_what_is_missing_of_an_agreement_is_named(change: dict[int, dict[str, Any] | None], missing: set[str]) -> None:
    assert locally_lacking(change) == dict.fromkeys(missing, "not-met")
    assert locally_lacking(change, hidden=True) == dict.fromkeys(missing, "unconfirmed")


@given(st.sets(st.sampled_from(range(len(LOCAL)))), st.sampled_from(range(len(LOCAL))))
def test_a_booking_a_contact_or_a_consent_more_never_takes_anything_away(left_out: set[int], back: int) -> None:
    fewer: dict[int, dict[str, Any] | None] = dict.fromkeys(left_out)
    more: dict[int, dict[str, Any] | None] = dict.fromkeys(left_out - {back})
    assert locally_lacking(more).keys() <= locally_lacking(fewer).keys()


def test_one_who_takes_part_alone_needs_no_consent() -> None:
    alone = Statement(facts=facts()[:1], principals=PRINCIPALS, today=TODAY)
    consent = LOCAL_REQUIREMENTS["consent"]
    assert [one.state for one in judge(alone, lambda _: False, [consent])] == ["met"]


@given(st.lists(st.sampled_from([*LOCAL_REQUIREMENTS]), unique=True))
def test_an_agreement_adds_what_it_names_with_itself_as_the_source(named: list[str]) -> None:
    asked = asked_for(named, AGREEMENT)
    assert asked[: len(REQUIREMENTS)] == REQUIREMENTS
    added = asked[len(REQUIREMENTS) :]
    assert [one.key for one in added] == [key for key in LOCAL_REQUIREMENTS if key in named]
    for one in added:
        assert one.source == AGREEMENT
        assert one.title_sv == LOCAL_REQUIREMENTS[one.key].title_sv != AGREEMENT.text
        assert one.remedy_sv


def test_every_requirement_has_its_provision_and_what_to_do() -> None:
    assert [one.key for one in REQUIREMENTS] == ["activities", "principals", "others", "main-responsible"]
    for one in REQUIREMENTS:
        assert one.remedy_sv
        assert one.source.provision is not None
        assert in_force(one.source.provision, TODAY) != in_force(one.source.provision, day("2025-06-30"))


@pytest.mark.parametrize(
    ("level", "said"), [("municipality", "municipality 0686"), ("region", "region 06"), ("state", None)]
)
def test_units_of_one_municipality_are_of_one_principal(level: str, said: str | None) -> None:
    actor = Actor(id=UUID(int=1), name="x", function="school", level=level, municipality_code="0686", county_code="06")
    assert principal_of(actor) == said
