"""One life that cannot be judged keeps nobody else waiting, and the last resort is a municipality that is near."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from uuid import UUID

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.actors import THE_PERSON, Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import DaySet
from app.domain.disclosure import Grant, Sight
from app.domain.facts import Fact, Person, Plan, Referral, Status
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.rule import Rule
from app.usecases.detecting import Detector
from app.usecases.dossiers import Dossier
from app.usecases.judging import Verdict

TODAY = date(2026, 11, 21).toordinal()
PSYCHIATRY, EKSJO, AVESTA = (UUID(int=n) for n in (30, 20, 10))
ACTORS = {
    PSYCHIATRY: Actor(id=PSYCHIATRY, name="P", function="psychiatry", level="region", municipality_code="0686"),
    EKSJO: Actor(id=EKSJO, name="E", function="social-services", level="municipality", municipality_code="0686"),
    AVESTA: Actor(id=AVESTA, name="A", function="social-services", level="municipality", municipality_code="2084"),
}


async def actors() -> dict[UUID, Actor]:
    return ACTORS


async def bodies() -> list[CoordinationBody]:
    return []


def detector(rules: Sequence[Rule] = CATALOGUE) -> Detector:
    ids = count(1000)
    return Detector(
        rules=rules,
        calendar=swedish_working_days(),
        actors=actors,
        bodies=bodies,
        new_id=lambda: UUID(int=next(ids)),
    )


def dossier(person: int, *facts: Fact, owner: UUID = PSYCHIATRY) -> Dossier:
    sight = Sight(kind="", owner=owner, category="health", disclosed=True, plan_id=None, named=())
    born = Person(id="me", birth_date=date(1990, 5, 17).toordinal())
    person_sight = replace(sight, kind="person", owner=THE_PERSON)
    seen = [(person_sight, born), *((replace(sight, kind=f.kind), f) for f in facts)]
    return Dossier(UUID(int=person), seen, [Grant(owner=owner, reader=owner, kind="own")])


def unanswered(to: str) -> Referral:
    return Referral(id="r", actor=str(PSYCHIATRY), to=to, sent=TODAY - 40)


def owners(verdict: Verdict) -> set[UUID]:
    return {change.finding.now.owner for changes in verdict.changes.values() for change in changes}


async def test_a_life_that_cannot_be_judged_is_looked_at_again_tomorrow_and_the_others_today(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> DaySet:
        raise ZeroDivisionError("something of Anna's")

    rules = [replace(rule, days=broken) if rule.id == "income-support-longterm" else rule for rule in CATALOGUE]
    support = Status(id="s", code="income-support", start=TODAY - 10)
    with caplog.at_level(logging.ERROR):
        first, second = await detector(rules).judge(
            [dossier(1, support), dossier(2, unanswered(str(PSYCHIATRY)))], TODAY
        )
    assert (first.changes, first.wake_on) == ({}, TODAY + 1)
    assert second.changes
    assert "ZeroDivisionError" in caplog.text
    assert "Anna" not in caplog.text


async def test_a_gap_of_nobody_falls_to_the_municipality_that_the_reader_is_near() -> None:
    (verdict,) = await detector().judge([dossier(1, unanswered(str(THE_PERSON)))], TODAY)
    assert owners(verdict) == {EKSJO}


async def test_a_gap_of_somebody_stays_with_that_actor() -> None:
    (verdict,) = await detector().judge([dossier(1, unanswered(str(AVESTA)))], TODAY)
    assert owners(verdict) == {AVESTA}


async def test_a_life_with_a_fact_that_cannot_be_read_is_left_as_it_was() -> None:
    life = dossier(1, unanswered(str(PSYCHIATRY)))
    life.unreadable = "fact x"
    (verdict,) = await detector().judge([life], TODAY)
    assert (verdict.changes, verdict.wake_on) == ({}, TODAY + 1)


async def test_where_a_register_says_that_a_protected_person_lives_opens_no_gap() -> None:
    own = str(PSYCHIATRY)
    moved = [
        Plan(id="p", actor=own, start=TODAY - 90),
        Status(id="before", actor=own, code="resident", detail="0680", start=TODAY - 900, end=TODAY - 31),
        Status(id="after", actor=own, code="resident", detail="0687", start=TODAY - 30),
    ]
    open_life, protected = dossier(1, *moved), replace(dossier(1, *moved), guarded=True)
    first, second = await detector().judge([open_life, protected], TODAY)

    def found(verdict: Verdict) -> set[str]:
        return {change.finding.rule for changes in verdict.changes.values() for change in changes}

    assert found(first) - found(second) == {"moved-mid-plan"}
    assert found(second) < found(first)


def test_the_rules_of_place_are_those_that_read_where_the_person_is_registered() -> None:
    of_place = [rule.id for rule in CATALOGUE if rule.of_place]
    assert of_place == [rule.id for rule in CATALOGUE if "resident" in rule.statuses]
    assert of_place == ["moved-mid-plan"]
