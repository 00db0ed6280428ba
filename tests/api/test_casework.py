"""A caseworker's day with the cards: seen, put to sleep, resolved, put aside, and back when the gap is."""

import asyncio
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER = "social-services", "employment-service"
DOINGS: dict[str, dict[str, Any]] = {
    "acknowledgement": {},
    "snooze": {"until": "2026-12-01", "reason": "väntar på mötet"},
    "resolution": {"code": "fixed", "reason": "ny handläggare"},
    "dismissal": {"reason": "personen har bett oss vänta"},
}


class Card:
    """One gap of somebody's, a need that nobody has, at the desk of social services."""

    def __init__(self, county: County, life: Life, finding: str) -> None:
        self.county, self.life, self.id = county, life, finding
        self.client = county.system(OWNER)

    async def read(self) -> dict[str, Any]:
        answer = await self.client.get(f"/findings/{self.id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert answer.headers["etag"] == f'"{found["version"]}"'
        return found

    async def do(
        self, noun: str, *, by: httpx.AsyncClient | None = None, version: str = "*", **body: Any
    ) -> httpx.Response:
        etag = version if version == "*" else f'"{version}"'
        given = {**DOINGS[noun], **body}
        return await (by or self.client).post(f"/findings/{self.id}/{noun}", json=given, headers={"If-Match": etag})

    async def done(self, noun: str, **body: Any) -> dict[str, Any]:
        answer = await self.do(noun, version=(await self.read())["version"], **body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert found == await self.read()
        return found

    async def listed(self, **query: Any) -> bool:
        """Whether it is in the list, page by page."""
        for page in range(1, 50):
            answer = await self.client.get("/findings", params={"limit": 100, "page": page, **query})
            assert answer.status_code == 200, answer.text
            if any(one["id"] == self.id for one in answer.json()["findings"]):
                return True
            if not answer.json()["more"]:
                return False
        raise AssertionError("too many findings for one test")


async def card_of(county: County, rule: str = "need-unowned") -> Card:
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    await life.tell(OWNER, "main-responsible", "main", plan="plan", start="2026-01-01")
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-10-01", category="work")
    await county.detect()
    found = (await county.system(OWNER).get(f"/persons/{life.person}/findings")).json()["findings"]
    return Card(county, life, next(one["id"] for one in found if one["rule"] == rule))


async def test_a_new_card_is_open_and_says_what_can_be_done(county: County) -> None:
    card = await card_of(county)
    found = await card.read()
    assert (found["state"], found["version"], found["history"]) == ("open", "1.0", [])
    assert found["possible"] == ["acknowledgement", "snooze", "resolution", "dismissal"]
    assert await card.listed()
    assert await card.listed(state="open")
    assert not await card.listed(state="acknowledged")


@pytest.mark.parametrize(
    ("noun", "state", "stays"),
    [
        ("acknowledgement", "acknowledged", True),
        ("snooze", "snoozed", False),
        ("resolution", "resolved", False),
        ("dismissal", "dismissed", False),
    ],
)
async def test_what_is_done_with_a_card_is_its_state_and_its_history(
    county: County, witness: Witness, noun: str, state: str, *, stays: bool
) -> None:
    card = await card_of(county)
    end = witness.log_ends()
    found = await card.done(noun)
    assert (found["state"], found["version"]) == (state, "1.1")
    said = {**DOINGS[noun], "state": state, "on": TODAY.isoformat()}
    assert found["work"] == said
    (entry,) = found["history"]
    assert {name: entry[name] for name in said} == said
    assert entry.keys() - said.keys() == {"at", "user"}
    assert await card.listed() is stays
    assert await card.listed(state=state)
    assert any(f"finding-{noun}" in row and '"done"' in row for row in witness.logged(end))
    told = witness.connection.execute(
        "select type, reader::text, actor::text, changed from sip.event where item_id = %s and actor is not null",
        [card.id],
    ).fetchall()
    assert told == [(f"finding-{state}", county.actor(OWNER), county.actor(OWNER), [])]


async def test_what_the_state_does_not_allow_says_where_the_card_stands(county: County) -> None:
    card = await card_of(county)
    await card.done("acknowledgement")
    body = problem(await card.do("acknowledgement"), 409, "illegal-transition")
    assert (body["state"], body["possible"]) == ("acknowledged", ["dismissal", "resolution", "snooze"])
    await card.done("resolution")
    for noun in DOINGS:
        assert problem(await card.do(noun), 409, "illegal-transition")["possible"] == []


async def test_a_card_sleeps_till_its_day_wakes_of_itself_and_sleeps_twice_at_the_most(
    county: County, witness: Witness
) -> None:
    card = await card_of(county)
    for number, until in enumerate((date(2026, 11, 24), date(2026, 11, 26)), 1):
        assert (await card.done("snooze", until=until.isoformat()))["state"] == "snoozed"
        await county.detect()
        watched = witness.connection.execute("select wake_on from sip.watch where person_id = %s", [card.life.person])
        assert (row := watched.fetchone()) is not None
        assert row[0] <= until
        await county.detect(until - timedelta(1))
        assert (await card.read())["state"] == "snoozed"
        county.today = until
        assert (await card.read())["state"] == "open", "the day has come, whether or not the detector has"
        await county.detect(until)
        await county.detect(until)
        told = witness.connection.execute(
            "select count(*) from sip.event where item_id = %s and type = 'finding-returned' and reader = %s",
            [card.id, county.actor(OWNER)],
        ).fetchone()
        assert told == (number,)
        assert await card.listed()
    body = problem(await card.do("snooze", until="2026-12-02"), 409, "illegal-transition")
    assert "snooze" not in body["possible"]
    assert (await card.read())["possible"] == ["acknowledgement", "resolution", "dismissal"]


@pytest.mark.parametrize("until", ["2026-11-21", "2026-11-01", "2026-12-22", "2026-02-30", "i morgon", ""])
async def test_a_snooze_ends_on_a_day_to_come_thirty_ahead_at_the_most(county: County, until: str) -> None:
    card = await card_of(county)
    problem(await card.do("snooze", until=until), 422, "invalid-request", "until")
    assert (await card.read())["history"] == []


async def test_a_card_that_is_done_with_comes_back_when_the_gap_does(county: County) -> None:
    card = await card_of(county)
    await card.done("resolution")
    await card.life.tell(OWNER, "ownership", "mine", need="job", start="2026-11-22", end="2026-11-23")
    await county.detect(date(2026, 11, 22))
    closed = await card.read()
    assert (closed["status"], closed["state"], closed["possible"]) == ("closed", "resolved", [])
    await county.detect(date(2026, 12, 8))
    again = await card.read()
    assert (again["status"], again["state"]) == ("open", "reopened")
    assert "work" not in again
    assert [entry["state"] for entry in again["history"]] == ["resolved"]
    assert await card.listed()
    assert (await card.done("acknowledgement"))["state"] == "acknowledged"


async def test_a_card_goes_with_the_facts_it_rests_on(county: County) -> None:
    card = await card_of(county)
    await card.done("acknowledgement")
    need = {"plan": "plan", "start": "2026-10-01", "category": "work"}
    await card.life.tell(OWNER, "need", "job", version=2, void=True, **need)
    await county.detect()
    problem(await card.client.get(f"/findings/{card.id}"), 404, "not-found")
    problem(await card.do("resolution"), 404, "not-found")


async def test_of_two_at_once_one_is_first_and_the_other_reads_again(county: County) -> None:
    card = await card_of(county)
    version = (await card.read())["version"]
    answers = await asyncio.gather(*(card.do(noun, version=version) for noun in ("dismissal", "snooze")))
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    problem(next(one for one in answers if one.status_code == 412), 412, "stale-version")
    assert len((await card.read())["history"]) == 1


async def test_a_card_is_changed_by_whoever_has_read_it(county: County) -> None:
    card = await card_of(county)
    answer = await card.client.post(f"/findings/{card.id}/acknowledgement", json={})
    problem(answer, 428, "version-needed")
    problem(await card.do("acknowledgement", version="9.9"), 412, "stale-version")


async def test_a_deed_sent_again_with_its_key_is_done_once(county: County) -> None:
    card = await card_of(county)
    headers = {"If-Match": '"1.0"', "Idempotency-Key": f"{card.id}-once"}
    path = f"/findings/{card.id}/dismissal"
    first, second = [await card.client.post(path, json=DOINGS["dismissal"], headers=headers) for _ in range(2)]
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    problem(await card.client.post(path, json={"reason": "annat"}, headers=headers), 422, "key-reused")
    assert len((await card.read())["history"]) == 1
