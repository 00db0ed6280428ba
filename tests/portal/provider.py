"""The demonstration's identity provider in this process, let in at the county, and what a hostile one can change."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import httpx

from app.adapters.identity.demo_grants import IssuingServer
from app.adapters.identity.demo_provider import SIGN_IN_CLIENT, application, issuing_servers
from app.adapters.identity.relying_party import RelyingParty
from app.bootstrap.service import Service, registrar
from app.domain.permissions import Permission
from app.settings import Settings
from app.usecases.registering import Registration, issuer_id, register
from tests.county import AUDIENCE, County, county_actor
from tests.portal.conftest import answering, serving
from tests.portal.people import Portal

MINE = "p1"


@dataclass
class SignIn:
    """A portal at which people sign in at a provider of theirs."""

    portal: Portal
    servers: dict[str, IssuingServer]
    service: Service
    http: httpx.AsyncClient
    number: str
    person: str

    def door(self, who: str) -> str:
        """The address at which signing in at the issuer of the agency, or of persons, begins."""
        return f"/logga-in/{issuer_id(self.servers[who].issuer)}"


@asynccontextmanager
async def signing_in(portal: Portal, county: County, settings: Settings, folder: Path) -> AsyncIterator[SignIn]:
    """Anna and Bo at social services, and a person, who can sign in at a provider that is let in."""
    number, mark = county.number(), uuid4().hex[:8]
    person = await county.person(number)
    with socket.socket() as listening, socket.socket() as for_portal:
        listening.bind(("127.0.0.1", 0))
        for_portal.bind(("127.0.0.1", 0))
        port, portal_port = listening.getsockname()[1], for_portal.getsockname()[1]
        address = f"http://127.0.0.1:{portal_port}"
        people = (("anna", "Anna Ek"), ("bo", "Bo Ås"))
        users = [{"sub": sub, "name": name, "roles": ["caseworker"]} for sub, name in people]
        agency = {"slug": f"agency-{mark}", "name": "Socialtjänsten", "caseworkers": users,
                  "system": {"client_id": "x", "client_secret": "y", "scopes": []}}  # fmt: skip
        servers = issuing_servers(
            port,
            audience=AUDIENCE,
            agencies=[agency],
            persons=[{"sub": MINE, "name": "Elias Nord", "identity_number": number}],
            redirect_uris=[f"{address}/inloggad", f"{address}/utloggad"],
            user_scopes=list(Permission),
            keys=folder / "keys.json",
        )
        provider = f"http://127.0.0.1:{port}"
        async with registrar(settings) as keeper:
            await register(keeper, _let_in(provider, f"agency-{mark}"))
        county.read_registry_anew()
        async with answering(application(servers), listening), httpx.AsyncClient() as http:
            ours = replace(
                county.service,
                settings=settings.model_copy(update={"portal_url": address, "portal_client": SIGN_IN_CLIENT}),
                provider=RelyingParty(SIGN_IN_CLIENT, None, http),
            )
            async with serving(settings, ours, for_portal) as served:
                there = replace(portal, address=served)
                own = {"agency": servers[f"agency-{mark}"], "person": servers["person"]}
                yield SignIn(there, own, ours, http, number, person)
                await there.leave()


def _let_in(provider: str, agency: str) -> Registration:
    issuer = {"audience": AUDIENCE, "algorithms": ["ES256"], "assurance": []}
    doors = ((agency, "workforce", "social-services"), ("person", "person", None))
    return Registration.model_validate(
        {
            "actors": [county_actor("social-services")],
            "issuers": [
                {
                    **issuer,
                    "url": url,
                    "jwks_uri": f"{url}/jwks",
                    "kind": kind,
                    "actor": actor,
                }
                for url, kind, actor in ((f"{provider}/{path}", kind, actor) for path, kind, actor in doors)
            ],
            "clients": [
                {"issuer": f"{provider}/{path}", "client_id": SIGN_IN_CLIENT, "scopes": list(Permission)}
                for path, _, _ in doors
            ],
        }
    )
