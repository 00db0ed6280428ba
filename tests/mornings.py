"""Caseworkers who get letters in the morning: a unit whose cards nobody else has, and a post of its own."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from app.bootstrap.digest import morning
from app.settings import Settings
from app.usecases import wishing_for_letters as wishing
from app.usecases.digesting import Morning, Outcome, send
from app.usecases.ports import Caller
from app.usecases.signing_in import principal_of, signed_in
from tests.adapters.mail_server import Inbox, mail_server
from tests.caseload_desks import Desks, Somebody, Unit
from tests.county import County

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
LONG_AGO = date(2026, 9, 1)


@dataclass
class Letters:
    """A unit of the county and its letters, which arrive in the inbox."""

    county: County
    unit: Unit
    morning: Morning
    inbox: Inbox
    mark: str = field(default_factory=lambda: uuid4().hex[:8])

    def address(self, user: str) -> str:
        """That caseworker's, which is nobody else's."""
        return f"{user}.{self.mark}@example.se"

    async def caller(self, user: str, *roles: str) -> Caller:
        """The caseworker, as the portal calls."""
        service = self.county.service
        token = self.county.token(f"/{self.unit.key}", "portal", user, roles=list(roles or ("caseworker",)))
        who = signed_in(await service.verifier.verify(token))
        principal = await principal_of(service.registry, who)
        return Caller(principal=principal, today=self.county.today.toordinal(), request_id=f"letters-{uuid4()}")

    async def ask(self, *users: str) -> None:
        for user in users:
            command = wishing.AskForLetters(address=self.address(user))
            service = self.county.service
            await wishing.ask_for_letters(service.store, service.boxes, await self.caller(user), command)

    async def end(self, user: str) -> None:
        await wishing.end_letters(self.county.service.store, await self.caller(user))

    async def setting(self, user: str) -> dict[str, object]:
        service = self.county.service
        return dict(await wishing.read_letters(service.views, service.boxes, await self.caller(user)))

    async def somebody_waits(self, name: str = "Vilda Lind", user: str = "sara") -> Somebody:
        """A need in a plan that nobody does anything about: a card for everybody at the unit."""
        self.county.today = LONG_AGO
        (client,) = await self.unit.known(user)
        found = await self.unit.somebody(client, name)
        need = {"category": "work", "start": LONG_AGO.isoformat()}
        answer = await client.post(f"/plans/{found.plan}/needs", json=need)
        assert answer.status_code == 201, answer.text
        await self.county.detect(FRIDAY)
        assert await self.cards(user), "else nothing waits"
        return found

    async def cards(self, user: str) -> list[str]:
        """The ids of the cards in the caseworker's worklist."""
        answer = await self.unit.at(user).get("/findings", params={"limit": 100})
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["findings"]]

    async def sent(self, day: date = FRIDAY) -> Outcome:
        """The letters of that morning."""
        return await send(self.morning, day.toordinal())

    def got(self) -> list[str]:
        """Who of the unit got a letter, one for each."""
        named = re.compile(rf"(\w+)\.{self.mark}@example\.se")
        return sorted(found[1] for one in self.inbox.receivers if (found := named.fullmatch(one)))

    def letter(self, user: str) -> bytes:
        """What that caseworker got."""
        return self.inbox.letters[self.inbox.receivers.index(self.address(user))]


@asynccontextmanager
async def letters_at(county: County, settings: Settings, desks: Iterator[Desks]) -> AsyncIterator[Letters]:
    """The next of those units, on a working day, with a post of its own."""
    county.today = FRIDAY
    async with mail_server(Inbox()) as inbox:
        given = {"smtp_url": f"smtp://127.0.0.1:{inbox.port}", "mail_from": "sip@example.se"}
        by_mail = Settings.model_validate({**settings.model_dump(), **given, "portal_url": "https://sip.example.se"})
        async with morning(by_mail) as opened:
            yield Letters(county, next(desks).unit, opened, inbox)
