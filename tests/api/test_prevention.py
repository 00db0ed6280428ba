"""What is foreseen says until when it can be prevented, and by what; and it can."""

from typing import Any

import pytest

from app.api import finding_models, view_models
from tests.api.test_contract import promised
from tests.county import County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER = "social-services"
PREVENT = {
    "by": "2026-11-27",
    "what": "Glappet öppnas inte om detta sker senast 27 november 2026: en aktör eller personen själv tar på sig "
    "behovet, eller det antecknas att personen sköter det själv.",
}


async def foreseen(county: County) -> Life:
    """A need that nobody has; in six days it will be a gap. Nobody is mainly responsible, which is one already."""
    life = await begin(county)
    await life.plan(OWNER, start="2026-11-01")
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-11-13", category="work")
    await county.detect()
    return life


async def findings(life: Life, path: str, **query: Any) -> dict[str, dict[str, Any]]:
    answer = await life.voice(OWNER)[0].get(path, params=query)
    assert answer.status_code == 200, answer.text
    return {one["rule"]: one for one in answer.json()["findings"] if one["person_id"] == life.person}


async def test_a_card_of_what_is_foreseen_says_what_prevents_it_and_one_that_is_open_does_not(county: County) -> None:
    life = await foreseen(county)
    ahead = (await findings(life, "/findings", ahead="true", limit=100))["need-unowned"]
    promised(finding_models.FindingView, ahead)
    assert ahead["prevent"] == PREVENT
    timeline = await findings(life, f"/persons/{life.person}/timeline")
    assert timeline["need-unowned"]["prevent"] == PREVENT
    assert "prevent" not in timeline["no-main-responsible"]

    explained = (await life.voice(OWNER)[0].get(f"/findings/{ahead['id']}/explanation")).json()
    promised(view_models.Explanation, explained)
    assert explained["prevent"] == PREVENT
    drawn = {"Accept": "image/svg+xml"}
    picture = await life.voice(OWNER)[0].get(f"/persons/{life.person}/timeline", headers=drawn)
    assert PREVENT["what"] in picture.text


async def test_what_is_done_on_the_last_day_prevents_it(county: County) -> None:
    life = await foreseen(county)
    await life.tell(OWNER, "ownership", "mine", need="job", start=PREVENT["by"])
    await county.detect()
    assert "need-unowned" not in await findings(life, f"/persons/{life.person}/findings", limit=100)
