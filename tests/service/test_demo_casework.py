"""What was done in the demonstration's lives: each step is taken, and no gap of a story is silenced by it."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio

from app.bootstrap.service import registrar
from app.demo.steps import CASEWORK, Step, steps_of, take, taken_on
from app.demo.stories import STORIES as FOLDER
from app.demo.stories import Story, read_story
from app.demo.teller import Life, Voice, tell
from app.domain.actors import THE_PERSON
from app.domain.gaps.catalogue import RULES
from app.settings import Settings
from app.usecases.agreeing import entry_of, proposed
from tests.county import UNITS, County

pytestmark = pytest.mark.asyncio(loop_scope="session")
DAY = date(2026, 11, 21)
KEYS = sorted(path.stem for path in CASEWORK.glob("*.yaml"))
ELSEWHERE = "2482"
"""A municipality of which no actor of the county is, so that nobody is judged by the body's agreement."""


@pytest_asyncio.fixture(loop_scope="session", scope="module", autouse=True)
async def body(the_county: County, settings: Settings) -> AsyncIterator[None]:
    members = [{"actor": actor, "start": "2024-01-01"} for actor in ("social-services", "adult-education",
               "labour-market-unit")]  # fmt: skip
    said = {"key": "hoglandet", "name": "Prov", "municipalities": [ELSEWHERE], "agreements": [], "members": members}
    async with registrar(settings) as keeper:
        await keeper.take_into_use(proposed(entry_of(said), await keeper.bodies()))
    yield


class Lived:
    """A story that was told and worked on for somebody new."""

    def __init__(self, county: County, story: Story, number: str) -> None:
        self.county, self.story, self.number = county, story, number
        self.myself = county.myself(number)
        self.life = Life("")

    def client(self, by: str) -> httpx.AsyncClient:
        return self.myself if by == "person" else self.county.system(by)

    async def tell(self) -> None:
        self.county.today = DAY
        self.life = await tell(
            self.story.facts,
            person=lambda person_id: Voice(self.myself, f"person-{person_id}", "person"),
            agency=lambda function: Voice(self.county.system(function), function, self.county.actor(function)),
            number=self.number,
            today=DAY.toordinal(),
        )

    async def work(self) -> None:
        names = {**{unit: self.county.actor(unit) for unit in UNITS}, **self.life.ids}
        names["social-services-colleague"] = "colleague"
        steps = [step for step in taken_on(self.story.facts) if step.by == "social-services"]
        await take((*steps, *steps_of(self.story.key)), f"{self.story.key}.{self.life.person_id}", names, self.send)
        self.county.today = DAY

    async def send(self, step: Step, path: str, body: Any, key: str) -> httpx.Response:
        self.county.today = step.on
        headers = {"If-Match": "*", "Idempotency-Key": key}
        given = {} if step.method == "GET" else {"json": body}
        client = self.county.caseworker(sub=step.signed_in) if step.signed_in else self.client(step.by)
        return await client.request(step.method, path, headers=headers, **given)

    async def read(self, by: str, path: str) -> Any:
        answer = await self.client(by).get(path.format_map(self.life.ids))
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def found(self) -> set[tuple[str, str]]:
        await self.county.detect(DAY)
        answer = await self.read("person", f"/persons/{self.life.person_id}/findings?limit=100")
        return {(finding["rule"], finding["subject"]) for finding in answer["findings"]}


async def lived(county: County, key: str) -> Lived:
    story = read_story(FOLDER / f"{key}.yaml")
    one = Lived(county, story, county.number(story.born))
    await one.tell()
    await one.work()
    return one


@pytest.mark.parametrize("key", KEYS)
async def test_what_was_done_opens_no_gap_and_silences_none(county: County, key: str) -> None:
    one = await lived(county, key)
    today = DAY.toordinal()
    stated = {
        (gap.rule, one.life.ids.get(gap.subject, gap.subject))
        for gap in one.story.gaps
        if gap.opens - RULES[gap.rule].lead <= today
    }
    found = await one.found()
    assert found == stated


async def test_goran_waits_since_four_working_days_and_mehret_is_waited_for(county: County) -> None:
    waiting = {}
    for key in ("06-goran", "03-mehret"):
        one = await lived(county, key)
        (waiting[key],) = (await one.read("person", "/plans/{plan}"))["waiting"]
    agency, person = waiting["06-goran"]["waiting_for_agency"], waiting["03-mehret"]["waiting_for_person"]
    assert (agency["parties"], agency["working_days"]) == ([county.actor("social-services")], 4)
    assert (person["parties"], person["working_days"]) == ([str(THE_PERSON)], 2)


async def test_of_two_places_on_annelis_course_one_is_left_and_hers_has_its_cost(county: County) -> None:
    one = await lived(county, "08-anneli")
    (taken,) = (await one.read("person", "/plans/{plan}/costs"))["activities"]
    assert (taken["weekly_cost"], taken["payer"]) == (1850, "municipality")
    offers = (await one.read("social-services", "/coordination-bodies/hoglandet/offers"))["offers"]
    assert 1 in {offer["places_left"] for offer in offers if offer["title"] == taken["title"]}
    crisis = await one.read("person", "/plans/{plan}/crisis-plan")
    assert crisis["current"]["what_helps"]


async def test_what_comes_after_annelis_course_is_proposed_and_waits_for_her_yes(county: County) -> None:
    one = await lived(county, "08-anneli")
    items = (await one.read("person", "/plans/{plan}"))["items"]
    (waits,) = (item for item in items if item["kind"] == "activity" and item["state"] == "proposed")
    said = await one.myself.post(f"/activities/{waits['id']}/acceptance", json={}, headers={"If-Match": "*"})
    assert said.json()["state"] == "planned"


async def test_nadias_meeting_made_an_activity_and_a_version_that_all_but_one_stand_behind(county: County) -> None:
    one = await lived(county, "10-nadia")
    (version,) = (await one.read("person", "/plans/{plan}/versions"))["versions"]
    behind = {"social-services", "employment-service"}
    assert {one["acceptor"] for one in version["acceptances"]} == {
        str(THE_PERSON), *(county.actor(unit) for unit in behind),
    }  # fmt: skip
    items = (await one.read("person", "/plans/{plan}"))["items"]
    (task,) = (item for item in items if item["kind"] == "task")
    assert (task["state"], task["title"]) == ("accepted", "Studiebesök på två arbetsplatser")
    assert {item["state"] for item in items if item["id"] == task["activity"]} == {"ongoing"}


async def test_what_came_of_maries_and_mikaels_plans_is_told(county: County) -> None:
    marie, mikael = await lived(county, "02-marie"), await lived(county, "11-mikael")
    outcome = await marie.read("person", "/plans/{plan}/outcome")
    assert [one["step"] for one in outcome["ladder"]] == ["training"]
    assert (len(outcome["goals"]), len(outcome["questionnaires"])) == (2, 1)
    items = {item["kind"]: item for item in (await mikael.read("person", "/plans/{plan}"))["items"]}
    assert (items["plan"]["state"], items["end-report"]["state"]) == ("closed", "current")
    assert items["end-report"]["owner"] == county.actor("primary-care")


async def test_yusufs_referral_came_back_and_went_on(county: County) -> None:
    items = (await (await lived(county, "07-yusuf")).read("person", "/plans/{plan}"))["items"]
    referrals = [(item["state"], item.get("refusal")) for item in items if item["kind"] == "referral"]
    assert sorted(referrals, key=str) == [("rejected", "more-information-needed"), ("started", None)]


async def test_yusuf_consented_on_paper_to_what_went_with_the_referral(county: County) -> None:
    one = await lived(county, "07-yusuf")
    items = (await one.read("employment-service", "/plans/{plan}"))["items"]
    (paper,) = (item for item in items if item.get("given_as") == "on-paper")
    assert (paper["owner"], paper["witness"]) == (county.actor("labour-market-unit"), "Arbetskonsulenten")
    assert [item["title"] for item in items if item["kind"] == "goal"] == ["Svenskt yrkesbevis som fordonsmekaniker"]


async def test_anneli_signed_on_paper_and_gorans_caseworker_has_a_deputy(county: County) -> None:
    one = await lived(county, "08-anneli")
    (version,) = (await one.read("person", "/plans/{plan}/versions"))["versions"]
    papers = [acceptance["on_paper"] for acceptance in version["acceptances"] if "on_paper" in acceptance]
    assert [paper["kept"] for paper in papers] == ["Akten, arkivskåp 2"]
    goran = await lived(county, "06-goran")
    listed = (await county.caseworker(sub="colleague").get("/caseload")).json()["plans"]
    assert {(plan["plan_id"], plan["deputy_until"]) for plan in listed} >= {(goran.life.ids["plan"], "2026-12-04")}
