"""What holds for every answer: problems, traces, private answers, pages, and what the API says of itself."""

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.reads import PostgresViews
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.work import PostgresStore
from app.api.problem_reference import page
from app.main import BASE
from app.settings import Settings
from tests.api.answers import problem, served, untold
from tests.api.test_contract import operations
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "problems.md"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


async def test_an_address_that_does_not_exist_is_a_problem_inside_the_api(county: County) -> None:
    client = county.system("social-services")

    problem(await client.get("/planes"), 404, "no-such-resource")
    problem(await client.get("/plans/"), 404, "no-such-resource")


@pytest.mark.parametrize("path", sorted({path for _, path, _ in operations()}))
async def test_a_method_that_cannot_be_used_is_a_problem_that_says_all_which_can(county: County, path: str) -> None:
    address = re.sub(r"{\w+}", str(UUID(int=7)), path)

    answer = await county.client(None).options(address)

    problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {
        method.upper() for method, there, _ in operations() if there == path
    }


@pytest.mark.lets_it_out("by whoever asks, in an address")
async def test_an_identity_number_in_an_address_is_not_given_back(county: County) -> None:
    number = county.number()

    answer = await county.system("social-services").get(f"/persons/{number}")

    assert number not in problem(answer, 422, "invalid-request", "person")["instance"]
    assert number not in answer.text


async def test_a_fault_of_the_service_says_nothing_of_what_it_was_about(
    county: County, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> int:
        raise RuntimeError("select name from person; Elias N. 19900517-9805")

    caplog.set_level(logging.DEBUG)
    token = county.token("/system", "social-services-system", "s")
    async with served(settings, replace(county.service, clock=broken)) as client:
        answer = await client.get("/findings", headers={"Authorization": f"Bearer {token}", "traceparent": TRACE})

    problem(answer, 500, "internal")
    for secret in ("Elias", "9805", "select", "RuntimeError", "Traceback", ".py"):
        assert secret not in answer.text
    (line,) = [record.getMessage() for record in caplog.records if record.name == "sip.faults"]
    assert "RuntimeError at" in line
    assert "test_conventions.py" in line
    assert TRACE.split("-")[1] in line
    assert not [record for record in caplog.records if record.exc_info or "Elias" in record.getMessage()]


@pytest.fixture
async def nowhere(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Connections to a database whose server is not there."""
    engine = create_engine_as("sip_service", f"postgresql://nobody@/nothing?host={tmp_path}", connections=1)
    yield engine
    await engine.dispose()


async def test_health_without_a_database_is_alive_but_not_ready(
    county: County, settings: Settings, nowhere: AsyncEngine
) -> None:
    registry = PostgresRegistry(nowhere, county.service.vault.index_hashes)
    async with served(settings, replace(county.service, registry=registry)) as client:
        assert (await client.get("/health/live")).json() == {"status": "live"}
        answer = await client.get("/health/ready")

    problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


async def test_reading_and_writing_without_a_database_is_worth_another_try(
    county: County, settings: Settings, nowhere: AsyncEngine
) -> None:
    views, store = PostgresViews(nowhere), PostgresStore(nowhere, county.service.new_id)
    headers = {"Authorization": f"Bearer {county.token('/system', 'social-services-system', 's')}"}
    async with served(settings, replace(county.service, views=views, store=store)) as client:
        problem(await client.get("/findings", headers=headers), 503, "unavailable")
        body = {"identity_number": county.number()}
        problem(await client.post("/person-lookups", json=body, headers=headers), 503, "unavailable")


async def test_the_service_says_what_it_is_to_anybody(county: County) -> None:
    stranger = county.client(None)

    info = (await stranger.get("/api-info")).json()

    assert info["api_name"] == "sip"
    assert set(info) == {"api_name", "api_version", "api_released", "api_documentation", "api_status"}
    assert (await stranger.get("/health/ready")).json() == {"status": "ready"}


async def test_rules_and_codes_are_open_and_hold_no_person(county: County) -> None:
    stranger = county.client(None)

    rules = (await stranger.get("/rules")).json()["rules"]
    codes = (await stranger.get("/code-lists")).json()["code_lists"]

    assert all(rule["sources"] and rule["explanation"] for rule in rules)
    assert {"sv", "en", "code"} == set(codes["status"][0])


@pytest.mark.parametrize("path", ["/api-info", "/findings", "/nowhere", "http://sip/nowhere"])
async def test_the_trace_comes_back_on_every_answer(county: County, path: str) -> None:
    answer = await county.system("social-services").get(path, headers={"traceparent": TRACE})

    assert answer.headers["traceparent"] == TRACE
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "given",
    ["", "00-1-1-01", TRACE.upper(), TRACE + "-00", f"00-{'0' * 32}-00f067aa0ba902b7-01", "00-" + "g" * 32, "å"],
)
async def test_a_trace_that_is_none_is_replaced(county: County, given: str) -> None:
    answer = await county.client(None).get("/api-info", headers=[(b"traceparent", given.encode())])

    assert answer.status_code == 200
    assert answer.headers["traceparent"] != given
    assert len(answer.headers["traceparent"]) == len(TRACE)


async def test_lists_come_in_pages_that_lead_to_each_other(county: County) -> None:
    client = county.system("social-services")
    seen, path = [], "/actors?limit=7"
    while path:
        answer = await client.get(path if path.startswith("/actors") else f"http://sip{path}")
        seen += [actor["id"] for actor in answer.json()["actors"]]
        assert answer.json()["more"] == ("next" in answer.links)
        path = answer.links.get("next", {}).get("url", "")

    everyone, path = [], "/actors?limit=100"
    while path:
        larger = await client.get(path if path.startswith("/actors") else f"http://sip{path}")
        everyone += [actor["id"] for actor in larger.json()["actors"]]
        path = larger.links.get("next", {}).get("url", "")
    assert seen == everyone
    pages = -(-len(seen) // 7)
    assert len(set(seen)) == len(seen)
    assert pages >= 3
    assert answer.links["prev"]["url"] == f"{BASE}/actors?limit=7&page={pages - 1}"


async def test_a_filtered_list_keeps_its_filters_from_page_to_page(county: County) -> None:
    client = county.system("social-services")
    for _ in range(3):
        person = await county.person()
        support = {"kind": "status", "code": "income-support", "start": "2026-01-01"}
        body = {"person_id": person, "source_version": 1, **support}
        assert (await client.put(f"/sources/social-services/facts/{person}", json=body)).status_code == 201
    await county.detect()

    first = await client.get("/findings", params={"limit": 2, "mine": "true"})
    second = await client.get("http://sip" + first.links["next"]["url"])

    assert "mine=true" in first.links["next"]["url"]
    assert len(first.json()["findings"]) == 2
    ids = {finding["id"] for finding in first.json()["findings"]}
    assert ids.isdisjoint(finding["id"] for finding in second.json()["findings"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=10001", "page"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("mine=perhaps", "mine"),
        ("sort=opens", "sort"),
        pytest.param("19900517-9805=1", "…", marks=pytest.mark.lets_it_out("by whoever asks, in an address")),
    ],
)
async def test_a_query_that_the_list_does_not_know_is_refused(county: County, query: str, field: str) -> None:
    answer = await county.system("social-services").get(f"/findings?{query}")

    problem(answer, 422, "invalid-request", field)
    untold(answer, "9805")


async def test_the_reference_of_problems_is_the_table() -> None:
    renew = "renew it with python -m app.api.problem_reference > docs/reference/problems.md"
    assert REFERENCE.read_text(encoding="utf-8") == page(), renew
