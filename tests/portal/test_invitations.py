"""A meeting is taken along as a calendar's entry and as a letter: by whom, from which pages, and for how long."""

import pytest

from tests.county import SYSTEM, County
from tests.portal.people import Portal
from tests.portal.test_plan_over_http import client_of
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOWHERE = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


async def booked(county: County) -> tuple[Around, str, str]:
    """A plan, and in it a meeting with one who is called to it, who has not answered."""
    around = await four_agencies(county)
    meeting = await around.add(OWNER, "appointments", on="2026-12-10", at="13:00", place="Rum Solen", title="Om Elias")
    called = {"to": around.actor(HEALTH), "form": "call", "sent": "2026-11-21", "appointment": meeting["id"]}
    return around, meeting["id"], (await around.add(OWNER, "calls", **called))["id"]


async def test_whoever_books_takes_the_meeting_and_each_call_along(portal: Portal, county: County) -> None:
    around, meeting, call = await booked(county)
    anna = await client_of(portal)
    for page, begin in (
        (f"/planer/{around.plan}/moten/{meeting}", f"/moten/{meeting}"),
        (f"/poster/{meeting}", f"/moten/{meeting}"),
        (f"/poster/{call}", f"/kallelser/{call}"),
    ):
        text = (await anna.get(page)).text
        assert all(f'href="{begin}/inbjudan.{form}"' in text for form in ("ics", "pdf"))
    for begin in (f"/moten/{meeting}", f"/kallelser/{call}"):
        for form, media, opening in (("ics", "text/calendar", b"BEGIN:VCALENDAR"), ("pdf", "application/pdf", b"%PDF")):
            answer = await anna.get(f"{begin}/inbjudan.{form}")
            assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, media)
            assert answer.content.startswith(opening)
            assert answer.headers["cache-control"] == "no-store"
            assert f'.{form}"' in answer.headers["content-disposition"]
    entry = (await anna.get(f"/moten/{meeting}/inbjudan.ics")).text
    assert "LOCATION:Rum Solen" in entry
    assert not [word for word in ("Elias", around.person, around.number, around.plan) if word in entry]


async def test_the_person_takes_the_own_meeting_along(portal: Portal, county: County) -> None:
    around, meeting, _ = await booked(county)
    mine = await portal.myself_over_http(around.number)
    begin = f"/min-plan/moten/{meeting}/inbjudan"
    text = (await mine.get("/min-plan")).text
    assert f'href="{begin}.ics"' in text
    assert f'href="{begin}.pdf"' in text
    assert (await mine.get(f"{begin}.ics")).text.startswith("BEGIN:VCALENDAR")
    assert (await mine.get(f"{begin}.pdf")).content.startswith(b"%PDF")
    log = (await county.myself(around.number).get(f"/persons/{around.person}/access-log?limit=100")).json()["entries"]
    assert [entry["words"].startswith("Du läste en uppgift.") for entry in log[:3]] == [True, True, False]


async def test_to_whom_it_is_not_told_it_is_not_there(portal: Portal, county: County) -> None:
    around, meeting, call = await booked(county)
    number = county.number()
    await county.person(number)
    other = await portal.myself_over_http(number)
    union = portal.over_http(await portal.signed_in(county.token(SYSTEM, "union-system", "union-system"), "Facket"))
    for form in ("ics", "pdf"):
        for client, paths in (
            (union, (f"/moten/{meeting}", f"/kallelser/{call}", f"/moten/{NOWHERE}", f"/moten/{call}")),
            (other, (f"/min-plan/moten/{meeting}", f"/min-plan/moten/{NOWHERE}")),
            (other, (f"/foretrader/{around.person}/moten/{meeting}", f"/moten/{meeting}")),
        ):
            answers = [await client.get(f"{path}/inbjudan.{form}") for path in paths]
            assert {answer.status_code for answer in answers} == {404}


async def test_after_the_meeting_nobody_is_invited_and_no_answer_is_said_to_be_none(
    portal: Portal, county: County
) -> None:
    around, meeting, _ = await booked(county)
    came = {"to": around.actor(STATE), "form": "invitation", "sent": "2026-11-21", "appointment": meeting}
    answered = (await around.add(OWNER, "calls", **came))["id"]
    await around.done(STATE, f"/calls/{answered}/answer", answer="coming")
    anna, page = await client_of(portal), f"/planer/{around.plan}/moten/{meeting}"
    before = (await anna.get(page)).text
    assert ("inget svar kom" in before, ">skickad<" in before) == (False, False)
    await around.done(OWNER, f"/appointments/{meeting}/holding", outcome="plan", on="2026-11-21")

    after = (await anna.get(page)).text

    assert (after.count("inget svar kom"), after.count(">skickad<")) == (1, 0)
    assert ">kommer<" in after
    assert "inbjudan.ics" not in after
