"""What a person's own pages cost: the session, who that is and one reading, also with sixty activities."""

import asyncio
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.mandates import PostgresMandates
from app.adapters.postgres.reads import PostgresViews
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.sessions import PostgresSessions
from app.portal.asking import SESSION
from app.settings import Settings
from tests.api.round_trips import relay_to
from tests.county import PERSON, County
from tests.portal.conftest import serving
from tests.portal.lives_of_mine import put_down, with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
WITHOUT = 3600.0
"""Seconds: who takes part is read once in a while, whoever asks, and here not while it is counted."""


async def test_a_page_costs_its_session_who_it_is_and_one_reading_and_a_proxys_the_mandate(
    portal: Portal,
    county: County,
    settings: Settings,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    life, leo = await with_a_plan(county, activities=60), await with_a_plan(county, date(2015, 3, 1), consents=False)
    await put_down(county, leo, "mandates", form="guardian", proxy=life.person, powers=["read", "consent"],
                   start="2026-11-01", end="2029-12-31")  # fmt: skip
    claim = {"https://id.oidc.se/claim/personalIdentityNumber": life.number}
    secret = await portal.signed_in(county.token(PERSON, "my-plan", "p", **claim), "Elias Nord")
    with TemporaryDirectory(prefix="sip-") as folder:
        async with relay_to(database_url, Path(folder)) as relay:
            engine = create_engine_as("sip_service", relay.url, connections=1)
            counted = replace(
                county.service,
                views=PostgresViews(engine),
                sessions=PostgresSessions(engine),
                mandates=PostgresMandates(engine),
                registry=PostgresRegistry(engine, county.service.vault.index_hashes, seconds=WITHOUT),
            )
            async with (
                serving(settings, counted) as address,
                httpx.AsyncClient(base_url=address, headers={"Cookie": f"{SESSION}={secret}"}) as http,
            ):
                own = ("", "/uppgifter", "/samtycken", "/vem-har-last", f"/{life.ids['plan']}/meddelanden")
                costing = [(f"/min-plan{page}", 3) for page in own]
                costing += [(f"/foretrader/{leo.person}{page}", 4) for page in ("", "/uppgifter", "/samtycken")]
                for path, expected in costing:
                    for _ in range(8):
                        assert (await http.get(path)).status_code == 200
                    await asyncio.sleep(0.1)
                    trips, started = relay.trips, time.process_time()
                    assert (await http.get(path)).status_code == 200
                    assert relay.trips - trips == expected, path
                    with capsys.disabled():
                        print(f"{path}: {1000 * (time.process_time() - started):.0f} ms of the processor")
            await engine.dispose()
