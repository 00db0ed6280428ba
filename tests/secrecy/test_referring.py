"""An item names another only to whoever sees that one too: in generated worlds, by the statement and by the domain, and
where a hidden reference leads to changes nothing."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.adapters.postgres import reads
from app.domain.actors import THE_PERSON
from app.domain.facts import references
from app.domain.facts.references import OF_THE_PLAN, WORKED_OUT, leading, listing, tells
from tests.secrecy.meaning import When, holding, may_see
from tests.secrecy.quiet import own_database
from tests.secrecy.test_three_gates import acting, by_the_domain
from tests.secrecy.worlds import BASE, CATEGORIES, Connection, Row, World, an_id, grown, insert

WORLDS = 40
TO_FIND_A_MUTANT = 60
"""Worlds in which a broken gate must have shown."""
BECOMES = {
    "status": ("end-report", "goal-outcome", "minutes", "ownership", "appointment"),
    "call": ("call", "task"),
    "referral": ("referral", "referral", "task"),
}
"""What items of the worlds are made into, so that every sort of reference comes up."""


@pytest.fixture(scope="module")
def empty_url(server_url: str) -> Iterator[str]:
    with own_database(server_url) as url:
        yield url


@pytest.fixture
def database(empty_url: str) -> Iterator[Connection]:
    """A transaction as the superuser, past every trigger but those of a world's growing, in which worlds vanish."""
    with psycopg.connect(empty_url, options="-c search_path=sip -c jit=off") as connection:
        yield connection
        connection.rollback()


def rewritten(connection: Connection, rows: list[Row]) -> None:
    """The rows say what they say here, as if they had always said so."""
    connection.execute("set local session_replication_role = replica")
    for row in rows:
        connection.execute(
            "update fact set kind = %s, fields = %s where id = %s and source_version = %s and revision = %s",
            (row.kind, Jsonb(row.fields), row.id, row.source_version, row.revision),
        )
    connection.execute("set local session_replication_role = origin")


def referring(connection: Connection, seed: int) -> World:
    """The world of the seed, in which items refer to each other."""
    world, random = grown(connection, seed), Random(seed)  # noqa: S311 - for choosing cases, not secrets
    for row in _opening(world, Random(9_000 + seed)):  # noqa: S311 - as above
        if insert(connection, row):
            world.rows.append(row)
    kinds = {row.id: random.choice(BECOMES.get(row.kind, (row.kind,))) for row in world.rows}
    items = sorted({row.id for row in world.rows if row.kind not in ("person", "message")})
    world.rows = [_with_references(replace(row, kind=kinds[row.id]), items, random) for row in world.rows]
    rewritten(connection, world.rows)
    return world


def _opening(world: World, random: Random) -> Iterator[Row]:
    """In every other world a consent to nearly everything among nearly all, who take part in a plan."""
    plan = next(row for row in world.rows if row.kind == "plan")
    among = tuple(random.sample(world.actors, 4))
    if random.random() < 0.5:
        common = Row(person_id=world.person, id=plan.id, source=plan.source, kind="participant", owner=plan.owner)
        for actor in among:
            yield replace(common, id=an_id(random), plan_id=plan.id, named=(actor,))
        said = {"start": BASE.isoformat(), "categories": random.sample(CATEGORIES, 2)}
        yield replace(common, id=an_id(random), kind="consent", owner=THE_PERSON, named=among, fields=said)


def _with_references(row: Row, items: list[UUID], random: Random) -> Row:
    if row.kind == "message":
        return row
    fields: dict[str, Any] = dict(row.fields)
    for name in leading(row.kind):
        if name == OF_THE_PLAN:
            fields |= {name: str(row.plan_id)} if row.plan_id else {}
        elif random.random() < 0.7:
            fields[name] = str(random.choice(items))
    return replace(row, fields=fields | {name: [str(one) for one in items[:3]] for name in listing(row.kind)})


def timeline(connection: Connection, world: World, reader: UUID) -> dict[str, Any]:
    """The reader's timeline of the base day, past no policy."""
    asked = {"person": reader} if reader == world.person else {"actor": reader}
    acting(connection, **asked, day=BASE)
    values = {"person_id": world.person, "request_id": "r", "client": "c", "user": "u", "action": "read-timeline"}
    connection.execute("set local role sip_service")
    row = connection.execute(reads.STATEMENTS["timeline"], values).fetchone()
    connection.execute("reset role")
    return row[0] if row else {"items": []}


def told(item: dict[str, Any]) -> set[tuple[str, str]]:
    """The references that an item as it is told holds, in its header or its fields."""
    return set(references.references(item))


def meant(world: World, row: Row, reader: UUID, basis: str) -> set[tuple[str, str]]:
    """Those that it may hold: what leads to what the reader sees, and what the reader has itself chosen to name."""
    rows = holding(world.rows)

    def sees(one: str) -> bool:
        mine = any(str(held.id) == one and reader in (held.owner, world.person) for held in world.rows)
        return mine or any(str(held.id) == one and may_see(held, reader, rows, When(BASE)) for held in rows)

    item = {**row.fields, "kind": row.kind, "plan_id": str(row.plan_id) if row.plan_id else None}
    return {
        (name, one)
        for name, one in told(item)
        if tells(row.kind, name, own=basis == "own", by_name=basis == "named", sees=partial(sees, one))
    }


def faults(connection: Connection, seed: int) -> list[str]:
    """Where, in the world of the seed, a reader is told another reference than those that are meant."""
    found = []
    with connection.transaction(force_rollback=True):
        world = referring(connection, seed)
        rows = {str(row.id): row for row in holding(world.rows)}
        for reader in [*world.actors, world.person]:
            bases = by_the_domain(connection, world, reader, BASE)
            for item in timeline(connection, world, reader)["items"]:
                row, basis = rows[item["id"]], bases[item["id"]]
                if told(item) != meant(world, row, reader, basis):
                    found.append(f"seed {seed}, reader {reader}: {row.kind} by {basis}, {told(item)}")
    return found


@pytest.mark.parametrize("first", range(0, WORLDS, 20))
def test_an_item_refers_only_to_what_its_reader_sees(database: Connection, first: int) -> None:
    for seed in range(first, first + 20):
        assert faults(database, seed) == []


def test_the_worlds_hold_references_that_are_told_and_not(database: Connection) -> None:
    counted: Counter[tuple[str, str, bool]] = Counter()
    for seed in range(WORLDS):
        with database.transaction(force_rollback=True):
            world = referring(database, seed)
            for reader in world.actors:
                bases = by_the_domain(database, world, reader, BASE)
                for row in holding(world.rows):
                    if basis := bases.get(str(row.id)):
                        shown = meant(world, row, reader, basis)
                        for name, one in told({**row.fields, "kind": row.kind}):
                            sort = basis if basis in ("own", "named") else "opened"
                            what = "worked out" if WORKED_OUT.get(row.kind) == name else "chosen"
                            counted[sort, name if name in (OF_THE_PLAN, "reached") else what, (name, one) in shown] += 1
    for what in ("chosen", "worked out", "reached"):
        assert all(counted["opened", what, one] > 2 for one in (True, False)), counted
    assert counted["opened", OF_THE_PLAN, False] > 0
    assert counted["named", "chosen", False] > 20
    assert all(counted["own", "worked out", one] > 3 for one in (True, False)), counted


def elsewhere(world: World, reader: UUID, bases: dict[str, str], random: Random) -> list[Row]:
    """The rows, with each reference that the reader is not told leading to something else that there is not."""
    changed = []
    for row in world.rows:
        basis = bases.get(str(row.id))
        if basis is None or row.kind == "message":
            continue
        shown = meant(world, row, reader, basis)
        fields = dict(row.fields)
        for name in (*leading(row.kind), *listing(row.kind)):
            if name == OF_THE_PLAN or name not in fields:
                continue
            if isinstance(fields[name], list):
                fields[name] = [one if (name, one) in shown else str(an_id(random)) for one in fields[name]]
            elif (name, fields[name]) not in shown:
                fields[name] = str(an_id(random))
        changed.append(replace(row, fields=fields))
    return changed


def hints(connection: Connection, seed: int) -> list[str]:
    """The readers who would notice where the references lead that they are not told."""
    found, random = [], Random(5_000 + seed)  # noqa: S311 - for choosing cases, and not the ids of the world
    with connection.transaction(force_rollback=True):
        world = referring(connection, seed)
        for reader in world.actors:
            bases = by_the_domain(connection, world, reader, BASE)
            before = json.dumps(timeline(connection, world, reader))
            with connection.transaction(force_rollback=True):
                rewritten(connection, elsewhere(world, reader, bases, random))
                if json.dumps(timeline(connection, world, reader)) != before:
                    found.append(f"seed {seed}, reader {reader}")
    return found


def test_worlds_that_differ_in_where_hidden_references_lead_are_told_byte_for_byte_alike(database: Connection) -> None:
    for seed in range(WORLDS):
        assert hints(database, seed) == []


MUTANTS = {
    "the plan all the same": ("sip.sees(s.person_id, s.plan_id)", "true"),
    "the need all the same": ("sip.sees(s.person_id, (s.fields ->> n.r0)::uuid)", "true"),
    "the second one all the same": ("sip.sees(s.person_id, (s.fields ->> n.r1)::uuid)", "true"),
    "what others have made of it": ("sip.sees(s.person_id, (s.fields ->> n.later)::uuid)", "true"),
    "the goals that were reached": ("sip.sees(s.person_id, o.one::uuid)", "true"),
    "what is only asked about": ("s.basis = 'named' and s.kind in", "false and s.kind in"),
    "at a glance, whatever it leads to": ("(s.fields ->> 'need')::uuid in (select id from seen)", "true"),
    "not even one's own word": ("case when not s.basis = 'own' then case", "case when true then case"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_statement_that_refers_to_more_is_found(
    database: Connection, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    statement = " ".join(reads.STATEMENTS["timeline"].split())
    broken = statement.replace(*MUTANTS[mutant])
    assert broken != statement
    monkeypatch.setitem(reads.STATEMENTS, "timeline", broken)
    assert any(faults(database, seed) for seed in range(TO_FIND_A_MUTANT))


@pytest.mark.parametrize("kind", sorted(WORKED_OUT))
def test_what_is_worked_out_is_a_reference_of_its_kind(kind: str) -> None:
    assert WORKED_OUT[kind] in leading(kind)
