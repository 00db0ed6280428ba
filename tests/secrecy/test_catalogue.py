"""Row-level security, keys, roles and functions as the catalogue has them; each question fails on a broken schema."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Uuid, create_engine, inspect
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, DATERANGE, JSONB
from sqlalchemy.types import BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, Text

from app.adapters.postgres import schema
from app.adapters.postgres.engine import sqlalchemy_url
from tests.secrecy import catalogue
from tests.secrecy.catalogue import KEYED_OTHERWISE, PERSON_BEARING, RUN_BY, Connection


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """The schema in a transaction that is never committed, so that it can be broken."""
    with psycopg.connect(database_url) as connection:
        yield connection
        connection.rollback()


def test_every_table_that_bears_a_person_has_row_level_security_forced_on_it(database: Connection) -> None:
    assert catalogue.unguarded_tables(database) == []


@pytest.mark.parametrize("table", sorted(PERSON_BEARING))
@pytest.mark.parametrize("change", ["no force row level security", "disable row level security"])
def test_a_table_whose_guard_is_taken_away_is_found(database: Connection, table: str, change: str) -> None:
    database.execute(f"alter table sip.{table} {change}")
    assert catalogue.unguarded_tables(database) == [table]


def test_a_new_table_is_found_until_somebody_has_thought_of_its_guard(database: Connection) -> None:
    database.execute("create table sip.note (person_id uuid primary key, text text)")
    assert catalogue.unguarded_tables(database) == ["note"]


def test_every_table_that_bears_a_person_can_be_distributed_by_person(database: Connection) -> None:
    assert catalogue.keyed_without_person(database) == sorted(KEYED_OTHERWISE)
    database.execute("create table sip.note (id uuid primary key, person_id uuid)")
    assert "note" in catalogue.keyed_without_person(database)


def test_no_role_of_the_service_owns_anything_or_steps_over_a_policy(database: Connection) -> None:
    assert catalogue.mighty_roles(database) == []


@pytest.mark.parametrize(
    "mistake",
    [
        "alter role sip_worker bypassrls",
        "alter role sip_worker createrole",
        "alter role sip_worker superuser",
        "alter table sip.watch owner to sip_worker",
        "grant sip_owner to sip_worker",
        "grant create on schema sip to sip_worker",
    ],
)
def test_a_role_that_could_is_found(database: Connection, mistake: str) -> None:
    database.execute(mistake)
    assert catalogue.mighty_roles(database) == ["sip_worker"]


def test_the_service_can_only_append_to_what_is_history(database: Connection) -> None:
    assert catalogue.erasers(database) == []
    database.execute("grant delete on sip.audit to sip_service")
    database.execute("grant update (void) on sip.fact to sip_service")
    assert catalogue.erasers(database) == ["delete audit", "update fact"]


def test_of_a_person_the_service_changes_the_details_alone(database: Connection) -> None:
    rows = database.execute(
        """select column_name from information_schema.column_privileges
            where table_schema = 'sip' and grantee = 'sip_service' and privilege_type = 'UPDATE'"""
    )
    assert {column for (column,) in rows} == {"details", "version"}


def test_a_function_that_runs_as_its_owner_looks_nowhere_else(database: Connection) -> None:
    assert catalogue.loose_functions(database) == []
    database.execute("alter function sip.frame(uuid) reset search_path")
    database.execute("alter function sip.project() set search_path = sip")
    assert catalogue.loose_functions(database) == ["frame", "project"]


@pytest.mark.parametrize("role", RUN_BY)
def test_a_role_runs_the_functions_it_needs_and_no_other(database: Connection, role: str) -> None:
    assert catalogue.runnable(database, role) == RUN_BY[role]
    database.execute("grant execute on function sip.forget_findings to public")
    assert catalogue.runnable(database, role) == RUN_BY[role] | {"forget_findings"}


def test_a_function_made_later_is_run_by_nobody_until_it_is_granted(database: Connection) -> None:
    database.execute("set role sip_owner")
    database.execute("create function sip.later() returns integer language sql return 1")
    assert catalogue.runnable(database, "sip_service") == RUN_BY["sip_service"]


@pytest.mark.parametrize("call", ["sip.project_grants(%s)", "sip.forget_findings(%s, '{}')", "sip.grants_due(%s)"])
def test_the_service_cannot_project_by_hand(database: Connection, call: str) -> None:
    database.execute("set role sip_service")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.execute(f"select {call}", ("0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11",))


def test_a_temporary_table_cannot_stand_in_for_one_of_the_service(database: Connection) -> None:
    database.execute("set role sip_service")
    database.execute("create temporary table person (person_id uuid)")
    database.execute("insert into person values ('0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11')")
    database.execute("select set_config('sip.actor', gen_random_uuid()::text, true)")
    found = database.execute("select sip.is_person('0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11')").fetchone()
    assert found == (False,)


def test_a_view_shows_what_its_reader_may_see(database: Connection) -> None:
    assert catalogue.owners_views(database) == []
    database.execute("create view sip.everything as select * from sip.fact")
    assert catalogue.owners_views(database) == ["everything"]


AS_THE_DATABASE_SAYS: dict[type, type] = {
    LargeBinary: BYTEA,
    **{kind: kind for kind in (ARRAY, Uuid, Text, BigInteger, Integer, Boolean, Date, DateTime, JSONB, DATERANGE)},
}
"""The type that the inspector tells for each that the adapters use; the first that fits counts."""


def differences(database_url: str) -> list[str]:
    """Where the tables as the adapters see them are not those of the database, by column, key and type."""
    engine = create_engine(sqlalchemy_url(database_url))
    found = inspect(engine)
    faults = [
        f"{name}: only in one of the two"
        for name in {table.name for table in schema.metadata.tables.values()}
        ^ (set(found.get_table_names(schema="sip")) - {"alembic_version"})
    ]
    for table in schema.metadata.tables.values():
        there = {column["name"]: column for column in found.get_columns(table.name, schema="sip")}
        if list(there) != list(table.columns.keys()):
            faults.append(f"{table.name}: columns")
            continue
        key = found.get_pk_constraint(table.name, schema="sip")["constrained_columns"]
        if key != [column.name for column in table.primary_key]:
            faults.append(f"{table.name}: key")
        for column in table.columns:
            kind = next(said for used, said in AS_THE_DATABASE_SAYS.items() if isinstance(column.type, used))
            if not isinstance(there[column.name]["type"], kind) or column.nullable != there[column.name]["nullable"]:
                faults.append(f"{table.name}.{column.name}")
    engine.dispose()
    return faults


def test_the_tables_that_the_adapters_know_are_those_of_the_database(database_url: str) -> None:
    assert differences(database_url) == []


def test_a_table_that_has_drifted_is_found(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema.watch.c.wake_on, "nullable", True)
    monkeypatch.setattr(schema.finding.c.version, "type", Text())
    assert differences(database_url) == ["finding.version", "watch.wake_on"]
