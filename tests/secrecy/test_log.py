"""Every read, every write and every refusal leaves its row in the log; no log, no answer; and no content in either."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
import pytest_asyncio

from tests.county import County
from tests.leaks.ear import Ear
from tests.secrecy.lives import Life, begin
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = date(2026, 11, 21)
OWNER, OTHER, STRANGER = "social-services", "employment-service", "association"
CANARIES = ("Kanariefågel", "070-1740605", "arabiska-kanarie", "Gul fjäder i skogen", "Sjunger om morgonen")


@pytest.fixture
def database(database_url: str) -> Iterator[Connection]:
    """The database as its superuser sees it."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    await life.consent("consent", [OWNER, OTHER], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(OWNER, "status", "support", code="income-support", start="2026-03-01")
    await county.detect(TODAY)
    return life


async def asked(
    client: httpx.AsyncClient, method: str, path: str, json: Any = None, **headers: str
) -> tuple[httpx.Response, str]:
    """The answer, and the request's id: the trace that was sent with it."""
    trace = uuid4().hex
    headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01", **headers}
    return await client.request(method, path, json=json, headers=headers), trace


def rows_of(database: Connection, trace: str) -> list[dict[str, Any]]:
    """The log's rows of that request."""
    found = database.execute(
        "select to_jsonb(a) from sip.audit a where request_id = %s order by n", (trace,)
    ).fetchall()
    return [row for (row,) in found]


async def row_of(
    database: Connection,
    client: httpx.AsyncClient,
    method: str,
    path: str,
    json: Any = None,
    *,
    status: int,
    **headers: str,
) -> dict[str, Any]:
    """The one row that the request left, which was answered with this status."""
    answer, trace = await asked(client, method, path, json, **headers)
    assert answer.status_code == status, answer.text
    (row,) = rows_of(database, trace)
    return row


async def test_every_view_leaves_one_row_of_what_it_disclosed(county: County, life: Life, database: Connection) -> None:
    reader, consent = county.system(OTHER), life.ids["consent"]
    views = {
        f"persons/{life.person}": ("read-person", {life.person: "relation"}),
        f"persons/{life.person}/timeline": ("read-timeline", None),
        f"plans/{life.ids['plan']}": ("read-plan", None),
        f"needs/{life.ids['job']}": ("read-item", {life.ids["job"]: consent}),
        f"consents/{consent}": ("read-item", {consent: "named"}),
        f"persons/{life.person}/findings": ("read-findings", None),
    }
    for path, (action, items) in views.items():
        row = await row_of(database, reader, "GET", path, status=200)
        assert (row["action"], row["outcome"], row["actor"]) == (action, "read", county.actor(OTHER)), path
        assert row["person_id"] == life.person
        assert row["at"]
        assert row["client"].endswith(f"#{OTHER}-system")
        assert row["user"] == "system"
        assert row["items"], path
        if items is not None:
            assert {item["id"]: item["basis"] for item in row["items"]} == items
    shown = (await reader.get(f"persons/{life.person}/timeline")).json()
    row = await row_of(database, reader, "GET", f"persons/{life.person}/timeline", status=200)
    assert {item["id"] for item in row["items"]} == {one["id"] for one in shown["items"] + shown["findings"]}


async def test_a_picture_is_a_read_too(county: County, life: Life, database: Connection) -> None:
    row = await row_of(
        database, county.system(OTHER), "GET", f"persons/{life.person}/timeline", status=200, accept="image/svg+xml"
    )
    assert (row["action"], row["outcome"]) == ("read-timeline-picture", "read")


async def test_the_worklist_leaves_one_row_for_each_person_on_it(
    county: County, life: Life, database: Connection
) -> None:
    on_it: set[str] = set()
    page = 0
    while life.person not in on_it:  # others' cards may stand before it
        page += 1
        answer, trace = await asked(county.system(OWNER), "GET", f"findings?limit=100&page={page}")
        on_it = {finding["person_id"] for finding in answer.json()["findings"]}
        assert on_it, "the list ended without the person"
    assert sorted(row["person_id"] for row in rows_of(database, trace)) == sorted(on_it)


async def test_a_list_with_nothing_in_it_is_a_read_too(county: County, life: Life, database: Connection) -> None:
    stranger = county.system("union")
    row = await row_of(database, stranger, "GET", f"persons/{life.person}/findings", status=200)
    assert (row["person_id"], row["items"]) == (life.person, [])
    for path in ("findings", "escalations"):
        row = await row_of(database, stranger, "GET", path, status=200)
        assert (row["person_id"], row["items"]) == (None, []), path


async def test_the_person_reads_who_has_read_and_that_is_logged(
    county: County, life: Life, database: Connection
) -> None:
    await county.system(OTHER).get(f"needs/{life.ids['job']}")
    await county.system(STRANGER).get(f"persons/{life.person}")
    myself = county.myself(life.number)
    row = await row_of(database, myself, "GET", f"persons/{life.person}/access-log", status=200)
    assert (row["action"], row["actor"], row["person_id"], row["user"]) == (
        "read-access-log",
        None,
        life.person,
        "self",
    )
    entries = (await myself.get(f"persons/{life.person}/access-log?limit=100")).json()["entries"]
    told = {(entry["actor"], entry["outcome"]) for entry in entries}
    assert {(county.actor(OTHER), "read"), (county.actor(STRANGER), "refused"), (county.actor(OWNER), "done")} <= told


async def test_every_write_leaves_one_row(county: County, life: Life, database: Connection) -> None:
    owner, base = county.system(OWNER), f"sources/{OWNER}"
    job = {"kind": "status", "person_id": life.person, "code": "job-seeker", "start": "2026-05-01"}
    writes: list[tuple[str, str, Any, int, str]] = [
        ("POST", "person-lookups", {"identity_number": life.number}, 200, "person-lookup"),
        ("PUT", f"{base}/facts/{life.person}.w", {**job, "source_version": 2}, 201, "report"),
        ("PUT", f"{base}/facts/{life.person}.w", {**job, "source_version": 2}, 200, "report"),
        ("PUT", f"{base}/facts/{life.person}.w", {**job, "source_version": 3}, 200, "report"),
        ("PUT", f"{base}/facts/{life.person}.w", {**job, "source_version": 1}, 200, "report"),
        ("POST", "facts", {"facts": [{"id": f"{life.person}.b", "source_version": 1, **job}]}, 200, "report"),
        ("POST", "plans", {"person_id": life.person}, 201, "plan-add"),
        ("POST", f"plans/{life.ids['plan']}/needs", {"category": "work", "start": "2026-11-01"}, 201, "need-add"),
        ("POST", f"plans/{life.ids['plan']}/participants", {"actor": county.actor("union")}, 201, "participant-add"),
        ("POST", f"plans/{life.ids['plan']}/participants", {"actor": county.actor("union")}, 201, "participant-add"),
        ("POST", f"consents/{life.ids['consent']}/withdrawal", {}, 200, "consent-withdrawal"),
        ("PUT", f"persons/{life.person}/details", {"name": "Elias N."}, 200, "person-describe"),
        ("POST", f"persons/{life.person}/death", {"on": "2026-11-20"}, 204, "person-death"),
    ]
    for method, path, body, status, action in writes:
        row = await row_of(database, owner, method, path, body, status=status, **{"If-Match": "*"})
        assert (row["action"], row["outcome"]) == (action, "done"), path
        assert (row["actor"], row["person_id"]) == (county.actor(OWNER), life.person), path


async def test_every_refusal_leaves_one_row_although_its_transaction_is_undone(
    county: County, life: Life, database: Connection
) -> None:
    stranger, reader = county.system(STRANGER), county.client(county.token("/anna", "portal", "b", roles=["manager"]))
    fact = {"kind": "contact", "person_id": life.person, "source_version": 1, "on": "2026-11-01", "outcome": "reached"}
    county.forget_refusals()
    refusals: list[tuple[httpx.AsyncClient, str, str, Any, int, str]] = [
        (stranger, "GET", f"persons/{life.person}/timeline", None, 404, "not-found"),
        (stranger, "GET", f"persons/{life.person}/access-log", None, 404, "not-found"),
        (stranger, "GET", f"needs/{life.ids['job']}", None, 404, "not-found"),
        (stranger, "GET", f"plans/{life.ids['plan']}", None, 404, "not-found"),
        (county.system(OTHER), "GET", f"calls/{life.ids['job']}", None, 404, "not-found"),
        (stranger, "PUT", f"sources/{OWNER}/facts/x", fact, 403, "foreign-source"),
        (
            stranger,
            "POST",
            f"plans/{life.ids['plan']}/needs",
            {"category": "work", "start": "2026-11-01"},
            404,
            "not-found",
        ),
        (stranger, "POST", f"consents/{life.ids['consent']}/withdrawal", {}, 404, "not-found"),
        (county.system(OTHER), "POST", f"plans/{life.ids['plan']}/closing", {"reason": "moved"}, 403, "not-permitted"),
        (reader, "PUT", f"persons/{life.person}/details", {"name": "x"}, 403, "not-permitted"),
        (county.client(None), "GET", f"persons/{life.person}", None, 401, "not-authenticated"),
    ]
    for client, method, path, body, status, reason in refusals:
        row = await row_of(database, client, method, path, body, status=status, **{"If-Match": "*"})
        assert (row["outcome"], row["reason"]) == ("refused", reason), path
        if path.startswith("persons/"):
            assert row["person_id"] == life.person
        elif "/x" not in path:
            assert [item["id"] for item in row["items"]] == [path.split("/")[1]]
    refused = {**fact, "kind": "queue", "id": "q", "start": "2026-11-01", "need": life.ids["job"]}
    del refused["on"], refused["outcome"]
    answer, trace = await asked(stranger, "POST", "facts", {"facts": [refused]})
    assert answer.json()["results"][0]["problem"]["type"].endswith("unknown-reference")
    (row,) = rows_of(database, trace)
    assert (row["outcome"], row["reason"]) == ("refused", "unknown-reference")


@contextmanager
def no_log(database: Connection) -> Iterator[None]:
    """While it lasts, nothing can be written to the log."""
    database.execute("alter table sip.audit add constraint broken check (false) not valid")
    try:
        yield
    finally:
        database.execute("alter table sip.audit drop constraint broken")


async def test_without_a_log_there_is_no_answer_and_nothing_is_stored(
    county: County, life: Life, database: Connection
) -> None:
    owner, person = county.system(OWNER), f"persons/{life.person}"
    counted = (
        "select (select count(*) from sip.fact), (select count(*) from sip.event), (select count(*) from sip.person)"
    )
    before = database.execute(counted).fetchone()
    with no_log(database):
        for method, path, body in (
            *(("GET", p, None) for p in (person, f"{person}/timeline", f"{person}/findings", "findings")),
            ("GET", f"plans/{life.ids['plan']}", None),
            ("GET", f"needs/{life.ids['job']}", None),
            ("POST", "plans", {"person_id": life.person}),
            ("POST", "person-lookups", {"identity_number": county.number()}),
            ("GET", f"{person}x", None),
        ):
            answer, _ = await asked(owner, method, path, body)
            assert answer.status_code >= 400, path
            assert answer.status_code in (422, 500, 503), path
            assert not any(item in answer.text for key, item in life.ids.items() if item not in path), path
        answer, _ = await asked(county.myself(life.number), "GET", f"{person}/access-log")
        assert answer.status_code in (500, 503)
        refused, _ = await asked(county.system(STRANGER), "GET", person)
        assert refused.status_code in (500, 503)
    assert database.execute(counted).fetchone() == before
    assert (await owner.get(person)).status_code == 200


async def test_neither_the_log_nor_its_neighbours_hold_content(
    county: County, life: Life, database: Connection
) -> None:
    name, contact, language, title, goal = CANARIES
    owner = county.system(OWNER)
    once = {"Idempotency-Key": "Sjunger om morgonen"}
    details = {"name": name, "contact": contact, "language": language}
    plan = life.ids["plan"]
    for method, path, body, headers in (
        ("PUT", f"persons/{life.person}/details", details, {"If-Match": "*"}),
        ("POST", f"plans/{plan}/goals", {"on": "2026-11-01", "title": title, "professional": goal}, {}),
        ("POST", f"plans/{plan}/needs", {"category": "work", "start": "2026-11-01", "title": title}, once),
        ("POST", f"plans/{plan}/needs", {"category": "work", "start": "2026-11-01", "title": title}, once),
        ("POST", f"plans/{plan}/needs", {"category": title, "start": goal, "title": name}, {}),
        ("POST", f"plans/{plan}/needs", {"category": "work", "start": "2026-11-01", name: title}, {}),
        ("POST", "person-lookups", {"identity_number": life.number}, {}),
        ("POST", "person-lookups", {"identity_number": life.number[:-1] + str(9 - int(life.number[-1]))}, {}),
        ("GET", f"persons/{life.person}/timeline", None, {}),
    ):
        answer, _ = await asked(owner, method, path, body, **headers)
        assert answer.status_code < 500, answer.text
    with no_log(database):
        await asked(owner, "POST", f"plans/{plan}/needs", {"category": "work", "start": "2026-11-01", "title": title})
    await county.detect()
    ear = Ear()
    for word in (*CANARIES, life.number):
        ear.told.hear(word, "a word", "this test")
    ear.hear_tables(database)
    assert ear.leaks() == []
    database.execute("insert into sip.event (person_id, id, type) values (%s, %s, %s)", (life.person, uuid4(), name))
    ear.hear_tables(database)
    assert [leak.way for leak in ear.leaks()] == ["the table event"]
    database.execute("delete from sip.event where type = %s", (name,))
