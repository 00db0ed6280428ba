"""A coordination body with a catalogue of activities, and people around whose plans a place is wanted."""

import asyncio
from typing import Any, Final

import httpx

from app.api.offers import OfferList, OfferView
from app.bootstrap.agreeing import bodies
from app.settings import Settings
from app.usecases.agreeing import entry_of, proposed
from tests.api.test_contract import promised
from tests.county import County

SCHOOL, STATE, MUNICIPALITY = "adult-education", "employment-service", "social-services"
BODIES: Final = {"norrbotten": "2584", "malmfalten": "2523"}
"""By key: a municipality of which no actor of the county is, so that nothing else is judged by their agreements."""
COURSE: Final[dict[str, Any]] = {
    "title": "Yrkeskurs i lager och logistik",
    "category": "education",
    "target_groups": ["long-term-unemployed", "short-schooling"],
    "capacity": 2,
    "start_dates": ["2027-01-11"],
    "weekly_cost": 1850,
    "payer": "municipality",
}


async def bodies_of(county: County, settings: Settings) -> None:
    """Take the bodies into use, once; the school, the state and the municipality are members of both."""
    members = [{"actor": actor, "start": "2024-01-01"} for actor in (SCHOOL, STATE, MUNICIPALITY)]
    known = {body.key for body in await county.service.registry.bodies()}
    async with bodies(settings) as keeper:
        for key, municipality in BODIES.items():
            if key not in known:
                said = {"key": key, "name": key, "municipalities": [municipality], "agreements": [], "members": members}
                await keeper.take_into_use(proposed(entry_of(said), await keeper.bodies()))
    while not {body.key for body in await county.service.registry.bodies()} >= BODIES.keys():
        await asyncio.sleep(0.1)  # the registry is held for a second


async def offered(county: County, by: str = SCHOOL, body: str = "norrbotten", **said: Any) -> dict[str, Any]:
    """The offer as it is answered."""
    answer = await county.system(by).post(f"/coordination-bodies/{body}/offers", json={**COURSE, **said})
    assert answer.status_code == 201, answer.text
    promised(OfferView, answer.json())
    found: dict[str, Any] = answer.json()
    assert answer.headers["location"].endswith(f"/offers/{found['id']}")
    return found


async def left(client: httpx.AsyncClient, offer: dict[str, Any]) -> int:
    """How many places are left."""
    answer = await client.get(f"/offers/{offer['id']}")
    assert answer.status_code == 200, answer.text
    return int(answer.json()["places_left"])


async def looked_up(client: httpx.AsyncClient, body: str = "norrbotten", **query: Any) -> list[dict[str, Any]]:
    """Everything in the catalogue that fits, page by page."""
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = await client.get(f"/coordination-bodies/{body}/offers", params={**query, "page": page})
        assert answer.status_code == 200, answer.text
        promised(OfferList, answer.json())
        found += answer.json()["offers"]
        if not answer.json()["more"]:
            return found
        page += 1
