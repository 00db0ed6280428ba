"""The matrix opened: a database of its own, a life for each consent and level, a body, an offer, and what was found."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Final
from uuid import uuid4

from fastapi import FastAPI

from app.adapters.postgres.registry import HELD
from app.bootstrap.service import registrar
from app.domain.agreements import CoordinationBody, Membership
from app.domain.registrations import Client
from app.settings import Settings
from app.usecases.registering import actor_id, issuer_id
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.secrecy.quiet import quiet_county
from tests.security.askers import ACTORS, BY_NAME, admit, token_of
from tests.security.door import rehearsal
from tests.security.judging import MEMBERS
from tests.security.matrix import Matrix
from tests.security.people import CONSENTS, PROTECTION, open_desks, settle
from tests.security.sight import looked_at

WHOLE: Final = os.environ.get("SIP_MATRIX") == "whole"
"""Whether everything is asked."""
ONE_EACH: Final = (("full", "marked"), ("emergency", "protected-registration"), ("provision", "new-identity"))
"""By what else the protected are shared when not everything is asked."""
OFFER = {"title": "Yrkeskurs", "category": "education", "capacity": 12}


@asynccontextmanager
async def opened(server_url: str, keys: Path, whole: bool = WHOLE) -> AsyncIterator[Matrix]:
    """The matrix over the worlds: of protected persons all of them, or one for each level."""
    lived = [(consent, "none") for consent in CONSENTS]
    lived += product(CONSENTS, PROTECTION[1:]) if whole else ONE_EACH
    # Unchecked: a gate that is broken on purpose is to be seen to let something through.
    async with quiet_county(server_url, keys, checked=0) as (county, settings, database):
        await admit(county, settings)
        await _coordinate(settings)
        await asyncio.sleep(HELD)
        await open_desks(county)
        offered = await county.system(ACTORS["owner"]).post("/coordination-bodies/matrix/offers", json=OFFER)
        lives = [await settle(county, consent, level) for consent, level in lived]
        proposal = await _propose(county)
        for me in lives:
            me.ids["a proposal"] = proposal
        await county.detect()
        async with rehearsal(county, settings) as rehearsed:
            yield Matrix(
                worlds=[looked_at(database, me, county.today) for me in lives],
                real=_app_of(county),
                rehearsed=rehearsed,
                witness=Witness(database),
                common={"a body": "matrix", "an offer": offered.json()["id"], **_registered(county)},
            )


def _app_of(county: County) -> FastAPI:
    app = county.transport.app
    assert isinstance(app, FastAPI)
    return app


async def _propose(county: County) -> str:
    """An agreement that an administrator of a member proposes; nobody counts what it would change."""
    token = token_of(county, BY_NAME["administrator at the owner"], "")
    path = "/coordination-bodies/matrix/agreements/previews"
    made = await county.client(str(token)).post(path, json={"start": "2026-10-01"})
    return str(made.json()["id"])


def _registered(county: County) -> dict[str, str]:
    """What is registered as the owner's own."""
    issuer = issuer_id(f"{county.issuers}/{ACTORS['owner']}")
    client = Client(issuer_id=issuer, client_id="portal", scopes=())
    return {"own actor": county.actor(ACTORS["owner"]), "own issuer": str(issuer), "own client": str(client.id)}


async def _coordinate(settings: Settings) -> None:
    """A body whose members are the actors that take part in the plan."""
    members = tuple(Membership(actor=actor_id(ACTORS[role]), start=TODAY.toordinal() - 100) for role in MEMBERS)
    body = CoordinationBody(
        id=uuid4(), key="matrix", name="Provköpings samverkan", municipalities=("0000",), members=members, agreements=()
    )
    async with registrar(settings) as keeper:
        await keeper.take_into_use(body)
