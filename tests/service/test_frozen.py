"""Whatever is done to a plan after a version was frozen, the version says what it said."""

from datetime import timedelta
from random import Random
from typing import Any

import httpx
import pytest

from tests.county import TODAY, County
from tests.service.test_agreeing import ANY, Table, made_whole, seated

pytestmark = pytest.mark.asyncio(loop_scope="session")
STEPS = 12


class Afterwards:
    """Things that happen to a plan, chosen by a seed."""

    def __init__(self, table: Table, ids: dict[str, str], seed: int) -> None:
        self.table, self.ids = table, ids
        self.random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
        self.versions = 1

    async def something(self) -> str:
        """Do something; what it was. What the state of things does not allow is refused, and that is fine."""
        table = self.table
        doings: dict[str, Any] = {
            "move": self._move,
            "add": self._add,
            "report": self._report,
            "withdraw": lambda: self._moved(table.myself, "consents"),
            "consent": self._consent,
            "freeze": lambda: table.post(table.owner, "/versions"),
            "accept": lambda: table.post(self._somebody(), f"/versions/{self.versions}/acceptance"),
            "activate": lambda: table.post(table.owner, "/activation", reason="ändå"),
            "close": lambda: table.post(table.owner, "/closing", reason="moved", end_report={"done": "Arbetsträning"}),
            "reopen": lambda: table.post(table.owner, "/reopening", reason="kom tillbaka"),
            "a day": self.a_day,
        }
        name = self.random.choice(list(doings))
        answer = await doings[name]()
        assert answer is None or answer.status_code < 500, answer.text
        self.versions += answer is not None and name == "freeze" and answer.status_code == 201
        return name

    def _somebody(self) -> httpx.AsyncClient:
        return self.random.choice([self.table.owner, self.table.partner, self.table.myself])

    async def _move(self) -> httpx.Response:
        client, which, nouns = self.random.choice(
            [
                (self.table.owner, "ours", ("start", "completion", "dropout", "cancellation")),
                (self.table.partner, "theirs", ("start", "completion", "interruption", "cancellation")),
                (self.table.owner, "need", ("closing",)),
                (self.table.owner, "main", ("closing",)),
            ]
        )
        collection = {"need": "needs", "main": "main-responsible"}.get(which, "activities")
        address = f"/{collection}/{self.ids[which]}/{self.random.choice(nouns)}"
        return await client.post(address, json={"reason": "för att"} if "start" not in address else {}, headers=ANY)

    async def _add(self) -> httpx.Response:
        body = {"on": "2026-11-21", "title": f"mål {self.random.random()}"}
        return await self.table.myself.post(f"/plans/{self.table.plan}/goals", json=body)

    async def _report(self) -> httpx.Response:
        """A newer version of what psychiatry's own system holds in the plan, at times one that takes it away."""
        body = {
            "person_id": self.table.person,
            "plan": self.table.plan,
            "planned_start": "2026-12-01",
            "source_version": self.random.randint(1, 40),
            "title": f"besök {self.random.random()}",
            "disclosure": self.random.choice(["own", "parties"]),
            "void": self.random.random() < 0.2,
        }
        return await self.table.partner.put(f"/sources/psychiatry/activities/{self.table.person}.visit", json=body)

    async def _consent(self) -> httpx.Response:
        actors = [self.table.county.actor("social-services"), self.table.county.actor("psychiatry")]
        body = {"start": "2026-11-01", "actors": actors, "categories": [self.random.choice(["work", "social"])]}
        return await self.table.myself.post(f"/plans/{self.table.plan}/consents", json=body)

    async def _moved(self, client: httpx.AsyncClient, collection: str) -> httpx.Response | None:
        items = (await self.table.get(self.table.myself))["items"]
        consents = [item["id"] for item in items if item["kind"] == "consent"]
        if not consents:
            return None
        return await client.post(f"/{collection}/{self.random.choice(consents)}/withdrawal", json={}, headers=ANY)

    async def a_day(self) -> None:
        """Days go by."""
        self.table.county.today += timedelta(self.random.randint(1, 20))


@pytest.mark.parametrize("seed", range(5))
async def test_the_person_reads_the_same_for_ever_and_nobody_else_ever_reads_more(county: County, seed: int) -> None:
    table = await seated(county)
    ids = await made_whole(table)
    later = Afterwards(table, ids, seed)
    assert (await later._report()).status_code == 201
    await table.add(table.owner, "handlers", start="2026-11-20", end="2026-11-22")  # whose state a date will change
    await table.frozen(1)
    said = (await table.get(table.myself, "/versions/1"))["items"]
    whole = {item["id"]: item for item in said}
    assert len(said) >= 9
    for step in range(STEPS):
        did = await later.something() if step else "a day"
        if not step:
            await later.a_day()
        assert (await table.get(table.myself, "/versions/1"))["items"] == said, did
        for reader in (table.owner, table.partner):
            answer = await reader.get(f"/plans/{table.plan}/versions/1")
            assert answer.status_code in (200, 404)
            if answer.status_code == 200:
                shown = answer.json()["items"]
                assert all(item.items() <= whole[item["id"]].items() for item in shown), did
        await the_comparisons_hold(table, later)
    county.today = TODAY


async def the_comparisons_hold(table: Table, later: Afterwards) -> None:
    """A version does not differ from itself; from another, it differs the other way round just as much."""
    last = later.versions
    assert (await table.get(table.owner, f"/versions/{last}/differences", to=last))["items"] == []
    there = (await table.get(table.owner, "/versions/1/differences", to=last))["items"]
    back = (await table.get(table.owner, f"/versions/{last}/differences", to=1))["items"]
    assert turned(there) == {(item, field, old, new) for item, field, new, old in turned(back)}


def turned(items: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    return {
        (item["id"], field["field"], repr(field["old"]), repr(field["new"]))
        for item in items
        for field in item["fields"]
    }
