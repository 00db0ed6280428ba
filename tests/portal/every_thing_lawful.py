"""How what lets somebody see or act is made, over REST: consents, legal bases and mandates."""

from typing import Any

from tests.api.everything import proxy
from tests.portal.every_scene import TITLE, Maker, Scene
from tests.service.meeting_story import HEALTH, OWNER


async def consent(scene: Scene) -> str:
    return str((await scene.around.items("consent"))[0]["id"])


def consent_to(end: str, *to: str, **how: Any) -> Maker:
    async def make(scene: Scene) -> str:
        said = {"start": scene.today, "end": end, "actors": [scene.around.actor(one) for one in to], "purpose": TITLE}
        answer = await scene.county.caseworker().post(f"/plans/{scene.around.plan}/consents", json={**said, **how})
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    return make


async def legal_basis(scene: Scene) -> str:
    said: dict[str, Any] = {
        "provision": "disclosure-duty",
        "actors": [scene.around.actor(HEALTH)],
        "categories": ["economy"],
    }
    path = f"/persons/{scene.around.person}/legal-bases"
    return str((await scene.around.done(OWNER, path, **said, start=scene.today, end="2027-02-22"))["id"])


async def mandate(scene: Scene) -> str:
    said = {**await proxy(scene.around), "powers": ["read"], "start": scene.today, "end": "2027-02-22"}
    return await scene.add(OWNER, "mandates", **said)


async def represented(scene: Scene) -> str:
    """Whom Maria acts for, with all that one can do for somebody."""
    number = scene.numbers["maria"] = scene.county.number()
    proxy_id = await scene.county.person(number)
    powers = ["read", "consent"]
    said = {"form": "proxy", "proxy": proxy_id, "powers": powers, "start": scene.today, "end": "2027-02-22"}
    made = await scene.add(OWNER, "mandates", **said)
    await scene.around.done("person", f"/mandates/{made}/acceptance")
    return scene.around.person
