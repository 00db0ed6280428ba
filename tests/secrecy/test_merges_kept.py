"""What counts for all records of a person: protection, what is found, holds, and whoever acts for the person."""

import re
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.adapters.postgres.retention import KEPT
from app.adapters.postgres.sealed_persons import CASE
from app.adapters.postgres.statistics import LIVES
from tests.secrecy.guarded import TODAY, acting
from tests.secrecy.test_merges import ALSO, ELSE, HOLD, ONE, OWN, THREE, TWO, as_owner, said
from tests.secrecy.test_merges import database as three_records
from tests.secrecy.worlds import Connection

FINDING = """insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, spans)
             values (%s, %s, %s, 'plan-stalled', 's', %s, 'open', %s, '[]')"""
PROTECT = """insert into sip.protection (person_id, actor_id, version, level, reason, on_day, client, "user")
             values (%s, %s, %s, %s, 'r', %s, 'c', 'u')"""
NAME = """insert into sip.named_handler (person_id, id, version, actor_id, "user", first_day, client, named_by)
          values (%s, %s, 1, %s, 'anna', %s, 'c', 'u')"""
HELD = """insert into sip.legal_hold (person_id, id, owner, reason, on_day, client, "user")
          values (%s, %s, %s, 'r', %s, 'c', 'u')"""

database = three_records


@pytest.fixture
def merged(database: Connection) -> Connection:
    """Two of the records are one."""
    assert said(database, "proposed")
    assert said(database, "applied", "bo")
    return database


def shown(connection: Connection, person: UUID) -> bool:
    (found,) = connection.execute(
        "select exists (select from sip.person where person_id = %s)", (person,)
    ).fetchone() or (False,)
    return bool(found)


def cards(connection: Connection, person: UUID) -> int:
    found = connection.execute("select from sip.finding where person_id = %s", (person,))
    return found.rowcount


def faults(connection: Connection) -> list[str]:
    """What is not as it should be with two records that are one; nothing of it stays."""
    found = []
    with connection.transaction(force_rollback=True):
        as_owner(connection, "insert into sip.colleague values (%s, 'anna', %s)", OWN, TODAY)
        as_owner(connection, NAME, ONE, uuid4(), OWN, TODAY)
        as_owner(connection, PROTECT, ONE, OWN, 1, "marked", TODAY)
        acting(connection, ALSO, user="eva")
        if shown(connection, ONE) or shown(connection, TWO):
            found.append("one record alone is closed")
        acting(connection, OWN, user="anna")
        if not (shown(connection, ONE) and shown(connection, TWO)):
            found.append("nobody opens the other")
        with connection.transaction(force_rollback=True):
            as_owner(connection, PROTECT, TWO, OWN, 2, "none", TODAY)
            acting(connection, ALSO, user="eva")
            if not (shown(connection, ONE) and shown(connection, TWO)):
                found.append("what is lifted of one stays on the other")
        as_owner(connection, "delete from sip.same_person where person_id = %s", TWO)
        acting(connection, ALSO, user="eva")
        if shown(connection, ONE) or shown(connection, TWO):
            found.append("open again when they are two")
    with connection.transaction(force_rollback=True):
        for person, reader in ((ONE, OWN), (TWO, OWN), (ONE, ONE), (ONE, ELSE)):
            as_owner(connection, FINDING, person, uuid4(), reader, OWN, TODAY)
        acting(connection, person=ONE)
        if cards(connection, ONE) != 1:
            found.append("the person sees nothing")
        connection.execute("select set_config('sip.proxy', %s, true)", (str(THREE),))
        (mine,) = connection.execute("select sip.records(%s)", (ONE,)).fetchone() or ([],)
        (facts,) = connection.execute("select count(*) from sip.fact where person_id = %s", (TWO,)).fetchone() or (1,)
        if mine != [ONE] or facts:
            found.append("whoever acts has both")
        if cards(connection, ONE):
            found.append("what rests on both is shown")
        connection.execute("select set_config('sip.proxy', '', true)")
        assert said(connection, "undone", "bo")
        for person, reader in ((ONE, OWN), (TWO, OWN), (ONE, ONE)):
            acting(connection, *((None, reader) if reader == person else (reader,)))
            if cards(connection, person):
                found.append("what was found by both")
    with connection.transaction(force_rollback=True):
        as_owner(connection, HELD, ONE, HOLD, OWN, TODAY)
        connection.execute("reset role")
        acting(connection, OWN)
        item = connection.execute("select id from sip.fact where person_id = %s and owner = %s", (TWO, OWN)).fetchone()
        assert item is not None
        kept = "select not sip.may_go(%s, %s, %s, 'status') and sip.held(%s, %s)"
        if connection.execute(kept.encode(), (TWO, item[0], OWN, TWO, OWN)).fetchone() != (True,):
            found.append("a hold on the other is forgotten")
        connection.execute("set local role sip_service")
    return found


def test_what_counts_for_one_record_counts_for_both(merged: Connection) -> None:
    assert faults(merged) == []


FORGOTTEN = {
    "one record alone is closed": ("state_of_all()", "where r <> new.person_id", "where false"),
    "nobody opens the other": ("name_for_all()", "where r <> new.person_id", "where false"),
    "whoever acts has both": ("mine()", "when sip.said('sip.proxy') is not null", "when false"),
    "what was found by both": ("admit_merge()", "perform forget_findings(new.person_id, same", "perform (select same"),
    "a hold on the other is forgotten": ("may_go(uuid,uuid,uuid,text)", "h.person_id = any (sip.same(person))",
                                         "h.person_id = person"),
}  # fmt: skip


@pytest.mark.parametrize("what", [*FORGOTTEN, "what rests on both is shown"])
def test_what_is_forgotten_is_noticed(merged: Connection, what: str) -> None:
    merged.execute("reset role")
    if what in FORGOTTEN:
        function, whole, broken = FORGOTTEN[what]
        asked = ("select pg_get_functiondef(%s::regprocedure)", (f"sip.{function}",))
        (body,) = merged.execute(*asked).fetchone() or ("",)
        assert whole in body
        statement = body.replace(whole, broken)
        if what == "what was found by both":
            start = body.index("perform forget_findings")
            statement = body[:start] + "null" + body[body.index(";", start) :]
    else:
        (body,) = merged.execute("select qual from pg_policies where policyname = 'mine' and tablename = 'finding'"
                                 ).fetchone() or ("",)  # fmt: skip
        assert "sip.proxy" in body
        statement = "alter policy mine on sip.finding using (reader = any ((select sip.readers())::uuid[]))"
    merged.execute(statement.encode())
    merged.execute("set local role sip_service")
    assert what in faults(merged)


def asked(connection: Connection, role: str, statement: object, **given: Any) -> list[Any]:
    """What a role of the service is answered to one of its own statements."""
    connection.execute("reset role")
    connection.execute(f"set local role {role}".encode())
    connection.execute("set local search_path = sip")
    return connection.execute(re.sub(r"(?<!:):(\w+)", r"%(\1)s", str(statement)).encode(), given).fetchall()


def around(person: UUID) -> dict[str, UUID]:
    """The stretch in which that one person is."""
    return {"after": UUID(int=person.int - 1), "upto": person}


def test_a_file_is_of_all_records_and_so_is_its_last_entry(merged: Connection) -> None:
    merged.execute("reset role")
    merged.execute("update sip.fact set recorded = '2010-05-17' where person_id = any(%s)", ([ONE, THREE],))
    latest = {
        person: {row[5].year for row in asked(merged, "sip_retention", KEPT, **around(person)) if row[2] == OWN}
        for person in (ONE, THREE)
    }
    assert latest[THREE] == {2010}
    assert min(latest[ONE]) > 2010


def test_in_statistics_a_person_is_one_life_in_the_place_of_the_leading_record(merged: Connection) -> None:
    lives = {
        person: asked(merged, "sip_worker", LIVES, kinds=["status"], **around(person)) for person in (ONE, TWO, THREE)
    }
    assert [row[0] for row in lives[ONE]] == [ONE]
    assert lives[ONE][0][1].count(",") + 1 == 5, "three on the one, two on the other"
    assert lives[TWO] == []
    assert [row[0] for row in lives[THREE]] == [THREE]


def test_whoever_destroys_the_key_of_one_record_is_told_of_the_other(merged: Connection) -> None:
    assert asked(merged, "sip_keeper", CASE, person=ONE, on=TODAY)[0][3] == [TWO]
    assert asked(merged, "sip_keeper", CASE, person=THREE, on=TODAY)[0][3] == []


def test_without_a_merge_each_record_is_by_itself(database: Connection) -> None:
    acting(database, person=ONE)
    assert database.execute("select sip.mine()").fetchone() == ([ONE],)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction():
        database.execute("select sip.forget_findings(%s, %s)", (ONE, [ONE]))
