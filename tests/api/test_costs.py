"""Who pays what in a plan: per activity and payer, by what each reader sees; and no cost of which half is missing."""

from datetime import date
from typing import Any

import httpx
import pytest

from app.api.costs import CostsView
from app.domain.facts import CATEGORIES
from app.usecases.costing import ON_WHAT_IS_SEEN, UNCONFIRMED
from tests.api.answers import problem
from tests.api.desk import CANARY, Desk
from tests.api.test_contract import promised
from tests.api.test_plan import Planning, moved, planning_of
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def costs(at: Planning, client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get(f"/plans/{at.plan}/costs")
    assert answer.status_code == 200, answer.text
    promised(CostsView, answer.json())
    found: dict[str, Any] = answer.json()
    return found


def sums(found: dict[str, Any]) -> dict[str, tuple[int, int, bool]]:
    return {one["payer"]: (one["kronor_so_far"], one["kronor_planned"], one["open_ended"]) for one in found["payers"]}


async def test_the_costs_of_a_plan_are_told_per_activity_and_payer_and_grow_day_by_day(county: County) -> None:
    at = await planning_of(county)
    ten_weeks = {"planned_start": "2026-11-02", "planned_end": "2027-01-10", "title": "Arbetsträning"}
    training = await at.add(at.owner, "activities", weekly_cost=1850, payer="municipality", **ten_weeks)
    course = await at.add(at.partner, "activities", weekly_cost=990, payer="national", planned_start="2026-11-16")
    idea = {"planned_start": "2026-12-01", "planned_end": "2026-12-14", "tentative": True}
    await at.add(at.owner, "activities", weekly_cost=500, payer="others", **idea)
    await at.add(at.owner, "activities", planned_start="2026-12-01")

    found = await costs(at, at.myself)
    assert [(one["state"], one["weeks_so_far"], one["weeks_planned"]) for one in found["activities"]] == [
        ("planned", 0.0, 10.0),
        ("planned", 0.0, None),
        ("proposed", 0.0, 2.0),
    ]
    assert sums(found) == {"national": (0, 0, True), "municipality": (0, 18500, False)}
    assert (found["without_cost"], found["unconfirmed"]) == (1, False)

    await moved(at.owner, training, "activities", "start", on="2026-11-02")
    course = await moved(at.partner, course, "activities", "start", on="2026-11-16")
    county.today = date(2026, 11, 30)
    found = await costs(at, at.myself)
    assert sums(found) == {"national": (2121, 2121, True), "municipality": (7664, 18500, False)}
    county.today = date(2026, 12, 31)
    await moved(at.partner, course, "activities", "dropout", reason="personen flyttar", on="2026-11-29")
    found = await costs(at, at.myself)
    assert sums(found)["national"] == (1980, 1980, False), "two weeks, both days included"
    assert found["activities"][1]["state"] == "dropout"


async def test_a_reader_is_told_the_costs_of_what_it_sees_and_that_there_may_be_more(county: County) -> None:
    at = await planning_of(county)
    body = {"planned_start": "2026-12-01", "planned_end": "2026-12-14", "weekly_cost": 700}
    await at.add(at.owner, "activities", category="work", payer="municipality", **body)
    await at.add(at.partner, "activities", category="work", payer="national", **body)

    alone = await costs(at, at.owner)
    assert sums(alone) == {"municipality": (0, 1400, False)}
    assert (alone["unconfirmed"], alone["not_seen"]) == (True, UNCONFIRMED)
    everything = {"municipality": (0, 1400, False), "national": (0, 1400, False)}
    assert sums(await costs(at, at.myself)) == everything
    problem(await at.asked.get(f"/plans/{at.plan}/costs"), 404, "not-found")

    parties = [county.actor("social-services"), county.actor("employment-service")]
    consent = await at.add(at.myself, "consents", start="2026-11-21", actors=parties, categories=list(CATEGORIES))
    together = await costs(at, at.owner)
    assert sums(together) == everything
    assert (together["unconfirmed"], together["not_seen"]) == (False, ON_WHAT_IS_SEEN)
    log = (await at.myself.get(f"/persons/{at.person}/access-log")).json()["entries"]
    assert (log[0]["actor"], log[0]["action"]) == (parties[0], "read-plan-costs")

    await moved(at.myself, consent, "consents", "withdrawal")
    assert sums(await costs(at, at.owner)) == sums(alone)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("payer", {"weekly_cost": 1850}),
        ("weekly_cost", {"payer": "municipality"}),
        ("payer", {"weekly_cost": 1850, "payer": "kommunen"}),
        ("weekly_cost", {"weekly_cost": -1, "payer": "region"}),
        ("weekly_cost", {"weekly_cost": 1849.5, "payer": "region"}),
        ("weekly_cost", {"weekly_cost": "1850", "payer": "region"}),
        ("weekly_cost", {"weekly_cost": 1_000_001, "payer": "region"}),
        ("end", {"weekly_cost": 1850, "payer": "region", "start": "2026-11-02", "outcome": "completed"}),
    ],
)
async def test_a_cost_that_makes_no_sense_is_one_clear_problem(desk: Desk, field: str, said: dict[str, Any]) -> None:
    answer = await desk.add("activities", planned_start="2026-12-01", **said)
    problem(answer, 422, "invalid-request", field)
    assert CANARY not in answer.text


async def test_what_an_agencys_system_reports_of_costs_is_in_the_sums(county: County) -> None:
    at = await planning_of(county)
    told = {"person_id": at.person, "plan": at.plan, "planned_start": "2026-12-01", "planned_end": "2026-12-14"}
    path = f"/sources/employment-service/activities/{at.plan}"
    half = await at.partner.put(path, json={**told, "source_version": 1, "weekly_cost": 700})
    problem(half, 422, "invalid-request", "payer")
    for version, weekly in ((1, 700), (2, 750)):
        cost = {"weekly_cost": weekly, "payer": "national", "source_version": version}
        assert (await at.partner.put(path, json={**told, **cost})).is_success
    assert sums(await costs(at, at.myself)) == {"national": (0, 1500, False)}
