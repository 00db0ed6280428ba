"""What is down or slow, or cannot be read, is told on a page: what happened, what to do, and nothing typed is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psycopg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.types import ASGIApp, Receive, Scope, Send

from app.adapters.identity import relying_party
from app.adapters.identity.demo_provider import SIGN_IN_CLIENT
from app.adapters.identity.relying_party import RelyingParty
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.sessions import PostgresSessions
from app.portal import patience
from app.portal.asking import SESSION
from app.portal.patience import Patience, TooSlow
from app.settings import Settings
from tests.county import County
from tests.portal.browser import look
from tests.portal.conftest import serving
from tests.portal.forms_read import all_forms_of
from tests.portal.people import Portal
from tests.portal.provider import SignIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
AWAY, PROVIDER = "Tjänsten kan inte svara just nu", "Inloggningstjänsten svarar inte"
HERE = {"sec-fetch-site": "same-origin"}


def told(answer: httpx.Response, status: int, words: str) -> None:
    """A page of the portal's own that says it, and when to come again."""
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, "text/html")
    assert words in answer.text
    assert "ds-skip-link" in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)


@asynccontextmanager
async def browsing(address: str, cookie: str = "") -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, headers={"cookie": cookie}, timeout=60) as http:
        yield http


async def test_what_was_typed_while_the_database_is_away_is_sent_again_from_the_page(
    portal: Portal, county: County, settings: Settings
) -> None:
    nowhere = create_async_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    cookie = f"{SESSION}={await portal.anna_signed_in()}"
    typed = {"_form": "search", "_csrf": "x", "name": '"Åkesson" & <Nord>'}
    async with (
        serving(settings, replace(county.service, sessions=PostgresSessions(nowhere))) as address,
        browsing(address, cookie) as http,
    ):
        answer = await http.post("/arenden", data=typed, headers=HERE)
        told(answer, 503, AWAY)
        (form,) = all_forms_of(answer.text)
        assert (form.action, form.sent()) == ("/arenden", {name: [text] for name, text in typed.items()})
        forged = await http.post("/arenden", data=typed, headers={"sec-fetch-site": "cross-site"})
        assert "kesson" not in forged.text
        for path in ("/", "/arbetslista", "/svar", "/logga-in"):
            assert (await http.get(path)).status_code == 503
        told(await http.post("/logga-ut", data={}, headers=HERE), 503, AWAY)
        window = await replace(portal, address=address, open=portal.open).window(secret=cookie.partition("=")[2])
        page = {"status": 503, "content_type": "text/html", "body": answer.text}
        await window.page.route("**/arenden", lambda route: route.fulfill(**page))
        assert await window.go("/arenden") == 503
        assert await window.page.get_by_role("button", name="Skicka igen").count() == 1
        await look(window.page, "away-send-again", heard=window.heard)
    await nowhere.dispose()


async def test_a_table_that_somebody_holds_is_not_waited_for_long(
    portal: Portal, county: County, database_url: str
) -> None:
    cookie = f"{SESSION}={await portal.anna_signed_in()}"
    async with browsing(portal.address, cookie) as http:
        with psycopg.connect(database_url) as other:
            other.execute("lock table sip.finding in access exclusive mode")
            told(await http.get("/arbetslista"), 503, AWAY)
        assert (await http.get("/arbetslista")).status_code == 200


async def test_a_database_that_says_nothing_at_all_is_given_up(
    portal: Portal, county: County, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the connection, and then nothing comes."""
    monkeypatch.setattr(patience, "LONGEST", 0.3)
    monkeypatch.setattr(Patience.__init__, "__defaults__", (0.3,))
    silent: list[asyncio.StreamWriter] = []
    with TemporaryDirectory(prefix="sip-") as folder:
        server = await asyncio.start_unix_server(lambda _, out: silent.append(out), Path(folder) / ".s.PGSQL.5432")
        engine = create_engine_as("sip_service", f"postgresql://x@/x?host={folder}&port=5432", connections=1)
        secret = await portal.anna_signed_in()
        async with (
            serving(settings, replace(county.service, sessions=PostgresSessions(engine))) as address,
            browsing(address, f"{SESSION}={secret}") as http,
        ):
            told(await http.get("/arbetslista"), 503, AWAY)
            assert silent, "it was asked"
            assert (await http.get("/static/x/y")).status_code == 404
            for out in silent:
                out.close()
        server.close()
        await engine.dispose()


async def test_what_has_begun_is_not_given_up() -> None:
    async def slow(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(0.1)
        await send({"type": "http.response.body", "body": b"told"})

    async def never(_: Scope, __: Receive, ___: Send) -> None:
        await asyncio.Event().wait()

    async def through(app: ASGIApp) -> str:
        transport = httpx.ASGITransport(app=Patience(app, 0.05))
        async with httpx.AsyncClient(transport=transport, base_url="http://sip") as http:
            return (await http.get("/")).text

    assert await through(slow) == "told"
    with pytest.raises(TooSlow):
        await through(never)


async def test_a_form_that_cannot_be_read_is_answered_with_a_page(portal: Portal) -> None:
    cookie = f"{SESSION}={await portal.anna_signed_in()}"
    async with browsing(portal.address, cookie) as http:
        fields = {f"name{number}": "x" for number in range(1200)}
        told(await http.post("/arenden", data=fields, headers=HERE), 400, "Något i det som skickades är fel")
        told(await http.post("/arenden", data={"name": "x" * 2_000_000}, headers=HERE), 413, "är för stort")
        kind = {"content-type": "multipart/form-data; boundary=x"}
        for body in (b"--x\r\n", b"garbage", b""):
            answer = await http.post("/arenden", content=body, headers={**HERE, **kind})
            assert answer.status_code in (303, 400, 403), answer.status_code
        for content, kind in ((b"\xff\xfe=%zz&=&&", {"content-type": "application/x-www-form-urlencoded"}),
                              (b'{"name": 1}', {"content-type": "application/json"})):  # fmt: skip
            assert (await http.post("/arenden", content=content, headers={**HERE, **kind})).status_code == 403


class Unwilling(httpx.AsyncBaseTransport):
    """The way to a provider that answers like this where the address ends so, or not at all."""

    def __init__(self, how: httpx.Response | None, ending: str) -> None:
        self.how, self.ending, self.real = how, ending, httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith(self.ending):
            return await self.real.handle_async_request(request)
        if self.how is None:
            await asyncio.Event().wait()
        assert self.how is not None
        return httpx.Response(self.how.status_code, headers=self.how.headers, content=self.how.content)

    async def aclose(self) -> None:
        await self.real.aclose()


HTML, LIST, BROKEN = httpx.Response(200, html="<p>a"), httpx.Response(200, json=[]), httpx.Response(502)


@pytest.mark.parametrize("how", [None, HTML, LIST, BROKEN], ids=["silent", "html", "list", "502"])
async def test_a_provider_that_does_not_answer_as_it_should(
    sign_in: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch, how: httpx.Response | None
) -> None:
    monkeypatch.setattr(relying_party, "PATIENCE", 0.3)
    async with httpx.AsyncClient(transport=Unwilling(how, "/.well-known/openid-configuration")) as http:
        alone = replace(sign_in.service, provider=RelyingParty(SIGN_IN_CLIENT, None, http))
        async with serving(settings, alone) as address, browsing(address) as browser:
            told(await browser.get(sign_in.door("agency")), 503, PROVIDER)


async def test_signing_out_says_so_when_the_provider_does_not_answer(
    sign_in: SignIn, county: County, settings: Settings
) -> None:
    window = await sign_in.portal.window()
    await window.go(sign_in.door("agency"))
    await window.page.get_by_role("button", name="Anna Ek").click()
    secret = next(one["value"] for one in await window.page.context.cookies() if one["name"] == SESSION)
    async with httpx.AsyncClient(transport=Unwilling(BROKEN, "")) as http:
        alone = replace(sign_in.service, provider=RelyingParty(SIGN_IN_CLIENT, None, http))
        async with serving(settings, alone) as address:
            there = await replace(sign_in.portal, address=address, open=sign_in.portal.open).window(secret=secret)
            await there.go("/regler")
            await there.page.get_by_role("button", name="Logga ut").click()

            assert "kan du fortfarande vara inloggad" in await there.page.get_by_role("status").inner_text()
            await look(there.page, "signed-out-only-here", heard=there.heard)
    again = await sign_in.portal.window(secret=secret)
    await again.go("/arbetslista")
    assert "/logga-in" in again.page.url


async def test_who_signs_out_of_a_session_that_has_ended_is_signed_out(portal: Portal) -> None:
    async with browsing(portal.address, f"{SESSION}=ended") as http:
        answer = await http.post("/logga-ut", data={"_csrf": "x"}, headers=HERE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/utloggad")


async def test_a_provider_that_says_that_it_cannot_just_now_is_told_so(portal: Portal) -> None:
    async with browsing(portal.address) as http:
        told(await http.get("/inloggad?error=temporarily_unavailable&state=x"), 503, PROVIDER)
        told(await http.get("/inloggad?error=access_denied&state=x"), 403, "Du loggades inte in")
