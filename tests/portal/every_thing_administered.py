"""How what is administered is made, over REST: a body's offers and agreements, and who is let in."""

from uuid import uuid4

from app.bootstrap.agreeing import trials
from app.usecases.trying_agreements import try_next
from tests.offices import Office, saved
from tests.portal.every_scene import TITLE, Maker, Scene
from tests.portal.quarters import BODY


async def offer(scene: Scene) -> str:
    said = {"title": TITLE, "category": "work", "scope": "local", "capacity": 4,
            "target_groups": ["youth-duty"], "weekly_cost": 4000, "payer": "municipality"}  # fmt: skip
    answer = await scene.county.caseworker().post(f"/coordination-bodies/{BODY}/offers", json=said)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


async def proposal(scene: Scene) -> str:
    """An agreement as it would become, proposed by Anna; what it would change has been counted."""
    client = scene.county.caseworker(roles=["administrator"])
    said = {"start": "2028-01-01", "working_days": {"answer": 5}, "bound": [scene.around.actor("association")]}
    answer = await client.post(f"/coordination-bodies/{BODY}/agreements/previews", json=said)
    assert answer.is_success, answer.text
    async with trials(scene.county.service.settings) as (waiting, everybody):
        while await try_next(waiting, everybody, scene.county.detector):
            pass
    return str(answer.json()["id"])


def registered(kind: str) -> Maker:
    async def make(scene: Scene) -> str:
        client = scene.county.caseworker(roles=["administrator"])
        office = Office(scene.county, "social-services")
        if kind == "issuer":
            said = office.an_issuer(f"/{uuid4().hex[:8]}")
        else:
            issuer = await scene.have("issuer")
            said = {"issuer": issuer, "client_id": uuid4().hex[:8], "actor": office.actor, "scopes": ["sip.read"]}
        return str((await saved(client, kind, said))["id"])

    return make


async def stopped(scene: Scene) -> str:
    made = await registered("client")(scene)
    client = scene.county.caseworker(roles=["administrator"])
    answer = await client.post(f"/clients/{made}/suspension", json={"reason": "ended"})
    assert answer.is_success, answer.text
    return made
