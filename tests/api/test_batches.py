"""A batch stores what is right, refuses what is wrong, and says which is which, in order."""

import json
from typing import Any

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOBODY = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


def supported(person: str, key: str, **changes: Any) -> dict[str, Any]:
    support = {"kind": "status", "code": "income-support", "start": "2026-01-01"}
    return {"id": key, "person_id": person, "source_version": 1, **support, **changes}


async def sent(county: County, *facts: Any) -> list[dict[str, Any]]:
    answer = await county.system("social-services").post("/facts", json={"facts": facts})
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json()["results"]
    assert len(results) == len(facts)
    return results


async def test_one_bad_item_hinders_no_good_one(county: County, witness: Witness) -> None:
    person = await county.person()
    before = witness.counts()["source_key"]

    first, bad, last = await sent(
        county,
        supported(person, f"{person}.1"),
        supported(person, f"{person}.2", start="2025-02-30"),
        supported(person, f"{person}.3"),
    )

    assert (first["result"], last["result"]) == ("created", "created")
    assert (first["id"], bad["id"], last["id"]) == (f"{person}.1", f"{person}.2", f"{person}.3")
    assert bad["problem"]["type"] == "urn:sip:problem:invalid-request"
    assert [error["field"] for error in bad["problem"]["errors"]] == ["start"]
    assert witness.counts()["source_key"] == before + 2
    read = await county.system("social-services").get(f"/facts/{first['item']['id']}")
    assert read.json() == first["item"]


async def test_each_item_has_its_own_outcome(county: County) -> None:
    person, key = await county.person(), "own-outcome"
    versions = (2, 2, 3, 1)

    results = await sent(county, *(supported(person, key, source_version=version) for version in versions))

    assert [result["result"] for result in results] == ["created", "unchanged", "changed", "superseded"]
    assert {result["item"]["id"] for result in results} == {results[0]["item"]["id"]}
    now = await county.system("social-services").get(f"/facts/{results[0]['item']['id']}")
    assert now.json()["version"] == "3.0"


async def test_a_person_may_be_named_by_number(county: County) -> None:
    number = county.number()
    fact = {**supported("", "by-number"), "identity_number": number}
    del fact["person_id"]

    (result,) = await sent(county, fact)

    assert result["item"]["person_id"] == await county.person(number)
    assert number not in str(result)


STRANGE: list[tuple[Any, str | None, list[str]]] = [
    (None, None, ["body"]),
    ("fact", None, ["body"]),
    ([], None, ["body"]),
    ({}, None, ["id", "kind", "source_version"]),
    ({"id": {"deep": 1}, "kind": "status"}, None, ["code", "id", "source_version", "start"]),
    ({"id": "\ud800", "kind": "status"}, None, ["code", "id", "source_version", "start"]),
    ({"id": "a", "kind": ["status"]}, "a", ["kind"]),
    ({"id": "a", "kind": "lottery"}, "a", ["kind"]),
    ({"id": "a", "kind": "activity"}, "a", ["kind"]),
    ({"id": "a", "kind": None}, "a", ["kind", "source_version"]),
    (supported(NOBODY, "19900517-9805"), None, ["id"]),
    (supported(NOBODY, "a", **{"\ud800": 1}), "a", ["body"]),
    (supported(NOBODY, "a", **{"19900517-9805": 1}), "a", ["…"]),
    (supported(NOBODY, "a", title="\udfff"), "a", ["title"]),
    (supported(NOBODY, "a", source_version=10**40), "a", ["source_version"]),
    (supported(NOBODY, "a", extent=float("nan")), "a", ["extent"]),
    (supported("", "a", person_id=None, identity_number="19900517-9806"), "a", ["identity_number"]),
    (supported(NOBODY, "a", identity_number="19900517-9805"), "a", ["person_id"]),
    (supported(NOBODY, "a"), "a", []),
]


@pytest.mark.parametrize(("strange", "key", "fields"), STRANGE, ids=lambda value: ascii(value)[:60])
async def test_whatever_an_item_is_its_neighbours_are_stored(
    county: County,
    strange: Any,
    key: str | None,
    fields: list[str],
) -> None:
    person = await county.person()
    facts = [supported(person, f"{person}.1"), strange, supported(person, f"{person}.2")]

    answer = await county.system("social-services").post(
        "/facts", content=json.dumps({"facts": facts}), headers={"Content-Type": "application/json"}
    )

    first, bad, last = answer.json()["results"]
    assert (first["result"], last["result"]) == ("created", "created")
    assert bad.get("id") == key
    assert sorted(error["field"] for error in bad["problem"].get("errors", [])) == fields
    assert "19900517" not in answer.text


async def test_somebody_elses_client_reports_nothing_and_the_refusals_are_logged(
    county: County, witness: Witness
) -> None:
    person, end = await county.person(), witness.log_ends()
    facts = [supported(person, "a"), supported(person, "b")]

    with witness.nothing_changes():
        answer = await county.caseworker().post("/facts", json={"facts": facts})

    assert [result["problem"]["status"] for result in answer.json()["results"]] == [403, 403]
    assert sum('"refused"' in row for row in witness.logged(end)) == 2
    without = county.client(county.token("/system", "social-services-system", "s", scope="sip.read"))
    results = (await without.post("/facts", json={"facts": facts})).json()["results"]
    assert [result["problem"]["type"] for result in results] == ["urn:sip:problem:not-permitted"] * 2


async def test_a_thousand_are_taken_and_no_more(county: County, witness: Witness) -> None:
    with witness.nothing_changes():
        results = await sent(county, *([{}] * 1000))
        assert all("problem" in result for result in results)
        answer = await county.system("social-services").post("/facts", json={"facts": [{}] * 1001})
        problem(answer, 422, "invalid-request", "facts")
