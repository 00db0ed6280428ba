"""The life of a plan over REST: from the lookup to the closing, with everybody doing what is theirs."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class Planning:
    """Social services' plan with somebody, in which the employment service takes part; psychiatry is asked."""

    county: County
    number: str
    person: str
    plan: str

    def __post_init__(self) -> None:
        self.owner = self.county.system("social-services")
        self.partner = self.county.system("employment-service")
        self.asked = self.county.system("psychiatry")
        self.myself = self.county.myself(self.number)

    async def add(self, client: httpx.AsyncClient, collection: str, **body: Any) -> dict[str, Any]:
        answer = await client.post(f"/plans/{self.plan}/{collection}", json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        assert answer.headers["location"].endswith(f"/{collection}/{found['id']}")
        return found


async def planning_of(county: County) -> Planning:
    number = county.number()
    person = await county.person(number)
    client = county.system("social-services")
    started = await client.post("/plans", json={"person_id": person, "start": "2026-11-02", "title": "Samordnad plan"})
    assert started.json()["state"] == "draft"
    planning = Planning(county, number, person, started.json()["id"])
    await planning.add(client, "participants", actor=county.actor("employment-service"))
    return planning


async def moved(client: httpx.AsyncClient, item: dict[str, Any], path: str, noun: str, **body: Any) -> dict[str, Any]:
    etag = f'"{item["version"]}"'
    answer = await client.post(f"/{path}/{item['id']}/{noun}", json=body, headers={"If-Match": etag})
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"' != etag
    found: dict[str, Any] = answer.json()
    return found


async def test_a_plan_is_started_agreed_closed_and_reopened(county: County) -> None:
    at = await planning_of(county)
    plan = (await at.owner.get(f"/plans/{at.plan}")).json()["items"][0]
    assert (plan["state"], plan["possible"]) == ("draft", ["activation", "refusal"])

    plan = await moved(at.owner, plan, "plans", "activation", on="2026-11-10", reason="mötet hölls i förväg")
    assert (plan["state"], plan["start"]) == ("active", "2026-11-10")
    assert "tentative" not in plan
    assert plan["reason"].startswith("mötet hölls i förväg (saknades: ")
    plan = await moved(at.owner, plan, "plans", "closing", on="2026-11-20", reason="goals-met")
    assert (plan["state"], plan["end"], plan["reason"]) == ("closed", "2026-11-20", "goals-met")
    plan = await moved(at.owner, plan, "plans", "reopening", reason="behovet kom tillbaka")
    assert (plan["state"], plan["reason"]) == ("active", "behovet kom tillbaka")
    assert "end" not in plan

    assert plan == (await at.owner.get(f"/plans/{at.plan}")).json()["items"][0] | {"person_id": at.person}


async def test_an_activity_is_proposed_accepted_started_and_completed(county: County) -> None:
    at = await planning_of(county)
    need = await at.add(at.owner, "needs", category="work", start="2026-11-03", title="Arbete i egen takt")
    activity = await at.add(
        at.partner, "activities", need=need["id"], planned_start="2026-11-10", weekly_hours=12.5, tentative=True
    )
    assert (activity["state"], activity["category"], activity["plan_id"]) == ("proposed", "work", at.plan)
    assert activity["owner"] == county.actor("employment-service")

    for noun, on, state in (
        ("acceptance", "2026-11-05", "planned"),
        ("start", "2026-11-11", "ongoing"),
        ("completion", "2026-11-20", "completed"),
    ):
        activity = await moved(at.partner, activity, "activities", noun, on=on)
        assert activity["state"] == state

    assert (activity["start"], activity["end"], activity["outcome"]) == ("2026-11-11", "2026-11-20", "completed")
    assert activity["version"] == "1.3"
    read = await at.partner.get(f"/activities/{activity['id']}")
    assert read.json() == activity
    seen = (await at.myself.get(f"/plans/{at.plan}")).json()["items"]
    assert activity["id"] in [item["id"] for item in seen]


@pytest.mark.parametrize("noun", ["interruption", "dropout"])
async def test_an_activity_ends_early_with_a_reason_and_stays_ended(county: County, noun: str) -> None:
    at = await planning_of(county)
    activity = await at.add(at.owner, "activities", planned_start="2026-11-03", start="2026-11-03")

    ended = await moved(at.owner, activity, "activities", noun, reason="sjukdom")

    assert ended["reason"] == "sjukdom"
    body = problem(
        await at.owner.post(f"/activities/{ended['id']}/start", json={}, headers={"If-Match": "*"}),
        409,
        "illegal-transition",
    )
    assert (body["state"], body["possible"]) == (ended["outcome"], [])


async def test_an_illegal_move_says_where_the_item_stands_and_what_can_be_done(county: County) -> None:
    at = await planning_of(county)
    activity = await at.add(at.owner, "activities", planned_start="2026-12-01")

    answer = await at.owner.post(f"/activities/{activity['id']}/completion", json={}, headers={"If-Match": '"1.0"'})

    body = problem(answer, 409, "illegal-transition")
    assert (body["state"], body["possible"]) == ("planned", ["cancellation", "start"])
    again = await at.owner.get(f"/activities/{activity['id']}")
    assert again.json() == activity


async def test_nobody_moves_what_is_anothers(county: County) -> None:
    at = await planning_of(county)
    ours = await at.add(at.owner, "activities", planned_start="2026-12-01")

    for stranger in (at.partner, at.asked):
        answer = await stranger.post(f"/activities/{ours['id']}/start", json={}, headers={"If-Match": "*"})
        problem(answer, 404, "not-found")
    answer = await at.myself.post(f"/activities/{ours['id']}/start", json={}, headers={"If-Match": "*"})
    problem(answer, 403, "not-permitted")


async def test_what_an_agencys_system_holds_is_changed_there(county: County) -> None:
    at = await planning_of(county)
    body = {"person_id": at.person, "source_version": 1, "plan": at.plan, "planned_start": "2026-12-01"}
    reported = await at.partner.put(f"/sources/employment-service/activities/{at.plan}", json=body)
    assert reported.status_code == 201
    assert (await at.partner.get(f"http://sip{reported.headers['location']}")).status_code == 200

    answer = await at.partner.post(
        f"/activities/{reported.json()['id']}/start", json={}, headers={"If-Match": reported.headers["etag"]}
    )

    problem(answer, 409, "source-owned")


async def test_the_responsible_and_the_handlers_of_a_plan(county: County) -> None:
    at = await planning_of(county)
    main = await at.add(at.owner, "main-responsible", actor=county.actor("social-services"), start="2026-11-03")
    handler = await at.add(at.partner, "handlers", start="2026-11-04")
    other = await at.add(at.owner, "handlers", actor=county.actor("employment-service"), start="2026-11-04")

    assert (main["actor"], other["actor"]) == (county.actor("social-services"), county.actor("employment-service"))
    assert handler["actor"] == handler["owner"] == county.actor("employment-service")
    ended = await moved(at.owner, main, "main-responsible", "closing", on="2026-11-20", reason="byter enhet")
    assert (ended["state"], ended["end"]) == ("ended", "2026-11-20")


async def test_whom_a_call_is_put_to_sees_the_question_and_nothing_else(county: County) -> None:
    at = await planning_of(county)
    need = await at.add(at.owner, "needs", category="health", start="2026-11-03")
    call = await at.add(
        at.owner, "calls", to=county.actor("psychiatry"), form="call", sent="2026-11-04", meeting_on="2026-11-25",
        need=need["id"],
    )  # fmt: skip
    asked = (await at.asked.get(f"/calls/{call['id']}")).json()
    assert (asked["state"], asked["possible"]) == ("sent", ["answer", "cancellation"])
    assert asked["meeting_on"] == "2026-11-25"

    answered = await moved(at.asked, asked, "calls", "answer", answer="new-time", on="2026-11-06")
    answered = await moved(at.asked, answered, "calls", "answer", answer="coming", on="2026-11-07")

    for shown in (asked, answered):
        assert {"plan", "need", "plan_id"}.isdisjoint(shown)
        assert at.plan not in str(shown)
    timeline = (await at.asked.get(f"/persons/{at.person}/timeline")).json()
    assert [item["kind"] for item in timeline["items"]] == ["person", "call"]
    problem(await at.asked.get(f"/plans/{at.plan}"), 404, "not-found")
    problem(await at.asked.get(f"/needs/{need['id']}"), 404, "not-found")
    known = (await at.owner.get(f"/calls/{call['id']}")).json()
    assert (known["state"], known["answered"], known["answer"]) == ("coming", "2026-11-07", "coming")
    problem(
        await at.owner.post(f"/calls/{call['id']}/answer", json={"answer": "coming"}, headers={"If-Match": "*"}),
        403,
        "not-permitted",
    )
    off = await moved(at.owner, known, "calls", "cancellation", reason="mötet behövs inte")
    assert off["state"] == "cancelled"


async def test_a_referral_is_accepted_started_and_closed_by_whoever_received_it(county: County) -> None:
    at = await planning_of(county)
    need = await at.add(at.owner, "needs", category="health", start="2026-11-03")
    sent = await at.add(at.owner, "referrals", to=county.actor("psychiatry"), need=need["id"], sent="2026-11-04")
    received = (await at.asked.get(f"/referrals/{sent['id']}")).json()
    assert received["state"] == "sent"

    received = await moved(at.asked, received, "referrals", "answer", answer="accepted", on="2026-11-06")
    received = await moved(at.asked, received, "referrals", "start", on="2026-11-10")
    assert received["state"] == "started"
    received = await moved(at.asked, received, "referrals", "completion", on="2026-11-20")

    assert (received["state"], received["closed"]) == ("completed", "2026-11-20")
    again = (await at.owner.get(f"/referrals/{sent['id']}")).json()
    assert (again["need"], again["closed"], again["plan_id"]) == (need["id"], "2026-11-20", at.plan)


async def test_a_referral_is_withdrawn_by_whoever_sent_it_and_rejected_for_good(county: County) -> None:
    at = await planning_of(county)
    sent = await at.add(at.owner, "referrals", to=county.actor("psychiatry"), sent="2026-11-04")
    withdrawn = await moved(at.owner, sent, "referrals", "withdrawal", reason="fel mottagare")
    assert (withdrawn["state"], withdrawn["answer"]) == ("withdrawn", "withdrawn")

    other = await at.add(at.owner, "referrals", to=county.actor("psychiatry"), sent="2026-11-04")
    rejected = await moved(at.asked, other, "referrals", "answer", answer="rejected", code="wrong-actor")
    answer = await at.asked.post(
        f"/referrals/{rejected['id']}/answer", json={"answer": "accepted"}, headers={"If-Match": "*"}
    )
    assert problem(answer, 409, "illegal-transition")["state"] == "rejected"


async def test_meetings_goals_and_follow_ups(county: County) -> None:
    at = await planning_of(county)
    meeting = await at.add(at.owner, "meetings", on="2026-11-09", outcome="plan")
    goal = await at.add(
        at.myself, "goals", on="2026-11-09", by="2027-06-30", title="Jag vill jobba i en butik", professional="80 %"
    )
    follow_up = await at.add(at.owner, "follow-ups", due="2026-11-20", booked_on="2026-11-09")

    held = await moved(at.owner, follow_up, "follow-ups", "holding", on="2026-11-19")

    assert (held["state"], held["held"]) == ("held", "2026-11-19")
    assert meeting["plan_id"] == at.plan
    assert (goal["title"], goal["by"], goal["professional"]) == ("Jag vill jobba i en butik", "2027-06-30", "80 %")
    again = await moved(at.owner, await at.add(at.owner, "follow-ups", due="2026-12-01"), "follow-ups", "rebooking")
    assert again["state"] == "rebooked"


async def test_a_consent_opens_until_the_person_withdraws_it(county: County) -> None:
    at = await planning_of(county)
    need = await at.add(at.owner, "needs", category="work", start="2026-11-03")
    parties = [county.actor("social-services"), county.actor("employment-service")]
    consent = await at.add(at.myself, "consents", start="2026-11-03", actors=parties, categories=["work"])
    assert (await at.partner.get(f"/needs/{need['id']}")).status_code == 200

    withdrawn = await moved(at.myself, consent, "consents", "withdrawal")

    assert (withdrawn["state"], withdrawn["withdrawn_on"]) == ("withdrawn", "2026-11-21")
    problem(await at.partner.get(f"/needs/{need['id']}"), 404, "not-found")


async def test_a_consent_may_be_withdrawn_through_an_actor_that_it_names(county: County) -> None:
    at = await planning_of(county)
    parties = [county.actor("social-services"), county.actor("employment-service")]
    paper = await at.add(at.owner, "consents", start="2026-11-03", actors=parties, categories=["work"])
    assert (await at.partner.get(f"/plans/{at.plan}")).status_code == 200

    problem(
        await at.asked.post(f"/consents/{paper['id']}/withdrawal", json={}, headers={"If-Match": "*"}), 404, "not-found"
    )
    withdrawn = await moved(at.partner, paper, "consents", "withdrawal", on="2026-11-21")

    assert withdrawn["state"] == "withdrawn"
    problem(await at.partner.get(f"/plans/{at.plan}"), 404, "not-found")


async def test_a_participant_is_one_however_often_added(county: County) -> None:
    at = await planning_of(county)
    first = await at.add(at.owner, "participants", actor=county.actor("psychiatry"))
    second = await at.add(at.owner, "participants", actor=county.actor("psychiatry"))

    assert first["id"] == second["id"]
    problem(
        await at.partner.post(f"/plans/{at.plan}/participants", json={"actor": county.actor("union")}),
        403,
        "not-a-party",
    )
