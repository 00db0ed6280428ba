"""Whoever guesses ids at any address of the portal is answered alike for what is another's and for what is nothing."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from app.portal.asking import CSRF, SESSION
from app.portal.pages import create_portal
from app.settings import Settings
from app.usecases.signing_in import open_session, signed_in
from tests.county import PERSON, TODAY, WORKFORCE, County
from tests.portal.conftest import serving
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

THEM, THEIRS = "psychiatry", "adult-education"
LEADS: Final = ["caseworker", "coordinator", "manager"]
CLAIM: Final = "https://id.oidc.se/claim/personalIdentityNumber"
WORDS: Final = {"what": "insats", "n": "1", "language": "sv", "issuer": "0", "table": "plans", "rule": "need-unowned"}
NOUNS: Final = {"plan": "closing", "appointment": "holding", "need": "closing"}
NOT_OF_IDS: Final = {"language", "issuer", "table", "rule", "name", "digest", "where"}
DRAWN: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{32,64}\b|\d{4}-\d\d-\d\dT[\d:.+Z]+"
)
Route = tuple[str, str]


def routes(found: Any = None, before: str = "") -> Iterator[Route]:
    """Every method and address of the portal."""
    every: Any = create_portal(lambda: False).routes if found is None else found
    for route in every:
        if hasattr(route, "original_router"):
            yield from routes(route.original_router.routes, before + (route.include_context.prefix or ""))
        else:
            yield from ((method, before + route.path) for method in route.methods)


GUESSED: Final = sorted(
    {(method, path) for method, path in routes() if set(re.findall(r"{(\w+)}", path)) - NOT_OF_IDS - {"digest"}}
)


async def elsewhere(county: County) -> Life:
    """A life at psychiatry and the school, of which social services know nothing; with one of everything."""
    county.today = TODAY
    life = await begin(county)
    await life.plan(THEM, THEIRS)
    await life.consent("consent", [THEM, THEIRS], ["work", "health"])
    await life.tell(THEM, "need", "need", plan="plan", start="2026-03-01", category="work")
    for name, by, collection, body in (
        ("meeting", THEM, "appointments", {"on": "2026-12-10", "title": "Osett"}),
        ("message", "person", "messages", {"text": "Osedda ord", "about": life.ids["need"]}),
    ):
        added = await life.voice(by)[0].post(f"plans/{life.ids['plan']}/{collection}", json=body)
        assert added.is_success, added.text
        life.ids[name] = added.json()["id"]
    call = {"to": county.actor(THEIRS), "form": "call", "sent": "2026-11-20"}
    added = await county.system(THEM).post(f"plans/{life.ids['plan']}/calls", json=call)
    life.ids["call"] = added.json()["id"]
    frozen = await county.system(THEM).post(f"plans/{life.ids['plan']}/versions", json={}, headers={"If-Match": "*"})
    assert frozen.is_success, frozen.text
    await county.detect(TODAY)
    cards = (await county.system(THEM).get(f"persons/{life.person}/findings?limit=100")).json()["findings"]
    life.ids |= {"finding": cards[0]["id"], "person": life.person}
    return life


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    return await elsewhere(county)


@pytest_asyncio.fixture(loop_scope="session")
async def address(county: County, settings: Settings) -> AsyncIterator[str]:
    async with serving(settings, county.service) as found:
        yield found


async def visitor(county: County, address: str, token: str) -> tuple[httpx.AsyncClient, str]:
    """Somebody signed in, and what that one's forms bring along."""
    service = county.service
    who = signed_in(await service.verifier.verify(token))
    secret = await open_session(service.sessions, service.boxes, who, service.lasting)
    client = httpx.AsyncClient(base_url=address, headers={"Cookie": f"{SESSION}={secret}", "Origin": address})
    county.clients.append(client)
    return client, service.boxes.fingerprint(CSRF, secret).hex()


def filled(path: str, life: Life, *, real: bool, item: str) -> str:
    """The address with the ids of the life, or with ids of nothing."""
    kind = "appointment" if "/appointment/" in path else "plan" if "/steg/plan/" in path else "need"
    words = {**WORDS, "kind": kind, "noun": NOUNS[kind]}
    named = {**life.ids, "item": life.ids[item], "deputy": str(uuid4()), "transfer": str(uuid4())}
    return re.sub(
        r"{(\w+)}",
        lambda one: words.get(one[1]) or (named.get(one[1], str(uuid4())) if real else str(uuid4())),
        path,
    )


def plain(answer: httpx.Response) -> tuple[int, list[tuple[str, str]], str]:
    """What the answer says, but for what is drawn anew for each."""
    headers = [(n, DRAWN.sub("…", v)) for n, v in answer.headers.items() if n not in ("date", "traceparent")]
    return answer.status_code, headers, DRAWN.sub("…", answer.text)


@pytest.mark.parametrize("who", ["a caseworker", "another person"])
async def test_what_is_anothers_is_answered_as_what_there_is_not(
    county: County, address: str, life: Life, who: str
) -> None:
    number = county.number()
    await county.person(number)
    token = (
        county.token(WORKFORCE, "portal", "anna", roles=LEADS)
        if who == "a caseworker"
        else county.token(PERSON, "my-plan", "p", **{CLAIM: number})
    )
    client, csrf = await visitor(county, address, token)
    wrong, asked = [], 0
    for method, path in GUESSED:
        for item in ("need", "call", "meeting", "consent", "person") if "{item}" in path else ("need",):
            answers = []
            for real in (True, False):
                typed = {
                    "_csrf": csrf,
                    "_key": str(uuid4()),
                    "_version": "*",
                    "_form": "x",
                    "text": "Hej",
                    "title": "Hej",
                }
                sent = {"data": typed} if method == "POST" else {}
                where = filled(path, life, real=real, item=item)
                answers.append(await client.request(method, where, **sent))  # type: ignore[arg-type]  # a form or none
            asked += 1
            if plain(answers[0]) != plain(answers[1]):
                wrong.append(f"{method} {path} ({item}): {answers[0].status_code} and {answers[1].status_code}")
            wrong += [f"{method} {path} ({item}): 500" for one in answers if one.status_code >= 500]
            wrong += [
                f"{method} {path}: may be kept" for one in answers if one.headers.get("cache-control") != "no-store"
            ]
    assert not wrong, "\n".join(wrong)
    assert asked > 60


async def test_whoever_may_see_it_is_answered_otherwise(county: County, address: str) -> None:
    client, _ = await visitor(county, address, county.token(WORKFORCE, "portal", "anna", roles=LEADS))
    mine = await begin(county)
    await mine.plan("social-services")
    there, not_there = [await client.get(f"/planer/{plan}") for plan in (mine.ids["plan"], uuid4())]
    assert (there.status_code, not_there.status_code) == (200, 404)
    assert plain(there) != plain(not_there)
