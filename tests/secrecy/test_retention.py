"""What the role that removes may do: its actor's own rows, unless a hold keeps them; and what goes with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import BASE, Connection, Row, insert

ME, OTHER = uuid4(), uuid4()


@dataclass(frozen=True)
class File:
    """A person with a plan of one actor, in which another has something too."""

    connection: Connection
    person: UUID
    plan: UUID
    need: UUID
    theirs: UUID
    alone: UUID

    def left(self) -> set[UUID]:
        """The items that are there, seen past every policy."""
        return self.ids("select id from fact where person_id = %s")

    def ids(self, asked: str) -> set[UUID]:
        self.connection.execute("reset role")
        return {row[0] for row in self.connection.execute(asked, (self.person,)).fetchall()}

    def one(self, asked: str) -> Any:
        self.connection.execute("reset role")
        row = self.connection.execute(asked, (self.person,)).fetchone()
        return row[0] if row else None

    def remove(self, actor: UUID | None, *items: UUID) -> int:
        """As the role, for the actor: how many rows went."""
        settings = "select set_config('sip.actor', %s, true), set_config('sip.today', %s, true)"
        self.connection.execute("set local role sip_retention")
        self.connection.execute(settings, (str(actor or ""), BASE.isoformat()))
        gone = self.connection.execute(
            "delete from fact where person_id = %s and id = any (%s)", (self.person, list(items))
        ).rowcount
        self.connection.execute("reset role")
        return gone

    def hold(self, owner: UUID, plan: UUID | None = None) -> UUID:
        hold = uuid4()
        self.connection.execute(
            'insert into legal_hold (person_id, id, owner, plan_id, reason, on_day, client, "user")'
            " values (%s, %s, %s, %s, 'tvist', %s, 'c', 'u')",
            (self.person, hold, owner, plan, BASE),
        )
        return hold

    def release(self, hold: UUID) -> None:
        self.connection.execute(
            'insert into legal_hold_release (person_id, hold_id, reason, on_day, client, "user")'
            " values (%s, %s, 'klart', %s, 'c', 'u')",
            (self.person, hold, BASE),
        )


@pytest.fixture
def file(database_url: str) -> Iterator[File]:
    person, plan, need, theirs, alone = (uuid4() for _ in range(5))
    with psycopg.connect(database_url, options="-c search_path=sip") as connection:
        connection.execute(
            "insert into person (person_id, birth_date, identity) values (%s, '1990-05-17', '\\x00')", (person,)
        )
        connection.execute("insert into person_identity values (%s, %s)", (person.bytes, person))
        rows = [
            Row(person_id=person, id=person, source="sip", kind="person", owner=THE_PERSON),
            Row(person_id=person, id=plan, source="a", kind="plan", owner=ME, plan_id=plan),
            *(
                Row(person_id=person, id=uuid4(), source="a", kind="participant", owner=ME, plan_id=plan, named=(who,))
                for who in (ME, OTHER)
            ),
            Row(person_id=person, id=need, source="a", kind="need", owner=ME, plan_id=plan, category="work"),
            Row(person_id=person, id=need, source_version=2, source="a", kind="need", owner=ME, plan_id=plan),
            Row(person_id=person, id=theirs, source="b", kind="activity", owner=OTHER, plan_id=plan),
            Row(person_id=person, id=alone, source="a", kind="status", owner=ME, category="economy"),
        ]
        for row in rows:
            assert insert(connection, row)
        connection.execute(
            "insert into source_key (person_id, id, source, key) values (%s, %s, 'a', %s)", (person, need, str(need))
        )
        connection.execute("delete from dirty where person_id = %s", (person,))
        yield File(connection, person, plan, need, theirs, alone)
        connection.rollback()


def test_the_role_removes_what_is_its_actors_and_nothing_of_another(file: File) -> None:
    assert file.remove(ME, file.need, file.theirs, file.person) == 2, "both versions of the one item"
    assert file.left() >= {file.theirs, file.person, file.plan, file.alone}
    assert file.need not in file.left()
    assert file.remove(OTHER, file.alone, file.plan) == 0
    assert file.remove(None, file.alone, file.theirs, file.person) == 0


def test_the_key_goes_with_the_item_and_the_detector_looks_again(file: File) -> None:
    file.remove(ME, file.need)
    assert file.one("select count(*) from source_key where person_id = %s") == 0
    assert file.one("select count(*) from dirty where person_id = %s") == 1


def test_a_hold_keeps_all_that_is_the_actors_until_it_is_released(file: File) -> None:
    hold = file.hold(ME)
    assert file.remove(ME, file.need, file.alone) == 0
    assert file.remove(OTHER, file.theirs) == 1, "what another actor has is that one's to keep"
    file.release(hold)
    assert file.remove(ME, file.need, file.alone) == 3


def test_a_hold_of_a_plan_keeps_what_is_in_that_plan(file: File) -> None:
    file.hold(ME, file.plan)
    assert file.remove(ME, file.need, file.alone) == 1
    assert file.need in file.left()


def test_the_frame_of_a_plan_stays_while_another_has_something_in_it(file: File) -> None:
    frame = file.ids("select id from fact where person_id = %s and kind in ('plan', 'participant')")
    assert file.remove(ME, *frame) == 0
    file.remove(OTHER, file.theirs)
    assert file.remove(ME, *frame) == 3


def test_what_was_agreed_on_goes_with_the_plan_and_not_otherwise(file: File) -> None:
    file.connection.execute(
        'insert into plan_version (person_id, plan_id, n, id, owner, on_day, client, "user")'
        " values (%s, %s, 1, %s, %s, %s, 'c', 'u')",
        (file.person, file.plan, uuid4(), ME, BASE),
    )
    file.remove(ME, file.need)
    assert file.one("select count(*) from plan_version_item where person_id = %s") == 4
    with pytest.raises(psycopg.errors.InsufficientPrivilege), file.connection.transaction():
        file.connection.execute("delete from plan_version_item where person_id = %s", (file.person,))
    file.remove(OTHER, file.theirs)
    file.remove(ME, *file.ids("select id from fact where person_id = %s and kind in ('plan', 'participant')"))
    assert file.one("select count(*) from plan_version where person_id = %s") == 0


def test_a_consent_that_goes_closes_what_it_opened(file: File) -> None:
    consent = uuid4()
    given = {"start": "2026-01-01", "categories": ["work"]}
    row = Row(person_id=file.person, id=consent, source="a", kind="consent", owner=ME, fields=given, named=(ME, OTHER))
    assert insert(file.connection, row)
    opened = "select count(*) from access_grant where person_id = %s and kind = 'consent'"
    assert file.one(opened) > 0
    assert file.remove(ME, consent) == 1
    assert file.one(opened) == 0


def test_whoever_has_nothing_left_is_no_longer_known_of_the_person(file: File) -> None:
    own = "select reader from access_grant where person_id = %s and kind = 'own'"
    assert OTHER in file.ids(own)
    file.remove(OTHER, file.theirs)
    assert file.ids(own) == {ME, THE_PERSON}


def test_the_person_goes_last_and_whole(file: File) -> None:
    assert file.remove(None, file.person) == 0
    file.remove(OTHER, file.theirs)
    file.remove(ME, *file.left())
    assert file.left() == {file.person}
    assert file.remove(None, file.person) == 1
    for table in ("person", "person_identity", "access_grant", "finding", "watch", "source_key"):
        assert file.one(f"select count(*) from {table} where person_id = %s") == 0, table


def test_that_the_key_of_whoever_is_gone_is_to_be_destroyed_is_said_in_the_same_transaction(file: File) -> None:
    said = "select reason from destroyed_key where person_id = %s"
    file.remove(OTHER, file.theirs)
    file.remove(ME, *file.left())
    assert file.one(said) is None
    file.remove(None, file.person)
    assert file.one(said) == "retention"
    file.connection.execute("set local role sip_retention")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), file.connection.transaction():
        file.connection.execute("insert into destroyed_key (person_id, reason) values (gen_random_uuid(), 'x')")


def test_the_role_reads_no_content(file: File) -> None:
    file.connection.execute("set local role sip_retention")
    for table, column in (("fact", "fields"), ("fact", "title"), ("person", "identity"), ("finding_work", "reason")):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), file.connection.transaction():
            file.connection.execute(f"select {column} from {table}")
    for table in ("person", "person_identity", "audit", "event", "legal_hold", "access_grant"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), file.connection.transaction():
            file.connection.execute(f"delete from {table}")


BROKEN = {
    "a key that is forgotten": (
        "create or replace function sip.forget_person(who uuid) returns void language plpgsql security definer as $$ "
        "begin delete from sip.person where person_id = who; end $$",
        test_that_the_key_of_whoever_is_gone_is_to_be_destroyed_is_said_in_the_same_transaction,
    ),
    "a hold that is forgotten": (
        "create or replace function sip.may_go(person uuid, item uuid, whose uuid, sort text) returns boolean "
        "language plpgsql stable as $$ begin return whose = sip.me(); end $$",
        test_a_hold_keeps_all_that_is_the_actors_until_it_is_released,
    ),
    "whose it is, forgotten": (
        "alter policy removes on sip.fact using (true)",
        test_the_role_removes_what_is_its_actors_and_nothing_of_another,
    ),
    "grants that are not worked out anew": (
        "create or replace function sip.follow_removal() returns trigger language plpgsql as $$ "
        "begin return null; end $$",
        test_a_consent_that_goes_closes_what_it_opened,
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_schema_is_found(file: File, broken: str) -> None:
    statement, sees_it = BROKEN[broken]
    file.connection.execute(statement)
    with pytest.raises(AssertionError):
        sees_it(file)
