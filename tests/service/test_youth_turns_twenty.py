"""A youth who turns 20: told of half a year ahead, taken over in time, or left to fall on the very day."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.county import County
from tests.service.meeting_story import Around

pytestmark = pytest.mark.asyncio(loop_scope="session")
YOUTH, UNIT, STATE = "youth-duty-unit", "labour-market-unit", "employment-service"
RULE = "youth-duty-age-out"


async def in_the_duty(county: County) -> tuple[Around, date]:
    """Somebody in the municipality's activity duty, which ends on the 20th birthday; and that day."""
    number = county.number(date(2007, 9, 3))
    clients = {function: county.system(function) for function in (YOUTH, UNIT, STATE)}
    person = await county.person(number, by=YOUTH)
    myself = county.myself(number)
    born = date.fromisoformat((await myself.get(f"/persons/{person}")).json()["birth_date"])
    birthday = born.replace(year=born.year + 20)
    county.today = birthday - timedelta(200)
    start, last = county.today.isoformat(), (birthday - timedelta(1)).isoformat()
    body = {"person_id": person, "source_version": 1, "kind": "status", "code": "youth-duty", "disclosure": "parties"}
    body |= {"start": start, "end": last}
    answer = await clients[YOUTH].put(f"/sources/{YOUTH}/facts/{person}.duty", json=body)
    assert answer.status_code == 201, answer.text
    plan = (await clients[YOUTH].post("/plans", json={"person_id": person, "draft": False})).json()["id"]
    around = Around(county, number, person, plan, {**clients, "person": myself})
    for function in (UNIT, STATE):
        await around.add(YOUTH, "participants", actor=around.actor(function))
    actors = [around.actor(function) for function in clients]
    await around.add("person", "consents", start=start, actors=actors, categories=["work", "education", "social"])
    return around, birthday


async def stands(around: Around, on: date, by: str = YOUTH) -> list[Any]:
    """The finding as it stands on the day, when there is one: its status and the day on which it opens."""
    around.county.today = on
    return [(gap["status"], gap["opens"]) for gap in await around.gaps(RULE, by)]


async def test_the_forecast_is_heeded_adult_services_take_over_and_the_gap_never_opens(county: County) -> None:
    around, birthday = await in_the_duty(county)
    opens = birthday - timedelta(90)
    assert await stands(around, opens - timedelta(91)) == []
    forecast = [("upcoming", opens.isoformat())]
    assert await stands(around, opens - timedelta(90)) == forecast
    assert await stands(around, opens - timedelta(80), by=UNIT) == forecast, "the adult services see what is coming"

    today = around.county.today
    need = await around.add(YOUTH, "needs", category="work", start=today.isoformat(), title="Första jobbet")
    booked = await around.add(YOUTH, "appointments", on=(today + timedelta(14)).isoformat())
    for function, form in ((UNIT, "call"), (STATE, "invitation")):
        to = {"to": around.actor(function), "form": form, "sent": today.isoformat(), "appointment": booked["id"]}
        call = await around.add(YOUTH, "calls", need=need["id"], **to)
        await around.done(function, f"/calls/{call['id']}/answer", answer="coming")
    today = around.county.today = today + timedelta(14)
    await around.done(YOUTH, f"/appointments/{booked['id']}/holding", outcome="plan")
    sent = {"to": around.actor(UNIT), "need": need["id"], "sent": today.isoformat(), "title": "Ta över efter 20"}
    handed = await around.add(YOUTH, "referrals", **sent)
    assert await stands(around, today) == forecast, "asking is not yet taking over"
    await around.done(UNIT, f"/referrals/{handed['id']}/answer", answer="accepted")
    await around.add(UNIT, "ownerships", need=need["id"], start=today.isoformat())
    start = (birthday - timedelta(30)).isoformat()
    planned = await around.add(UNIT, "activities", need=need["id"], planned_start=start)

    assert await stands(around, today) == []
    for day in range(-90, 91, 15):
        on = birthday + timedelta(day)
        assert await stands(around, on) == await stands(around, on, by=UNIT) == []
        if day == -30:
            await around.done(UNIT, f"/activities/{planned['id']}/start")
            await around.done(UNIT, f"/referrals/{handed['id']}/start")
    ongoing = await around.read("person", f"/activities/{planned['id']}")
    assert (ongoing["state"], ongoing["owner"]) == ("ongoing", around.actor(UNIT))


async def test_when_nobody_takes_over_the_gap_opens_on_the_day_that_was_told_of(county: County) -> None:
    around, birthday = await in_the_duty(county)
    opens = birthday - timedelta(90)
    told = opens.isoformat()

    assert await stands(around, opens - timedelta(1)) == [("upcoming", told)]
    assert await stands(around, opens) == [("open", told)]
    assert await stands(around, birthday - timedelta(1)) == [("open", told)]
    assert await stands(around, birthday) == [("critical", told)]
    (gap,) = await around.gaps(RULE, YOUTH)
    assert gap["owner"] == around.actor(YOUTH)
    assert await stands(around, birthday, by=UNIT) == [("critical", told)]

    body = {"person_id": around.person, "source_version": 1, "kind": "status", "code": "job-seeker"}
    body |= {"start": (birthday + timedelta(20)).isoformat(), "disclosure": "parties"}
    around.county.today = birthday + timedelta(20)
    answer = await around.at[STATE].put(f"/sources/{STATE}/facts/{around.person}.seeker", json=body)
    assert answer.status_code == 201, answer.text
    assert await stands(around, birthday + timedelta(20)) == [("closed", told)]
