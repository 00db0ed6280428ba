"""A finding is explained to whoever it was found for: by the facts that reader sees, in words that hint at no other."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from app.api import view_models
from app.domain.days import day
from app.domain.gaps.catalogue import RULES
from app.usecases.explaining import ON_WHAT_IS_SEEN, UNCONFIRMED
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, WORK, OUTSIDE = "social-services", "employment-service", "psychiatry"


@dataclass
class Explained:
    """A life in which a need for work has no owner, and what three readers are told of it."""

    life: Life

    async def ids(self, who: str, rule: str, subject: str) -> str:
        """The id of the finding that the reader has."""
        client, _ = self.life.voice(who)
        listed = (await client.get(f"persons/{self.life.person}/findings", params={"limit": 100})).json()["findings"]
        subject = self.life.ids.get(subject, subject)
        (found,) = [one["id"] for one in listed if (one["rule"], one["subject"]) == (rule, subject)]
        return str(found)

    async def read(self, who: str, rule: str, subject: str) -> dict[str, Any]:
        client, _ = self.life.voice(who)
        answer = await client.get(f"findings/{await self.ids(who, rule, subject)}/explanation")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest_asyncio.fixture(loop_scope="session")
async def told(county: County) -> Explained:
    life = await begin(county)
    await life.plan(OWNER, WORK, start="2026-03-01")
    await life.consent("for-work", [OWNER, WORK], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(OWNER, "call", "call", plan="plan", to=WORK, form="call", sent="2026-11-02")
    await county.detect(county.today)
    return Explained(life)


async def test_it_says_which_facts_on_which_days_by_which_threshold_and_what_closes_it(told: Explained) -> None:
    found = await told.read(OWNER, "need-unowned", "job")

    promised(view_models.Explanation, found)
    facts = {item["id"] for item in found["items"] if item["kind"] != "person"}
    assert facts == {told.life.ids["plan"], told.life.ids["job"]}
    assert found["days"][0] == "Öppnar 15 mars 2026."
    assert found["days"][2] == "Inget som är känt stänger det."
    (threshold,) = found["thresholds"]
    assert (threshold["value"], threshold["source"]) == (14, "default")
    assert (threshold["edge"], threshold["counted_from"]) == ("opens", "2026-03-01")
    assert threshold["told"] == "14 dagar, räknat från 1 mars 2026: det öppnar 15 mars 2026."
    rule = RULES["need-unowned"]
    assert (found["title"], found["explanation"], found["remedy"]) == (
        rule.title_sv,
        rule.explanation_sv,
        rule.remedy_sv,
    )
    assert [source["text"] for source in found["sources"]] == [
        source.told(day("2026-03-15")) for source in rule.sources
    ]


async def test_working_days_are_counted_as_such(told: Explained) -> None:
    found = await told.read(WORK, "call-unanswered", "call")

    assert found["thresholds"][0]["told"] == "5 arbetsdagar, den första 3 november 2026: det öppnar 9 november 2026."


async def test_what_closes_it_on_a_known_day_is_named(told: Explained) -> None:
    await told.life.tell(WORK, "ownership", "takes", need="job", start="2026-11-01")
    await told.life.county.detect(told.life.county.today)

    found = await told.read(OWNER, "need-unowned", "job")

    assert found["closes"] == "2026-11-01"
    assert found["closed_by"] == [told.life.ids["takes"]]
    assert found["days"][2] == "Stänger 1 november 2026, om inget ändras."


async def test_another_readers_finding_is_none_for_whoever_asks(told: Explained, county: County) -> None:
    finding = await told.ids(OWNER, "need-unowned", "job")
    mine = await told.ids("person", "need-unowned", "job")
    stranger, somebody = county.system(OUTSIDE), county.number()
    await county.person(somebody)

    unknown = problem(await stranger.get(f"findings/{uuid4()}/explanation"), 404, "not-found")
    for answer in (
        await stranger.get(f"findings/{finding}/explanation"),
        await told.life.voice("person")[0].get(f"findings/{finding}/explanation"),
        await told.life.voice(OWNER)[0].get(f"findings/{mine}/explanation"),
        await county.myself(somebody).get(f"findings/{mine}/explanation"),
    ):
        assert {**problem(answer, 404, "not-found"), "instance": ""} == {**unknown, "instance": ""}
    assert (await told.life.voice("person")[0].get(f"findings/{mine}/explanation")).status_code == 200


async def test_what_is_not_seen_is_told_in_the_same_words_whether_there_is_anything_or_not(told: Explained) -> None:
    before = await told.read(WORK, "need-unowned", "job")
    await told.life.tell(OWNER, "need", "sleep", plan="plan", start="2026-03-01", category="health")
    await told.life.tell(OWNER, "status", "own", code="job-seeker", start="2026-04-01", disclosure="own")
    await told.life.county.detect(told.life.county.today)

    assert await told.read(WORK, "need-unowned", "job") == before
    assert before["not_seen"] == (UNCONFIRMED if before["unconfirmed"] else ON_WHAT_IS_SEEN)


async def test_whether_it_is_confirmed_follows_from_parties_and_consents_that_the_reader_sees(
    told: Explained, county: County
) -> None:
    assert (await told.read(OWNER, "need-unowned", "job"))["not_seen"] == ON_WHAT_IS_SEEN

    await told.life.invite(OWNER, OUTSIDE)
    await county.detect(county.today)

    assert (await told.read(OWNER, "need-unowned", "job"))["not_seen"] == UNCONFIRMED


async def test_after_the_consent_is_withdrawn_there_is_no_such_finding(told: Explained) -> None:
    finding = await told.ids(WORK, "need-unowned", "job")
    await told.life.withdraw("for-work")

    problem(await told.life.voice(WORK)[0].get(f"findings/{finding}/explanation"), 404, "not-found")


async def test_the_reading_is_logged_with_the_finding_and_each_fact_it_disclosed(
    told: Explained, witness: Witness
) -> None:
    finding = await told.ids(OWNER, "need-unowned", "job")
    end = witness.log_ends()
    found = (await told.life.voice(OWNER)[0].get(f"findings/{finding}/explanation")).json()

    (row,) = witness.logged(end)
    assert "read-explanation" in row
    assert all(item["id"] in row for item in [*found["items"], found])
    assert row.count('"basis"') == len(found["items"]) + 1


async def test_an_address_that_is_no_id_is_refused(county: County) -> None:
    problem(await county.system(OWNER).get("findings/none/explanation"), 422, "invalid-request", "finding")
