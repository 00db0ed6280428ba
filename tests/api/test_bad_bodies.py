"""A body that cannot be read, or is not what its address expects, gives one problem and changes nothing."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.api.answers import problem, untold
from tests.api.desk import ELSEWHERE, Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("path", "field", "body"),
    [
        ("/plans", "person_id", {}),
        ("/plans", "draft", {"person_id": ELSEWHERE, "draft": "no"}),
        ("/plans", "internal", {"person_id": ELSEWHERE, "internal": 0}),
        ("/plans", "body", [1]),
        ("/plans", "body", "plan"),
        ("/plans", "body", None),
        ("/facts", "facts", {"facts": []}),
        ("/facts", "facts", {"facts": {}}),
        ("/facts", "facts", {"facts": [{}] * 1001}),
        ("/person-lookups", "identity_number", {"identity_number": "19900517-9806"}),
        ("/person-lookups", "identity_number", {"identity_number": "１９９００５１７９８０５"}),
        ("/person-lookups", "identity_number", {"identity_number": ["199005179805"]}),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_a_body_is_what_its_address_expects(desk: Desk, path: str, field: str, body: Any) -> None:
    answer = await desk.client.post(path, json=body)

    problem(answer, 422, "invalid-request", field)
    untold(answer, "9806")


UNREADABLE = [
    b'{"person_id": ',
    b"{'person_id': 1}",
    b'{"person_id": "\xff\xfe"}',
    b"[" * 100_000,
    b'{"source_version": ' + b"9" * 5000 + b"}",
]


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda body: repr(body[:24]))
async def test_a_body_that_is_no_json_is_unreadable(desk: Desk, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}

    problem(await desk.client.post("/plans", content=body, headers=headers), 400, "unreadable-body")
    problem(await desk.client.put("/sources/social-services/facts/bad", content=body, headers=headers), 400,
            "unreadable-body")  # fmt: skip


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"])
async def test_a_body_says_that_it_is_json(desk: Desk, kind: str) -> None:
    body = json.dumps({"person_id": desk.person}).encode()

    problem(await desk.client.post("/plans", content=body, headers={"Content-Type": kind}), 422, "invalid-request",
            "body")  # fmt: skip


@pytest.mark.parametrize("body", [rb'{"title": "\ud800"}', rb'{"\ud800": 1}', rb'{"person_id": "\udfff"}'])
async def test_half_a_character_is_refused_wherever_it_stands(desk: Desk, body: bytes) -> None:
    for path in ("/plans", f"/plans/{desk.plan}/activities", "/person-lookups"):
        answer = await desk.client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"


async def pieces(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b" " * 1000


async def test_a_body_over_the_limit_is_refused_whether_or_not_it_says_how_long_it_is(desk: Desk) -> None:
    headers = {"Content-Type": "application/json"}

    problem(await desk.client.post("/plans", content=b" " * 1_000_001, headers=headers), 413, "too-large")
    problem(await desk.client.post("/plans", content=pieces(1001), headers=headers), 413, "too-large")
    problem(await desk.client.post("/plans", content=pieces(1001), headers={**headers, "Content-Length": "7"}), 413,
            "too-large")  # fmt: skip
    problem(await desk.client.post("/nowhere", content=b" " * 1_000_001, headers=headers), 413, "too-large")
