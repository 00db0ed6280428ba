"""The state of a card in the database's words is the one that the domain gives, over cards of every sort."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.adapters.postgres.findings_read import AT_WORK
from app.domain.findings import Finding, Span, Status
from app.domain.findings_work import STATES, Act, counting, snoozes_of, state_of

Connection = psycopg.Connection[Any]
TODAY = date(2026, 11, 21).toordinal()
READER = UUID(int=77)
ASK = f"select w.state, w.snoozes, w.acts from sip.finding g {AT_WORK} where g.id = %s"
Case = tuple[Finding, list[Act]]


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url) as connection:
        connection.execute("set local search_path = sip")
        connection.execute("select set_config('sip.today', %s, true)", [str(date.fromordinal(TODAY))])
        yield connection
        connection.rollback()


def random_case(random: Random) -> Case:
    """A finding of one to three spans, and up to four acts on days around them."""
    days = sorted(random.sample(range(TODAY - 40, TODAY + 1), random.randint(1, 3)))
    status: Status = random.choice(["upcoming", "open", "critical", "closed"])
    spans = tuple(Span(opens=day, owner=READER) for day in days)
    acts = []
    for number, on in enumerate(sorted(random.choices(range(TODAY - 40, TODAY + 1), k=random.randint(0, 4))), 1):
        state = random.choice(["acknowledged", "snoozed", "resolved", "dismissed"])
        until = on + random.randint(1, 30) if state == "snoozed" else None
        acts.append(Act(version=number, state=state, on=on, until=until))  # type: ignore[arg-type]  # one of four
    return Finding(id=uuid4(), rule="r", subject="s", status=status, now=random.choice(spans), spans=spans), acts


def stored(connection: Connection, case: Case) -> UUID:
    finding, acts = case
    person = uuid4()
    spans = Jsonb([{"opens": str(date.fromordinal(span.opens))} for span in finding.spans])
    connection.execute(
        "insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, spans)"
        " values (%s, %s, %s, 'r', 's', %s, %s, %s, %s)",
        [person, finding.id, READER, READER, finding.status, date.fromordinal(finding.now.opens), spans],
    )
    for act in acts:
        connection.execute(
            "insert into sip.finding_work"
            " (person_id, finding_id, version, reader, rule, state, code, reason, until, on_day, client, \"user\")"
            " values (%s, %s, %s, %s, 'r', %s, %s, 'x', %s, %s, 'c', 'u')",
            [
                person, finding.id, act.version, READER, act.state, "fixed" if act.state == "resolved" else None,
                date.fromordinal(act.until) if act.until else None, date.fromordinal(act.on),
            ],
        )  # fmt: skip
    return finding.id


def differences(connection: Connection, cases: list[Case], today: int = TODAY) -> set[tuple[Any, ...]]:
    """Where the database says something else than the domain does on that day."""
    found = set()
    for finding, acts in cases:
        row = connection.execute(ASK.encode(), [stored(connection, (finding, acts))]).fetchone()
        said = (state_of(finding, acts, today), snoozes_of(counting(finding, acts)), len(acts))
        if row != said:
            found.add((row, said))
    return found


def test_the_database_and_the_domain_agree_on_where_a_card_stands(database: Connection) -> None:
    random = Random(3)  # noqa: S311 - for choosing cases
    cases = [random_case(random) for _ in range(400)]
    assert {state_of(*case, TODAY) for case in cases} == set(STATES)
    assert differences(database, cases) == set()


def test_a_domain_that_lived_on_another_day_would_be_noticed(database: Connection) -> None:
    random = Random(3)  # noqa: S311 - for choosing cases
    assert differences(database, [random_case(random) for _ in range(100)], TODAY - 5) != set()
