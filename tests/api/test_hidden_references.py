"""What is not seen is not named by what is: not in any reading of the plan, on no paper and on no page of it."""

import pytest

from app.settings import Settings
from tests.api.test_papers import paper
from tests.api.witness import Witness
from tests.county import County
from tests.service.meeting_story import HEALTH, OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
DAY = "2026-11-21"
KEPT = {"disclosure": "own"}


async def told(county: County) -> tuple[Around, dict[str, str]]:
    """A plan whose owner keeps a goal, a need and minutes to itself, and tells of what it did about them; the ids."""
    around = await four_agencies(county)
    ids = {}
    ids["goal"] = (await around.add(OWNER, "goals", on=DAY, title="Sluta", **KEPT))["id"]
    ids["need"] = (await around.add(OWNER, "needs", category="work", start="2026-01-05", title="Vård", **KEPT))["id"]
    at = {"need": ids["need"], "planned_start": "2026-01-12", "disclosure": "parties"}
    shown = [await around.add(OWNER, "activities", title=f"Samtal {n}", **at) for n in range(2)]
    ids["open need"] = (await around.add(OWNER, "needs", category="work", start="2026-01-05", title="Arbete"))["id"]
    shown.append(await around.add(OWNER, "ownerships", need=ids["need"], start="2026-01-05", disclosure="parties"))
    for _ in range(2):
        await around.add(OWNER, "referrals", need=ids["need"], to=around.actor(STATE), sent=DAY, disclosure="parties")
    booked = await around.add(OWNER, "follow-ups", due=DAY)
    outcomes = [{"goal": ids["goal"], "outcome": "met"}]
    await around.done(OWNER, f"/follow-ups/{booked['id']}/holding", goals=outcomes)
    await around.add(OWNER, "end-reports", done="Allt", reached=[ids["goal"]])
    await around.done(OWNER, f"/plans/{around.plan}/versions")
    await county.detect()
    ids |= {f"shown {n}": one["id"] for n, one in enumerate(shown)}
    return around, ids


async def test_no_reading_of_a_plan_names_what_its_owner_keeps_to_itself(
    county: County, settings: Settings, witness: Witness
) -> None:
    around, ids = await told(county)
    plan, person = f"/plans/{around.plan}", f"/persons/{around.person}"
    referrals = [item["id"] for item in await around.items("referral", OWNER)]
    end = witness.log_ends()
    addresses = [
        *(plan + part for part in ("", "/history", "/versions/1", "/versions/1/differences", "/outcome", "/costs")),
        *(plan + part for part in ("/completeness", "/deadlines", "/messages")),
        *(person + part for part in ("/timeline", "/findings", "/consents")),
        *(f"/referrals/{one}/path" for one in referrals),
        f"/ownerships/{ids['shown 2']}",
        "/caseload?unit=true",
        "/findings?limit=100",
    ]
    texts = []
    for address in addresses:
        answer = await around.at[HEALTH].get(address)
        assert answer.status_code in (200, 404), f"{address}: {answer.text}"
        texts.append(answer.text)
        if answer.status_code == 200 and (ids["need"] in answer.text or ids["goal"] in answer.text):
            pytest.fail(f"{address} names it")
    picture = await around.at[HEALTH].get(f"{person}/timeline", headers={"Accept": "image/svg+xml"})
    texts += [picture.text, await paper(around, settings, HEALTH, plan)]
    assert not [text for text in texts if ids["need"] in text or ids["goal"] in text]
    assert sum(ids["shown 0"] in text for text in texts) >= 4
    assert not [row for row in witness.logged(end) if "view-withheld" in row], "nothing had to be held back"
    mine = {item["id"]: item for item in (await around.read(OWNER, plan))["items"]}
    assert mine[ids["shown 0"]]["need"] == ids["need"]


async def test_referrals_of_a_need_that_is_not_seen_do_not_hang_together(county: County) -> None:
    around, _ = await told(county)
    referrals = [item["id"] for item in await around.items("referral", OWNER)]
    assert len(referrals) == 2
    for reader, links in ((OWNER, 2), (HEALTH, 1)):
        path = await around.read(reader, f"/referrals/{referrals[0]}/path")
        assert len(path["links"]) == links, reader
