"""Every personal table × command × caller, with no application in the way: who may, and nobody else."""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
import pytest

from tests.secrecy import matrix_merged, matrix_protected
from tests.secrecy.catalogue import PERSON_BEARING
from tests.secrecy.matrix_cells import Cells
from tests.secrecy.matrix_expected import CALLERS, INSERTED, MATRIX, NEW, WRITTEN
from tests.secrecy.matrix_world import act, built, write
from tests.secrecy.policy_text import without_each_condition
from tests.secrecy.worlds import Connection

ROLES = sorted({caller.role for caller in CALLERS.values()})


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """A transaction as the superuser, in which the world stands."""
    with psycopg.connect(database_url, options="-c search_path=sip -c jit=off") as connection:
        built(connection)
        matrix_protected.built(connection)
        matrix_merged.built(connection)
        # What is overwritten blindly fails by no constraint, which would not tell whose row it is.
        connection.execute("alter table person alter details drop not null, alter version drop not null")
        yield connection
        connection.rollback()


def may(connection: Connection, *attempts: Callable[[], int]) -> bool:
    """Whether any of the attempts reaches a row; nothing of it stays."""
    for attempt in attempts:
        try:
            with connection.transaction(force_rollback=True):
                if attempt() > 0:
                    return True
        except psycopg.errors.InsufficientPrivilege:
            pass
        except psycopg.errors.IntegrityError:
            return True  # only what was let through comes as far as a constraint
    return False


def changeable(connection: Connection, table: str, role: str) -> list[str]:
    """The columns that the role could try to change: those that it was granted, or else some column of the table."""
    rows = connection.execute(
        """select quote_ident(attname) from pg_attribute
            where attrelid = %(table)s::regclass and attnum > 0 and not attisdropped and attidentity = ''
            order by has_column_privilege(%(role)s, attrelid, attnum, 'update') desc, attnum
            limit greatest(1, (select count(*) from pg_attribute
                                where attrelid = %(table)s::regclass and attnum > 0 and not attisdropped
                                  and has_column_privilege(%(role)s, attrelid, attnum, 'update')))""",
        {"table": f"sip.{table}", "role": role},
    ).fetchall()
    return [name for (name,) in rows]


def attempts(connection: Connection, cells: Cells, columns: list[str]) -> dict[str, list[Callable[[], int]]]:
    """The ways of doing each command with the row; blindly too, since what reads no column meets fewer policies."""
    table, where = f"sip.{cells.table}", cells.where

    def ran(statement: str) -> Callable[[], int]:
        return lambda: connection.execute(statement.encode()).rowcount

    def blindly(statement: str, reached: str) -> Callable[[], int]:
        def done() -> int:
            if connection.execute(statement.encode()).rowcount == 0:
                return 0
            connection.execute("reset role")
            return connection.execute(reached.encode()).rowcount

        return done

    overwritten = (
        f"select from {table} where {where} and xmin::text = (select max(xmin::text::int8)::text from {table})"
    )
    return {
        "select": [ran(f"select from {table} where {where}")],
        "update": [
            way
            for column in columns
            for way in (
                ran(f"update {table} set {column} = {column} where {where}"),
                blindly(f"update {table} set {column} = default", overwritten),
            )
        ],
        "delete": [
            ran(f"delete from {table} where {where}"),
            blindly(f"delete from {table}", f"select where not exists (select from {table} where {where})"),
        ],
    }


def wrong(
    connection: Connection, tables: frozenset[str] = PERSON_BEARING, roles: Collection[str] = ROLES
) -> Iterator[str]:
    """The cells of these tables and roles in which somebody may what it may not, or may not what it may."""
    columns = {(table, role): changeable(connection, table, role) for table in tables for role in roles}
    for name, caller in ((name, caller) for name, caller in CALLERS.items() if caller.role in roles):
        act(connection, caller)
        for cells in MATRIX:
            if cells.table in tables:
                for command, ways in attempts(connection, cells, columns[cells.table, caller.role]).items():
                    if may(connection, *ways) != (name in getattr(cells, command).split()):
                        yield f"{name}: {command} {cells.table}, {cells.sort}"
        for table in sorted(tables & INSERTED.keys()):
            for names, speaker in zip(INSERTED[table], (CALLERS["owner"], caller), strict=True):
                new = partial(write, connection, table, NEW[table](speaker))
                if may(connection, new) != (name in names.split()):
                    yield f"{name}: insert {table} in the name of {speaker.name or 'nobody'}"
        for one in WRITTEN:
            new = partial(write, connection, one.table, one.values)
            if one.table in tables and may(connection, new) != (name in one.who.split()):
                yield f"{name}: insert {one.table} {one.what}"


def test_every_table_that_bears_a_person_has_its_cells() -> None:
    assert {cells.table for cells in MATRIX} == INSERTED.keys() == NEW.keys() == PERSON_BEARING


def test_nobody_may_more_or_less_than_the_matrix_says(database: Connection) -> None:
    assert list(wrong(database)) == []


def test_the_world_holds_what_the_matrix_speaks_of(database: Connection) -> None:
    for cells in MATRIX:
        assert database.execute(f"select from {cells.table} where {cells.where}".encode()).rowcount > 0, cells
    for table, made in NEW.items():
        with database.transaction(force_rollback=True):
            assert write(database, table, made(CALLERS["party"])) == 1


@contextmanager
def broken(connection: Connection, *statements: str) -> Iterator[None]:
    """The schema with that done to it, as the superuser, for as long as the body lasts."""
    with connection.transaction(force_rollback=True):
        for statement in statements:
            connection.execute(statement.encode())
        yield


def survivors(
    connection: Connection, mutants: dict[str, tuple[str, list[str]]], roles: Collection[str] = ROLES
) -> list[str]:
    """The mutants, each a table and what is done to it, that change nothing that the matrix speaks of."""
    lived = []
    for name, (table, statements) in mutants.items():
        # All at once: what analyses the table meanwhile would wait for what is granted, and be waited for by a policy.
        with broken(connection, f"lock table sip.{table} in access exclusive mode", *statements):
            if next(wrong(connection, frozenset({table}), roles), None) is None:
                lived.append(name)
        connection.execute("reset role")
    return lived


Policy = tuple[str, str, str, str | None, str | None]


def policies(connection: Connection) -> list[Policy]:
    """Of the roles of the service on tables that bear a person: table, name, command, USING, WITH CHECK."""
    return connection.execute(
        """select tablename, policyname, cmd, qual, with_check from pg_policies
            where schemaname = 'sip' and roles && %s::name[] and tablename = any (%s) order by 1, 2""",
        (ROLES, sorted(PERSON_BEARING)),
    ).fetchall()


def altered(table: str, name: str, using: str | None, check: str | None) -> str:
    """The statement that gives the policy these conditions."""
    return f"alter policy {name} on sip.{table}" + "".join(
        f" {word} ({condition})" for word, condition in (("using", using), ("with check", check)) if condition
    )


BEHIND_ANOTHER = {
    "person.guarded": "whoever may not open a protected person sees no grant by which it is known",
    "source_key.guarded": "a source sees its own keys alone, and these are its receipts",
    "source_key.guarded_append": "whoever has no source writes no key",
}
"""Policies that stand behind another one, and which."""


def test_a_policy_that_is_gone_is_found(database: Connection) -> None:
    mutants = {f"{t}.{p}": (t, [f"drop policy {p} on sip.{t}"]) for t, p, *_ in policies(database)}
    assert len(mutants) > 30
    assert survivors(database, mutants) == [*BEHIND_ANOTHER]


def test_a_policy_that_lets_everything_through_is_found(database: Connection) -> None:
    mutants = {
        f"{t}.{p}": (t, [altered(t, p, using and "true", check and "true")])
        for t, p, _, using, check in policies(database)
        if {using, check} - {None, "true"}
    }
    assert survivors(database, mutants) == [*BEHIND_ANOTHER]


WHICH_ROW = re.compile(
    r"\((?:\w+\.)?(\w+) = \w+\.\1\)|f\.current|\(NOT f\.void\)|\(f\.kind = .*|\(f\.id = .*|.*\) AND f\.current"
)
"""Conditions that say which other row is meant, and not who may."""
GUARDED_TWICE = {
    "acceptance_contradiction.said without ((me() IS": "another person does not see the paper",
    "audit.by_link without (me() IS NULL)": "an actor has no link",
    "event.by_link without (me() IS NULL)": "an actor has no link",
    "event.history without (version IS NOT": "what is null equals no version",
    "finding.mine without ((said('sip.proxy'": "nobody of these acts for somebody; see test_merges",
    "legal_hold.ours without (EXISTS": "whoever has a hold sees the person, unless that one is protected",
    "paper_acceptance.of_a_party without (EXISTS": "who sees both parties sees the plan",
    "paper_acceptance.seen_signed without (EXISTS ( SELECT FROM fact": "who sees a version is a party",
    "paper_acceptance.seen_signed without (me() = ANY": "who sees a version is a party",
    "protection.stated without (g.reader": "grants to others are seen by their owners alone",
    "person.described without (g.reader": "grants to others are seen by their owners alone",
    "person.seen without (g.reader": "grants to others are seen by their owners alone",
    "plan_acceptance.accept without ((me() IS": "another person does not see the version; who does is a party",
    "plan_acceptance.accept without (me() = ANY": "who sees a version is a party",
}
"""Conditions behind which another stands, by how their names begin, and which."""


def test_a_condition_that_is_gone_is_found(database: Connection) -> None:
    mutants = {
        f"{t}.{p} without {gone}": (t, [altered(t, p, *((text, check) if part == 0 else (using, text)))])
        for t, p, _, using, check in policies(database)
        if t != "fact"  # its policies are broken where the three gates are held against each other
        for part, condition in enumerate((using, check))
        for gone, text in without_each_condition(condition or "")
        if not WHICH_ROW.fullmatch(gone)
    }
    assert len(mutants) > 40
    lived = survivors(database, mutants)
    assert [one for one in lived if not one.startswith(tuple(GUARDED_TWICE))] == []
    assert {name for name in GUARDED_TWICE if not any(one.startswith(name) for one in lived)} == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_right_that_is_granted_is_found(database: Connection, role: str) -> None:
    mutants = {}
    for table in sorted(PERSON_BEARING):
        for right in ("select", "insert", "update", "delete"):
            (has,) = database.execute(
                "select has_any_column_privilege(%(r)s, %(t)s, %(p)s)"
                if right != "delete"
                else "select has_table_privilege(%(r)s, %(t)s, %(p)s)",
                {"r": role, "t": f"sip.{table}", "p": right},
            ).fetchone() or (True,)
            if not has:
                through = "with check (true)" if right == "insert" else "using (true)"
                mutants[f"{right} {table} for {role}"] = (
                    table,
                    [
                        f"grant select, {right} on sip.{table} to {role}",
                        f"create policy a on sip.{table} for {right} to {role} {through}",
                        f"create policy b on sip.{table} for select to {role} using (true)",
                    ],
                )
    assert len(mutants) > 40
    assert survivors(database, mutants, [role]) == []
