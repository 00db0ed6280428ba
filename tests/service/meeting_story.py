"""A plan with four agencies around one person, told through REST alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.county import County

OWNER, HEALTH, STATE, SCHOOL = "social-services", "psychiatry", "employment-service", "adult-education"
PARTIES = (OWNER, HEALTH, STATE, SCHOOL)


@dataclass
class Around:
    """Social services' plan with somebody who has consented to all four; everybody by its own client."""

    county: County
    number: str
    person: str
    plan: str
    at: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    def actor(self, function: str) -> str:
        return self.county.actor(function)

    async def add(self, by: str, collection: str, **body: Any) -> dict[str, Any]:
        """Add it to the plan."""
        return await self.done(by, f"/plans/{self.plan}/{collection}", **body)

    async def done(self, by: str, path: str, *, version: str | None = None, **body: Any) -> dict[str, Any]:
        """What came of it; it went well."""
        answer = await self.tried(by, path, version=version, **body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def tried(self, by: str, path: str, *, version: str | None = None, **body: Any) -> httpx.Response:
        headers = {"If-Match": f'"{version}"' if version else "*"}
        return await self.at[by].post(path, json=body, headers=headers)

    async def done_by_put(self, by: str, address: str, *, version: str | None = None, **body: Any) -> dict[str, Any]:
        """What stands in the plan from then on; it went well."""
        answer = await self.tried_by_put(by, address, version=version, **body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def tried_by_put(self, by: str, address: str, *, version: str | None = None, **body: Any) -> httpx.Response:
        headers = {"If-Match": f'"{version}"' if version else "*"}
        return await self.at[by].put(f"/plans/{self.plan}/{address}", json=body, headers=headers)

    async def read(self, by: str, path: str) -> dict[str, Any]:
        answer = await self.at[by].get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def items(self, kind: str, by: str = "person") -> list[dict[str, Any]]:
        """The items of that kind in the plan, as that reader sees them, in order of their coming about."""
        return [item for item in (await self.read(by, f"/plans/{self.plan}"))["items"] if item["kind"] == kind]

    async def gaps(self, rule: str, by: str = OWNER) -> list[dict[str, Any]]:
        """What the detector finds by that rule, for that reader."""
        await self.county.detect()
        found = await self.read(by, f"/persons/{self.person}/findings")
        return [finding for finding in found["findings"] if finding["rule"] == rule]


async def four_agencies(
    county: County, *, draft: bool = False, categories: Sequence[str] = ("work", "education", "social")
) -> Around:
    """The plan, begun on the day of the county; all four share these categories."""
    number = county.number()
    person = await county.person(number)
    clients = {function: county.system(function) for function in (*PARTIES, "association")}
    plan = (await clients[OWNER].post("/plans", json={"person_id": person, "draft": draft})).json()["id"]
    around = Around(county, number, person, plan, {**clients, "person": county.myself(number)})
    for function in PARTIES[1:]:
        await around.add(OWNER, "participants", actor=around.actor(function))
    await around.add(
        "person",
        "consents",
        start=county.today.isoformat(),
        actors=[around.actor(function) for function in PARTIES],
        categories=[*categories],
    )
    return around
