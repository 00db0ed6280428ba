"""A person with a plan, and whatever a page needs to be there: each thing is made when it is asked for, and once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Final

import httpx

from app.portal.asking import SESSION
from tests.county import PERSON, WORKFORCE, County
from tests.portal.people import Portal
from tests.service.meeting_story import OWNER, Around

ROLES: Final = {
    "anna": ("caseworker",),
    "leader": ("coordinator",),
    "analyst": ("analyst",),
    "administrator": ("administrator",),
    "auditor": ("auditor",),
}
"""Who works at social services, by what is said here; the second administrator is another person."""
WORD: Final = "Samverkansöverenskommelseuppföljningsansvarsfördelning"
TITLE: Final = f"Arbetsmarknadsinsatsberättigandebedömning enligt {WORD.lower()}"
"""Words as long as any, for each text that somebody types."""
SECOND: Final = "second administrator"
Maker = Callable[["Scene"], Awaitable[str]]


@dataclass
class Scene:
    """What there is around one person: `makers` say how each thing is made, and `ids` has what has been."""

    portal: Portal
    around: Around
    makers: Mapping[str, Maker]
    ids: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def county(self) -> County:
        return self.portal.county

    @property
    def today(self) -> str:
        return self.county.today.isoformat()

    async def path(self, pattern: str) -> str:
        """The pattern with the ids of what it names, which is there from now on."""
        names = [name for _, name, _, _ in Formatter().parse(pattern) if name]
        return pattern.format(**{name: await self.have(name) for name in names})

    async def have(self, name: str) -> str:
        """The id of that; it is made when it is not there."""
        if name not in self.ids:
            self.ids[name] = await self.makers[name](self)
        return self.ids[name]

    async def add(self, by: str, collection: str, **body: Any) -> str:
        return str((await self.around.add(by, collection, **body))["id"])

    async def named(self, name: str) -> str:
        """What the person is called from now on."""
        said, of_anybody = {"name": name, "contact": "sms 070-174 06 05"}, {"If-Match": "*"}
        client = self.county.system(OWNER)
        answer = await client.put(f"/persons/{self.around.person}/details", json=said, headers=of_anybody)
        assert answer.is_success, answer.text
        return name

    async def secret(self, who: str) -> str:
        """Of a new session of theirs."""
        portal, county = self.portal, self.county
        if who in ROLES:
            return await portal.anna_signed_in(roles=ROLES[who])
        if who == SECOND:
            token = county.token(WORKFORCE, "portal", "bo", roles=["administrator"])
            return await portal.signed_in(token, "Bo Ås")
        number = {"eva": self.around.number, **self.numbers}[who]
        claim = {"https://id.oidc.se/claim/personalIdentityNumber": number}
        return await portal.signed_in(county.token(PERSON, "my-plan", "p", **claim), "Eva Prov")

    async def browser(self, who: str) -> "Visitor":
        """A browser without a window, in which they are signed in; nobody is in that of "nobody"."""
        client = httpx.AsyncClient(base_url=self.portal.address, timeout=60)
        self.clients.append(client)
        visitor = Visitor(self, who, client)
        await visitor.sign_in()
        return visitor

    async def leave(self) -> None:
        for client in self.clients:
            await client.aclose()


@dataclass
class Visitor:
    """Somebody at the portal without scripts: what is sent is what the page's own form says."""

    scene: Scene
    who: str
    http: httpx.AsyncClient
    cookies: dict[str, str] = field(default_factory=dict)

    async def sign_in(self) -> None:
        if self.who != "nobody":
            self.cookies[SESSION] = await self.scene.secret(self.who)

    async def get(self, path: str) -> httpx.Response:
        return self._kept(await self.http.get(path, headers=self._headers()))

    async def post(self, path: str, typed: dict[str, list[str]], **headers: str) -> httpx.Response:
        """As a browser sends it from a page of the portal, unless the headers say otherwise."""
        here = {"sec-fetch-site": "same-origin", **headers}
        return self._kept(await self.http.post(path, data=typed, headers={**self._headers(), **here}))

    def _headers(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        """Cookies are kept here: httpx keeps those for https alone to itself on a plain connection."""
        for said in answer.headers.get_list("set-cookie"):
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies.pop(name, None)
            if value.strip('"'):
                self.cookies[name] = value
        return answer
