"""Who may give a person another number, with no application in the way, and what the index holds then."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.secrecy.guarded import ASKED, ME, OWN, PARTY, TODAY, acting, settled
from tests.secrecy.worlds import Connection

FORMER, GIVEN, TAKEN = b"\x01\x01", b"\x02\x02", b"\x03\x03"
OTHER = uuid4()
SEALED = b"sealed"


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """As the service's role: a person with a number, of whom there is everything, and somebody else's number."""
    with psycopg.connect(database_url) as connection:
        connection.execute("select 1")  # so that what follows is one transaction, and can be undone
        settled(connection)
        for number, person in ((FORMER, ME), (TAKEN, OTHER)):
            connection.execute("insert into sip.person_identity (hash, person_id) values (%s, %s)", (number, person))
        connection.execute("set local role sip_service")
        yield connection
        connection.rollback()


def renumbered(
    connection: Connection, by: UUID | None, *, held: bytes = FORMER, given: bytes = GIVEN, person: UUID = ME
) -> bool | None:
    """What the database answers, None when it refuses; the transaction goes on either way."""
    acting(connection, by, None if by else ME, user="eva")
    try:
        with connection.transaction():
            row = connection.execute(
                "select sip.renumber(%s, %s, %s, %s, null, %s, '1991-06-18')",
                (person, [held], [given], given, SEALED),
            ).fetchone()
    except psycopg.errors.InsufficientPrivilege:
        return None
    return bool(row and row[0])


def numbers(connection: Connection) -> set[tuple[bytes, UUID, bool]]:
    connection.execute("reset role")
    rows = connection.execute(
        "select hash, person_id, former from sip.person_identity where person_id = any(%s)", ([ME, OTHER],)
    ).fetchall()
    connection.execute("set local role sip_service")
    return {(bytes(number), person, former) for number, person, former in rows}


BEFORE = {(FORMER, ME, False), (TAKEN, OTHER, False)}


@pytest.mark.parametrize("actor", [OWN, PARTY, ASKED])
def test_whoever_has_to_do_with_the_person_gives_the_new_number_and_the_former_still_finds(
    database: Connection, actor: UUID
) -> None:
    assert renumbered(database, actor)
    assert numbers(database) == {(FORMER, ME, True), (GIVEN, ME, False), (TAKEN, OTHER, False)}
    acting(database, actor, user="eva")
    rows = database.execute("select birth_date::text, identity from sip.person where person_id = %s", (ME,)).fetchall()
    assert rows == [("1991-06-18", b"sealed")]
    facts = database.execute(
        "select revision, fields ->> 'birth_date' from sip.fact where person_id = %s and kind = 'person' and current",
        (ME,),
    ).fetchall()
    assert facts == [(0, None)], "there was no day in it"
    assert database.execute("select sip.me()").fetchone() == (actor,), "who acts is who acted"


def test_the_day_of_birth_is_a_revision_of_what_was_known(database: Connection) -> None:
    database.execute("reset role")
    database.execute(
        """update sip.fact set fields = '{"birth_date": "1990-05-17", "deceased_on": "2026-01-01"}'
            where person_id = %s and kind = 'person'""",
        (ME,),
    )
    database.execute("set local role sip_service")
    assert renumbered(database, OWN)
    acting(database, person=ME)
    rows = database.execute(
        "select revision, fields, current from sip.fact where person_id = %s and kind = 'person' order by 1", (ME,)
    ).fetchall()
    assert [(revision, said["birth_date"], current) for revision, said, current in rows] == [
        (0, "1990-05-17", False),
        (1, "1991-06-18", True),
    ]
    assert rows[1][1]["deceased_on"] == "2026-01-01"


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (uuid4(), {}),
        (None, {}),
        (OWN, {"held": TAKEN}),
        (OWN, {"held": GIVEN}),
        (OWN, {"person": OTHER, "held": TAKEN}),
    ],
    ids=["a stranger", "the person", "by another's number", "by a number nobody has", "of a person one does not know"],
)
def test_nobody_else_gives_a_number(database: Connection, by: UUID | None, said: dict[str, bytes]) -> None:
    assert renumbered(database, by, **said) is None  # type: ignore[arg-type]  # each of its own type
    assert numbers(database) == BEFORE


def test_a_number_that_is_somebody_s_is_not_taken_and_a_former_one_is_not_left_twice(database: Connection) -> None:
    assert renumbered(database, OWN, given=TAKEN) is False
    assert numbers(database) == BEFORE
    assert renumbered(database, OWN)
    assert renumbered(database, OWN, given=b"\x04") is None


def test_nobody_gives_a_protected_person_another_number(database: Connection) -> None:
    acting(database, PARTY, user="eva")
    database.execute("select set_config('sip.leads', 'yes', true)")
    database.execute(
        """insert into sip.named_handler (person_id, id, version, actor_id, "user", first_day, client, named_by)
           values (%s, gen_random_uuid(), 1, %s, 'eva', %s, 'c', 'u')""",
        (ME, PARTY, TODAY),
    )
    database.execute("reset role")
    database.execute(
        """insert into sip.protection (person_id, actor_id, version, level, reason, on_day, client, "user")
           values (%s, %s, 1, 'marked', 'r', %s, 'c', 'eva')""",
        (ME, PARTY, TODAY),
    )
    database.execute("set local role sip_service")
    assert renumbered(database, PARTY) is None, "not by a handler either"
    assert renumbered(database, OWN) is None


def test_the_service_gives_nobody_a_second_number_by_itself(database: Connection) -> None:
    acting(database, OWN)
    database.execute("select set_config('sip.sought', %s, true)", (GIVEN.hex(),))
    with pytest.raises(psycopg.errors.UniqueViolation), database.transaction():
        database.execute("insert into sip.person_identity (hash, person_id) values (%s, %s)", (GIVEN, ME))
    with pytest.raises(psycopg.errors.InsufficientPrivilege), database.transaction():
        database.execute("insert into sip.person_identity (hash, person_id, former) values (%s, %s, true)", (GIVEN, ME))
