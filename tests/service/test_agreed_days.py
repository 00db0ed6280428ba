"""What a body agrees on shows in its plans: last days, escalation, what a plan has to say, whose consent counts.

The body is tried and adopted by command; everything else goes through REST.
"""

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from app.api.deadlines import DeadlineList
from app.api.plan_models import Completeness
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.service.test_terms import Town, adopt, agreed, events, rules

pytestmark = pytest.mark.asyncio(loop_scope="function")

SOCIAL, LEADING, CLINIC, OUTSIDER = "social-services", "labour-market-unit", "psychiatry", "school"
HERE = "0686"
LONG_AGO = "2025-01-01"


@pytest_asyncio.fixture(loop_scope="function")
async def town(server_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose units have a place, and no coordination body yet."""
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        county.today = date(2026, 1, 20)
        yield county, settings, database


def body(**said: Any) -> dict[str, Any]:
    return agreed(agreements=[{"start": LONG_AGO, **said}])


async def called(county: County, *, sent: str = "2026-01-12") -> Life:
    """Somebody for whose plan psychiatry was called; both, and the person, see everything of it."""
    life = await begin(county)
    await life.tell(SOCIAL, "sip-need", "judged", on="2026-01-07")
    await life.plan(SOCIAL, CLINIC, start="2026-01-09")
    await life.consent("yes", [SOCIAL, CLINIC], ["work", "social", "health"])
    await life.tell(SOCIAL, "need", "job", plan="plan", start="2026-01-09", category="work")
    await life.tell(SOCIAL, "call", "call", need="job", to=CLINIC, form="call", sent=sent)
    return life


async def last_days(life: Life, who: str = SOCIAL) -> dict[str, dict[str, Any]]:
    client, _ = life.voice(who)
    answer = await client.get(f"plans/{life.ids['plan']}/deadlines")
    assert answer.status_code == 200, answer.text
    promised(DeadlineList, answer.json())
    return {one["step"]: one for one in answer.json()["deadlines"]}


async def test_a_plan_shows_the_last_day_of_each_step_and_by_whose_agreement(town: Town, tmp_path: Path) -> None:
    county = town[0]
    life = await called(county)
    ours = await last_days(life)
    assert {step: (one["began"], one["last"], one["state"]) for step, one in ours.items()} == {
        "contact": ("2026-01-07", "2026-01-12", "late"),
        "call": ("2026-01-07", "2026-01-21", "done"),
        "answer": ("2026-01-12", "2026-01-19", "late"),
        "meeting": ("2026-01-12", "2026-02-02", "waiting"),
    }
    assert ours["answer"]["told"] == "Svar på kallelsen: senast 19 januari 2026, dröjer"
    assert (ours["answer"]["about"], ours["answer"]["awaited"]) == (life.ids["call"], county.actor(CLINIC))
    assert all(one["origin"] == "facts" and "body" not in one for one in ours.values())
    assert "eget förslag" in ours["meeting"]["source"]

    await adopt(town, tmp_path, body(working_days={"answer": 7, "meeting": 15}))

    theirs = await last_days(life)
    answer, meeting = theirs["answer"], theirs["meeting"]
    assert (answer["last"], answer["state"]) == ("2026-01-21", "waiting")
    assert (answer["origin"], answer["moved_from"]) == ("rule-change", "2026-01-19")
    assert (answer["body"], answer["agreement"]) == ("prov", LONG_AGO)
    assert answer["source"] == "Provköpings samverkan: lokal överenskommelse från och med 1 januari 2025."
    assert (meeting["last"], meeting["origin"], "moved_from" in meeting) == ("2026-02-02", "facts", False)

    later = {"start": "2026-01-13", "working_days": {"answer": 1}}
    await adopt(town, tmp_path, agreed(agreements=[{"start": LONG_AGO, "end": "2026-01-12"}, later]))
    assert (await last_days(life))["answer"]["last"] == "2026-01-19", "what came later does not count"
    met = {"on": "2026-01-19", "outcome": "pending"}
    assert (await county.system(SOCIAL).post(f"plans/{life.ids['plan']}/meetings", json=met)).status_code == 201
    assert (await last_days(life))["meeting"]["told"] == "Mötet: senast 2 februari 2026, klart 19 januari 2026"


async def test_a_last_day_rests_on_what_its_reader_sees(town: Town) -> None:
    county = town[0]
    life = await called(county)
    before = await last_days(life, CLINIC)
    await life.tell(SOCIAL, "contact", "secret", on="2026-01-08", outcome="reached", disclosure="own")
    assert await last_days(life, CLINIC) == before
    assert before["contact"]["state"] == "late"
    assert (await last_days(life))["contact"]["done_on"] == "2026-01-08"
    assert await last_days(life, "person") == await last_days(life)
    problem(await county.system(OUTSIDER).get(f"plans/{life.ids['plan']}/deadlines"), 404, "not-found")
    log = (await county.myself(life.number).get(f"persons/{life.person}/access-log")).json()["entries"]
    read = next(one for one in log if one["action"] == "read-deadlines" and one["actor"] == county.actor(CLINIC))
    assert {one["id"] for one in read["items"]} >= {life.ids["plan"], life.ids["call"]}
    assert life.ids["secret"] not in str(read)


async def test_an_agreement_sets_the_days_of_escalation_and_what_follows_from_it_says_so(
    town: Town, tmp_path: Path
) -> None:
    county, settings, database = town
    await adopt(town, tmp_path, body())
    lives = [await called(county) for _ in range(5)]
    await county.detect(date(2026, 1, 21))
    life = lives[0]
    before = len(events(database, life))

    async def told() -> list[tuple[str, str, str]]:
        found = (await county.system(CLINIC).get("escalations", params={"limit": 100})).json()["escalations"]
        steps = (step for one in found if one["subject"] == life.ids["call"] for step in one["steps"])
        return [(step["step"], step["taken"], step["origin"]) for step in steps]

    reminded = [("reminded", "2026-01-21", "facts")]
    assert await told() == reminded

    shorter = body(escalation={"manager": 2, "main-responsible": 3, "body": 4})
    (tmp_path / "shorter.json").write_text(json.dumps(shorter), encoding="utf-8")
    shown = await rules(settings, "diff", tmp_path / "shorter.json", "--today", "2026-01-21")
    rows = {row.split()[0]: row.split()[1:] for row in shown.stdout.splitlines() if row.startswith("escalation-")}
    assert rows == {
        "escalation-body": ["5", "–", "–", "5", "–", "–"],
        "escalation-manager": ["5", "–", "–", "5", "–", "–"],
    }
    assert "escalation, working days: manager 2, main-responsible 3, body 4" in shown.stdout
    assert await told() == reminded, "nothing is written"

    await adopt(town, tmp_path, shorter)
    await county.detect()

    assert await told() == [*reminded, ("manager", "2026-01-21", "rule-change")]
    assert events(database, life)[before:] == [("escalation-manager", "rule-change")]
    await county.detect(date(2026, 1, 23))
    assert (await told())[-1] == ("body", "2026-01-23", "facts"), "its own day has come"


async def test_an_agreement_asks_for_more_than_the_law_and_a_plan_is_agreed_on_by_it(
    town: Town, tmp_path: Path
) -> None:
    county = town[0]
    county.today = date(2026, 11, 21)
    await adopt(town, tmp_path, body(requirements=["follow-up", "contact-people", "consent"]))
    owner, person = county.system(SOCIAL), await county.person()
    plan = (await owner.post("plans", json={"person_id": person})).json()["id"]

    async def local() -> dict[str, tuple[str, str]]:
        answer = (await owner.get(f"plans/{plan}/completeness")).json()
        promised(Completeness, answer)
        return {one["key"]: (one["state"], one["provision"]) for one in answer["requirements"][4:]}

    source = "Provköpings samverkan: lokal överenskommelse från och med 1 januari 2025."
    assert await local() == {
        "follow-up": ("not-met", source),
        "contact-people": ("not-met", source),
        "consent": ("met", source),
    }
    tried = await owner.post(f"plans/{plan}/activation", json={}, headers={"If-Match": "*"})
    missing = [one["key"] for one in problem(tried, 409, "plan-incomplete")["missing"]]
    assert missing[-2:] == ["follow-up", "contact-people"]
    for collection, item in (("follow-ups", {"due": "2027-01-11"}), ("handlers", {"start": "2026-11-21"})):
        added = await owner.post(f"plans/{plan}/{collection}", json=item)
        assert added.status_code == 201, added.text
    assert {state for state, _ in (await local()).values()} == {"met"}
    await owner.post(f"plans/{plan}/participants", json={"actor": county.actor(CLINIC)})
    assert (await local())["consent"][0] == "unconfirmed"


async def test_a_body_with_an_actor_that_nobody_has_registered_is_neither_tried_nor_adopted(
    town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "strange.json"
    file.write_text(json.dumps(agreed(members=[{"actor": "nobody", "start": LONG_AGO}])), encoding="utf-8")
    for command in (("diff", file), ("adopt", file, "--yes")):
        done = await rules(town[1], *command)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "members: no actor is registered as nobody; register it first, or mend the key\n"


async def test_what_is_agreed_on_is_listed_by_command(town: Town, tmp_path: Path) -> None:
    said = {"bound": ["employment-service"], "own_consent_from": 16, "funding": {"national": 60, "region": 40}}
    await adopt(town, tmp_path, body(**said, requirements=["consent"]))
    listed = (await rules(town[1], "terms")).stdout
    for line in (
        "  bound to answer: 1 beside municipality and region, from 2025-01-01 on",
        "  funding: national 60 %, region 40 %, from 2025-01-01 on",
        "  consents alone: from 16 years, from 2025-01-01 on",
        "  a plan also says: consent, from 2025-01-01 on",
    ):
        assert line in listed.splitlines()
    (shown,) = (await town[0].system(OUTSIDER).get("coordination-bodies")).json()["coordination_bodies"]
    assert shown["agreements"][0]["funding"] == {"national": 60, "region": 40}


async def test_a_child_below_the_agreed_age_consents_through_a_guardian(town: Town, tmp_path: Path) -> None:
    county, _, database = town
    county.today = date(2026, 11, 21)
    await adopt(town, tmp_path, body(own_consent_from=16))
    number = county.number(date(2011, 6, 1))  # fifteen
    person = await county.person(number)
    owner, child = county.system(SOCIAL), county.myself(number)
    plan = (await owner.post("plans", json={"person_id": person})).json()["id"]
    consent = {"start": "2026-11-21", "actors": [county.actor(SOCIAL), county.actor(CLINIC)], "categories": ["work"]}

    def kept() -> Any:
        return database.execute("select count(*) from sip.fact where kind = 'consent'").fetchone()

    for client, sent in ((owner, consent), (child, consent), (child, {**consent, "guardian": "Jag"})):
        refused = await client.post(f"plans/{plan}/consents", json=sent)
        assert "under 16 years" in str(problem(refused, 409, "guardian-needed")["detail"])
    source = {"person_id": person, "source_version": 1, **consent}
    problem(await owner.put(f"sources/{SOCIAL}/consents/paper", json=source), 409, "guardian-needed")
    numbered = {**consent, "guardian": "Anna 19900517-9800"}
    problem(await owner.post(f"plans/{plan}/consents", json=numbered), 422, "invalid-request", "guardian")
    assert kept() == (0,)

    given = await owner.post(f"plans/{plan}/consents", json={**consent, "guardian": "Anna, mamma"})
    assert (given.status_code, given.json()["guardian"]) == (201, "Anna, mamma")
    assert kept() == (1,)

    grown = county.number(date(2010, 6, 1))
    older = await county.person(grown)
    plan = (await owner.post("plans", json={"person_id": older})).json()["id"]
    needless = {**consent, "guardian": "Anna, mamma"}
    problem(await owner.post(f"plans/{plan}/consents", json=needless), 422, "invalid-request", "guardian")
    assert (await county.myself(grown).post(f"plans/{plan}/consents", json=consent)).status_code == 201
