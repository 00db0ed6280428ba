"""Who may make which records one, with no application in the way; and each guard is needed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.domain.actors import THE_PERSON
from tests.secrecy.guarded import TODAY, acting
from tests.secrecy.worlds import Connection, Row, insert

OWN, ELSE, ALSO, OTHERS = uuid4(), uuid4(), uuid4(), uuid4()
ONE, TWO, THREE = uuid4(), uuid4(), uuid4()
HOLD = uuid4()


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role: three records, of all of which two actors have something, and another of the first."""
    with psycopg.connect(database_url) as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        for actor in (OWN, ELSE, ALSO, OTHERS):
            connection.execute(
                "insert into sip.actor (id, name, function, level) values (%s, 'x', 'association', 'civil-society')",
                (actor,),
            )
        for person in (ONE, TWO, THREE):
            connection.execute(
                "insert into sip.person (person_id, birth_date, identity) values (%s, '1990-05-17', '')", (person,)
            )
            assert insert(connection, Row(person_id=person, id=person, source="sip", kind="person", owner=THE_PERSON))
            assert insert(connection, _fact(person, OWN))
            assert insert(connection, _fact(person, ALSO))
        assert insert(connection, _fact(ONE, ELSE))
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def _fact(person: UUID, owner: UUID, code: str = "work") -> Row:
    return Row(person_id=person, id=uuid4(), source="own", kind="status", owner=owner, category="work",
               fields={"code": code, "start": TODAY})  # fmt: skip


def said(connection: Connection, state: str, user: str = "anna", by: UUID = OWN, **other: Any) -> bool:
    """Whether the database let a version be written; the transaction goes on either way."""
    leads = other.pop("leads", "yes" if state != "proposed" else "")
    acting(connection, by, user=user, leads=leads)
    number = {"proposed": 1, "declined": 2, "applied": 2, "undone": 3}[state]
    row = {
        "person_id": ONE, "absorbed_id": TWO, "id": HOLD, "version": number, "actor_id": by, "state": state,
        "evidence": "number-changed", "reason": None if state in ("proposed", "applied") else "different-persons",
        "undo_until": TODAY if state == "applied" else None, "on_day": TODAY, "client": "c", "user": user, **other,
    }  # fmt: skip
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f"%({name})s" for name in row)
    try:
        with connection.transaction():
            connection.execute(f"insert into sip.merge ({columns}) values ({values})".encode(), row)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UniqueViolation):
        return False
    return True


def are_one(connection: Connection) -> bool:
    found = connection.execute("select sip.same(%s)", (TWO,)).fetchone()
    return found == ([ONE, TWO],)


def as_owner(connection: Connection, statement: str, *values: Any) -> None:
    connection.execute("reset role")
    connection.execute(statement.encode(), values)
    connection.execute("set local role sip_service")


def protected_once(connection: Connection) -> None:
    for version, level in ((1, "marked"), (2, "none")):
        as_owner(connection, 'insert into sip.protection (person_id, actor_id, version, level, reason, on_day, client,'
                 ' "user") values (%s, %s, %s, %s, %s, %s, %s, %s)',
                 TWO, ELSE, version, level, "x", TODAY, "c", "u")  # fmt: skip


def said_to_be_protected(connection: Connection) -> None:
    connection.execute("reset role")
    acting(connection)
    assert insert(connection, _fact(TWO, ELSE, "protected-identity"))
    connection.execute("set local role sip_service")


def held(connection: Connection) -> None:
    as_owner(connection, 'insert into sip.legal_hold (person_id, id, owner, reason, on_day, client, "user")'
             " values (%s, %s, %s, 'x', %s, 'c', 'u')", ONE, HOLD, ELSE, TODAY)  # fmt: skip


def one_with_another(connection: Connection) -> None:
    as_owner(connection, "insert into sip.same_person values (%s, %s)", TWO, THREE)


def led_by_another(connection: Connection) -> None:
    as_owner(connection, "insert into sip.same_person values (%s, %s)", ONE, THREE)


def leading_another(connection: Connection) -> None:
    as_owner(connection, "insert into sip.same_person values (%s, %s)", THREE, TWO)


FORBIDDING = (protected_once, said_to_be_protected, held, one_with_another, led_by_another, leading_another)


def wrongly_let(connection: Connection) -> list[str]:
    """What somebody may do here who may not; each tried by itself."""
    found = []

    def tried(what: str, *acts: Any) -> None:
        with connection.transaction(force_rollback=True):
            *before, (arguments, more) = [(act if isinstance(act, tuple) else (act, {})) for act in acts]
            for act, given in before:
                if callable(act):
                    act(connection)
                else:
                    assert said(connection, act, **given), f"{what}: {act}"
            if said(connection, arguments, **more):
                found.append(what)

    done, undo = ("applied", {"user": "bo"}), ("undone", {"user": "bo"})
    for forbids in FORBIDDING:
        name = forbids.__name__
        tried(f"{name}, proposed", forbids, "proposed")
        tried(f"{name}, applied", "proposed", forbids, done)
    tried("one record unknown to the proposer", ("proposed", {"by": ELSE}))
    tried("neither is known to the proposer", ("proposed", {"by": OTHERS}))
    tried("in another's name", ("proposed", {"by": OWN, "actor_id": ELSE}))
    tried("as somebody else", ("proposed", {"user": "anna", "client": "c", "on_day": "2026-01-01"}))
    tried("the own proposal", "proposed", ("applied", {"user": "anna"}))
    tried("no coordinator", "proposed", ("applied", {"user": "bo", "leads": ""}))
    tried("no coordinator undoes", "proposed", done, ("undone", {"user": "bo", "leads": ""}))
    tried("another actor's", "proposed", ("applied", {"user": "bo", "by": ALSO}))
    tried("never proposed", ("applied", {"user": "bo", "version": 1}))
    tried("applied twice", "proposed", done, ("applied", {"user": "eva", "version": 3}))
    tried("declined once", "proposed", ("declined", {"user": "bo"}), ("applied", {"user": "eva", "version": 3}))
    tried("undone before", "proposed", ("undone", {"user": "bo", "version": 2}))
    tried("undone twice", "proposed", done, undo, ("undone", {"user": "bo", "version": 4}))
    tried("too late", "proposed", ("applied", {"user": "bo", "undo_until": "2026-11-20"}), undo)
    tried("of others", "proposed", ("applied", {"user": "bo", "absorbed_id": THREE}))
    tried("by other evidence", "proposed", ("applied", {"user": "bo", "evidence": "number-mistyped"}))
    tried("over another version", "proposed", ("applied", {"user": "bo", "version": 3}))
    return found


def test_two_records_are_one_by_a_proposal_and_a_review_and_two_again(database: Connection) -> None:
    assert said(database, "proposed")
    assert not are_one(database)
    assert said(database, "applied", "bo")
    assert are_one(database)
    assert said(database, "undone", "bo")
    assert not are_one(database)


def test_nobody_makes_them_one_otherwise(database: Connection) -> None:
    assert wrongly_let(database) == []


GUARDS = {
    "knows both": ("may_be_one(uuid,uuid)", "knows(head) and knows(absorbed)", "true"),
    "knows the other": ("may_be_one(uuid,uuid)", "knows(head) and knows(absorbed)", "knows(head)"),
    "one with another": ("may_be_one(uuid,uuid)", "absorbed in (s.person_id, s.leading_id) or", ""),
    "led by another": ("may_be_one(uuid,uuid)", "or s.person_id = head)", ")"),
    "leads another": ("may_be_one(uuid,uuid)", "in (s.person_id, s.leading_id)", "= s.person_id"),
    "ever protected": ("may_be_one(uuid,uuid)", "p.level <> 'none')", "false)"),
    "said to be protected": ("may_be_one(uuid,uuid)", "'protected-identity')", "'x')"),
    "held": ("may_be_one(uuid,uuid)", "where h.person_id = any (pair)", "where false"),
    "asked when it is applied": ("admit_merge()", "new.state in ('proposed', 'applied')", "new.state = 'proposed'"),
    "asked when it is proposed": ("admit_merge()", "new.state in ('proposed', 'applied')", "new.state = 'applied'"),
    "four eyes": ("admit_merge()", """and new."user" <> held."user\"""", ""),
    "who coordinates": ("admit_merge()", "new.state <> 'proposed' and said('sip.leads') is null", "false"),
    "proposed first": ("admit_merge()", "when 'applied' then held.state = 'proposed'", "when 'applied' then true"),
    "in time": ("admit_merge()", "today() <= held.undo_until", "true"),
    "the same two": ("admit_merge()", "(new.absorbed_id, new.actor_id, new.evidence)",
                     "(held.absorbed_id, new.actor_id, held.evidence)"),
    "the same actor": ("admit_merge()", "(new.absorbed_id, new.actor_id, new.evidence)",
                       "(new.absorbed_id, held.actor_id, new.evidence)"),
    "the next version": ("admit_merge()", "new.version <> coalesce(held.version, 0) + 1", "false"),
}  # fmt: skip


@pytest.mark.parametrize("guard", GUARDS)
def test_each_guard_is_needed(database: Connection, guard: str) -> None:
    function, whole, broken = GUARDS[guard]
    row = database.execute("select pg_get_functiondef(%s::regprocedure)", (f"sip.{function}",)).fetchone()
    assert row is not None
    assert whole in row[0]
    database.execute("reset role")
    database.execute(row[0].replace(whole, broken).encode())
    database.execute("set local role sip_service")
    assert wrongly_let(database) != []


def test_nobody_but_the_review_says_which_records_are_one(database: Connection) -> None:
    for statement in (
        "insert into sip.same_person values (%s, %s)",
        "select from sip.same_person where %s <> %s::uuid",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction():
            database.execute(statement.encode(), (ONE, TWO))


def test_no_policy_asks_for_one_record_of_the_person_alone(database: Connection) -> None:
    rows = database.execute(
        "select tablename, policyname from pg_policies where schemaname = 'sip' and concat(qual, with_check) ~ 'myself'"
    )
    assert rows.fetchall() == [], "whoever has two records is the person in both: ask sip.mine()"
