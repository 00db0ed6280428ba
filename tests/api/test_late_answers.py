"""A call is answered up to the day of its meeting; an answer that was given by then may be told of afterwards."""

from datetime import date

import pytest

from tests.api.answers import problem
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_answer_comes_up_to_the_meetings_day_and_may_be_told_of_later(
    county: County, witness: Witness
) -> None:
    around = await four_agencies(county)
    booked = await around.add(OWNER, "appointments", on="2026-11-24")
    to = {"form": "invitation", "sent": "2026-11-21", "appointment": booked["id"]}
    silent, late = [await around.add(OWNER, "calls", to=around.actor(who), **to) for who in (STATE, "association")]
    loose = await around.add(OWNER, "calls", to=around.actor(HEALTH), **{**to, "form": "call"})
    county.today = date(2026, 11, 24)
    on_the_day = await around.done("association", f"/calls/{late['id']}/answer", answer="new-time")
    assert on_the_day["state"] == "new-time"

    county.today = date(2026, 11, 26)
    await around.done(OWNER, f"/appointments/{booked['id']}/holding", outcome="plan")

    with witness.nothing_changes():
        for who, call, state in ((STATE, silent, "sent"), ("association", late, "new-time")):
            for said in ({"answer": "coming"}, {"answer": "declined", "code": "other"}, {"answer": "new-time"}):
                answer = await around.tried(who, f"/calls/{call['id']}/answer", **said)
                told = problem(answer, 409, "illegal-transition")
                assert (told["state"], told["possible_by"]["answer"]) == (state, "addressee")
                assert "the day of the meeting has been" in told["detail"]
    told_late = await around.done(STATE, f"/calls/{silent['id']}/answer", answer="coming", on="2026-11-23")
    assert (told_late["state"], told_late["answered"]) == ("coming", "2026-11-23")
    off = await around.done(OWNER, f"/calls/{loose['id']}/cancellation", reason="kom inte")
    assert off["state"] == "cancelled"
