"""A county to test in: one unit per function, real tokens, the whole service in this process, a day one can set."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from app.api.refused_tokens import RefusedTokens
from app.bootstrap.service import Service, detector, registrar, service
from app.demo.numbers import test_numbers
from app.domain.errors import NotAuthenticated
from app.domain.facts import ACTOR_FUNCTIONS
from app.domain.identity import SUFFICIENT, Refusal
from app.domain.permissions import Permission
from app.main import BASE, create_app
from app.settings import Settings
from app.usecases.detecting import Detector, Queue
from app.usecases.registering import Registration, actor_id, register
from app.worker.loop import until_idle
from tests.adapters.token_forge import key_server

AUDIENCE = "https://sip.example.se/sip-api/v1"
SYSTEM, PERSON, WORKFORCE = "/system", "/person", "/anna"
KEY = ECKey.generate_key("P-256", {"kid": "county", "use": "sig"})
LEVELS = {
    "region": ("primary-care", "psychiatry", "rehabilitation"),
    "state": ("employment-service", "social-insurance", "student-aid", "prison-probation", "migration"),
    "civil-society": ("association", "union", "unemployment-fund"),
    "business": ("employer",),
}
TODAY = date(2026, 11, 21)
LASTS = 3 * 3600
"""Seconds for which a token is good, so that whatever keeps one outlives its tests however slowly they run."""
PATIENCE = 120
"""Seconds for everything that is waited for at the beginning; the service itself gives a fetch of keys two."""
PHONE = "08-465 004 17"
"""Of the one actor that persons can call: social services."""
UNITS = [function for function in ACTOR_FUNCTIONS if function != "person"]


def level_of(function: str) -> str:
    return next((level for level, functions in LEVELS.items() if function in functions), "municipality")


@dataclass
class County:
    """Everybody who can act, and the detector. `today` is the day for all of them."""

    service: Service
    queue: Queue
    detector: Detector
    transport: httpx.ASGITransport
    issuers: str
    refused_tokens: RefusedTokens
    today: date = TODAY
    numbers: dict[date, Iterator[str]] = field(default_factory=dict)
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self, token: str | None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        made = httpx.AsyncClient(transport=self.transport, base_url=f"http://sip{BASE}", headers=headers)
        self.clients.append(made)
        return made

    def token(self, issuer: str, client_id: str, subject: str, **claims: Any) -> str:
        now = int(time.time())
        body = {
            "iss": self.issuers + issuer,
            "sub": subject,
            "client_id": client_id,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + LASTS,
            "jti": str(uuid4()),
            "scope": " ".join(Permission),
            "acr": SUFFICIENT[0],
            **claims,
        }
        return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": "county"}, body, KEY)

    def system(self, function: str) -> httpx.AsyncClient:
        """The system of the unit with that function."""
        return self.client(self.token(SYSTEM, f"{function}-system", f"{function}-system"))

    def caseworker(self, **claims: Any) -> httpx.AsyncClient:
        """Anna, caseworker at social services."""
        return self.client(self.token(WORKFORCE, "portal", "anna", **{"roles": ["caseworker"], **claims}))

    def myself(self, identity_number: str) -> httpx.AsyncClient:
        """The person with that number."""
        claim = {"https://id.oidc.se/claim/personalIdentityNumber": identity_number}
        return self.client(self.token(PERSON, "my-plan", "p", **claim))

    def actor(self, function: str) -> str:
        return str(actor_id(function))

    def number(self, born: date = date(1981, 10, 3)) -> str:
        """A test number that nobody has yet."""
        while True:
            numbers = self.numbers.setdefault(born, test_numbers(born))
            number = next(numbers, None)
            if number is not None:
                return number
            born += timedelta(days=1)

    def forget_refusals(self) -> None:
        """As after a minute in which nobody was refused: the next refused tokens are logged one by one."""
        self.refused_tokens.clear()

    def read_registry_anew(self) -> None:
        """As after the second for which the service remembers who takes part."""
        self.service.registry.forget()  # type: ignore[attr-defined]  # the adapter's own

    async def person(self, number: str | None = None, by: str = "social-services") -> str:
        """Somebody new, as the id that a lookup gives."""
        answer = await self.system(by).post("/person-lookups", json={"identity_number": number or self.number()})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["person_id"])

    async def detect(self, today: date | None = None) -> int:
        """Let the detector work until nobody waits."""
        self.today = today or self.today
        return await until_idle(self.queue, self.detector, lambda: self.today.toordinal())


@asynccontextmanager
async def open_county(settings: Settings) -> AsyncIterator[County]:
    """The county on the database of the settings."""
    async with AsyncExitStack() as stack:
        keys = stack.enter_context(key_server())
        registration = _registration(keys.base, keys.publish("/jwks", KEY))
        async with registrar(settings) as keeper:
            await register(keeper, registration)
        queue, rules = await stack.enter_async_context(detector(settings))
        county: County

        @asynccontextmanager
        async def build(given: Settings) -> AsyncIterator[Service]:
            async with service(given) as running:
                yield replace(running, clock=lambda: county.today.toordinal())

        app = create_app(settings, build)
        await stack.enter_async_context(app.router.lifespan_context(app))
        state = app.routes[0].app.state  # type: ignore[attr-defined]  # of the mounted API
        running: Service = state.service
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        county = County(running, queue, rules, transport, keys.base, state.refused_tokens)
        await _all_keys_fetched(county)
        yield county
        for client in county.clients:
            await client.aclose()


async def _all_keys_fetched(county: County) -> None:
    """Go on when the service has every issuer's keys: once it has, they stay in use however slow the machine is."""
    end = time.monotonic() + PATIENCE
    for issuer in (SYSTEM, PERSON, WORKFORCE):
        while await _refusal(county, county.token(issuer, "nobody", "nobody")) == Refusal.KEYS_UNAVAILABLE:
            assert time.monotonic() < end, f"the keys of {issuer} are not fetched"
            await asyncio.sleep(1)


async def _refusal(county: County, token: str) -> str | None:
    """Why the token is refused, which for what it says is known only with the key at hand; None when it is not."""
    try:
        await county.service.verifier.verify(token)
    except NotAuthenticated as refused:
        return refused.reason
    return None


def county_actor(function: str) -> dict[str, Any]:
    """The unit with that function, as it is registered."""
    called = {"phone": PHONE} if function == "social-services" else {}
    name = f"Provköping, {function}"
    return {"key": function, "name": name, "function": function, "level": level_of(function), **called}


def _registration(issuers: str, jwks: str) -> Registration:
    return Registration.model_validate(
        {
            "actors": [county_actor(function) for function in UNITS],
            "issuers": [
                {
                    "url": issuers + path,
                    "kind": kind,
                    "audience": AUDIENCE,
                    "algorithms": ["ES256"],
                    "jwks_uri": jwks,
                    "actor": actor,
                }
                for path, kind, actor in (
                    (SYSTEM, "system", None),
                    (PERSON, "person", None),
                    (WORKFORCE, "workforce", "social-services"),
                )
            ],
            "clients": [
                *(
                    {
                        "issuer": issuers + SYSTEM,
                        "client_id": f"{function}-system",
                        "actor": function,
                        "source": function,
                        "scopes": list(Permission),
                    }
                    for function in UNITS
                ),
                {"issuer": issuers + PERSON, "client_id": "my-plan", "scopes": list(Permission)},
                {"issuer": issuers + WORKFORCE, "client_id": "portal", "scopes": list(Permission)},
            ],
        }
    )
