"""What somebody with an account tries over REST in order to see more than it may."""

from datetime import date
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = date(2026, 11, 21)
STRANGER, OWNER, HEALTH = "association", "social-services", "psychiatry"


@pytest_asyncio.fixture(loop_scope="session")
async def life(county: County) -> Life:
    """Psychiatry has disclosed something to the parties, and a plan is social services' own."""
    county.today = TODAY
    life = await begin(county)
    await life.tell(HEALTH, "status", "ward", code="inpatient", start="2026-06-01")
    await life.plan(OWNER, HEALTH)
    await life.tell(OWNER, "need", "sleep", plan="plan", start="2026-03-01", category="health")
    return life


async def test_a_stranger_who_states_a_consent_in_a_plan_of_its_own_sees_nothing(county: County, life: Life) -> None:
    await life.tell(STRANGER, "plan", "trap", start="2026-11-01")
    await life.invite(STRANGER, HEALTH, plan="trap")
    answer = await county.system(STRANGER).post(
        f"plans/{life.ids['trap']}/consents",
        json={
            "start": "2026-01-01",
            "actors": [county.actor(STRANGER), county.actor(HEALTH)],
            "categories": ["health"],
        },
    )
    assert answer.status_code == 201
    assert await life.seen(STRANGER) == {"trap"}
    await life.tell(HEALTH, "activity", "joins", plan="trap", planned_start="2026-12-01")
    assert "ward" in await life.seen(STRANGER)


async def test_an_agency_that_saw_the_paper_opens_what_the_parties_of_the_plan_share(
    county: County, life: Life
) -> None:
    await life.tell(OWNER, "consent", "paper", start="2026-01-01", actors=[OWNER, HEALTH], categories=["health"])
    assert "sleep" in await life.seen(HEALTH)
    assert "ward" not in await life.seen(OWNER)
    await life.tell(HEALTH, "activity", "talks", need="sleep", planned_start="2026-12-01")
    assert {"ward", "talks"} <= await life.seen(OWNER)
    await life.withdraw("paper")
    assert not {"ward", "talks"} & await life.seen(OWNER)


async def test_a_consent_stays_withdrawn_when_its_source_sends_it_again(county: County, life: Life) -> None:
    await life.tell(OWNER, "consent", "paper", start="2026-01-01", actors=[OWNER, HEALTH], categories=["health"])
    await life.withdraw("paper")
    await life.tell(
        OWNER, "consent", "paper", version=2, start="2026-01-01", actors=[OWNER, HEALTH], categories=["health", "work"]
    )
    assert "sleep" not in await life.seen(HEALTH)


async def test_one_consent_is_not_seen_through_another(county: County, life: Life) -> None:
    await life.invite(OWNER, "employment-service")
    await life.consent("work", [OWNER, "employment-service"], ["work"])
    await life.consent("health", [OWNER, HEALTH], ["health"])
    assert await life.seen("employment-service") == {"work", "plan"}


async def test_whoever_is_asked_sees_the_question_and_not_the_plan(county: County, life: Life) -> None:
    await life.tell(OWNER, "referral", "ref", need="sleep", to="primary-care", sent="2026-11-01")
    asked = county.system("primary-care")
    path = f"referrals/{life.ids['ref']}"
    answers = [await asked.get(path)]
    answers.append(
        await asked.post(
            f"{path}/answer", json={"answer": "accepted"}, headers={"If-Match": answers[0].headers["etag"]}
        )
    )
    for answer in answers:
        assert answer.status_code == 200
        assert life.ids["sleep"] not in answer.text
        assert life.ids["plan"] not in answer.text
    assert await life.seen("primary-care") == {"ref"}
    await life.tell(OWNER, "referral", "ref", version=2, need="sleep", to="primary-care", sent="2026-11-01", void=True)
    assert (await asked.get(path)).status_code == 404
    assert (await asked.get(f"persons/{life.person}")).status_code == 404


async def test_a_person_reaches_nobody_else(county: County, life: Life) -> None:
    other = await begin(county)
    somebody = county.myself(other.number)
    body = {"start": "2026-11-01", "actors": [county.actor(OWNER), county.actor(STRANGER)], "categories": ["health"],
            "source_version": 1}  # fmt: skip
    tries = [{"person_id": who, **body} for who in (life.person, str(uuid4()))]
    real, random = [await somebody.put(f"sources/person-{other.person}/consents/x", json=one) for one in tries]
    assert (real.status_code, real.content) == (random.status_code, random.content) == (404, random.content)
    assert (await somebody.get(f"persons/{life.person}/timeline")).status_code == 404
    number = {"identity_number": life.number, **body}
    assert (await somebody.put(f"sources/person-{other.person}/consents/y", json=number)).status_code == 422
    plans = [await somebody.post("plans", json={"person_id": who}) for who in (life.person, str(uuid4()))]
    assert [answer.status_code for answer in plans] == [404, 404]
