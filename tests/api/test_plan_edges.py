"""What has to hold at the edges of a plan's life: days that lie ahead, ids in any form, versions that cross."""

from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.county import County

pytestmark = pytest.mark.asyncio(loop_scope="session")
ALWAYS = {"If-Match": "*"}


async def begun(county: County) -> tuple[httpx.AsyncClient, str, str, httpx.AsyncClient]:
    """Social services, the person, the plan, and the person's own client."""
    number = county.number()
    person = await county.person(number)
    owner = county.system("social-services")
    plan = (await owner.post("/plans", json={"person_id": person, "draft": False})).json()["id"]
    return owner, person, plan, county.myself(number)


async def added(client: httpx.AsyncClient, plan: str, collection: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/plans/{plan}/{collection}", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_nobody_can_put_off_a_withdrawal_and_so_keep_the_consent_open(county: County) -> None:
    _, _, plan, myself = await begun(county)
    actors = [county.actor("social-services"), county.actor("psychiatry")]
    consent = await added(myself, plan, "consents", start="2026-11-01", actors=actors, categories=["work"])
    address = f"/consents/{consent['id']}/withdrawal"
    body = {"on": "2199-01-01"}
    problem(await county.system("psychiatry").post(address, json=body, headers=ALWAYS), 422, "invalid-request", "on")
    done = await myself.post(address, json={}, headers=ALWAYS)
    assert (done.status_code, done.json()["state"]) == (200, "withdrawn")


async def test_no_later_version_of_the_agency_undoes_the_persons_withdrawal(county: County) -> None:
    owner, person, _, myself = await begun(county)
    actors = [county.actor("social-services"), county.actor("psychiatry")]
    body = {"person_id": person, "start": "2026-11-01", "actors": actors, "categories": ["work"]}

    async def sent(version: int, **more: Any) -> dict[str, Any]:
        key = f"/sources/social-services/consents/{person}.paper"
        answer = await owner.put(key, json={**body, "source_version": version, **more})
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    consent = await sent(1)
    await myself.post(f"/consents/{consent['id']}/withdrawal", json={}, headers=ALWAYS)
    for version, more in ((2, {"withdrawn_on": "2199-01-01"}), (3, {})):
        answer = await sent(version, **more)
        assert (answer["state"], answer["withdrawn_on"]) == ("withdrawn", "2026-11-21")
    assert (await sent(1))["state"] == "withdrawn"


async def test_an_actors_id_means_the_same_in_every_form(county: County) -> None:
    owner, _, plan, _ = await begun(county)
    asked = county.actor("psychiatry")
    first = await added(owner, plan, "participants", actor=asked)
    assert (await added(owner, plan, "participants", actor=asked.upper()))["id"] == first["id"]
    call = await added(owner, plan, "calls", to=f"{{{asked.upper()}}}", form="call", sent="2026-11-20")
    assert call["to"] == asked
    answer = await county.system("psychiatry").post(
        f"/calls/{call['id']}/answer", json={"answer": "coming"}, headers=ALWAYS
    )
    assert answer.status_code == 200, answer.text


async def test_what_ends_later_can_still_end_sooner(county: County) -> None:
    owner, _, plan, _ = await begun(county)
    main = await added(owner, plan, "main-responsible", start="2026-11-01", end="2026-12-24")
    assert main["state"] == "current"
    ahead = await owner.post(f"/plans/{plan}/closing", json={"on": "2199-01-01", "reason": "moved"}, headers=ALWAYS)
    problem(ahead, 422, "invalid-request", "on")
    done = await owner.post(f"/main-responsible/{main['id']}/closing", json={"reason": "left"}, headers=ALWAYS)
    assert (done.status_code, done.json()["end"], done.json()["state"]) == (200, "2026-11-21", "ended")


async def test_a_need_keeps_its_category_and_its_plan_can_go_while_its_items_are_taken_back(county: County) -> None:
    owner, person, _, _ = await begun(county)
    base = "/sources/social-services"

    async def put(collection: str, key: str, version: int, **fields: Any) -> httpx.Response:
        body = {"person_id": person, "source_version": version, **fields}
        return await owner.put(f"{base}/{collection}/{person}.{key}", json=body)

    assert (await put("plans", "p", 1, start="2026-11-01")).status_code == 201
    need = {"plan": f"{person}.p", "category": "work", "start": "2026-11-01"}
    assert (await put("needs", "n", 1, **need)).status_code == 201
    problem(await put("needs", "n", 2, **need | {"category": "health"}), 422, "invalid-request", "category")
    activity = {"need": f"{person}.n", "planned_start": "2026-12-01"}
    assert (await put("activities", "a", 1, **activity)).status_code == 201
    assert (await put("plans", "p", 2, start="2026-11-01", void=True)).status_code == 200
    assert (await put("activities", "a", 1, **activity)).json()["result"] == "unchanged"
    assert (await put("activities", "a", 2, **activity, void=True)).json()["result"] == "changed"


async def test_a_plan_may_be_taken_away_before_it_is_known(county: County) -> None:
    owner, person, _, _ = await begun(county)
    for version, void, status in ((2, True, 201), (1, False, 200), (3, False, 200)):
        body = {"person_id": person, "start": "2026-11-01", "source_version": version, "void": void}
        answer = await owner.put(f"/sources/social-services/plans/{person}.late", json=body)
        assert answer.status_code == status, answer.text
    plan = answer.json()["id"]
    assert (await owner.post(f"/plans/{plan}/needs", json={"category": "work", "start": "2026-11-01"})).is_success


async def test_days_that_contradict_each_other_are_refused(county: County) -> None:
    owner, person, _, _ = await begun(county)
    body = {"to": county.actor("psychiatry"), "sent": "2026-11-01", "answered": "2026-11-10", "answer": "accepted"}
    said = {"person_id": person, "source_version": 1, **body, "started": "2026-11-05"}
    answer = await owner.put(f"/sources/social-services/referrals/{person}.back", json=said)
    problem(answer, 422, "invalid-request", "started")
