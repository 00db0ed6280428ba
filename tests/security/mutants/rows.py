"""What the database itself is asked, past the service, in transactions that leave nothing."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.secrecy import guarded, test_mandates, test_nothing_else_opens
from tests.secrecy.guarded import ASKED, ME, OWN, acting, settled, told
from tests.secrecy.worlds import Connection, Row, insert

WHY = "Fara för personens liv"


def as_service(connection: Connection, **who: Any) -> None:
    connection.execute("set local role sip_service")
    acting(connection, **who)


def whoever_leads_sees_no_more(connection: Connection) -> None:
    settled(connection)
    as_service(connection, actor=ASKED, user="eva")
    before = told(connection)
    acting(connection, ASKED, user="eva", leads="yes")
    assert told(connection) == before
    acting(connection, uuid4(), user="eva", leads="yes")
    assert told(connection) == {}


def an_emergency_lasts_a_day_and_stands(connection: Connection) -> None:
    settled(connection)
    acting(connection, OWN)
    fields = {"plan": str(guarded.PLAN_ID), "on": guarded.TODAY, "why": WHY}
    row = Row(person_id=ME, id=uuid4(), source="sip", kind="emergency-access", owner=OWN, disclosed=False,
              plan_id=guarded.PLAN_ID, fields=fields)  # fmt: skip
    assert insert(connection, row)
    (hours,) = connection.execute(
        "select extract(epoch from (fields ->> 'until')::timestamptz - transaction_timestamp()) / 3600 from sip.fact"
        " where id = %s", (row.id,),
    ).fetchone() or (0,)  # fmt: skip
    assert 23.9 < hours <= 24
    assert not insert(connection, Row(**{**vars(row), "revision": 1, "void": True}))


def a_consent_that_has_ended_stays_so(connection: Connection) -> None:
    settled(connection)
    (held,) = [row for row in guarded.ROWS if row.kind == "consent"]
    acting(connection, person=ME)
    ended = {**held.fields, "withdrawn_on": "2026-11-20"}
    assert insert(connection, Row(**{**vars(held), "revision": 1, "fields": ended}))
    assert not insert(connection, Row(**{**vars(held), "revision": 2}))


def a_mandate_is_accepted_by_the_person(connection: Connection) -> None:
    settled(connection)
    given = {"form": "proxy", "proxy": str(uuid4()), "powers": ["read"], "start": "2026-11-01", "end": "2027-01-01"}
    row = Row(person_id=ME, id=uuid4(), source="own", kind="mandate", owner=OWN, disclosed=False, fields=given)
    acting(connection, OWN)
    assert insert(connection, row)
    accepted = Row(**{**vars(row), "revision": 1, "fields": {**given, "accepted_on": guarded.TODAY}})
    assert not insert(connection, accepted), "not by who recorded it"
    acting(connection, person=ME)
    assert insert(connection, accepted)


def a_yes_changes_nothing_else(connection: Connection) -> None:
    yes = _yes_to(connection)
    for said in ({**yes.fields, "start": guarded.TODAY}, {**yes.fields, "planned_start": guarded.TODAY}):
        assert not insert(connection, Row(**{**vars(yes), "fields": said}))
    assert insert(connection, yes)


def a_yes_is_to_what_waits_for_one(connection: Connection) -> None:
    assert not insert(connection, _yes_to(connection, outcome="cancelled"))


def a_yes_is_said_in_a_plan_at_work(connection: Connection) -> None:
    yes = _yes_to(connection)
    acting(connection, OWN)
    assert insert(connection, Row(**{**vars(guarded.PLAN), "source_version": 2, "fields": {"end": guarded.TODAY}}))
    acting(connection, person=ME)
    assert not insert(connection, yes)


def _yes_to(connection: Connection, **said: str) -> Row:
    """The person is about to say it, to what an agency proposes."""
    settled(connection)
    row = Row(person_id=ME, id=uuid4(), source="own", kind="activity", owner=OWN, category="work", tentative=True,
              plan_id=guarded.PLAN_ID, fields={"planned_start": "2026-12-01", **said})  # fmt: skip
    acting(connection, OWN)
    assert insert(connection, row)
    acting(connection, person=ME)
    return Row(**{**vars(row), "revision": 1, "tentative": False})


def by_a_mandate_nothing_but_consents(connection: Connection) -> None:
    test_mandates.test_by_a_mandate_one_consents_and_does_nothing_else(connection, "voice")


def nobody_acts_for_a_protected_person(connection: Connection) -> None:
    settled(connection)
    connection.execute("set local role sip_service")
    test_nothing_else_opens.test_whoever_acts_for_a_protected_person_sees_nothing_and_consents_to_nothing(connection)


def nothing_of_the_log_is_removed(connection: Connection) -> None:
    for statement in ("delete from sip.audit where false", "update sip.audit set action = 'x' where false"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(statement.encode())


def a_bodys_list_has_no_person(connection: Connection) -> None:
    columns = connection.execute(
        "select attname from pg_attribute where attrelid = 'sip.body_escalation'::regclass and attnum > 0"
        " and not attisdropped"
    ).fetchall()
    assert {name for (name,) in columns} == {"case_number", "state", "body", "rule", "actor", "opens", "on_day"}


def statistics_are_not_worked_out_anew(connection: Connection) -> None:
    for right in ("update", "delete"):
        for role in ("sip_service", "sip_worker", "sip_admin"):
            (may,) = connection.execute(
                "select has_table_privilege(%s, 'sip.statistics', %s)", (role, right)
            ).fetchone() or (True,)
            assert not may, f"{role} may {right}"
