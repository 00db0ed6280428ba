"""Every public case, entered over REST and evaluated by the worker, gives the person the same gaps."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import read_case
from app.demo.teller import Life, Voice, tell
from app.domain.days import iso
from app.domain.facts import Fact, Person
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.engine import Gap
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
LONG_AFTER = date(2040, 1, 1)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
async def test_the_person_sees_the_gaps_that_the_case_expects(county: County, path: Path) -> None:
    case = read_case(path)
    life, number = await told(county, case.facts)
    await county.detect(LONG_AFTER)
    answer = await county.myself(number).get(f"/persons/{life.person_id}/findings", params={"limit": 100})
    assert answer.status_code == 200, answer.text
    rules = set(case.rules or RULES)
    found = [
        (finding["rule"], finding["subject"], *said(span, rules))
        for finding in answer.json()["findings"]
        for span in finding["spans"]
        if finding["rule"] in rules
    ]
    assert case.gaps is not None
    assert sorted(found, key=str) == sorted((expected(county, life, gap) for gap in case.gaps), key=str)


async def told(county: County, facts: tuple[Fact, ...]) -> tuple[Life, str]:
    (person,) = (fact for fact in facts if isinstance(fact, Person))
    number = county.number(date.fromordinal(person.birth_date))
    myself = county.myself(number)
    life = await tell(
        facts,
        person=lambda person_id: Voice(myself, f"person-{person_id}", "person"),
        agency=lambda function: Voice(county.system(function), function, county.actor(function)),
        number=number,
        today=LONG_AFTER.toordinal(),
    )
    return life, number


def said(span: dict[str, Any], rules: set[str]) -> tuple[Any, ...]:
    """The interval as a case states it; in the service every rule is evaluated, and may inhibit."""
    inhibitors = tuple(rule for rule in span["inhibited_by"] if rule in rules)
    return span["owner"], span["opens"], span["critical"], span["closes"], inhibitors


def expected(county: County, life: Life, gap: Gap) -> tuple[Any, ...]:
    days = [iso(day) if day is not None else None for day in (gap.opens, gap.critical, gap.closes)]
    return (gap.rule, life.ids.get(gap.subject, gap.subject), county.actor(gap.owner), *days, gap.inhibited_by)
