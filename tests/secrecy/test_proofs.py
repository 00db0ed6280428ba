"""A proof is spent once among all processes, by a function that lets nobody take it back."""

import threading
from collections.abc import Iterator

import psycopg
import pytest

from tests.secrecy.worlds import Connection

SPEND = "select sip.spend_proof(%s, now() + make_interval(secs => %s))"


def spend(connection: Connection, mark: bytes, seconds: int = 60) -> bool:
    row = connection.execute(SPEND, (mark, seconds)).fetchone()
    return bool(row and row[0])


@pytest.fixture
def service(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True, options="-c role=sip_service") as connection:
        yield connection


@pytest.fixture
def owner(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection
        connection.execute("delete from sip.proof_seen")


def test_a_proof_is_new_once_and_another_process_knows_it(
    service: Connection, owner: Connection, database_url: str
) -> None:
    assert spend(service, b"one")
    with psycopg.connect(database_url, autocommit=True, options="-c role=sip_service") as elsewhere:
        assert not spend(elsewhere, b"one")
        assert spend(elsewhere, b"two")


def test_of_two_processes_at_the_same_moment_one_spends_it(
    service: Connection, owner: Connection, database_url: str
) -> None:
    answers: list[bool] = []
    with psycopg.connect(database_url, options="-c role=sip_service") as first:
        assert spend(first, b"race")
        second = threading.Thread(target=lambda: answers.append(spend(service, b"race")))
        second.start()
        first.commit()
        second.join(10)
    assert answers == [False]


def test_what_nobody_can_use_any_more_is_swept_away(service: Connection, owner: Connection) -> None:
    for n in range(8):
        spend(service, f"old {n}".encode(), -61)
    spend(service, b"just over", -59)
    owner.execute("insert into sip.proof_seen select ('older ' || n)::bytea, now() - interval '1 day' from"
                  " generate_series(1, 100) n")  # fmt: skip
    for n in range(14):
        spend(service, f"new {n}".encode())
    left = owner.execute("select count(*) filter (where \"until\" < now() - interval '1 minute'), count(*)"
                         " from sip.proof_seen").fetchone()  # fmt: skip
    assert left == (0, 15)


@pytest.mark.parametrize(
    "statement",
    ["select * from sip.proof_seen", "delete from sip.proof_seen", "insert into sip.proof_seen values ('x', now())"],
)
def test_the_service_reaches_the_memory_by_spending_alone(service: Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute(statement)
