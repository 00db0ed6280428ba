"""The detector gives every finding an owner that is a unit, also where a rule names only a function."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid4

import pytest

from app.adapters.calendar import swedish_working_days
from app.domain.actors import THE_PERSON, Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import day
from app.domain.disclosure import Sight
from app.domain.facts import Fact, decode
from app.domain.gaps.catalogue import RULES
from app.domain.horizon import SeenFact
from app.usecases.detecting import Detector
from app.usecases.dossiers import Dossier
from app.usecases.judging import Judge


def unit(number: int, function: str) -> Actor:
    return Actor(id=UUID(int=number), name=f"{function} {number}", function=function, level="business")


FK, EMPLOYER, OTHER_EMPLOYER = unit(1, "social-insurance"), unit(2, "employer"), unit(3, "employer")
TOWN, OTHER_TOWN = unit(4, "social-services"), unit(5, "social-services")
EVERYBODY: Final = (FK, EMPLOYER, OTHER_EMPLOYER, TOWN, OTHER_TOWN)


def fact(kind: str, actor: Actor, **fields: str) -> SeenFact:
    content: Fact = decode(kind, {"id": f"{kind}-{actor.name}-{fields}", "actor": str(actor.id), **fields})
    sight = Sight(kind=kind, owner=actor.id, category="health", disclosed=True, plan_id=None, named=())
    return sight, content


ON_SICK_LEAVE = [
    fact("person", TOWN, birth_date="1981-10-03"),
    fact("status", FK, code="sickness-benefit", start="2027-02-01"),
]


def owners(facts: Sequence[SeenFact], actors: Sequence[Actor]) -> list[UUID]:
    rules = [RULES["return-to-work-plan-missing"]]

    async def known() -> Mapping[UUID, Actor]:
        return {}

    async def agreed() -> list[CoordinationBody]:
        return []

    detector = Detector(rules=rules, calendar=swedish_working_days(), actors=known, bodies=agreed, new_id=uuid4)
    judge = Judge(detector, {actor.id: actor for actor in actors})
    person = UUID(int=99)
    verdict = judge.judge(Dossier(person, facts=list(facts)), day("2027-04-01"))
    return [change.finding.now.owner for change in verdict.changes[person]]


def job(reporter: Actor) -> SeenFact:
    return fact("status", reporter, code="work", start="2020-01-13")


@pytest.mark.parametrize(
    ("works", "owner"),
    [
        ([job(OTHER_EMPLOYER)], OTHER_EMPLOYER),
        ([job(FK)], TOWN),
        ([], FK),
    ],
    ids=["an employer that is seen", "no employer is seen: the municipality", "without a job: who pays"],
)
def test_who_owns_what_the_employer_should_do(works: list[SeenFact], owner: Actor) -> None:
    assert owners([*ON_SICK_LEAVE, *works], EVERYBODY) == [owner.id]


def test_the_municipality_that_stands_in_is_one_that_is_seen() -> None:
    elsewhere = [fact("person", OTHER_TOWN, birth_date="1981-10-03"), ON_SICK_LEAVE[1], job(FK)]
    assert owners(elsewhere, EVERYBODY) == [OTHER_TOWN.id]


def test_without_any_municipality_it_is_the_person() -> None:
    assert owners([*ON_SICK_LEAVE, job(FK)], [FK]) == [THE_PERSON]
