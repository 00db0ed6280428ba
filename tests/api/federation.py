"""Issuers that say more than who asks: two units of one region behind one issuer, and a system that names itself."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest_asyncio
from joserfc.jwk import Key

from app.adapters.postgres.registry import HELD
from app.bootstrap.service import registrar
from app.domain.permissions import Permission
from app.settings import Settings
from app.usecases.registering import Registration, register
from tests.adapters import proof_forge
from tests.county import AUDIENCE, SYSTEM, County, level_of

REGION, NAMING, BINDING = "/region", "/naming", "/binding"
ORGANISATION, UNIT, GROUPS = "https://id.oidc.se/claim/orgNumber", "unit", "groups"
LOA2, LOA3, LOA4 = (f"http://id.elegnamnden.se/loa/1.0/loa{level}" for level in (2, 3, 4))
NUMBER = "232100-0057"
HSA = {"psychiatry": "SE2321000057-A1", "primary-care": "SE2321000057-B2"}

ACTORS = [
    {
        "key": function,
        "name": f"Provköping, {function}",
        "function": function,
        "level": level_of(function),
        "organisation_number": NUMBER,
        "hsa_id": hsa,
    }
    for function, hsa in HSA.items()
]


def _registration(issuers: str) -> Registration:
    def issuer(path: str, kind: str, **more: Any) -> dict[str, Any]:
        given = {"url": issuers + path, "kind": kind, "audience": AUDIENCE, "algorithms": ["ES256"]}
        return {**given, "jwks_uri": issuers + "/jwks", **more}

    scopes = list(Permission)
    return Registration.model_validate(
        {
            "actors": ACTORS,
            "issuers": [
                issuer(
                    REGION,
                    "workforce",
                    actor="psychiatry",
                    units=["primary-care"],
                    organisation_claim=ORGANISATION,
                    unit_claim=UNIT,
                    role_claim=GROUPS,
                    role_names={"Läkare": "caseworker", "Chef": "manager"},
                    assurance=[LOA3, LOA4],
                    assurance_for={"sip.write": [LOA4]},
                ),
                issuer(NAMING, "system", organisation_claim=ORGANISATION),
                issuer(BINDING, "system", proof_required=True),
            ],
            "clients": [
                {"issuer": issuers + REGION, "client_id": "journal", "scopes": scopes},
                {
                    "issuer": issuers + NAMING,
                    "client_id": "care",
                    "actor": "psychiatry",
                    "source": "care",
                    "scopes": scopes,
                },
                {
                    "issuer": issuers + BINDING,
                    "client_id": "bound",
                    "actor": "psychiatry",
                    "source": "bound",
                    "scopes": scopes,
                },
            ],
        }
    )


class Federation:
    """The county with those issuers."""

    def __init__(self, county: County) -> None:
        self.county = county

    def doctor(self, **said: Any) -> httpx.AsyncClient:
        """A doctor of the region's psychiatry, unless told otherwise."""
        claims = {"acr": LOA3, GROUPS: ["Läkare"], ORGANISATION: NUMBER, UNIT: HSA["psychiatry"], **said}
        given = {name: value for name, value in claims.items() if value is not None}
        return self.county.client(self.county.token(REGION, "journal", "d1", **given))

    def bound(self, key: Key = proof_forge.CLIENT, issuer: str = SYSTEM, client: str = "psychiatry-system") -> str:
        """A token of the psychiatry's system that is bound to the key."""
        return self.county.token(issuer, client, client, cnf={"jkt": key.thumbprint()})

    def proof(self, token: str, path: str = "/findings", key: Key = proof_forge.CLIENT, **said: Any) -> str:
        given = {"jti": str(uuid4()), "iat": int(time.time()), "htu": AUDIENCE + path, **said}
        return proof_forge.made(token, key, **given)

    async def get(self, token: str, *proofs: str, scheme: str = "DPoP") -> httpx.Response:
        """The worklist, with these proofs."""
        headers = [("Authorization", f"{scheme} {token}"), *(("DPoP", proof) for proof in proofs)]
        return await self.county.client(None).get("/findings", headers=headers)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def the_federation(the_county: County, settings: Settings) -> AsyncIterator[Federation]:
    """The federation, registered once."""
    async with registrar(settings) as keeper:
        await register(keeper, _registration(the_county.issuers))
    await asyncio.sleep(HELD)
    yield Federation(the_county)


@pytest_asyncio.fixture(loop_scope="session")
async def federation(the_federation: Federation, county: County) -> Federation:
    """The federation, on the day on which the stories are told."""
    return the_federation
