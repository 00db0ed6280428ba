"""Somebody at work with a person's plan, at whose desk bad input is sent."""

from typing import Any

import httpx

from tests.county import County

CANARY = "Kanariefågel"
"""Stands in every free text; it may be nowhere but in the fact table."""
ELSEWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"
STATUS: dict[str, Any] = {"kind": "status", "code": "income-support", "start": "2026-01-01", "source_version": 1}


class Desk:
    """Social services at work: a person, a plan with a need and an activity, and a psychiatry that is no party."""

    def __init__(self, county: County, person: str, plan: str, need: str, theirs: str) -> None:
        self.county, self.person, self.plan, self.need, self.theirs = county, person, plan, need, theirs
        self.client = county.system("social-services")

    async def put(self, collection: str = "facts", /, *, key: str = "bad", **body: Any) -> httpx.Response:
        given = {"person_id": self.person, "title": CANARY, **body}
        return await self.client.put(f"/sources/social-services/{collection}/{key}", json=given)

    async def add(self, collection: str, **body: Any) -> httpx.Response:
        return await self.client.post(f"/plans/{self.plan}/{collection}", json={"title": CANARY, **body})
