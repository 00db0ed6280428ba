"""In any two worlds that are made one nobody sees a row more, but the person both; undone, all is as it was."""

from collections.abc import Iterator
from datetime import date
from random import Random
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.secrecy.quiet import own_database
from tests.secrecy.worlds import BASE, Connection, World, grown

WORLDS = 24
TO_FIND_A_FAULT = 8
Rows = frozenset[str]


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


def acting(connection: Connection, reader: UUID, persons: tuple[UUID, ...], day: date = BASE, **more: str) -> None:
    one = str(reader)
    said = {"actor": "" if reader in persons else one, "person": one if reader in persons else "", "proxy": ""}
    for name, value in {**said, "today": day.isoformat(), "user": "", "leads": "", **more}.items():
        connection.execute("select set_config(%s, %s, true)", (f"sip.{name}", value))


def readable(connection: Connection) -> list[str]:
    """The tables that bear a person and are the service's to read."""
    rows = connection.execute(
        """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id'
            where c.relnamespace = 'sip'::regnamespace and c.relkind = 'r' and c.relname <> 'merge'
              and has_table_privilege('sip_service', c.oid, 'select') order by 1"""
    )
    return [table for (table,) in rows]


def sight(
    connection: Connection, reader: UUID, worlds: tuple[World, World], day: date
) -> tuple[Rows, list[list[UUID]]]:
    """Every row that the reader sees, wherever it is, and which records are one to it, asked by either."""
    persons = worlds[0].person, worlds[1].person
    acting(connection, reader, persons, day)
    tables = readable(connection)
    connection.execute("set local role sip_service")
    rows = frozenset(
        f"{table} {row}"
        for table in tables
        for (row,) in connection.execute(f"select to_jsonb(t)::text from {table} t".encode())
    )
    one = [
        found for person in persons for (found,) in connection.execute("select records(%s::uuid)", (person,)).fetchall()
    ]
    connection.execute("reset role")
    return rows, one


def said(connection: Connection, worlds: tuple[World, World], who: UUID, *states: str, merge: UUID) -> None:
    """What the actor says of the two, in this order, each by another of its coordinators."""
    persons = worlds[0].person, worlds[1].person
    versions = {"proposed": 1, "applied": 2, "undone": 3}
    for state in states:
        acting(connection, who, persons, user=state, leads="yes")
        connection.execute("set local role sip_service")
        connection.execute(
            """insert into merge (person_id, absorbed_id, id, version, actor_id, state, evidence, reason, undo_until,
                                  on_day, client, "user")
               values (%(head)s, %(other)s, %(id)s, %(version)s, %(who)s, %(state)s, 'number-changed', %(reason)s,
                       %(until)s, %(today)s, 'c', %(state)s)""",
            {"head": persons[0], "other": persons[1], "id": merge, "version": versions[state], "who": who,
             "state": state, "reason": "different-persons" if state == "undone" else None,
             "until": BASE if state == "applied" else None, "today": BASE},
        )  # fmt: skip
        connection.execute("reset role")


def knows(connection: Connection, reader: UUID, person: UUID, day: date) -> bool:
    (found,) = connection.execute(
        "select exists (select from access_grant where reader = %s and person_id = %s and days @> %s)",
        (reader, person, day),
    ).fetchone() or (False,)
    return bool(found)


def faults(connection: Connection, seed: int) -> list[str]:
    """What is not as it should be while two worlds are one, and when they are two again."""
    found: list[str] = []
    with connection.transaction(force_rollback=True):
        first = grown(connection, seed)
        worlds = first, grown(connection, 20_000 + seed, first.actors[:3])
        persons = worlds[0].person, worlds[1].person
        who = next(
            (one for one in first.actors if all(knows(connection, one, person, BASE) for person in persons)), None
        )
        if who is None:
            return []
        connection.execute(
            "insert into actor (id, name, function, level) values (%s, 'x', 'association', 'civil-society')", (who,)
        )
        # What changes when the detector is told, and nothing else, is in no table that the service reads.
        random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
        asked = [
            (reader, day)
            for day in (BASE, random.choice(worlds[0].days()))
            for reader in dict.fromkeys([*worlds[0].actors, *worlds[1].actors, *persons])
        ]
        before = {one: sight(connection, one[0], worlds, one[1]) for one in asked}
        merge = uuid4()
        said(connection, worlds, who, "proposed", "applied", merge=merge)
        for reader, day in asked:
            rows, one = sight(connection, reader, worlds, day)
            had, _ = before[reader, day]
            mine = reader in persons
            may = frozenset().union(*(before[person, day][0] for person in persons)) if mine else had
            both = mine or all(knows(connection, reader, person, day) for person in persons)
            if rows != may:
                found.append(f"seed {seed}, {day}, {reader} sees {sorted(rows ^ may)[:1]}")
            if one != ([list(persons)] * 2 if both else [[persons[0]], [persons[1]]]):
                found.append(f"seed {seed}, {day}, {reader} takes these for one: {one}")
        said(connection, worlds, who, "undone", merge=merge)
        found += [
            f"seed {seed}, {day}, {reader} sees something else afterwards"
            for reader, day in asked
            if sight(connection, reader, worlds, day) != before[reader, day]
        ]
    return found


@pytest.mark.parametrize("first", range(0, WORLDS, 8))
def test_nobody_sees_more_while_two_records_are_one_and_afterwards_all_is_as_it_was(
    database: Connection, first: int
) -> None:
    assert [fault for seed in range(first, first + 8) for fault in faults(database, seed)] == []


BROKEN = {
    "whoever knows the other one": ("records(uuid)", "elsif not sip.knows(person) then", "elsif false then"),
    "whoever knows this one": ("records(uuid)", "where sip.knows(r) order by n", "order by n"),
    "not the person": ("mine()", "else sip.same(sip.myself()) end", "else array[sip.myself()] end"),
    "never two again": (
        "admit_merge()",
        "delete from same_person s where",
        "delete from same_person s where false and",
    ),
    "never one": ("same(uuid)", "where s.person_id = person)", "where false)"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_a_merge_does_wrong_is_noticed(database: Connection, what: str) -> None:
    function, whole, broken = BROKEN[what]
    (body,) = database.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchone() or ("",)
    assert whole in body
    database.execute(body.replace(whole, broken).encode())
    assert any(faults(database, seed) for seed in range(TO_FIND_A_FAULT))


def test_a_policy_that_lets_whoever_knows_one_record_see_the_other_is_noticed(database: Connection) -> None:
    database.execute(
        "create policy wider on fact for select to sip_service using (exists (select from access_grant g"
        " where g.reader = sip.me() and g.person_id = any (sip.same(fact.person_id))))"
    )
    database.execute("grant select on same_person to sip_service")
    assert any(faults(database, seed) for seed in range(TO_FIND_A_FAULT))


def test_the_worlds_have_somebody_who_knows_both_and_somebody_who_does_not(database: Connection) -> None:
    sorts: set[tuple[bool, bool]] = set()
    done = 0
    for seed in range(WORLDS):
        with database.transaction(force_rollback=True):
            first = grown(database, seed)
            second = grown(database, 20_000 + seed, first.actors[:3])
            pairs = [
                tuple(knows(database, reader, world.person, BASE) for world in (first, second))
                for reader in (*first.actors, *second.actors)
            ]
            sorts |= {(one, other) for one, other in pairs}
            done += (True, True) in pairs
    assert sorts == {(True, True), (True, False), (False, True), (False, False)}
    assert done > WORLDS // 2
