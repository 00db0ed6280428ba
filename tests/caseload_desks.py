"""Two units whose caseworkers sign in, and an association without an account: everything through REST alone."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from app.adapters.postgres.registry import HELD
from app.bootstrap.service import registrar
from app.domain.permissions import Permission
from app.settings import Settings
from app.usecases.registering import Registration, actor_id, register
from tests.county import AUDIENCE, County

ANY = {"If-Match": "*"}


@dataclass
class Somebody:
    """A person with a plan, by name."""

    name: str
    number: str
    person: str
    plan: str


@dataclass
class Unit:
    """One actor's caseworkers, each by its own token."""

    county: County
    key: str

    @property
    def actor(self) -> str:
        return str(actor_id(self.key))

    def at(self, user: str, *roles: str) -> httpx.AsyncClient:
        """The caseworker, or with which roles it is."""
        token = self.county.token(f"/{self.key}", "portal", user, roles=list(roles or ("caseworker",)))
        return self.county.client(token)

    async def known(self, *users: str) -> list[httpx.AsyncClient]:
        """Caseworkers who have opened their caseload."""
        clients = [self.at(user) for user in users]
        for client in clients:
            assert (await client.get("/caseload")).status_code == 200
        return clients

    async def somebody(self, client: httpx.AsyncClient, name: str) -> Somebody:
        """Somebody new with a plan, which the caseworker takes on."""
        number = self.county.number()
        found = await client.post("/person-lookups", json={"identity_number": number})
        person = found.json()["person_id"]
        plan = (await client.post("/plans", json={"person_id": person, "draft": False})).json()["id"]
        described = await client.put(f"/persons/{person}/details", json={"name": name}, headers=ANY)
        assert described.status_code == 200, described.text
        taken = await client.post(f"/plans/{plan}/assignments", json={})
        assert taken.status_code == 201, taken.text
        return Somebody(name, number, person, plan)


async def listed(client: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    """What is on the caseworker's list."""
    answer = await client.get("/caseload", params={"limit": 100, **query})
    assert answer.status_code == 200, answer.text
    plans: list[dict[str, Any]] = answer.json()["plans"]
    return plans


async def names(client: httpx.AsyncClient, **query: Any) -> set[str]:
    """The names on the list."""
    return {one["person_name"] for one in await listed(client, **query)}


async def found(client: httpx.AsyncClient, part: str) -> set[str]:
    """The names that a search finds."""
    answer = await client.post("/caseload-searches", json={"name": part})
    assert answer.status_code == 200, answer.text
    return {one["person_name"] for one in answer.json()["plans"]}


@dataclass
class Desks:
    """Two units, and an association that takes part and has no account."""

    unit: Unit
    neighbour: Unit
    small: str


@asynccontextmanager
async def caseload_desks(county: County, settings: Settings, number: int = 24) -> AsyncIterator[Iterator[Desks]]:
    """So many units with a neighbour each, whose caseworkers nobody else is."""
    marks = [uuid4().hex[:8] for _ in range(number)]
    async with registrar(settings) as keeper:
        for mark in marks:
            await register(keeper, _registration(county.issuers, mark))
    await asyncio.sleep(HELD)
    yield iter(
        Desks(Unit(county, f"unit-{mark}"), Unit(county, f"neighbour-{mark}"), str(actor_id(f"small-{mark}")))
        for mark in marks
    )


def _registration(issuers: str, mark: str) -> Registration:
    unit, neighbour, small = f"unit-{mark}", f"neighbour-{mark}", f"small-{mark}"
    return Registration.model_validate(
        {
            "actors": [
                {"key": unit, "name": unit, "function": "social-services", "level": "municipality"},
                {"key": neighbour, "name": neighbour, "function": "labour-market-unit", "level": "municipality"},
                {"key": small, "name": small, "function": "association", "level": "civil-society"},
            ],
            "issuers": [
                {
                    "url": f"{issuers}/{key}",
                    "kind": "workforce",
                    "audience": AUDIENCE,
                    "algorithms": ["ES256"],
                    "jwks_uri": f"{issuers}/jwks",
                    "actor": key,
                }
                for key in (unit, neighbour)
            ],
            "clients": [
                {"issuer": f"{issuers}/{key}", "client_id": "portal", "scopes": list(Permission)}
                for key in (unit, neighbour)
            ],
        }
    )
