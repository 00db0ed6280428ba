"""What stands behind the question mark of a page is shown or refused, and nothing of it ever becomes markup."""

from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest
import pytest_asyncio
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.portal.pages import create_portal
from app.settings import Settings
from tests.county import PERSON, TODAY, WORKFORCE, County
from tests.portal.conftest import serving
from tests.portal.test_guesses import CLAIM, LEADS, filled, visitor
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.lets_it_out("by whoever asks, in an address")

WAITING: Final = "/arbetslista/handelser"
"""Is answered for as long as the page is open."""
SCRIPT: Final = "\"'><script>alert(1)</script>"
BAD: Final = (SCRIPT, "9" * 30, "\x00")
OURS, THEIRS = "social-services", "psychiatry"
EVERYWHERE: Final = ("klart",)


def named(dependant: Dependant) -> set[str]:
    """What a page, or anything that it rests on, reads of the address."""
    return {one.alias for one in dependant.query_params}.union(*map(named, dependant.dependencies))


def pages(found: Any = None, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every page that is read, and what may stand behind its question mark."""
    every: Any = create_portal(lambda: False).routes if found is None else found
    for route in every:
        if hasattr(route, "original_router"):
            yield from pages(route.original_router.routes, before + (route.include_context.prefix or ""))
        elif isinstance(route, APIRoute) and "GET" in (route.methods or ()) and before + route.path != WAITING:
            yield before + route.path, named(route.dependant)


PAGES: Final = sorted(pages())


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def life(the_county: County) -> Life:
    """Of social services and psychiatry, with something in it."""
    the_county.today = TODAY
    life = await begin(the_county)
    await life.plan(OURS, THEIRS)
    await life.consent("consent", [OURS, THEIRS], ["work"])
    await life.tell(OURS, "need", "need", plan="plan", start="2026-03-01", category="work")
    path, booked = f"plans/{life.ids['plan']}/appointments", {"on": "2026-12-10", "title": "Möte"}
    life.ids["meeting"] = (await the_county.system(OURS).post(path, json=booked)).json()["id"]
    await the_county.detect(TODAY)
    cards = (await the_county.system(OURS).get(f"persons/{life.person}/findings?limit=100")).json()["findings"]
    life.ids |= {"finding": cards[0]["id"], "person": life.person}
    return life


def test_what_may_be_asked_is_known() -> None:
    names = {name for _, known in PAGES for name in known}
    assert {"visa", "sida", "klart", "sok", "fran", "antal"} <= names
    assert len(PAGES) > 60


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("who", ["a caseworker", "the person", "nobody"])
async def test_every_query_is_shown_or_refused_and_nothing_of_it_becomes_markup(
    county: County, settings: Settings, life: Life, who: str
) -> None:
    tokens = {
        "a caseworker": lambda: county.token(WORKFORCE, "portal", "anna", roles=[*LEADS, "auditor"]),
        "the person": lambda: county.token(PERSON, "my-plan", "p", **{CLAIM: life.number}),
    }
    wrong, statuses = [], set()
    async with serving(settings, county.service) as address:
        client: httpx.AsyncClient
        if who == "nobody":
            client = httpx.AsyncClient(base_url=address)
            county.clients.append(client)
        else:
            client, _ = await visitor(county, address, tokens[who]())
        for path, known in PAGES:
            where = filled(path, life, real=True, item="need")
            for name in sorted({*known, *EVERYWHERE}):
                for value in BAD if name in known else (SCRIPT,):
                    answer = await client.get(where, params={name: value}, timeout=60)
                    statuses.add(answer.status_code)
                    if answer.status_code >= 500:
                        wrong.append(f"{path}?{name}={value[:30]!r}: {answer.status_code}")
                    if "<script>alert" in answer.text:
                        wrong.append(f"{path}?{name}: as it was sent")
                    led = answer.headers.get("location", "/")
                    if not led.startswith(("/", address)) or led.startswith("//") or "\n" in led:
                        wrong.append(f"{path}?{name}: leads to {led[:60]}")
    assert not wrong, "\n".join(wrong)
    assert len(statuses) > 1, "it is all answered alike"
