"""Silence that escalates: over simulated days, told step by step, to those alone who see the question."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from app.api.escalations import CaseList, EscalationList
from app.bootstrap.service import detector
from app.usecases.detecting import detect
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.county import County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection
from tests.service.test_terms import Town, adopt

pytestmark = pytest.mark.asyncio(loop_scope="function")

SOCIAL, LEADING, ASKED = "social-services", "labour-market-unit", "employment-service"
HERE = "0686"
SENT = date(2026, 11, 23)
LAST = date(2026, 12, 16)
STEPS = [
    ("reminded", "2026-12-01"), ("manager", "2026-12-04"), ("main-responsible", "2026-12-09"), ("body", "2026-12-15"),
]  # fmt: skip


@pytest_asyncio.fixture(loop_scope="function")
async def town(server_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a coordination body, of which the municipality's units are the members."""
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        database.execute("update sip.actor set municipality_code = %s where level = 'municipality'", (HERE,))
        body = {"key": "prov", "name": "Provköpings samverkan", "municipalities": [HERE], "agreements": []}
        await adopt((county, settings, database), tmp_path, body)
        county.today = SENT
        yield county, settings, database


async def called(county: County, *consenting: str, **also: Any) -> Life:
    """Somebody about whom the employment service was called; the labour market unit is main responsible."""
    life = await begin(county)
    await life.plan(SOCIAL, LEADING, start="2026-11-02")
    await life.tell(SOCIAL, "main-responsible", "main", plan="plan", actor=county.actor(LEADING), start="2026-11-02")
    await life.tell(SOCIAL, "need", "job", plan="plan", start="2026-11-02", category="work")
    if consenting:
        await life.consent("yes", [*consenting], ["work"])
    await life.tell(SOCIAL, "call", "call", need="job", to=ASKED, form="call", sent=SENT.isoformat(), **also)
    return life


async def open_ones(county: County, who: str, **query: str) -> list[dict[str, Any]]:
    answer = await county.system(who).get("escalations", params=query)
    assert answer.status_code == 200, answer.text
    promised(EscalationList, answer.json())
    found: list[dict[str, Any]] = answer.json()["escalations"]
    return found


async def listed(county: County, who: str = SOCIAL) -> list[dict[str, Any]]:
    answer = await county.system(who).get("coordination-bodies/prov/escalations")
    assert answer.status_code == 200, answer.text
    promised(CaseList, answer.json())
    found: list[dict[str, Any]] = answer.json()["escalations"]
    return found


def taken(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(step["step"], step["due"], step["taken"]) for one in found for step in one["steps"]]


async def every_day(county: County, first: date, last: date) -> None:
    for n in range((last - first).days + 1):
        await county.detect(first + timedelta(n))


async def answer_call(county: County, life: Life, answer: str) -> None:
    why = {"code": "no-resources"} if answer == "declined" else {}
    said = await county.system(ASKED).post(
        f"calls/{life.ids['call']}/answer", json={"answer": answer, **why}, headers={"If-Match": "*"}
    )
    assert said.is_success, said.text


def events(database: Connection, life: Life) -> list[str]:
    rows = database.execute(
        "select type from sip.event where person_id = %s and type like 'escalation-%%' order by id", (life.person,)
    )
    return [kind for (kind,) in rows]


async def test_a_call_that_nobody_answers_escalates_in_four_steps_until_it_is_answered(town: Town) -> None:
    county, _, database = town
    life = await called(county, SOCIAL, LEADING)
    story: dict[str, list[str]] = {}
    for n in range((LAST - SENT).days + 1):
        await county.detect(SENT + timedelta(n))
        steps = [f"{who}: {step}" for who in (ASKED, LEADING) for step, *_ in taken(await open_ones(county, who))]
        if steps not in list(story.values())[-1:]:
            story[county.today.isoformat()] = steps
    asked = [f"{ASKED}: {step}" for step in ("reminded", "manager", "body")]
    leading = f"{LEADING}: main-responsible"
    assert story == {
        "2026-11-23": [],
        "2026-12-01": asked[:1],
        "2026-12-04": asked[:2],
        "2026-12-09": [*asked[:2], leading],
        "2026-12-15": [*asked, leading],
    }
    assert events(database, life) == [f"escalation-{step}" for step, _ in STEPS]
    (one,) = await open_ones(county, ASKED, step="manager")
    assert (one["subject"], one["owner"], one["opens"]) == (life.ids["call"], county.actor(ASKED), "2026-11-30")
    (case,) = await listed(county)
    assert case == {
        "case_number": one["case_number"], "rule": "call-unanswered", "title": "Kallelse utan svar",
        "actor": county.actor(ASKED), "age_days": 16,
    }  # fmt: skip
    mine = (await county.myself(life.number).get("escalations")).json()["escalations"]
    assert sorted(taken(mine)) == sorted((step, due, due) for step, due in STEPS)

    await answer_call(county, life, "declined")
    await county.detect()
    assert [await open_ones(county, who) for who in (ASKED, LEADING)] == [[], []]
    assert await listed(county) == []
    assert events(database, life)[4:] == ["escalation-ended", "escalation-ended"]

    # It was a no, and nobody else comes: the silence is the main responsible's from the fifth working day.
    await every_day(county, LAST, date(2026, 12, 29))
    assert taken(await open_ones(county, LEADING)) == [("reminded", "2026-12-28", "2026-12-28")]
    assert (await open_ones(county, LEADING))[0]["rule"] == "call-declined-uncovered"
    await life.tell(LEADING, "ownership", "mine", need="job", start="2026-12-29")
    await county.detect()
    assert await open_ones(county, LEADING) == []


async def test_a_cancelled_call_is_told_no_further(town: Town) -> None:
    county, _, database = town
    life = await called(county, SOCIAL, LEADING)
    await every_day(county, SENT, date(2026, 12, 3))
    await life.tell(SOCIAL, "call", "call", version=2, need="job", to=ASKED, form="call", sent="2026-11-23",
                    cancelled_on="2026-12-03")  # fmt: skip
    await every_day(county, date(2026, 12, 3), LAST)
    assert events(database, life) == ["escalation-reminded", "escalation-ended"]
    assert await open_ones(county, ASKED) == []


async def test_a_step_is_taken_late_when_the_worker_was_down_and_once_by_however_many(town: Town) -> None:
    county, settings, database = town
    lives = [await called(county, SOCIAL, LEADING) for _ in range(6)]
    await county.detect(SENT)
    late = date(2026, 12, 11).toordinal()
    async with AsyncExitStack() as stack:
        workers = [await stack.enter_async_context(detector(settings)) for _ in range(3)]

        async def work(queue: Any, rules: Any) -> None:
            for _ in range(8):
                await detect(queue, rules, late, size=1)

        await asyncio.gather(*(work(*worker) for worker in workers))
    county.today = date(2026, 12, 11)
    database.execute("insert into sip.dirty (person_id) select distinct person_id from sip.watch")
    await county.detect()
    found = await open_ones(county, ASKED, limit="100")
    assert len(found) == len(lives)
    assert sorted(taken(found)) == sorted([(step, due, "2026-12-11") for step, due in STEPS[:2]] * len(lives))


async def test_looking_on_the_booked_days_alone_tells_what_looking_every_day_does(town: Town) -> None:
    county, _, database = town
    daily, woken = await called(county, SOCIAL, LEADING), await called(county, SOCIAL, LEADING)
    for n in range((LAST - SENT).days + 1):
        database.execute("insert into sip.dirty (person_id) values (%s)", (daily.person,))
        await county.detect(SENT + timedelta(n))
    rows = [
        database.execute(
            "select reader, step, due, taken from sip.escalation where person_id = %s order by n", (life.person,)
        ).fetchall()
        for life in (daily, woken)
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == len(STEPS)


async def test_nobody_is_told_of_a_question_that_it_may_not_see(town: Town) -> None:
    county, _, _ = town
    await called(county)
    seen = await called(county, SOCIAL, LEADING)
    await every_day(county, SENT, LAST)
    assert [one["person_id"] for one in await open_ones(county, LEADING)] == [seen.person]
    assert await open_ones(county, SOCIAL) == []
    await seen.withdraw("yes")
    assert await open_ones(county, LEADING) == [], "hidden at once, before the detector has looked"
    await county.detect()
    assert await open_ones(county, LEADING) == []
    assert len(await open_ones(county, ASKED)) == 2
    assert len(await listed(county)) == 2


async def test_what_whoever_is_awaited_is_told_does_not_change_with_what_it_may_not_see(town: Town) -> None:
    county, _, _ = town
    open_plan, closed = await called(county, SOCIAL, LEADING), await called(county, SOCIAL, LEADING)
    await every_day(county, SENT, date(2026, 12, 2))
    await closed.tell(SOCIAL, "plan", "plan", version=2, start="2026-11-02", end="2026-12-02")
    await every_day(county, date(2026, 12, 2), LAST)
    told = {one["person_id"]: taken([one]) for one in await open_ones(county, ASKED)}
    assert told[open_plan.person] == told[closed.person] == [(s, d, d) for s, d in STEPS if s != "main-responsible"]
    assert [one["person_id"] for one in await open_ones(county, LEADING)] == [open_plan.person]
    assert len(await listed(county)) == 2


async def test_nothing_on_the_list_of_a_body_leads_to_a_person(town: Town, tmp_path: Path) -> None:
    county, _, database = town
    life = await called(county, SOCIAL, LEADING)
    await every_day(county, SENT, LAST)
    (case,) = await listed(county, LEADING)
    assert sorted(case) == ["actor", "age_days", "case_number", "rule", "title"]
    columns = {"case_number", "state", "body", "rule", "actor", "opens", "on_day"}
    row = database.execute("select to_jsonb(b) from sip.body_escalation b").fetchone()
    assert row is not None
    assert row[0].keys() == columns
    known = {life.person, life.number, *life.ids.values()}
    known |= {str(one) for (one,) in database.execute("select id from sip.finding")}
    assert not known & set(row[0].values())
    # The number stands beside the person in one table alone, and there only whoever is awaited reads it.
    tables = [name for (name,) in database.execute("select tablename from pg_tables where schemaname = 'sip'")]
    holding = [
        table
        for table in tables
        if database.execute(
            f"select 1 from sip.{table} t where t::text like %s", (f"%{case['case_number']}%",)
        ).fetchone()
    ]
    assert sorted(holding) == ["body_escalation", "escalation"]
    assert "case_number" not in str(await open_ones(county, LEADING))

    problem(await county.system("psychiatry").get("coordination-bodies/prov/escalations"), 403, "not-permitted")
    problem(await county.system(ASKED).get("coordination-bodies/prov/escalations"), 403, "not-permitted")
    problem(await county.myself(life.number).get("coordination-bodies/prov/escalations"), 403, "not-permitted")
    problem(await county.system(SOCIAL).get("coordination-bodies/none/escalations"), 404, "not-found")
    for who, cases, steps in ((SOCIAL, 1, 0), ("psychiatry", 0, 0), (ASKED, 0, 3), (LEADING, 1, 1)):
        with database.transaction():
            database.execute("set local role sip_service")
            database.execute("select set_config('sip.actor', %s, true), set_config('sip.today', '2026-12-16', true)",
                             (county.actor(who),))  # fmt: skip
            assert database.execute("select count(*) from sip.body_escalation").fetchone() == (cases,)
            assert database.execute("select count(*) from sip.escalation").fetchone() == (steps,)


async def test_a_body_that_has_named_its_members_is_read_by_them(town: Town, tmp_path: Path) -> None:
    county, _, _ = town
    await called(county, SOCIAL, LEADING)
    await every_day(county, SENT, LAST)
    body = {"key": "prov", "name": "Provköpings samverkan", "municipalities": [HERE], "agreements": [],
            "members": [{"actor": "psychiatry", "start": "2026-01-01", "end": None},
                        {"actor": LEADING, "start": "2026-01-01", "end": "2026-11-30"}]}  # fmt: skip
    await adopt(town, tmp_path, body)
    assert len(await listed(county, "psychiatry")) == 1
    problem(await county.system(LEADING).get("coordination-bodies/prov/escalations"), 403, "not-permitted")
    problem(await county.system(SOCIAL).get("coordination-bodies/prov/escalations"), 403, "not-permitted")


async def test_the_manager_of_the_unit_that_is_awaited_reads_what_has_come_so_far(town: Town) -> None:
    county, _, _ = town
    life = await begin(county)
    await life.plan("psychiatry", start="2026-11-02")
    await life.tell("psychiatry", "referral", "ref", to=SOCIAL, sent="2026-11-02")
    await county.detect(date(2026, 12, 3))
    manager = county.caseworker(roles=["manager"])
    assert (await manager.get("escalations", params={"step": "manager"})).json()["escalations"] == []
    await county.detect(date(2026, 12, 8))
    found = (await manager.get("escalations", params={"step": "manager"})).json()["escalations"]
    assert [(one["rule"], one["opens"], one["step"]) for one in found] == [
        ("referral-unanswered", "2026-12-02", "manager")
    ]
    assert taken(found) == [("reminded", "2026-12-03", "2026-12-03"), ("manager", "2026-12-08", "2026-12-08")]
