"""In any world, after a correction everybody sees of both persons what follows from the facts left, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

import psycopg
import pytest

from tests.secrecy.meaning import When, holding, may_see
from tests.secrecy.quiet import own_database
from tests.secrecy.worlds import BASE, Connection, Row, World, grown

WORLDS = 40
MOVABLE = ("status", "activity", "need", "call", "referral")


@pytest.fixture(scope="module")
def empty_url(server_url: str) -> Iterator[str]:
    """A database with nobody in it, so that whatever a plain query gives is of the worlds at hand."""
    with own_database(server_url) as url:
        yield url


@pytest.fixture
def database(empty_url: str) -> Iterator[Connection]:
    with psycopg.connect(empty_url, options="-c search_path=sip -c jit=off") as connection:
        yield connection
        connection.rollback()


def acting(connection: Connection, reader: UUID, persons: tuple[UUID, ...], day: date = BASE, source: str = "") -> None:
    one = str(reader)
    connection.execute(
        """select set_config('sip.actor', %s, true), set_config('sip.person', %s, true),
                  set_config('sip.today', %s, true), set_config('sip.source', %s, true),
                  set_config('sip.client', 'c', true)""",
        ("" if reader in persons else one, one if reader in persons else "", day.isoformat(), source),
    )


def corrected(connection: Connection, row: Row, rightful: UUID | None) -> bool:
    """Whether the owner's own system was let do it."""
    acting(connection, row.owner, (), source=row.source)
    try:
        with connection.transaction():
            connection.execute("set local role sip_service")
            what = (row.person_id, [row.id], rightful)
            connection.execute("select correct(%s, %s, %s, 'persons-mixed-up')", what)
    except psycopg.errors.InsufficientPrivilege:
        return False
    finally:
        connection.execute("reset role")
    return True


def seen(connection: Connection, reader: UUID, persons: tuple[UUID, ...], day: date) -> set[tuple[UUID, UUID]]:
    """What holds and the reader sees, as a plain query as the service's role gives it."""
    acting(connection, reader, persons, day)
    connection.execute("set local role sip_service")
    rows = connection.execute("select person_id, id from fact where current and not void").fetchall()
    connection.execute("reset role")
    return {(person, item) for person, item in rows}


def meant(worlds: tuple[World, World], reader: UUID, day: date) -> set[tuple[UUID, UUID]]:
    """The same from the facts alone."""
    found: set[tuple[UUID, UUID]] = set()
    for world in worlds:
        rows = holding(world.rows)
        mine = reader == world.person
        found |= {(world.person, row.id) for row in rows if mine or may_see(row, reader, rows, When(day))}
    return found


def after(worlds: tuple[World, World], row: Row, *, moved: bool) -> None:
    """The same worlds without the item, and in the second with it if it was moved."""
    wrong, rightful = worlds
    gone = [version for version in wrong.rows if version.id == row.id]
    wrong.rows = [version for version in wrong.rows if version.id != row.id]
    if moved:
        rightful.rows += [replace(version, person_id=rightful.person) for version in gone]


def faults(connection: Connection, seed: int) -> tuple[list[str], int]:
    """Who sees something else than what follows from the facts, after some corrections; and how many those were."""
    found, done = [], 0
    with connection.transaction(force_rollback=True):
        worlds = grown(connection, seed), grown(connection, 10_000 + seed)
        persons = worlds[0].person, worlds[1].person
        random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
        rows = [row for row in holding(worlds[0].rows) if row.kind in MOVABLE]
        for row in random.sample(rows, len(rows))[:3]:
            if row.owner not in worlds[0].actors:
                continue
            moved = row.plan_id is None and random.random() < 0.8
            if corrected(connection, row, persons[1] if moved else None):
                done += 1
                after(worlds, row, moved=moved)
        for day in (BASE, random.choice(worlds[0].days())):
            for reader in [*worlds[0].actors, *worlds[1].actors, *persons]:
                if seen(connection, reader, persons, day) != meant(worlds, reader, day):
                    found.append(f"seed {seed}, {day}, reader {reader}")
        (left,) = connection.execute(
            "select count(*) from fact f join correction c on (c.person_id, c.item_id) = (f.person_id, f.id)"
        ).fetchone() or (1,)
        if left:
            found.append(f"seed {seed}: {left} versions are left where they were wrong")
    return found, done


@pytest.mark.parametrize("first", range(0, WORLDS, 10))
def test_everybody_sees_what_follows_from_what_is_left(database: Connection, first: int) -> None:
    results = [faults(database, seed) for seed in range(first, first + 10)]
    assert [fault for found, _ in results for fault in found] == []
    assert sum(done for _, done in results) > 10, "else nothing is shown"


FORGOTTEN = {
    "the grants of the wrong one": ("perform forget_findings(one, project_grants(one));", "null;"),
    "one's own grant": ("delete from access_grant g\n     where g.person_id = wrong and g.kind = 'own'",
                        "delete from access_grant g\n     where false and g.person_id = wrong and g.kind = 'own'"),
    "who was asked": ("update access_grant g set person_id = rightful, guarded = secret\n         where",
                      "update access_grant g set person_id = rightful, guarded = secret\n         where false and"),
    "the earlier versions": ("delete from fact where", "delete from fact where current and"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGOTTEN)
def test_what_a_correction_forgets_is_noticed(database: Connection, what: str) -> None:
    (body,) = database.execute("select pg_get_functiondef('correct'::regproc)").fetchone() or ("",)
    whole, broken = FORGOTTEN[what]
    assert whole in body
    database.execute(body.replace(whole, broken).encode())
    assert any(faults(database, seed)[0] for seed in range(WORLDS))
