"""A page that there is not is refused by the name of what is wrong, at every list, and whatever the list is of."""

import json
import re
from collections.abc import Iterator
from typing import Final
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.api.everything import CONTRACT
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
OWNER, OTHER, STRANGER = "social-services", "employment-service", "association"
NONE: Final = ("0", "-1", "1e3", "1.5", "9" * 30, "", "one", "0x1", "1;drop", "1 1", "\x00", "١", "1,2")


def lists() -> Iterator[str]:
    """Every address of the contract that answers a page at a time."""
    for path, operations in json.loads(CONTRACT.read_text())["paths"].items():
        if any(one.get("name") == "page" for one in operations.get("get", {}).get("parameters", ())):
            yield path


LISTS: Final = [*lists()]


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    await life.consent("consent", [OWNER, OTHER], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    life.ids |= {"person": life.person, "body": "provkoping"}
    return life


def readers(county: County, life: Life) -> list[httpx.AsyncClient]:
    everybody = ["caseworker", "coordinator", "manager"]
    return [county.caseworker(roles=everybody), county.caseworker(roles=["auditor"]), county.myself(life.number)]


async def test_there_are_lists() -> None:
    assert len(LISTS) > 12


@pytest.mark.parametrize("path", LISTS)
async def test_a_page_that_cannot_be_is_refused_by_name(county: County, life: Life, path: str) -> None:
    where = re.sub(r"{(\w+)}", lambda name: life.ids.get(name[1], str(uuid4())), path)
    refused = 0
    for reader in readers(county, life):
        for name in ("page", "limit"):
            for value in NONE:
                answer = await reader.get(where, params={name: value})
                assert answer.status_code in (403, 404, 422), f"{name}={value!r}: {answer.status_code}"
                if answer.status_code == 422:
                    assert name in {one["field"] for one in answer.json()["errors"]}, answer.text
                    refused += 1
            for value in ("101", "10001"):
                assert (await reader.get(where, params={name: value})).status_code in (200, 403, 404, 422)
    assert refused


@pytest.mark.parametrize("path", [path for path in LISTS if "{person}" in path or "{plan}" in path])
async def test_a_page_far_beyond_is_the_same_of_what_is_hidden_and_of_what_is_not(
    county: County, life: Life, path: str
) -> None:
    for asked in ("page=10000", "limit=100&page=10000", "limit=1&page=2", "page=1&page=2"):
        answers = []
        for known in (life.ids, {}):
            ids = {name: known.get(name, str(uuid4())) for name in re.findall(r"{(\w+)}", path)}
            answer = await county.system(STRANGER).get(f"{path.format(**ids)}?{asked}")
            text = f"{answer.status_code} {answer.headers.get('link')} {answer.text}"
            for one in ids.values():
                text = text.replace(one, "…")
            answers.append(text)
        assert answers[0] == answers[1], asked
