"""What a page costs: round trips to the database, counted on the wire, and what a browser has to fetch."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.pulse import PostgresPulse
from app.adapters.postgres.reads import PostgresViews
from app.adapters.postgres.sessions import PostgresSessions
from app.portal.asking import SESSION
from app.settings import Settings
from app.usecases.watching import Watch
from tests.api.round_trips import relay_to
from tests.api.test_casework import card_of
from tests.county import County
from tests.portal.conftest import serving
from tests.portal.lives_of_mine import with_a_plan
from tests.portal.people import Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")
LARGEST = 150_000
"""Bytes, without pictures: neither those that are fetched nor those that are drawn in the page."""
PICTURE = re.compile("<svg.*?</svg>", re.DOTALL)


async def test_a_page_costs_its_reading_its_session_and_the_worklist_a_mark(
    portal: Portal, county: County, settings: Settings, database_url: str
) -> None:
    card, secret = await card_of(county), await portal.anna_signed_in()
    with TemporaryDirectory(prefix="sip-") as folder:
        async with relay_to(database_url, Path(folder)) as relay:
            engine = create_engine_as("sip_service", relay.url, connections=1)
            counted = replace(
                county.service,
                views=PostgresViews(engine),
                sessions=PostgresSessions(engine),
                watch=Watch(PostgresPulse(engine)),
            )
            async with (
                serving(settings, counted) as address,
                httpx.AsyncClient(base_url=address, headers={"Cookie": f"{SESSION}={secret}"}) as http,
            ):
                for path, trips in (("/tillganglighet", 1), (f"/arbetslista/{card.id}", 2), ("/arbetslista", 3)):
                    # What comes often enough the driver prepares, which costs a trip once.
                    for _ in range(8):
                        assert (await http.get(path)).status_code == 200
                    await asyncio.sleep(1.1)  # the mark of a second ago is used again
                    before = relay.trips
                    assert (await http.get(path)).status_code == 200
                    assert relay.trips - before == trips, path
            await engine.dispose()


async def test_no_page_is_larger_than_it_may_be_with_all_that_it_loads(portal: Portal, county: County) -> None:
    card, life = await card_of(county), await with_a_plan(county, activities=60)
    headers = {"Cookie": f"{SESSION}={await portal.anna_signed_in()}", "Accept-Encoding": "identity"}
    async with httpx.AsyncClient(base_url=portal.address, headers=headers, timeout=60) as http:
        plan = f"/planer/{life.ids['plan']}"
        for path in ("/arbetslista", f"/arbetslista/{card.id}", f"/arbetslista/{card.id}/varfor", plan):
            page = PICTURE.sub("", (await http.get(path)).text)
            parts = {part.split('"')[0] for part in page.split('"/static/')[1:]}
            loaded = [len((await http.get("/static/" + part)).content) for part in parts]
            assert len(page.encode()) + sum(loaded) < LARGEST, (path, len(page), loaded)
