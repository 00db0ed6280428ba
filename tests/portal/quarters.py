"""A county of its own with a coordination body, whose quarters are made of as many persons as a test says."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from playwright.async_api import Browser
from pydantic import SecretStr

from app.bootstrap.service import registrar
from app.bootstrap.statistics import statistics_maker
from app.domain.agreements import CoordinationBody
from app.domain.quarters import Quarter
from app.domain.statistics.edition import Edition
from app.domain.statistics.tally import Added, Spot, Tallies, add_life
from app.settings import Settings
from app.usecases.agreeing import entry_of, proposed
from app.usecases.registering import actor_id
from app.usecases.statistics import Made
from tests.county import County
from tests.portal.conftest import serving
from tests.portal.people import Portal
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection

BODY, HERE = "provkoping", "0686"
MEMBERS = ("social-services", "employment-service", "primary-care", "association", "adult-education")
AGREED = {
    "start": "2026-01-01",
    "working_days": {"answer": 3},
    "thresholds": {"plan-stalled": {"quiet": 60}},
    "requirements": ["follow-up"],
    "bound": ["association"],
}
FULL, FEW = Quarter(2026, 3), Quarter(2026, 2)
SPOTS: Mapping[Spot, tuple[int, int]] = {
    Spot("gaps", "call-unanswered", "opened"): (24, 9),
    Spot("gaps", "call-unanswered", "resolved"): (17, 21),
    Spot("gaps", "income-support-longterm", "opened"): (40, 0),
    Spot("gap-months", "call-unanswered", "month-1"): (10, 0),
    Spot("gap-months", "call-unanswered", "month-2"): (12, 0),
    Spot("gap-months", "call-unanswered", "month-3"): (2, 0),
    Spot("gap-months", "income-support-longterm", "month-1"): (15, 0),
    Spot("gap-months", "income-support-longterm", "month-2"): (13, 0),
    Spot("gap-months", "income-support-longterm", "month-3"): (12, 0),
    Spot("meetings", "held", "needs"): (12, 15),
    Spot("calls", str(actor_id("association")), "unanswered"): (24, 0),
    Spot("goals", "reached", "goals"): (8, 0),
    Spot("costs", "municipality", "activities"): (31, 0),
    Spot("cost-shifts", "all", "shifts"): (11, 0),
    Spot("cost-shifts", "sickness-benefit", "shifts"): (3, 0),
}
"""How many persons stand behind each number, and the days that it took."""


@dataclass
class Town:
    """The portal over that county, and its database as the superuser sees it."""

    portal: Portal
    settings: Settings
    database: Connection

    @property
    def county(self) -> County:
        return self.portal.county


@asynccontextmanager
async def town_with_quarters(server_url: str, folder: Path, browser: Browser) -> AsyncIterator[Town]:
    """The town, with a quarter of many persons and one before it of few, and a mail server that no page talks to."""
    async with quiet_county(server_url, folder) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        members = [{"actor": key, "start": "2024-01-01"} for key in MEMBERS]
        said = {"key": BODY, "name": "Provköpings samverkan", "municipalities": [HERE]}
        async with registrar(settings) as keeper:
            body = proposed(entry_of({**said, "members": members, "agreements": [AGREED]}), [])
            await keeper.take_into_use(body)
        async with statistics_maker(settings) as maker:
            actors = {str(id_): actor for id_, actor in (await maker.detector.actors()).items()}
            for quarter, share in ((FEW, 0), (FULL, 1)):
                documents = _documents(quarter, share, body, actors)
                await maker.editions.add(quarter, Made(1, documents), quarter.last + 1)
        mail = {"smtp_url": SecretStr("smtp://127.0.0.1:9"), "mail_from": "sip@example.se"}
        service = replace(county.service, settings=settings.model_copy(update=mail))
        async with serving(service.settings, service) as address:
            portal = Portal(address, county, browser)
            yield Town(portal, settings, database)
            await portal.leave()


def _documents(
    quarter: Quarter, share: int, body: CoordinationBody, actors: Mapping[str, Any]
) -> Mapping[str, dict[str, Any]]:
    tallies: Tallies = {}
    for spot, (persons, days) in SPOTS.items():
        for _ in range(persons * share or 2):
            added = Added()
            added.one(days, kronor=4620, weeks=3)
            add_life(tallies, {spot: added})
    return Edition(quarter, {HERE: tallies}, [body], actors).documents()


TODAY = date(2026, 11, 21)
