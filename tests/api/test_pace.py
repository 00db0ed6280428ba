"""A municipality starts without being drowned: the worklist takes a week's budget, and says what it holds back."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import date

import pytest
import pytest_asyncio

from app.api import finding_models
from app.settings import Settings
from tests.api.answers import problem
from tests.api.test_contract import promised
from tests.api.witness import Witness
from tests.county import TODAY, County
from tests.paced import START, Desk, paced_desks

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEXT_WEEK = date(2026, 11, 23)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def desks(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desk]]:
    async with paced_desks(the_county, settings) as found:
        yield found


@pytest.fixture
def desk(desks: Iterator[Desk], county: County) -> Desk:
    desk = next(desks)
    assert desk.county is county
    return desk


async def started(desk: Desk, cards: int = 2) -> dict[str, str]:
    """A desk with a severe gap, a new one and four of long ago; by a word for each, whose it is."""
    lives = {
        "severe": await desk.ready_for_discharge(date(2026, 11, 2)),
        "new": await desk.waited_for_a_course(date(2026, 11, 18)),
        **{f"old{n}": await desk.waited_for_a_course(date(2026, 2, n)) for n in (1, 2, 3, 4)},
    }
    await desk.pace(cards)
    await desk.county.detect()
    return {word: life.person for word, life in lives.items()}


async def test_without_a_pace_everything_is_shown_and_nothing_is_said_to_wait(desk: Desk) -> None:
    life = await desk.waited_for_a_course(date(2026, 2, 1))
    await desk.county.detect()
    assert await desk.persons() == {life.person}
    assert "held_back" not in await desk.list()
    problem(await desk.county.system(desk.key).get("/pace"), 404, "not-found")


async def test_a_week_takes_its_budget_and_the_rest_is_counted_and_can_be_looked_at(desk: Desk) -> None:
    whose = await started(desk)
    shown = await desk.list()
    promised(finding_models.FindingList, shown)
    assert {one["person_id"] for one in shown["findings"]} == {whose["severe"], whose["new"]}
    assert shown["held_back"] == {
        "count": 4,
        "critical": 4,
        "by_rule": [{"rule": "language-course-delay", "title": "SFI-start försenad", "count": 4}],
        "budget": 2,
        "let_in_this_week": 2,
        "next_week_on": "2026-11-23",
    }
    waiting = await desk.list(held_back=True)
    assert {one["person_id"] for one in waiting["findings"]} == {whose[f"old{n}"] for n in (1, 2, 3, 4)}
    assert waiting["held_back"] == shown["held_back"]

    counts = []
    for today in (TODAY, date(2026, 11, 22), NEXT_WEEK, date(2026, 11, 29), date(2026, 11, 30)):
        await desk.county.detect(today)
        counts.append(len(await desk.persons()))
        assert await desk.persons() | await desk.persons(held_back=True) == set(whose.values())
    assert counts == [2, 2, 4, 4, 6]
    assert (await desk.list())["held_back"]["count"] == 0


async def test_what_is_critical_in_severity_is_shown_before_any_worker_has_come_by(desk: Desk) -> None:
    severe = await desk.ready_for_discharge(date(2026, 11, 2))
    await desk.waited_for_a_course(date(2026, 2, 1))
    await desk.county.detect()
    await desk.pace(1)
    assert await desk.persons() == {severe.person}


async def test_what_becomes_critical_comes_at_once_although_the_budget_is_used(desk: Desk) -> None:
    soon = await desk.waited_for_a_course(date(2026, 10, 26))  # critical on 25 November
    first = await desk.waited_for_a_course(date(2026, 2, 1))
    await desk.pace(1)
    await desk.county.detect()
    assert await desk.persons() == {first.person}
    await desk.county.detect(date(2026, 11, 22))
    assert await desk.persons() == {first.person}
    await desk.waited_for_a_course(date(2026, 11, 21))
    await desk.county.detect(NEXT_WEEK)
    assert soon.person not in await desk.persons()
    await desk.county.detect(date(2026, 11, 25))
    assert soon.person in await desk.persons()
    assert (await desk.list())["held_back"]["let_in_this_week"] == 2


async def test_a_card_that_waits_is_taken_in_by_working_with_it_and_then_counts(desk: Desk) -> None:
    whose = await started(desk)
    waiting = (await desk.list(held_back=True))["findings"]
    last = next(one for one in waiting if one["person_id"] == whose["old4"])
    client = desk.county.system(desk.key)
    done = await client.post(f"/findings/{last['id']}/acknowledgement", json={}, headers={"If-Match": "*"})
    assert done.status_code == 200, done.text
    assert whose["old4"] in await desk.persons()
    assert whose["old4"] not in await desk.persons(held_back=True)
    await desk.county.detect()
    assert (await desk.list())["held_back"]["let_in_this_week"] == 3
    await desk.county.detect(NEXT_WEEK)
    assert await desk.persons(held_back=True) == {whose["old3"]}


async def test_what_closes_while_it_waits_never_comes(desk: Desk) -> None:
    gone = await desk.waited_for_a_course(date(2026, 2, 2))
    first = await desk.waited_for_a_course(date(2026, 2, 1))
    await desk.pace(1)
    await desk.county.detect()
    assert await desk.persons(held_back=True) == {gone.person}
    await gone.tell(desk.key, "status", "course", code="language-course", start="2026-11-21")
    await desk.county.detect(date(2026, 11, 22))
    assert (await desk.list())["held_back"]["count"] == 0
    await desk.county.detect(NEXT_WEEK)
    assert await desk.persons() == {first.person}


async def test_of_one_person_nothing_is_held_back_and_nothing_is_lost_when_the_pace_is_taken_away(desk: Desk) -> None:
    whose = await started(desk)
    client = desk.county.system(desk.key)
    listed = (await client.get(f"/persons/{whose['old4']}/findings")).json()
    assert [one["rule"] for one in listed["findings"]] == ["language-course-delay"]
    assert "held_back" not in listed
    timeline = (await client.get(f"/persons/{whose['old4']}/timeline")).json()
    assert [one["id"] for one in timeline["findings"]] == [one["id"] for one in listed["findings"]]
    await desk.no_pace()
    assert await desk.persons() == set(whose.values())


async def test_a_list_counts_what_that_very_list_holds_back(desk: Desk) -> None:
    await started(desk)
    for query in ({}, {"mine": True}, {"state": "open"}, {"state": "acknowledged"}):
        shown, waits = await desk.list(**query), await desk.list(**query, held_back=True)
        assert shown["held_back"]["count"] == len(waits["findings"])
    assert "held_back" not in await desk.list(ahead=True)


async def test_the_log_names_the_cards_that_were_shown_and_no_other(desk: Desk, witness: Witness) -> None:
    await started(desk)
    for query in ({}, {"held_back": True}):
        end = witness.log_ends()
        cards = {one["person_id"]: one["id"] for one in (await desk.list(**query))["findings"]}
        rows = [json.loads(row) for row in witness.logged(end)]
        assert cards
        assert {row["person_id"]: [item["id"] for item in row["items"]] for row in rows} == {
            person: [card] for person, card in cards.items()
        }


async def test_the_actor_reads_its_own_pace(desk: Desk) -> None:
    await started(desk)
    answer = await desk.county.system(desk.key).get("/pace")
    promised(finding_models.PaceView, answer.json())
    week = {"budget": 2, "let_in_this_week": 2, "next_week_on": "2026-11-23"}
    assert answer.json() == {"start_on": START.isoformat(), "cards_per_caseworker": 2, "caseworkers": 1, **week}
    myself = desk.county.myself(number := desk.county.number())
    await desk.county.person(number)
    problem(await myself.get("/pace"), 403, "not-permitted")


async def test_the_next_page_of_what_waits_is_of_what_waits(desk: Desk) -> None:
    await started(desk)
    client = desk.county.system(desk.key)
    first = await client.get("/findings", params={"held_back": True, "limit": 3})
    assert "held_back=true" in first.headers["link"]
    second = await client.get(first.links["next"]["url"].replace("/sip-api/v1", ""))
    assert (len(first.json()["findings"]), len(second.json()["findings"])) == (3, 1)
    assert second.json()["held_back"]["count"] == 4
    both = await client.get("/findings", params={"held_back": True, "ahead": True})
    problem(both, 422, "invalid-request", "held_back")
