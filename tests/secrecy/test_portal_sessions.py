"""Sessions of the portal: opened by whoever has the secret, ended by time, and of no use to whoever reads the table."""

from collections.abc import Iterator

import psycopg
import pytest

OPEN = "select sip.open_session(%s, 'box', %s, %s)"
USE = "select sip.use_session(%s)"


@pytest.fixture
def owner(database_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("delete from sip.portal_session")
        yield connection
        connection.execute("delete from sip.portal_session")


@pytest.fixture
def service(database_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(database_url, autocommit=True, options="-c role=sip_service") as connection:
        yield connection


Connection = psycopg.Connection[tuple[object, ...]]


def box(service: Connection, mark: bytes) -> object:
    row = service.execute(USE, [mark]).fetchone()
    return row[0] if row else None


def test_what_was_put_in_is_found_by_its_hash_alone(owner: Connection, service: Connection) -> None:
    service.execute(OPEN, [b"one", 60, 600])

    assert box(service, b"one") == b"box"
    assert box(service, b"two") is None


def test_a_session_ends_when_it_is_left_alone_and_when_its_time_is_up(owner: Connection, service: Connection) -> None:
    for mark, idle, seconds in ((b"idle", 0, 600), (b"long", 600, 0), (b"good", 60, 600)):
        service.execute(OPEN, [mark, idle, seconds])

    assert [box(service, mark) for mark in (b"idle", b"long", b"good")] == [None, None, b"box"]


def test_use_prolongs_it_but_never_beyond_its_end(owner: Connection, service: Connection) -> None:
    service.execute(OPEN, [b"one", 1800, 28800])
    owner.execute(
        "update sip.portal_session set idle_until = now() + interval '5 minutes', ends = now() + '10 minutes'"
    )

    box(service, b"one")

    assert owner.execute("select idle_until = ends from sip.portal_session").fetchone() == (True,)


def test_it_is_noted_as_used_once_a_minute_at_most(owner: Connection, service: Connection) -> None:
    service.execute(OPEN, [b"one", 1800, 28800])
    before = owner.execute("select xmin::text from sip.portal_session").fetchone()

    box(service, b"one")

    assert owner.execute("select xmin::text from sip.portal_session").fetchone() == before


def test_what_is_over_is_swept_away_when_others_sign_in(owner: Connection, service: Connection) -> None:
    service.execute(OPEN, [b"old", 0, 0])
    service.execute(OPEN, [b"new", 60, 600])

    assert owner.execute("select count(*) from sip.portal_session").fetchone() == (1,)


def test_a_session_that_was_ended_is_gone(owner: Connection, service: Connection) -> None:
    service.execute(OPEN, [b"one", 60, 600])

    service.execute("select sip.end_session(%s)", [b"one"])

    assert box(service, b"one") is None


@pytest.mark.parametrize(
    "statement",
    ["select * from sip.portal_session", "update sip.portal_session set ends = now()",
     "insert into sip.portal_session select * from sip.portal_session", "delete from sip.portal_session"],
)  # fmt: skip
@pytest.mark.parametrize("role", ["sip_service", "sip_worker", "sip_admin"])
def test_no_role_reaches_the_table_itself(database_url: str, owner: Connection, role: str, statement: str) -> None:
    with (
        psycopg.connect(database_url, options=f"-c role={role}") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)
