"""Actors of the county for trying a pace with: each has its own system, and no card that another test has made."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4, uuid5

from app.adapters.postgres.registry import HELD
from app.bootstrap.service import registrar
from app.domain.actors import Actor
from app.domain.pace import Pace
from app.domain.permissions import Permission
from app.domain.registrations import Administered, Client
from app.settings import Settings
from app.usecases.registering import NAMESPACE, Register, actor_id
from tests.county import SYSTEM, County
from tests.secrecy.lives import Life, begin

START = date(2026, 11, 16)
"""A Monday; the county's own day is the Saturday after."""


@dataclass
class Desk:
    """The worklist of one actor, whose key is its name in the county."""

    county: County
    register: Register
    key: str

    async def pace(self, cards: int, start: date = START) -> None:
        """So many cards a week, by one caseworker."""
        pace = Pace(start_on=start.toordinal(), cards_per_caseworker=cards, caseworkers=1)
        await self.register.set_pace(actor_id(self.key), pace)

    async def no_pace(self) -> None:
        await self.register.set_pace(actor_id(self.key), None)

    async def waited_for_a_course(self, opens: date) -> Life:
        """Somebody whose wait for a course has been a gap from that day on, and is critical thirty days later."""
        life = await begin(self.county)
        applied = (opens - timedelta(90)).isoformat()
        await life.tell(self.key, "status", "applied", code="language-course-applied", start=applied)
        return life

    async def ready_for_discharge(self, opens: date) -> Life:
        """Somebody whose gap is critical in severity from its first day."""
        life = await begin(self.county)
        on = (opens - timedelta(3)).isoformat()
        await life.tell(self.key, "decision", "ready", code="discharge-ready", on=on)
        return life

    async def list(self, **query: Any) -> dict[str, Any]:
        """A page of the worklist, whole."""
        answer = await self.county.system(self.key).get("/findings", params={"limit": 100, **query})
        assert answer.status_code == 200, answer.text
        assert not answer.json()["more"]
        found: dict[str, Any] = answer.json()
        return found

    async def persons(self, **query: Any) -> set[str]:
        """Whose cards are in it; each has one."""
        return {one["person_id"] for one in (await self.list(**query))["findings"]}


@asynccontextmanager
async def paced_desks(county: County, settings: Settings, number: int = 12) -> AsyncIterator[Iterator[Desk]]:
    """So many desks without a pace."""
    keys = [f"paced-{uuid4().hex[:10]}" for _ in range(number)]
    actors = [Actor(id=actor_id(key), name=key, function="association", level="civil-society") for key in keys]
    issuer = uuid5(NAMESPACE, f"issuer:{county.issuers}{SYSTEM}")
    scopes = tuple(str(scope) for scope in Permission)
    clients = [
        Client(issuer_id=issuer, client_id=f"{key}-system", actor_id=actor_id(key), source=key, scopes=scopes)
        for key in keys
    ]
    async with registrar(settings) as register:
        await register.register([*(Administered(actor=actor) for actor in actors), *clients])
        await asyncio.sleep(HELD)
        desks = [Desk(county, register, key) for key in keys]
        yield iter(desks)
        for desk in desks:
            await desk.no_pace()
