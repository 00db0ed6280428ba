"""People sign in to the portal at a provider that is not ours, and out of both; and what must not come about."""

import re
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from app.adapters.identity.relying_party import RelyingParty
from app.bootstrap.service import registrar
from app.domain.permissions import Permission
from app.portal.asking import SESSION
from app.settings import Settings
from app.usecases.registering import Registration, issuer_id, register
from tests.county import AUDIENCE, County, county_actor
from tests.federation import foreign
from tests.portal.conftest import serving, the_browser, the_portal
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
__all__ = ["the_browser", "the_portal"]
REFUSED = "Inloggningen gick inte igenom"
Query = dict[str, str]


@dataclass
class Abroad:
    """The portal, and the provider at which Nina and Nils of psychiatry sign in."""

    portal: Portal
    issuer: str

    @property
    def door(self) -> str:
        return f"/logga-in/{issuer_id(self.issuer)}"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def abroad(the_county: County, the_portal: Portal, settings: Settings) -> AsyncIterator[Abroad]:
    foreign.needed()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        users = {name: {"roles": ["caseworker"]} for name in ("nina", "nils")}
        with foreign.running([foreign.Setup(users=users, portal=address)]) as (issuer,):
            async with registrar(settings) as keeper:
                await register(keeper, registration(issuer))
            the_county.read_registry_anew()
            said = {"portal_url": address, "portal_client": foreign.SIGN_IN_CLIENT}
            async with httpx.AsyncClient() as http:
                ours = replace(
                    the_county.service,
                    settings=settings.model_copy(update=said),
                    provider=RelyingParty(foreign.SIGN_IN_CLIENT, None, http),
                )
                async with serving(settings, ours, listening) as served:
                    there = replace(the_portal, address=served, open=[])
                    yield Abroad(there, issuer)
                    await there.leave()


def registration(issuer: str) -> Registration:
    one = {"url": issuer, "kind": "workforce", "audience": AUDIENCE, "algorithms": ["ES256"], "assurance": []}
    return Registration.model_validate(
        {
            "actors": [county_actor("psychiatry")],
            "issuers": [{**one, "jwks_uri": f"{issuer}/jwks", "actor": "psychiatry"}],
            "clients": [{"issuer": issuer, "client_id": foreign.SIGN_IN_CLIENT, "scopes": list(Permission)}],
        }
    )


async def test_somebody_signs_in_and_out_at_a_foreign_provider(abroad: Abroad) -> None:
    window = await abroad.portal.window()
    page = window.page
    await window.go("/arbetslista")
    assert await page.locator(f"a[href^='{abroad.door}']").count() == 1

    await window.go(f"{abroad.door}?till=/regler&som=nina")

    assert page.url == f"{abroad.portal.address}/regler"
    assert "Provköping, psychiatry" in await page.locator("header").inner_text()
    secret = next(one["value"] for one in await page.context.cookies() if one["name"] == SESSION)
    await page.get_by_role("button", name="Logga ut").click()
    assert page.url.startswith(abroad.issuer), "the provider asks whether it is meant there, too"
    await page.locator("button[name=logout]").click()
    assert page.url == f"{abroad.portal.address}/utloggad"
    other = await abroad.portal.window(secret=secret)
    await other.go("/arbetslista")
    assert "/logga-in" in other.page.url


@dataclass
class Attempt:
    """A browser without a window, on its way through a sign-in."""

    abroad: Abroad
    http: httpx.AsyncClient
    cookies: dict[str, str]

    async def begun(self, who: str = "nina") -> Query:
        """What the portal asks the provider for."""
        answer = await self.http.get(f"{self.abroad.portal.address}{self.abroad.door}", params={"som": who})
        name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
        self.cookies[name] = value
        return {key: said[0] for key, said in parse_qs(urlsplit(answer.headers["location"]).query).items()}

    async def answered(self, asked: Query) -> Query:
        """What the provider answers."""
        async with httpx.AsyncClient() as browser:
            answer = await browser.get(f"{self.abroad.issuer}/auth", params=asked)
            while not (to := answer.headers["location"]).startswith(self.abroad.portal.address):
                answer = await browser.get(str(answer.url.join(to)))
        return {key: said[0] for key, said in parse_qs(urlsplit(to).query).items()}

    async def comes_back(self, said: Query) -> httpx.Response:
        """With that answer, to the portal."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        address = f"{self.abroad.portal.address}/inloggad?{urlencode(said)}"
        return await self.http.get(address, headers={"cookie": cookie})


@pytest_asyncio.fixture(loop_scope="session")
async def attempt(abroad: Abroad) -> AsyncIterator[Attempt]:
    async with httpx.AsyncClient() as http:
        yield Attempt(abroad, http, {})


def refused(answer: httpx.Response) -> bool:
    opened = any(said.startswith(f"{SESSION}=") for said in answer.headers.get_list("set-cookie"))
    return (answer.status_code, REFUSED in answer.text, opened) == (403, True, False)


async def test_it_is_asked_for_with_what_only_this_browser_can_answer(attempt: Attempt) -> None:
    asked = [await attempt.begun() for _ in range(2)]

    for one in asked:
        assert (one["response_type"], one["code_challenge_method"], one["resource"]) == ("code", "S256", AUDIENCE)
        assert "openid" in one["scope"].split()
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
    assert UUID(attempt.abroad.door.rpartition("/")[2])


async def test_what_fits_lets_in_and_is_good_once(attempt: Attempt) -> None:
    said = await attempt.answered(await attempt.begun())
    assert said["iss"] == attempt.abroad.issuer

    first, second = await attempt.comes_back(said), await attempt.comes_back(said)

    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert any(re.match(f"{SESSION}=[^;]+;.*HttpOnly", cookie) for cookie in first.headers.get_list("set-cookie"))
    assert refused(second)


@pytest.mark.parametrize(
    "changed", [{"iss": "https://id.example.org"}, {"iss": ""}, {"state": "another"}, {"code": "made-up"}]
)
async def test_an_answer_that_says_something_else_is_refused(attempt: Attempt, changed: Query) -> None:
    said = await attempt.answered(await attempt.begun())

    assert refused(await attempt.comes_back({**said, **changed}))
    assert refused(await attempt.comes_back(said)), "and is used up"


async def test_an_answer_without_a_code_lets_nobody_in(attempt: Attempt) -> None:
    said = await attempt.answered(await attempt.begun())

    assert refused(await attempt.comes_back({**said, "code": ""}))


async def test_an_answer_that_does_not_say_whose_it_is_is_refused(attempt: Attempt) -> None:
    said = await attempt.answered(await attempt.begun())

    assert refused(await attempt.comes_back({name: text for name, text in said.items() if name != "iss"}))


async def test_a_code_that_was_used_or_is_of_another_sign_in_is_refused(attempt: Attempt) -> None:
    used = await attempt.answered(await attempt.begun())
    assert (await attempt.comes_back(used)).status_code == 303
    theirs = await attempt.answered(await attempt.begun("nils"))

    for code in (used["code"], theirs["code"]):
        ours = await attempt.answered(await attempt.begun())
        assert refused(await attempt.comes_back({**ours, "code": code})), "its verifier is another's"


async def test_an_id_token_with_another_nonce_is_refused(attempt: Attempt) -> None:
    asked = await attempt.begun()

    assert refused(await attempt.comes_back(await attempt.answered({**asked, "nonce": "of another sign-in"})))


async def test_what_the_provider_refuses_is_told_as_that(attempt: Attempt) -> None:
    asked = await attempt.begun()

    answer = await attempt.comes_back({"error": "access_denied", "state": asked["state"], "iss": attempt.abroad.issuer})

    assert answer.status_code == 403
    assert "Du loggades inte in" in answer.text
    assert refused(await attempt.comes_back(await attempt.answered(asked))), "and is over"
