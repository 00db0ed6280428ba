"""A call without an answer says that one is awaited, and until when: by the days agreed on, and before the meeting."""

from datetime import date

import pytest

from tests.county import TODAY, County
from tests.portal.browser import look
from tests.portal.people import Portal
from tests.portal.test_plan_over_http import client_of
from tests.service.meeting_story import HEALTH, OWNER, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_answer_is_awaited_until_its_last_day_and_then_still(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    meeting = (await around.add(OWNER, "appointments", on="2026-12-10"))["id"]
    said = {"sent": "2026-11-21", "appointment": meeting}
    for function, form in ((HEALTH, "call"), (STATE, "invitation")):
        call = await around.add(OWNER, "calls", to=around.actor(function), form=form, **said)
    await around.done(STATE, f"/calls/{call['id']}/answer", answer="coming")
    pages = (f"/planer/{around.plan}/moten/{meeting}", f"/planer/{around.plan}")
    for language, today, words in (
        ("sv", TODAY, "väntar på svar, senast 27 november 2026"),
        ("en", TODAY, "waits for an answer, by 27 November 2026"),
        ("sv", date(2026, 12, 1), "väntar på svar, senast var 27 november 2026"),
        ("en", date(2026, 12, 1), "waits for an answer, due 27 November 2026"),
    ):
        county.today = today
        anna = portal.over_http(await portal.anna_signed_in(), language)
        for page in pages:
            told = (await anna.get(page)).text
            assert (told.count(f">{words}<"), ">skickad<" in told, ">sent<" in told) == (1, False, False), page
        assert (await anna.get(pages[0])).text.count(">kommer<" if language == "sv" else ">coming<") == 1
    county.today = TODAY
    window = await portal.anna()
    await window.go(pages[0])
    await look(window.page, "meeting-awaited", heard=window.heard)


async def test_no_answer_is_awaited_until_after_the_meeting(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    meeting = (await around.add(OWNER, "appointments", on="2026-11-24"))["id"]
    said = {"form": "invitation", "sent": "2026-11-21", "appointment": meeting}
    await around.add(OWNER, "calls", to=around.actor(STATE), **said)
    page = (await (await client_of(portal)).get(f"/planer/{around.plan}/moten/{meeting}")).text
    assert ">väntar på svar, senast 24 november 2026<" in page


async def test_the_page_of_a_call_calls_it_what_its_neighbours_do(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    said = {"form": "invitation", "sent": "2026-11-21", "meeting_on": "2026-11-24"}
    call = await around.add(OWNER, "calls", to=around.actor(STATE), **said)
    for language, waits, comes in (("sv", "väntar på svar", "kommer"), ("en", "waits for an answer", "coming")):
        anna = portal.over_http(await portal.anna_signed_in(), language)
        page = (await anna.get(f"/poster/{call['id']}")).text
        assert (f">{waits}<" in page, f">{comes}<" in page) == (True, False)
    await around.done(STATE, f"/calls/{call['id']}/answer", answer="coming")
    page = (await anna.get(f"/poster/{call['id']}")).text
    assert (f">{waits}<" in page, f">{comes}<" in page) == (False, True)
