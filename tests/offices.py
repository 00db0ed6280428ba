"""Administrators in the county: the operator's, and those of two agencies, each signing in at its own issuer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from app.bootstrap.service import registrar
from app.settings import Settings
from app.usecases.registering import Registration, actor_id, issuer_id, register
from tests.county import AUDIENCE, County


@dataclass
class Office:
    """An actor whose administrators sign in at `/{key}`."""

    county: County
    key: str

    @property
    def actor(self) -> str:
        return str(actor_id(self.key))

    @property
    def door(self) -> str:
        """The id of its own issuer."""
        return str(issuer_id(f"{self.county.issuers}/{self.key}"))

    def signed_in(self, *roles: str, path: str = "", client: str = "portal", **claims: Any) -> httpx.AsyncClient:
        token = self.county.token(path or f"/{self.key}", client, "adam", roles=list(roles), **claims)
        return self.county.client(token)

    @property
    def admin(self) -> httpx.AsyncClient:
        return self.signed_in("administrator")

    def system(self, client: str, path: str) -> httpx.AsyncClient:
        return self.county.client(self.county.token(path, client, client))

    def an_issuer(self, path: str, **changed: Any) -> dict[str, Any]:
        """An issuer of the office's own, whose keys are the county's."""
        url = self.county.issuers
        said = {"url": f"{url}{path}", "kind": "system", "audience": AUDIENCE, "algorithms": ["ES256"]}
        return {**said, "jwks_uri": f"{url}/jwks", "actor": self.actor, **changed}


async def shown(by: httpx.AsyncClient, /, **proposal: Any) -> dict[str, Any]:
    """The preview."""
    answer = await by.post("/registrations/previews", json=proposal)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def saved(client: httpx.AsyncClient, kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Previewed, and registered as it was shown."""
    digest = (await shown(client, **{kind: said}))["digest"]
    answer = await client.post(f"/{kind}s", json={**said, "preview": digest})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@dataclass
class Offices:
    """The operator, an agency, and another agency."""

    operator: Office
    one: Office
    other: Office


@asynccontextmanager
async def open_offices(county: County, settings: Settings) -> AsyncIterator[Offices]:
    """Three offices that nobody else uses, registered by command."""
    mark = uuid4().hex[:8]
    made = Offices(*(Office(county, f"{name}-{mark}") for name in ("operator", "one", "other")))
    actor = {"function": "social-services", "level": "municipality", "municipality_code": "0686"}
    offices = (made.operator, made.one, made.other)
    said = {
        "actors": [{"key": one.key, "name": one.key, **actor} for one in offices],
        "issuers": [one.an_issuer(f"/{one.key}", kind="workforce", actor=one.key) for one in offices],
        "clients": [
            {"issuer": f"{county.issuers}/{one.key}", "client_id": "portal", "scopes": ["sip.read", "sip.admin"]}
            for one in offices
        ],
    }
    said["actors"][0]["operator"] = True
    async with registrar(settings) as keeper:
        await register(keeper, Registration.model_validate(said))
    county.read_registry_anew()
    yield made
