"""What the pages of administration cost: the session, and one transaction that reads all that is registered."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
import pytest_asyncio

from app.adapters.postgres.administration import PostgresAdministration
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.sessions import PostgresSessions
from app.portal.asking import SESSION
from app.settings import Settings
from tests.api.round_trips import relay_to
from tests.county import County
from tests.offices import Offices, open_offices, saved
from tests.portal.conftest import serving
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
WITHOUT = 3600.0
"""Seconds: who takes part is read once in a while, whoever asks, and here not while it is counted."""


@pytest_asyncio.fixture(loop_scope="session")
async def offices(county: County, settings: Settings) -> AsyncIterator[Offices]:
    async with open_offices(county, settings) as opened:
        yield opened


async def test_a_page_of_administration_costs_the_same_however_much_is_registered(
    portal: Portal,
    county: County,
    offices: Offices,
    settings: Settings,
    database_url: str,
) -> None:
    office = offices.one
    secret = await portal.signed_in(county.token(f"/{office.key}", "portal", "adam", roles=["administrator"]), "Adam")
    stopped = await saved(office.admin, "issuer", office.an_issuer(f"/{office.key}/stopped"))
    answer = await office.admin.post(f"/issuers/{stopped['id']}/suspension", json={"reason": "moved"})
    assert answer.is_success, answer.text
    with TemporaryDirectory(prefix="sip-") as folder:
        async with relay_to(database_url, Path(folder)) as relay:
            engine = create_engine_as("sip_service", relay.url, connections=1)
            administrators = create_engine_as("sip_admin", relay.url, connections=1)
            known = PostgresRegistry(engine, county.service.vault.index_hashes, seconds=WITHOUT)
            counted = replace(
                county.service,
                registry=known,
                sessions=PostgresSessions(engine),
                administration=PostgresAdministration(administrators, known.forget),
            )
            async with (
                serving(settings, counted) as address,
                httpx.AsyncClient(base_url=address, headers={"Cookie": f"{SESSION}={secret}"}) as http,
            ):
                for path, trips in (
                    # The session; a transaction that begins, who asks, what is registered, and that it is over; of one
                    # its versions, too, and of a stopped one, for what it would let in again, their number.
                    ("/administration", 5),
                    ("/administration/utfardare/ny", 5),
                    ("/administration/klienter/ny", 5),
                    (f"/administration/aktorer/{office.actor}", 6),
                    (f"/administration/utfardare/{office.door}", 6),
                    (f"/administration/utfardare/{stopped['id']}", 7),
                ):
                    for _ in range(8):
                        assert (await http.get(path)).status_code == 200
                    await asyncio.sleep(0.1)
                    before = relay.trips
                    assert (await http.get(path)).status_code == 200
                    assert relay.trips - before == trips, path
            await engine.dispose()
            await administrators.dispose()
