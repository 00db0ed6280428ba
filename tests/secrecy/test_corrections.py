"""Who may take what away from a person, with no application in the way, and what then is left; each guard is needed."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.domain.actors import THE_PERSON
from tests.secrecy import guarded
from tests.secrecy.guarded import ASKED, CALL, ME, NEED, OWN, PARTY, PLAN, THEIRS, TODAY, acting, settled
from tests.secrecy.worlds import Connection, Row, insert

OTHER = uuid4()
FREE = Row(person_id=ME, id=uuid4(), source="own", kind="status", owner=OWN, category="work", fields={"code": "CANARY"})
NEWER = replace(FREE, source_version=2)
OURS = Row(person_id=ME, id=uuid4(), source="own", kind="plan", owner=OWN)
LONE = replace(OURS, plan_id=OURS.id)
PART = replace(LONE, id=uuid4(), kind="participant", named=(OWN,))
GIVEN = replace(FREE, id=uuid4(), kind="consent", named=(OWN, PARTY), fields={"start": TODAY, "categories": ["work"]})
FINDING = """insert into sip.finding (person_id, id, reader, rule, subject, owner, status, opens, spans, evidence)
             values (%(me)s, %(id)s, %(reader)s, 'benefit-ending', %(subject)s, %(reader)s, 'open', %(today)s, '[]',
                     %(evidence)s)"""


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role: a person of whom there is everything, and another of whom there is nothing."""
    with psycopg.connect(database_url) as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        settled(connection)
        for row in (FREE, NEWER, LONE, PART, GIVEN):
            assert insert(connection, row)
        connection.execute(
            "insert into sip.person (person_id, birth_date, identity, details) values (%s, '1991-05-17', '', '')",
            (OTHER,),
        )
        assert insert(connection, Row(person_id=OTHER, id=OTHER, source="sip", kind="person", owner=THE_PERSON))
        connection.execute("insert into sip.source_key values (%s, %s, 'own', 'free')", (ME, FREE.id))
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def corrected(
    connection: Connection, *rows: Row, to: UUID | None = None, by: UUID = OWN, source: str = "own", user: str = "bo"
) -> bool:
    """Whether the database let that actor do it; the transaction goes on either way."""
    acting(connection, by, source=source, user=user)
    connection.execute("select set_config('sip.client', 'c', true)")
    try:
        with connection.transaction():
            items = [row.id for row in rows]
            connection.execute("select sip.correct(%s, %s, %s, 'number-mistaken')", (ME, items, to))
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def found(connection: Connection, reader: UUID, row: Row, evidence: tuple[str, ...] = ()) -> UUID:
    """A finding of the reader's about the item."""
    number = uuid4()
    connection.execute("reset role")
    values = {"me": ME, "id": number, "reader": reader, "subject": str(row.id), "today": TODAY}
    connection.execute(FINDING.encode(), {**values, "evidence": list(evidence)})
    connection.execute("set local role sip_service")
    return number


def everywhere(connection: Connection, text: str, person: UUID = ME) -> set[str]:
    """The tables that hold the text in a row of the person."""
    connection.execute("reset role")
    holding = set()
    tables = connection.execute(
        """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id'
            where c.relnamespace = 'sip'::regnamespace and c.relkind = 'r'"""
    ).fetchall()
    for (table,) in tables:
        rows = connection.execute(
            f"select 1 from sip.{table} t where person_id = %s and to_jsonb(t)::text like %s".encode(),
            (person, f"%{text}%"),
        )
        if rows.rowcount:
            holding.add(table)
    connection.execute("set local role sip_service")
    return holding


def test_every_version_goes_to_the_right_person_with_its_key_and_its_source(database: Connection) -> None:
    assert corrected(database, FREE, to=OTHER)
    assert everywhere(database, "CANARY") == set()
    assert everywhere(database, str(FREE.id)) == {"correction"}
    assert everywhere(database, str(OTHER)) == set(), "where it went is told to nobody"
    acting(database, OWN, source="own")
    rows = database.execute("select source_version, current from sip.fact where person_id = %s and id = %s order by 1",
                            (OTHER, FREE.id)).fetchall()  # fmt: skip
    assert rows == [(1, False), (2, True)]
    assert database.execute("select person_id from sip.source_key where key = 'free'").fetchone() == (OTHER,)
    assert database.execute("select sip.knows(%s)", (OTHER,)).fetchone() == (True,)


def test_what_is_removed_is_nowhere_and_its_key_is_used_up(database: Connection) -> None:
    assert corrected(database, FREE)
    assert everywhere(database, "CANARY") == set()
    assert everywhere(database, str(FREE.id)) == {"correction", "source_key"}


def test_findings_that_rest_on_it_go_at_once_and_nobody_else_s_so_much_as_flicker(database: Connection) -> None:
    about, proved = found(database, PARTY, FREE), found(database, OWN, NEED, (str(FREE.id),))
    stranger = found(database, ASKED, NEED)
    assert corrected(database, FREE, to=OTHER)
    database.execute("reset role")
    rows = database.execute("select id, valid_until from sip.finding where person_id = %s", (ME,)).fetchall()
    left: dict[UUID, object] = dict(rows)
    assert about not in left
    assert proved not in left
    assert left[stranger] is None
    assert left[guarded.FOUND_ID] is not None, "what its owner was found shrank"


def test_whoever_had_read_it_is_told_and_the_caller_is_not_told_who(database: Connection) -> None:
    database.execute("reset role")
    for actor, row in ((PARTY, FREE), (PARTY, FREE), (ASKED, NEED), (OWN, FREE)):
        database.execute(
            """insert into sip.audit (request_id, actor, person_id, action, outcome, items)
               values ('r', %s, %s, 'read-timeline', 'read', %s)""",
            (actor, ME, Jsonb([{"id": str(row.id), "category": "work", "basis": "consent"}])),
        )
    database.execute("set local role sip_service")
    assert corrected(database, FREE)
    acting(database, OWN, source="own")
    assert database.execute("select 1 from sip.event where type = 'status-withdrawn'").rowcount == 0
    database.execute("reset role")
    told = "select reader, item_id from sip.event where person_id = %s and type = 'status-withdrawn'"
    assert database.execute(told, (ME,)).fetchall() == [(PARTY, FREE.id)]
    assert database.execute("select 1 from sip.audit where person_id = %s", (ME,)).rowcount == 4


REFUSED = {
    "another's item": ((THEIRS,), {}),
    "one's own by another": ((FREE,), {"by": PARTY}),
    "the person's record": ((guarded.ROWS[0],), {}),
    "the person's consent": ((guarded.ROWS[-1],), {}),
    "what another system reported": ((FREE,), {"source": "other"}),
    "what nobody has": ((replace(FREE, id=uuid4()),), {}),
    "to the same person": ((FREE,), {"to": ME}),
    "to nobody there is": ((FREE,), {"to": uuid4()}),
    "a plan in which another takes part": ((PLAN,), {}),
    "a plan without what is in it": ((LONE,), {}),
    "what is in a plan, without it": ((PART,), {"to": OTHER}),
    "a consent, to somebody": ((GIVEN,), {"to": OTHER}),
    "one of which something is another's": ((FREE, THEIRS), {"to": OTHER}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_nobody_takes_away(database: Connection, what: str) -> None:
    rows, said = REFUSED[what]
    before = everything(database)
    assert not corrected(database, *rows, **said)  # type: ignore[arg-type]  # of the kinds that each case has
    assert everything(database) == before


def everything(connection: Connection) -> list[tuple[object, ...]]:
    """Every version that there is of both, and who may see what."""
    connection.execute("reset role")
    facts = connection.execute("select to_jsonb(f)::text from sip.fact f where person_id = any(%s) order by 1",
                               ([ME, OTHER],)).fetchall()  # fmt: skip
    grants = connection.execute("select to_jsonb(g)::text from sip.access_grant g where person_id = any(%s) order by 1",
                                ([ME, OTHER],)).fetchall()  # fmt: skip
    connection.execute("set local role sip_service")
    return [*facts, *grants]


def test_a_plan_of_one_s_own_goes_whole_and_one_that_was_agreed_on_stays(database: Connection) -> None:
    with database.transaction(force_rollback=True):
        assert corrected(database, LONE, PART, to=OTHER)
        acting(database, OWN)
        moved = "select 1 from sip.fact where person_id = %s and plan_id = %s"
        assert database.execute(moved, (OTHER, LONE.id)).rowcount == 2
    acting(database, OWN)
    database.execute(
        """insert into sip.plan_version (person_id, plan_id, n, id, owner, on_day, client, "user")
           values (%s, %s, 1, gen_random_uuid(), %s, %s, 'c', 'u')""",
        (ME, LONE.id, OWN, TODAY),
    )
    assert not corrected(database, LONE, PART, to=OTHER)
    assert not corrected(database, LONE, PART)


def test_what_somebody_else_has_answered_is_not_moved_and_may_be_removed(database: Connection) -> None:
    free = replace(CALL, id=uuid4(), plan_id=None)
    database.execute("reset role")
    assert insert(database, free)
    database.execute(
        "insert into sip.event (person_id, id, actor, item_id, type) values (%s, gen_random_uuid(), %s, %s, 'x')",
        (ME, ASKED, free.id),
    )
    database.execute("set local role sip_service")
    assert not corrected(database, free, to=OTHER)
    assert corrected(database, free)
    acting(database, ASKED)
    assert database.execute("select 1 from sip.fact where id = %s", (free.id,)).rowcount == 0


def test_a_question_that_nobody_answered_is_put_to_the_same_one_about_the_other(database: Connection) -> None:
    free = replace(CALL, id=uuid4(), plan_id=None)
    database.execute("reset role")
    assert insert(database, free)
    database.execute("set local role sip_service")
    assert corrected(database, free, to=OTHER)
    acting(database, ASKED)
    rows = database.execute("select person_id from sip.fact where id = %s", (free.id,)).fetchall()
    assert rows == [(OTHER,)]
    assert database.execute("select 1 from sip.access_grant where basis = %s", (free.id,)).rowcount == 1


def protected(connection: Connection, person: UUID) -> None:
    """As when somebody else has stated that the person is protected."""
    connection.execute("reset role")
    connection.execute(
        """insert into sip.protection (person_id, actor_id, version, level, reason, on_day, client, "user")
           values (%s, %s, 1, 'marked', 'r', %s, 'c', 'eva')""",
        (person, PARTY, TODAY),
    )
    connection.execute("set local role sip_service")


def test_a_protected_person_is_corrected_by_a_handler_or_the_source_and_is_nobody_to_others(
    database: Connection,
) -> None:
    for person in (ME, OTHER):
        with database.transaction(force_rollback=True):
            protected(database, person)
            assert not corrected(database, replace(FREE), to=OTHER, source="")
            assert corrected(database, FREE, to=OTHER), "the system that reported it goes on"
            database.execute("reset role")
            guards = database.execute("select distinct guarded from sip.fact where id = %s", (FREE.id,)).fetchall()
            assert guards == [(person == OTHER,)]
            database.execute("set local role sip_service")
            acting(database, OWN, user="bo")
            traces = database.execute("select 1 from sip.correction where person_id = %s", (ME,)).rowcount
            assert traces == (person == OTHER)


THIS_TRACE = "select 1 from sip.correction where person_id = %s"


def test_the_trace_is_told_to_the_person_and_to_whoever_made_it(database: Connection) -> None:
    assert corrected(database, FREE)
    for actor, person, told in ((OWN, None, 1), (None, ME, 1), (PARTY, None, 0), (None, OTHER, 0)):
        acting(database, actor, person)
        assert database.execute(THIS_TRACE, (ME,)).rowcount == told
    database.execute("reset role")
    database.execute("drop policy told on sip.correction")
    database.execute("create policy told on sip.correction for select to sip_service using (true)")
    database.execute("set local role sip_service")
    acting(database, PARTY)
    assert database.execute(THIS_TRACE, (ME,)).rowcount == 1, "it is the policy that withholds it"


def test_a_plan_in_which_somebody_else_takes_part_is_not_its_owner_s_to_take_away(database: Connection) -> None:
    theirs = replace(PART, id=uuid4(), named=(PARTY,))
    database.execute("reset role")
    assert insert(database, theirs)
    database.execute("set local role sip_service")
    assert not corrected(database, LONE, PART, theirs)
    assert not corrected(database, LONE, PART, theirs, to=OTHER)
