"""A decision written on Vilda is Leo's: it goes to him, and of it nothing is left on her but that. By REST."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from app.demo.numbers import COORDINATION
from app.demo.numbers import test_numbers as numbers_of
from tests.api.answers import problem
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")
SOCIAL, HEALTH = "social-services", "psychiatry"
WHY = {"reason": "number-mistaken"}
TITLE = "Missbruksvård på Storgatan"


@pytest.fixture(scope="module")
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as seen:
        yield seen


async def sharing(county: County) -> Life:
    """Somebody with a plan, whose parties see all of each other's about work."""
    life = await begin(county)
    await life.plan(SOCIAL, HEALTH)
    await life.consent("consent", [SOCIAL, HEALTH], ["work", "economy"])
    return life


async def correct(client: httpx.AsyncClient, life: Life, item: str, **said: Any) -> httpx.Response:
    return await client.post(f"persons/{life.person}/corrections", json={"item": life.ids[item], **WHY, **said})


async def everything_read_of(client: httpx.AsyncClient, life: Life) -> str:
    """What a reader gets to know of the person, wherever it asks, as text."""
    paths = ["timeline", "findings", ""]
    answers = [await client.get(f"persons/{life.person}/{path}".rstrip("/")) for path in paths]
    plan = await client.get(f"plans/{life.ids['plan']}") if "plan" in life.ids else answers[0]
    return "".join(answer.text for answer in (*answers, plan) if answer.status_code == 200)


def stored_of(witness: Witness, life: Life) -> str:
    """What the tables hold of the person, but for the log and the keys of requests."""
    tables = ("fact", "finding", "finding_work", "admission", "event", "access_grant", "correction", "escalation")
    return "".join(
        row
        for table in tables
        for (row,) in witness.connection.execute(
            f"select to_jsonb(t)::text from sip.{table} t where person_id = %s".encode(), [life.person]
        )
    )


async def test_a_fact_goes_to_the_right_person_and_nothing_of_it_is_left_on_the_wrong_one(
    county: County, witness: Witness
) -> None:
    vilda, leo = await sharing(county), await sharing(county)
    system, theirs = county.system(SOCIAL), county.system(HEALTH)
    said: dict[str, Any] = {"code": "income-support", "start": "2023-01-01", "title": TITLE}
    await vilda.tell(SOCIAL, "status", "support", **said)
    await vilda.tell(SOCIAL, "status", "support", version=2, **said, detail="sick")
    await county.detect()
    longterm = ("income-support-longterm", "person")
    assert longterm in await vilda.found(HEALTH)
    assert longterm not in await leo.found(HEALTH)
    assert TITLE in await everything_read_of(theirs, vilda)
    before = await leo.seen(HEALTH)

    answer = await correct(system, vilda, "support", rightful_person=leo.person)

    assert answer.status_code == 200, answer.text
    (trace,) = answer.json()["corrections"]
    fact = vilda.ids["support"]
    assert trace == {
        "item": fact,
        "kind": "status",
        "owner": county.actor(SOCIAL),
        "reason": "number-mistaken",
        "outcome": "moved",
        "on": county.today.isoformat(),
    }
    assert leo.person not in answer.text
    assert longterm not in await vilda.found(HEALTH), "at once"
    for client in (system, theirs, county.myself(vilda.number)):
        told = await everything_read_of(client, vilda)
        assert TITLE not in told
        assert fact not in told
    held = stored_of(witness, vilda)
    for content in (TITLE, "2023-01-01", "sick", "income-support", leo.person):
        assert content not in held
    withdrawn = witness.connection.execute(
        "select type, item_id::text, reader::text from sip.event where person_id = %s and reader = any(%s::uuid[])"
        " and type like '%%withdrawn'",
        [vilda.person, [county.actor(name) for name in (SOCIAL, HEALTH, "employment-service")]],
    ).fetchall()
    assert withdrawn == [("status-withdrawn", fact, county.actor(HEALTH))]

    leo.ids["support"] = fact
    assert await leo.seen(HEALTH) == before | {"support"}
    seen = (await theirs.get(f"facts/{fact}")).json()
    assert (seen["person_id"], seen["title"], seen["version"]) == (leo.person, TITLE, "2.0")
    await county.detect()
    assert longterm in await leo.found(HEALTH)
    assert longterm not in await vilda.found(HEALTH)

    key = f"sources/{SOCIAL}/facts/{vilda.person}.support"
    newer = {"kind": "status", "source_version": 3, "code": "income-support", "start": "2023-01-01"}
    problem(await system.put(key, json={**newer, "person_id": vilda.person}), 422, "invalid-request", "person_id")
    assert (await system.put(key, json={**newer, "person_id": leo.person})).json()["id"] == fact

    hers = county.myself(vilda.number)
    assert (await hers.get(f"persons/{vilda.person}/corrections")).json()["corrections"] == [trace]
    taken_out = await hers.get(f"persons/{vilda.person}/export")
    assert taken_out.json()["corrections"] == [trace]
    assert county.actor(SOCIAL) in {actor["id"] for actor in taken_out.json()["actors"]}
    page = await hers.get(f"persons/{vilda.person}/export", headers={"Accept": "text/html"})
    assert "fel nummer angavs</td><td>flyttad till den som den gäller" in page.text
    log = (await hers.get(f"persons/{vilda.person}/access-log", params={"limit": 100})).json()["entries"]
    readings = [one for one in log if one["action"] == "read-timeline" and any(i["id"] == fact for i in one["items"])]
    assert readings, "who had read it stays in the log"
    (entry,) = [one for one in log if one["action"] == "status-corrected"]
    assert "togs bort, den gällde någon annan" in entry["words"]
    assert (await theirs.get(f"persons/{vilda.person}/corrections")).json()["corrections"] == []


async def test_what_is_nobody_s_is_removed_and_its_key_makes_nothing_of_it_again(
    county: County, witness: Witness
) -> None:
    vilda = await begin(county)
    await vilda.tell(SOCIAL, "status", "support", code="income-support", start="2023-01-01", title=TITLE)
    system = county.system(SOCIAL)
    answer = await correct(system, vilda, "support", reason="persons-mixed-up")
    assert [one["outcome"] for one in answer.json()["corrections"]] == ["removed"]
    assert TITLE not in stored_of(witness, vilda)
    assert witness.connection.execute("select from sip.fact where id = %s", [vilda.ids["support"]]).rowcount == 0
    problem(await system.get(f"persons/{vilda.person}/timeline"), 404, "not-found")
    again = {"kind": "status", "person_id": vilda.person, "source_version": 2, "code": "other", "start": "2026-01-01"}
    with witness.nothing_changes():
        refused = await system.put(f"sources/{SOCIAL}/facts/{vilda.person}.support", json=again)
    assert "another key" in problem(refused, 422, "invalid-request", "id")["detail"]


async def test_a_plan_goes_whole_while_nobody_else_has_taken_part(county: County) -> None:
    anna = county.caseworker()
    vilda, leo = await begin(county), await begin(county)
    plan = (await anna.post("plans", json={"person_id": vilda.person, "title": TITLE})).json()["id"]
    need = (await anna.post(f"plans/{plan}/needs", json={"category": "work", "start": "2026-11-01"})).json()["id"]
    activity = {"need": need, "planned_start": "2026-12-01", "title": "Praktik"}
    assert (await anna.post(f"plans/{plan}/activities", json=activity)).status_code == 201
    vilda.ids |= {"plan": plan, "need": need}
    whole = (await anna.get(f"plans/{plan}")).json()

    alone = await correct(anna, vilda, "need", rightful_person=leo.person)
    because = {(one["kind"], one["because"]) for one in problem(alone, 409, "stands-in-the-way")["obstacles"]}
    assert because == {("activity", "rests-on-it"), ("need", "in-a-plan")}
    moved = await correct(anna, vilda, "plan", identity_number=leo.number)
    assert {one["kind"] for one in moved.json()["corrections"]} == {"plan", "participant", "need", "activity"}

    assert (await anna.get(f"plans/{plan}")).json() == {**whole, "person_id": leo.person} | {
        "items": [{**item, "person_id": leo.person} if "person_id" in item else item for item in whole["items"]]
    }
    problem(await anna.get(f"persons/{vilda.person}/timeline"), 404, "not-found")
    problem(await county.myself(vilda.number).get(f"plans/{plan}"), 404, "not-found")
    assert (await county.myself(leo.number).get(f"plans/{plan}")).status_code == 200
    need_of_his = await anna.post(f"plans/{plan}/needs", json={"category": "health", "start": "2026-11-02"})
    assert need_of_his.status_code == 201, need_of_his.text


async def test_a_person_is_found_by_either_number_when_the_one_has_become_the_other(county: County) -> None:
    born = date(1987, 5, 4)
    numbers = list(numbers_of(born))
    former, given = next(n for n in numbers if int(n[6:8]) > COORDINATION), numbers[0]
    life = Life(county, former, await county.person(former))
    await life.tell(SOCIAL, "status", "support", code="income-support", start="2026-01-01")
    system = county.system(SOCIAL)
    path, both = f"persons/{life.person}/identity-number", {"former_number": former, "identity_number": given}
    for _ in range(2):
        assert (await system.put(path, json=both)).status_code == 204
    for number in (former, given):
        assert await county.person(number) == life.person
        mine = await county.myself(number).get(f"persons/{life.person}")
        assert mine.status_code == 200, mine.text
    log = await county.myself(given).get(f"persons/{life.person}/access-log")
    assert "bytte samordningsnummer mot personnummer" in log.text


async def test_the_day_of_birth_is_the_new_number_s(county: County) -> None:
    former = next(n for n in numbers_of(date(1987, 5, 6)) if int(n[6:8]) > COORDINATION)
    given = next(numbers_of(date(1988, 6, 7)))
    life = Life(county, former, await county.person(former))
    await life.tell(SOCIAL, "status", "support", code="income-support", start="2026-01-01")
    changed = await county.system(SOCIAL).put(
        f"persons/{life.person}/identity-number", json={"former_number": former, "identity_number": given}
    )
    assert changed.status_code == 204, changed.text
    read = (await county.system(SOCIAL).get(f"persons/{life.person}")).json()
    assert read["birth_date"] == "1988-06-07"
    items = (await county.system(SOCIAL).get(f"persons/{life.person}/timeline")).json()["items"]
    assert [item["birth_date"] for item in items if item["kind"] == "person"] == ["1988-06-07"]
