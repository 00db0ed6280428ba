"""The database lets the cards in that the domain says, for everybody at once, and two workers no more than one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.adapters.postgres.detector import PostgresQueue
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.pacing import LET_IN, ONE_AT_A_TIME, parameters
from app.domain.days import Day
from app.domain.findings import Finding
from app.domain.pace import Pace, let_in, week_of
from tests.desks import START, card, random_cards, random_pace

Connection = psycopg.Connection[Any]
TODAY = START + 9  # a Friday of the actor's second week


@dataclass
class Desk:
    """One reader: its cards that wait, and how much of the week's budget others have used."""

    pace: Pace
    waiting: Sequence[Finding]
    acted: Sequence[tuple[Finding, Day]] = ()
    before: Sequence[tuple[Finding, Day]] = ()
    reader: UUID = field(default_factory=uuid4)
    persons: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def expected(self) -> set[UUID]:
        """What the domain lets in, and what somebody took in by hand in the week at hand."""
        monday = week_of(TODAY)
        taken = [finding.id for finding, on in self.acted if on >= monday]
        used = len(taken) + sum(on >= monday for _, on in self.before)
        return {*taken, *(finding.id for finding in let_in(self.pace, self.waiting, used))}


def as_day(day: Day | None) -> date | None:
    return None if day is None else date.fromordinal(day)


def lay_out(connection: Connection, desk: Desk, *, paced: bool = True) -> None:
    """The desk in the database. Beside its cards lie an upcoming one, one that another explains, a closed one,
    one that rests on a consent that has ended, and one whose card another holds."""
    connection.execute(
        "insert into sip.actor (id, name, function, level) values (%s, 'x', 'school', 'municipality')", [desk.reader]
    )
    if paced:
        row = [desk.reader, as_day(desk.pace.start_on), desk.pace.cards_per_caseworker, desk.pace.caseworkers]
        connection.execute("insert into sip.pace values (%s, %s, %s, %s)", row)
    for finding in [*desk.waiting, *(one for one, _ in [*desk.acted, *desk.before])]:
        put(connection, desk, finding)
    for finding, on in desk.acted:
        for version, day in enumerate((on, TODAY), 1):
            connection.execute(
                "insert into sip.finding_work (person_id, finding_id, version, reader, rule, state, on_day, client,"
                " \"user\") values (%s, %s, %s, %s, 'r', 'acknowledged', %s, 'c', 'u')",
                [desk.persons[finding.id], finding.id, version, desk.reader, as_day(day)],
            )
    for finding, on in desk.before:
        row = [desk.persons[finding.id], finding.id, desk.reader, as_day(on)]
        connection.execute("insert into sip.admission values (%s, %s, %s, %s)", row)
    ends = "valid_until = '2026-01-01'"
    for change in ("status = 'upcoming'", "inhibited_by = '{x}'", "status = 'closed'", ends, "holder = person_id"):
        other = card(uuid4().int, START - 500, START - 400, TODAY)
        put(connection, desk, other)
        connection.execute(f"update sip.finding set {change} where id = %s".encode(), [other.id])


def put(connection: Connection, desk: Desk, finding: Finding) -> None:
    desk.persons[finding.id] = uuid4()
    connection.execute(
        "insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, critical, spans)"
        " values (%s, %s, %s, %s, 's', %s, %s, %s, %s, %s)",
        [
            desk.persons[finding.id], finding.id, desk.reader, finding.rule, desk.reader, finding.status,
            as_day(finding.now.opens), as_day(finding.now.critical), Jsonb([]),
        ],
    )  # fmt: skip


def let_in_by(connection: Connection, desk: Desk) -> set[UUID]:
    before = {finding.id for finding, _ in desk.before}
    rows = connection.execute("select finding_id from sip.admission where reader = %s", [desk.reader]).fetchall()
    return {finding for (finding,) in rows} - before


def random_desk(random: Random) -> Desk:
    cards = random_cards(random, TODAY, first=random.randrange(1, 10**9))
    random.shuffle(cards)
    some, others = random.randint(0, min(3, len(cards))), random.randint(0, min(3, len(cards)))
    dated = [(one, TODAY - random.choice([0, 2, 4, 5, 20])) for one in cards[: some + others]]
    return Desk(random_pace(random), cards[some + others :], dated[:some], dated[some : some + others])


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url) as connection:
        connection.execute("set local search_path = sip")
        yield connection
        connection.rollback()


def let_in_now(connection: Connection, today: Day = TODAY) -> None:
    """As the worker does it, with its rights."""
    connection.execute("set local role sip_worker")
    connection.execute(LET_IN.encode(), parameters(today))
    connection.execute("reset role")


def test_the_database_and_the_domain_let_in_the_same_cards_at_every_desk(database: Connection) -> None:
    random = Random(5)  # noqa: S311 - for choosing cards
    desks = [random_desk(random) for _ in range(80)]
    for desk in desks:
        lay_out(database, desk)
    let_in_now(database)
    assert [let_in_by(database, desk) for desk in desks] == [desk.expected for desk in desks]
    assert sum(map(len, (desk.expected for desk in desks))) > 100
    assert any(len(desk.waiting) > len(desk.expected) for desk in desks)


def test_what_has_come_in_stays_and_nothing_more_comes_until_monday(database: Connection) -> None:
    desk = Desk(Pace(start_on=START, cards_per_caseworker=2, caseworkers=2), [
        card(n, START - n, None, TODAY) for n in range(1, 11)
    ])  # fmt: skip
    lay_out(database, desk)
    monday = week_of(TODAY)
    counts = []
    for today in (TODAY, TODAY, monday + 6, monday + 7, monday + 8, monday + 14):
        before = let_in_by(database, desk)
        let_in_now(database, today)
        assert before <= let_in_by(database, desk)
        counts.append(len(let_in_by(database, desk)))
    assert counts == [4, 4, 4, 8, 8, 10]


def test_nobody_without_a_pace_has_anything_let_in(database: Connection) -> None:
    desk = Desk(random_pace(Random(1)), [card(n, START - n, None, TODAY) for n in range(1, 5)])  # noqa: S311 - chance
    lay_out(database, desk, paced=False)
    let_in_now(database)
    assert let_in_by(database, desk) == set()


def test_a_domain_with_another_budget_would_be_noticed(database: Connection) -> None:
    desk = Desk(Pace(start_on=START, cards_per_caseworker=3, caseworkers=1), [
        card(n, START - n, None, TODAY) for n in range(1, 11)
    ])  # fmt: skip
    lay_out(database, desk)
    let_in_now(database)
    desk.pace = Pace(start_on=START, cards_per_caseworker=4, caseworkers=1)
    assert let_in_by(database, desk) != desk.expected


async def test_two_workers_at_once_give_out_no_budget_twice(database_url: str) -> None:
    """The second begins while the first has let cards in and not committed; a more urgent card comes between."""
    desk = Desk(Pace(start_on=START, cards_per_caseworker=3, caseworkers=1), [
        card(uuid4().int, START - n, None, TODAY) for n in range(1, 6)
    ])  # fmt: skip
    engine = create_engine_as("sip_worker", database_url, connections=1)
    with psycopg.connect(database_url, autocommit=True) as witness, psycopg.connect(database_url) as first:
        try:
            lay_out(witness, desk)
            first.execute("set local search_path = sip")
            first.execute(ONE_AT_A_TIME)
            let_in_now(first)
            put(witness, desk, card(uuid4().int, START + 1, START + 60, TODAY))
            second = asyncio.create_task(PostgresQueue(engine, uuid4, "an edition").let_in(TODAY))
            await asyncio.sleep(0.3)
            assert not second.done()
            first.commit()
            await second
            assert len(let_in_by(witness, desk)) == 3
        finally:
            await engine.dispose()
            witness.execute("delete from sip.pace where actor_id = %s", [desk.reader])
            for table in ("admission", "finding"):
                witness.execute(f"delete from sip.{table} where reader = %s".encode(), [desk.reader])
