"""Lives told in a few words: one person, a shared plan, consents, and what each agency reports, all over REST."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from tests.county import County

PLAN_KINDS = {
    "plan": "plans", "need": "needs", "ownership": "ownerships", "activity": "activities", "consent": "consents",
    "main-responsible": "main-responsible", "call": "calls", "referral": "referrals", "follow-up": "follow-ups",
}  # fmt: skip
SINCE = "2026-01-01"


@dataclass
class Life:
    """A person of the county, and the ids of what has been told, by the teller's own words."""

    county: County
    number: str
    person: str
    ids: dict[str, str] = field(default_factory=dict)

    def voice(self, who: str) -> tuple[httpx.AsyncClient, str]:
        """The client of that function, or the person's own, and its source."""
        if who == "person":
            return self.county.myself(self.number), f"person-{self.person}"
        return self.county.system(who), who

    async def tell(self, who: str, kind: str, key: str, *, version: int = 1, **fields: Any) -> httpx.Response:
        """Report one version, disclosed to the parties unless it is said otherwise; the answer, which is good."""
        client, source = self.voice(who)
        for name in ("plan", "need"):
            if name in fields:
                fields[name] = self.ids[fields[name]]
        if "actors" in fields:
            fields["actors"] = [self.county.actor(name) for name in fields["actors"]]
        if "to" in fields:
            fields["to"] = self.county.actor(fields["to"])
        collection = PLAN_KINDS.get(kind, "facts")
        body = {"person_id": self.person, "source_version": version, "disclosure": "parties", **fields}
        if collection == "facts":
            body["kind"] = kind
        answer = await client.put(f"sources/{source}/{collection}/{self.person}.{key}", json=body)
        assert answer.is_success, answer.text
        self.ids[key] = answer.json()["id"]
        return answer

    async def plan(self, owner: str, *parties: str, start: str = SINCE) -> None:
        """A shared plan of the owner, with these parties in it."""
        await self.tell(owner, "plan", "plan", start=start)
        for party in parties:
            await self.invite(owner, party)

    async def invite(self, owner: str, party: str, plan: str = "plan") -> None:
        answer = await self.county.system(owner).post(
            f"plans/{self.ids[plan]}/participants", json={"actor": self.county.actor(party)}
        )
        assert answer.is_success, answer.text

    async def consent(self, key: str, actors: list[str], categories: list[str], **fields: Any) -> None:
        """The person's own consent."""
        fields.setdefault("start", SINCE)
        await self.tell("person", "consent", key, actors=actors, categories=categories, **fields)

    async def withdraw(self, key: str, by: str = "person") -> None:
        client, _ = self.voice(by)
        answer = await client.post(f"consents/{self.ids[key]}/withdrawal", json={}, headers={"If-Match": "*"})
        assert answer.is_success, answer.text

    async def seen(self, who: str) -> set[str]:
        """What is on the timeline for the reader, by the teller's words; nothing when there is none."""
        client, _ = self.voice(who)
        answer = await client.get(f"persons/{self.person}/timeline")
        if answer.status_code == 404:
            return set()
        words = {item: key for key, item in self.ids.items()}
        return {words[item["id"]] for item in answer.json()["items"] if item["id"] in words}

    async def found(self, who: str) -> set[tuple[str, str]]:
        """The rules and subjects of the findings that the reader has, alike on timeline, list and worklist."""
        client, _ = self.voice(who)
        words = {item: key for key, item in self.ids.items()}
        listed = (await client.get(f"persons/{self.person}/findings", params={"limit": 100})).json()["findings"]
        timeline = await client.get(f"persons/{self.person}/timeline")
        drawn = timeline.json()["findings"] if timeline.is_success else []
        assert [one["id"] for one in listed] == [] or {one["id"] for one in listed} == {one["id"] for one in drawn}
        return {(one["rule"], words.get(one["subject"], one["subject"])) for one in listed}


async def begin(county: County, born: date | None = None) -> Life:
    """Somebody new; born that day, if it is said."""
    number = county.number(born) if born else county.number()
    return Life(county, number, await county.person(number))
