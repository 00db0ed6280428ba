"""People at the portal: each in a browser window of his or her own, signed in through the store of sessions."""

from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from playwright.async_api import Browser, BrowserContext, Page

from app.portal.asking import LANGUAGE, SESSION
from app.usecases.sessions import Lasting
from app.usecases.signing_in import open_session, signed_in
from tests.county import PERSON, WORKFORCE, County
from tests.portal.browser import Heard


@dataclass
class Window:
    """A page in a window, and what it complained of."""

    page: Page
    heard: Heard
    address: str

    async def go(self, path: str) -> int:
        """Open the page of that path; its status."""
        answer = await self.page.goto(self.address + path)
        assert answer is not None
        return answer.status


@dataclass
class Portal:
    """The portal at its address, and a browser."""

    address: str
    county: County
    browser: Browser
    open: list[BrowserContext] = field(default_factory=list)

    async def window(self, *, secret: str | None = None, scripts: bool = True, language: str = "sv") -> Window:
        """A window of somebody's, who may be signed in."""
        context = await self.browser.new_context(java_script_enabled=scripts, locale="sv-SE", reduced_motion="reduce")
        self.open.append(context)
        # Written as if by https: the browser takes the own machine for as safe, but for what it is told of cookies.
        where = self.address.replace("http:", "https:")
        given = {SESSION: secret, LANGUAGE: language}
        await context.add_cookies(
            [{"name": name, "value": value, "url": where, "secure": True} for name, value in given.items() if value]
        )
        heard, page = Heard(), await context.new_page()
        heard.on(page)
        return Window(page, heard, self.address)

    async def anna(self, *, roles: tuple[str, ...] = ("caseworker",), **window: Any) -> Window:
        """Anna at social services."""
        return await self.window(secret=await self.anna_signed_in(roles=roles), **window)

    async def anna_signed_in(self, *, roles: tuple[str, ...] = ("caseworker",)) -> str:
        """The secret of a session of hers."""
        return await self.signed_in(self.county.token(WORKFORCE, "portal", "anna", roles=list(roles)), "Anna Ek")

    async def myself(self, number: str, name: str = "Elias Nord", **window: Any) -> Window:
        """The person with that number."""
        return await self.window(secret=await self._myself_signed_in(number, name), **window)

    async def myself_over_http(self, number: str, language: str = "sv") -> httpx.AsyncClient:
        """The person with that number, without a browser."""
        return self.over_http(await self._myself_signed_in(number, "Elias Nord"), language)

    def over_http(self, secret: str, language: str = "sv") -> httpx.AsyncClient:
        """Whoever's session that is, without a browser."""
        cookies = f"{SESSION}={secret}; {LANGUAGE}={language}"
        made = httpx.AsyncClient(base_url=self.address, headers={"Cookie": cookies})
        self.county.clients.append(made)
        return made

    async def _myself_signed_in(self, number: str, name: str) -> str:
        claim = {"https://id.oidc.se/claim/personalIdentityNumber": number}
        return await self.signed_in(self.county.token(PERSON, "my-plan", "p", **claim), name)

    async def signed_in(self, token: str, name: str, lasting: Lasting | None = None) -> str:
        """The secret of a session of whomever the token is for."""
        service = self.county.service
        who = replace(signed_in(await service.verifier.verify(token)), name=name)
        return await open_session(service.sessions, service.boxes, who, lasting or service.lasting)

    async def leave(self) -> None:
        """Close every window."""
        while self.open:
            await self.open.pop().close()
