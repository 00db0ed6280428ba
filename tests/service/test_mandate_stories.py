"""Acting for somebody else: a guardian of a child who grows older, and a proxy whom the person has accepted."""

from datetime import date
from typing import Any

import httpx
import pytest

from tests.api.answers import problem
from tests.county import County
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")
US, THEM = "social-services", "psychiatry"
BORN = date(2012, 3, 1)


async def somebody(county: County, born: date = date(1981, 10, 3)) -> Life:
    number = county.number(born)
    return Life(county, number, await county.person(number))


async def a_plan_of(county: County, born: date) -> Life:
    """A plan of two parties, and something about health in it."""
    life = await somebody(county, born)
    await life.plan(US, THEM)
    await life.tell(US, "need", "calm", plan="plan", start="2026-03-01", category="health")
    return life


def in_place_of(county: County, proxy: Life, person: Life) -> httpx.AsyncClient:
    client = county.myself(proxy.number)
    client.headers["Acting-For"] = person.person
    return client


async def recorded(county: County, life: Life, proxy: Life, /, **said: Any) -> httpx.Response:
    body = {"proxy": proxy.person, "powers": ["read", "consent"], "start": "2026-11-01", "end": "2029-12-31", **said}
    answer = await county.caseworker().post(f"/plans/{life.ids['plan']}/mandates", json=body)
    if answer.is_success:
        life.ids["mandate"] = answer.json()["id"]
    return answer


def consent(county: County, **also: Any) -> dict[str, Any]:
    return {"start": "2026-11-21", "actors": [county.actor(US), county.actor(THEM)], "categories": ["health"], **also}


async def test_a_guardian_consents_for_a_child_until_the_child_consents_alone(county: County) -> None:
    leo, mother = await a_plan_of(county, BORN), await somebody(county)
    made = await recorded(county, leo, mother, form="guardian")
    assert made.status_code == 201, made.text
    assert made.json()["state"] == "in-force"
    guardian = in_place_of(county, mother, leo)
    assert (await guardian.get(f"/plans/{leo.ids['plan']}")).json()["person_id"] == leo.person
    path = f"/plans/{leo.ids['plan']}/consents"
    given = await guardian.post(path, json=consent(county))
    assert given.status_code == 201, given.text
    leo.ids["yes"] = given.json()["id"]
    assert "calm" in await leo.seen(THEM)

    entry = (await county.myself(leo.number).get(f"/persons/{leo.person}/consents")).json()["consents"][0]
    assert (entry["given_by"], entry["mandate"]) == ("proxy", leo.ids["mandate"])
    assert entry["history"][0]["by_proxy"] is True
    entries = (await county.myself(leo.number).get(f"/persons/{leo.person}/access-log?limit=100")).json()["entries"]
    told = [one for one in entries if one["by"] == "proxy"]
    assert {one["action"] for one in told} == {"read-plan", "consent-add"}
    assert "Någon som företräder dig läste planen. Det gällde hälsa och planen i stort. Grund: fullmakt." in {
        one["words"] for one in told
    }
    assert {item["basis"] for one in told for item in one["items"]} == {leo.ids["mandate"]}

    county.today = date(2027, 3, 1)  # fifteen: from the age of the agreement on, nobody consents in Leo's place
    problem(await guardian.post(path, json=consent(county, start="2027-03-01")), 422, "invalid-request", "start")
    own = await county.myself(leo.number).post(path, json=consent(county, start="2027-03-01"))
    assert own.status_code == 201, own.text
    assert (await guardian.get(f"/plans/{leo.ids['plan']}")).status_code == 200, "and the guardian still reads"
    await leo.withdraw("yes")
    county.today = date(2030, 2, 28)
    problem(await guardian.get(f"/plans/{leo.ids['plan']}"), 404, "not-found")


async def test_a_guardians_mandate_ends_before_the_day_on_which_the_person_is_of_age(county: County) -> None:
    leo, mother = await a_plan_of(county, BORN), await somebody(county)
    problem(await recorded(county, leo, mother, form="guardian", end="2030-03-01"), 422, "invalid-request", "end")
    assert (await recorded(county, leo, mother, form="guardian", end="2030-02-28")).status_code == 201
    guardian = in_place_of(county, mother, leo)
    county.today = date(2030, 2, 28)
    assert (await guardian.get(f"/persons/{leo.person}")).status_code == 200
    county.today = date(2030, 3, 1)
    problem(await guardian.get(f"/persons/{leo.person}"), 404, "not-found")


async def test_a_proxy_acts_once_the_person_has_accepted_it_and_until_the_person_takes_it_back(county: County) -> None:
    eva, sister = await a_plan_of(county, date(1981, 10, 3)), await somebody(county)
    made = await recorded(county, eva, sister, form="proxy", powers=["read"])
    assert (made.json()["state"], made.json()["possible"]) == ("awaiting", ["acceptance", "withdrawal"])
    proxy, myself = in_place_of(county, sister, eva), county.myself(eva.number)
    problem(await proxy.get(f"/persons/{eva.person}/timeline"), 404, "not-found")
    path, asked = f"/mandates/{eva.ids['mandate']}", {"If-Match": "*"}
    problem(await county.caseworker().post(f"{path}/acceptance", json={}, headers=asked), 403, "not-permitted")
    accepted = await myself.post(f"{path}/acceptance", json={}, headers=asked)
    assert accepted.json()["state"] == "in-force", accepted.text

    assert (await proxy.get(f"/persons/{eva.person}/timeline")).status_code == 200
    plan = f"/plans/{eva.ids['plan']}"
    problem(await proxy.post(f"{plan}/consents", json=consent(county)), 403, "not-permitted")
    message = {"about": eva.ids["plan"], "addressed_to": [county.actor(US)], "text": "Hon vill bo kvar."}
    problem(await proxy.post(f"{plan}/messages", json=message), 403, "not-permitted")
    problem(await county.myself(sister.number).get(plan), 404, "not-found")

    back = await myself.post(f"{path}/withdrawal", json={}, headers=asked)
    assert back.json()["state"] == "withdrawn"
    problem(await proxy.get(f"/persons/{eva.person}/timeline"), 404, "not-found")


async def test_a_proxy_who_only_consents_reads_the_ledger_and_nothing_else(county: County) -> None:
    eva, brother = await a_plan_of(county, date(1981, 10, 3)), await somebody(county)
    await recorded(county, eva, brother, form="proxy", powers=["consent"])
    await county.myself(eva.number).post(
        f"/mandates/{eva.ids['mandate']}/acceptance", json={}, headers={"If-Match": "*"}
    )
    proxy = in_place_of(county, brother, eva)
    given = await proxy.post(f"/plans/{eva.ids['plan']}/consents", json=consent(county))
    assert given.status_code == 201, given.text
    (entry,) = (await proxy.get(f"/persons/{eva.person}/consents")).json()["consents"]
    assert entry["given_by"] == "proxy"
    for address in (f"/plans/{eva.ids['plan']}", f"/persons/{eva.person}/timeline", f"/needs/{eva.ids['calm']}"):
        problem(await proxy.get(address), 403, "not-permitted")
    back = await proxy.post(f"/consents/{given.json()['id']}/withdrawal", json={}, headers={"If-Match": "*"})
    assert back.json()["state"] == "withdrawn"


async def test_whoever_acts_for_others_is_told_for_whom_on_the_days_of_the_mandates_and_nobody_else_is(
    county: County,
) -> None:
    leo, mother, eva = await a_plan_of(county, BORN), await somebody(county), await a_plan_of(county, date(1950, 4, 2))
    details = {"name": "Leo Prov", "contact": "brev"}
    named = await county.system(US).put(f"/persons/{leo.person}/details", json=details, headers={"If-Match": "*"})
    assert named.is_success, named.text

    async def represented(of: Life) -> list[dict[str, Any]]:
        answer = await county.myself(of.number).get("/represented-persons")
        assert answer.status_code == 200, answer.text
        persons: list[dict[str, Any]] = answer.json()["persons"]
        return persons

    assert await represented(mother) == []
    assert (await recorded(county, leo, mother, form="guardian", start="2026-11-01")).is_success
    assert (await recorded(county, eva, mother, form="proxy", powers=["consent"])).is_success
    days = {"mandate": leo.ids["mandate"], "start": "2026-11-01", "end": "2029-12-31"}
    child = {
        "person_id": leo.person,
        "name": "Leo Prov",
        "powers": [{**days, "power": "consent"}, {**days, "power": "read"}],
    }
    assert await represented(mother) == [child], "Eva has not accepted hers"
    path = f"/mandates/{eva.ids['mandate']}/acceptance"
    accepted = await county.myself(eva.number).post(path, json={}, headers={"If-Match": "*"})
    assert accepted.is_success, accepted.text
    both = {one["person_id"]: one for one in await represented(mother)}
    assert both[leo.person] == child
    assert [one["power"] for one in both[eva.person]["powers"]] == ["consent"]
    assert "name" not in both[eva.person], "whom one may not read is an id"
    for other in (leo, eva):
        assert await represented(other) == []
    in_leos_place = await in_place_of(county, mother, leo).get("/represented-persons")
    assert in_leos_place.json() == {"persons": []}
    assert (await county.system(US).get("/represented-persons")).json() == {"persons": []}

    log = (await county.myself(leo.number).get(f"/persons/{leo.person}/access-log?limit=100")).json()["entries"]
    told = next(one for one in log if one["action"] == "read-represented" and one["by"] == "proxy" and one["items"])
    assert told["words"].startswith("Någon som företräder dig läste listan över vem som företräds.")
    assert told["words"].endswith("Grund: fullmakt.")

    county.today = date(2029, 12, 31)
    assert {one["person_id"] for one in await represented(mother)} == {leo.person, eva.person}
    county.today = date(2030, 1, 1)
    assert await represented(mother) == [], "in force, and no longer"
