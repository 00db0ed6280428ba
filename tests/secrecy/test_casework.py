"""What an actor does with its cards is its own: nobody else sees it, does it, or can tell that it was done."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.api.answers import problem
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER, STRANGER = "social-services", "employment-service", "psychiatry"
BODIES: dict[str, dict[str, Any]] = {
    "acknowledgement": {},
    "snooze": {"until": "2026-12-01", "reason": "väntar"},
    "resolution": {"code": "fixed"},
    "dismissal": {"reason": "nej"},
}


async def shared(county: County) -> Life:
    """A plan that two actors see alike, with a need that nobody has; psychiatry sees nothing of it."""
    life = await begin(county)
    await life.plan(OWNER, OTHER)
    await life.consent("consent", [OWNER, OTHER], ["work"])
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(OWNER, "follow-up", "meeting", plan="plan", due="2026-06-01")
    await county.detect()
    return life


async def card(life: Life, who: str, rule: str) -> dict[str, Any]:
    client, _ = life.voice(who)
    found = (await client.get(f"/persons/{life.person}/findings", params={"limit": 100})).json()["findings"]
    one: dict[str, Any] = next(one for one in found if one["rule"] == rule)
    return one


async def everything(life: Life, who: str) -> list[tuple[int, bytes, str | None]]:
    """All that the reader gets of findings, byte by byte."""
    client, _ = life.voice(who)
    paths = [f"/persons/{life.person}/findings?limit=100", f"/persons/{life.person}/timeline"]
    paths += [f"/findings/{(await card(life, who, rule))['id']}" for rule in ("need-unowned", "no-main-responsible")]
    got = [await client.get(path) for path in [*paths, *(() if who == "person" else ("/rule-outcomes",))]]
    return [(answer.status_code, answer.content, answer.headers.get("etag")) for answer in got]


@pytest.mark.parametrize("noun", BODIES)
@pytest.mark.parametrize("who", [OTHER, STRANGER])
async def test_anothers_finding_is_like_one_that_does_not_exist(county: County, who: str, noun: str) -> None:
    life = await shared(county)
    theirs = (await card(life, OWNER, "need-unowned"))["id"]
    nowhere = str(uuid4())
    client, _ = life.voice(who)
    answers = []
    for finding in (theirs, nowhere):
        problem(await client.get(f"/findings/{finding}"), 404, "not-found")
        answer = await client.post(f"/findings/{finding}/{noun}", json=BODIES[noun], headers={"If-Match": "*"})
        answers.append(problem(answer, 404, "not-found") | {"instance": ""})
    assert answers[0] == answers[1]


@pytest.mark.parametrize("noun", BODIES)
async def test_what_one_reader_does_changes_not_a_byte_for_another(county: County, noun: str) -> None:
    life = await shared(county)
    before = {who: await everything(life, who) for who in (OWNER, OTHER, "person")}
    ours = (await card(life, OWNER, "need-unowned"))["id"]
    done = await county.system(OWNER).post(f"/findings/{ours}/{noun}", json=BODIES[noun], headers={"If-Match": "*"})
    assert done.status_code == 200, done.text
    for _ in range(2):
        for who in (OTHER, "person"):
            assert await everything(life, who) == before[who]
        await county.detect()
    await county.detect(date(2026, 12, 2))
    assert await everything(life, OWNER) != before[OWNER]


async def test_the_person_sees_the_gaps_and_works_no_cards(county: County) -> None:
    life = await shared(county)
    mine = await card(life, "person", "need-unowned")
    assert mine["possible"] == []
    client, _ = life.voice("person")
    for finding in (mine["id"], str(uuid4())):
        answer = await client.post(f"/findings/{finding}/dismissal", json={"reason": "x"}, headers={"If-Match": "*"})
        problem(answer, 403, "not-permitted")
    problem(await client.get("/rule-outcomes"), 403, "not-permitted")


async def test_a_card_is_gone_with_the_consent_that_it_rests_on(county: County) -> None:
    life = await shared(county)
    theirs = (await card(life, OTHER, "need-unowned"))["id"]
    client = county.system(OTHER)
    done = await client.post(f"/findings/{theirs}/acknowledgement", json={}, headers={"If-Match": "*"})
    assert done.status_code == 200
    await life.withdraw("consent")
    for _ in range(2):
        problem(await client.get(f"/findings/{theirs}"), 404, "not-found")
        answer = await client.post(f"/findings/{theirs}/dismissal", json={"reason": "x"}, headers={"If-Match": "*"})
        problem(answer, 404, "not-found")
        await county.detect()


async def test_the_database_itself_takes_no_act_on_a_finding_that_is_not_seen(
    county: County, database_url: str
) -> None:
    life = await shared(county)
    ours, theirs = [(await card(life, who, "need-unowned"))["id"] for who in (OWNER, OTHER)]
    row = (
        'insert into sip.finding_work (person_id, finding_id, version, reader, rule, state, on_day, client, "user")'
        " values (%s, %s, 1, %s, 'need-unowned', 'acknowledged', %s, 'c', 'u')"
    )
    actor, today = county.actor(OWNER), county.today
    with psycopg.connect(database_url) as connection:
        for values, taken in (
            ((life.person, ours, actor, today), True),
            ((life.person, theirs, actor, today), False),
            ((life.person, theirs, county.actor(OTHER), today), False),
            ((life.person, str(uuid4()), actor, today), False),
            ((life.person, ours, actor, date(2026, 1, 1)), False),
        ):
            connection.execute("set local role sip_service")
            connection.execute(
                "select set_config('sip.actor', %s, true), set_config('sip.today', %s, true)", (actor, str(today))
            )
            if taken:
                connection.execute(row, values)
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(row, values)
            connection.rollback()


@pytest.fixture
def witness(database_url: str) -> Any:
    with witness_of(database_url) as found:
        yield found


def asked(witness: Witness, person: str) -> set[tuple[str, str, str]]:
    rows = witness.connection.execute(
        """select item_id::text, reader::text, actor::text from sip.event
            where person_id = %s and type = 'correction-requested'""",
        [person],
    )
    return set(rows.fetchall())


async def test_a_wrong_fact_is_put_to_its_own_source_and_to_nobody_else(county: County, witness: Witness) -> None:
    life = await shared(county)
    theirs = await card(life, OTHER, "need-unowned")
    assert set(theirs["evidence"]) >= {life.ids["job"]}
    client = county.system(OTHER)
    for fact in (str(UUID(int=5)), life.ids["meeting"]):
        answer = await client.post(
            f"/findings/{theirs['id']}/resolution", json={"code": "wrong-fact", "fact": fact}, headers={"If-Match": "*"}
        )
        problem(answer, 422, "unknown-reference", "fact")
    assert asked(witness, life.person) == set()
    body = {"code": "wrong-fact", "fact": life.ids["job"]}
    done = await client.post(f"/findings/{theirs['id']}/resolution", json=body, headers={"If-Match": "*"})
    assert done.json()["work"]["code"] == "wrong-fact"
    assert asked(witness, life.person) == {(life.ids["job"], county.actor(OWNER), county.actor(OTHER))}


async def test_a_card_for_somebody_else_says_for_whom_and_tells_them_nothing(county: County, witness: Witness) -> None:
    life = await shared(county)
    ours = (await card(life, OWNER, "need-unowned"))["id"]
    client, path = county.system(OWNER), f"/findings/{ours}/resolution"
    for body, field, name in (
        ({"code": "wrong-recipient", "to": str(uuid4())}, "to", "unknown-reference"),
        ({"code": "fixed", "to": county.actor(STRANGER)}, "to", "invalid-request"),
        ({"code": "fixed", "fact": life.ids["job"]}, "fact", "invalid-request"),
        ({"code": "no-such-code"}, "code", "invalid-request"),
    ):
        problem(await client.post(path, json=body, headers={"If-Match": "*"}), 422, name, field)
    body = {"code": "wrong-recipient", "to": county.actor(STRANGER)}
    done = await client.post(path, json=body, headers={"If-Match": "*"})
    assert done.json()["work"]["routed_to"] == county.actor(STRANGER)
    told = witness.connection.execute(
        "select count(*) from sip.event where person_id = %s and reader = %s", [life.person, county.actor(STRANGER)]
    ).fetchone()
    assert told == (0,)


async def test_what_another_gap_explains_is_told_inside_its_card_alone(county: County) -> None:
    life = await shared(county)
    await life.tell(OWNER, "plan", "second", start="2026-01-01")
    await county.detect()
    client = county.system(OWNER)
    listed = (await client.get("/findings", params={"limit": 100})).json()["findings"]
    ours = [one for one in listed if one["person_id"] == life.person]
    overdue = await card(life, OWNER, "followup-overdue")
    assert overdue["inhibited_by"] == ["no-main-responsible"]
    assert overdue["id"] not in {one["id"] for one in ours}
    causes = {one["subject"]: one for one in ours if one["rule"] == "no-main-responsible"}
    assert causes.keys() == {life.ids["plan"], life.ids["second"]}
    inside = {subject: {one["id"] for one in cause["explains"]} for subject, cause in causes.items()}
    assert overdue["id"] in inside[life.ids["plan"]]
    assert overdue["id"] not in inside[life.ids["second"]]
    one = (await client.get(f"/findings/{causes[life.ids['plan']]['id']}")).json()
    assert {other["id"] for other in one["explains"]} == inside[life.ids["plan"]]


async def test_the_codes_count_for_ones_own_actor_alone(county: County) -> None:
    theirs = (await county.system(OTHER).get("/rule-outcomes")).json()
    for number in range(5):
        counted = (await county.system(OWNER).get("/rule-outcomes")).json()["rules"]
        assert "no-main-responsible" not in {one["rule"] for one in counted}, f"{number} of five are told of"
        ours = (await card(await shared(county), OWNER, "no-main-responsible"))["id"]
        body = {"code": "late-report"}
        answer = await county.system(OWNER).post(f"/findings/{ours}/resolution", json=body, headers={"If-Match": "*"})
        assert answer.status_code == 200
    counted = (await county.system(OWNER).get("/rule-outcomes")).json()["rules"]
    served = {"resolved": 5, "right": 5, "wrong": 0, "precision": 100, "codes": {"late-report": 5}}
    assert {"rule": "no-main-responsible", **served} in counted
    assert (await county.system(OTHER).get("/rule-outcomes")).json() == theirs
