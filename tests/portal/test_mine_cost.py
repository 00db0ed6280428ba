"""What a person's own pages cost: one reading each beside the session, also with sixty activities."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.mandates import PostgresMandates
from app.adapters.postgres.reads import PostgresViews
from app.adapters.postgres.sessions import PostgresSessions
from app.portal.asking import SESSION
from app.settings import Settings
from tests.api.round_trips import relay_to
from tests.county import PERSON, County
from tests.portal.conftest import serving
from tests.portal.lives_of_mine import with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_page_costs_its_session_and_one_reading(
    portal: Portal, county: County, settings: Settings, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    life = await with_a_plan(county, activities=60)
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
            )
            async with (
                serving(settings, counted) as address,
                httpx.AsyncClient(base_url=address, headers={"Cookie": f"{SESSION}={secret}"}) as http,
            ):
                for page in ("", "/uppgifter", "/samtycken", "/vem-har-last", f"/{life.ids['plan']}/meddelanden"):
                    path = f"/min-plan{page}"
                    for _ in range(8):
                        assert (await http.get(path)).status_code == 200
                    await asyncio.sleep(0.1)
                    trips, started = relay.trips, time.process_time()
                    assert (await http.get(path)).status_code == 200
                    assert relay.trips - trips == 2, path
                    with capsys.disabled():
                        print(f"{page or '/'}: {1000 * (time.process_time() - started):.0f} ms of the processor")
            await engine.dispose()
