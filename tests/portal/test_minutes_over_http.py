"""Amending minutes without a browser: by whom, of what was read, and what makes no sense."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.portal.asking import SESSION
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.portal.people import Portal
from tests.portal.test_plan_over_http import HIDDEN, client_of, sent
from tests.service.meeting_story import OWNER, STATE, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
SAID = {"text": "Vi sågs. Skolan var inte med.", "category": "social", "reason": "Fel om vilka som var med"}


@pytest.fixture
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as opened:
        yield opened


async def written(county: County) -> tuple[Around, str, str]:
    """A meeting that was held and written down: the addresses of its page and of its minutes there."""
    around = await four_agencies(county)
    meeting = (await around.add(OWNER, "appointments", on="2026-11-21"))["id"]
    await around.done(OWNER, f"/appointments/{meeting}/holding", outcome="plan")
    held = await around.done(OWNER, f"/appointments/{meeting}/minutes", text="Vi sågs.", decisions=["Vi hörs"])
    page = f"/planer/{around.plan}/moten/{meeting}"
    return around, page, f"{page}/anteckningar/{held['id']}"


async def test_they_are_amended_and_the_earlier_stay(portal: Portal, county: County) -> None:
    around, page, action = await written(county)
    client = await client_of(portal)
    form = next(part for part in (await client.get(page)).text.split("<form")[1:] if f'action="{action}' in part)
    as_read = dict(HIDDEN.findall(form))

    answer = await sent(client, page, action, **SAID, decisions="Vi hörs\n\nVi ses i mars")

    assert answer.headers["location"] == f"{page}?klart=amended"
    found = {one["state"]: one for one in await around.items("minutes")}
    assert found["current"]["decisions"] == ["Vi hörs", "Vi ses i mars"]
    assert found["amended"]["text"] == "Vi sågs."
    text = (await client.get(page)).text
    assert text.index("Skolan var inte med.") < text.index("Tidigare anteckningar, 1")
    assert text.count("Rätta anteckningarna") == 1
    late = await client.post(action, data={**as_read, **SAID, "text": "Vi sågs en annan dag."})
    assert (late.status_code, "Någon annan hann före" in late.text) == (412, True)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("reason", {"reason": ""}),
        ("text", {"text": ""}),
        ("text", {"text": "Om 19900517-9800"}),
        ("category", {"category": "weather"}),
        ("tasks-0-what", {"tasks.0.actor": "5f4b1d3a-6a56-4c52-9d3a-1f0c5a4e7b11"}),
    ],
)
async def test_what_makes_no_sense_is_said_at_its_field_and_changes_nothing(
    portal: Portal, county: County, witness: Witness, field: str, changed: dict[str, Any]
) -> None:
    _, page, action = await written(county)
    client = await client_of(portal)
    with witness.nothing_changes():
        answer = await sent(client, page, action, **{**SAID, **changed})
    assert (answer.status_code, f'href="#amend-{field}"' in answer.text) == (422, True)
    assert "Skolan var inte med." in answer.text or "text" in changed


async def test_only_whoever_wrote_them_amends_them(portal: Portal, county: County, witness: Witness) -> None:
    _, page, action = await written(county)
    token = county.token("/system", f"{STATE}-system", f"{STATE}-system")
    secret = await portal.signed_in(token, "Bo Ek")
    theirs = httpx.AsyncClient(base_url=portal.address, headers={"Cookie": f"{SESSION}={secret}"})
    county.clients.append(theirs)
    text = (await theirs.get(page)).text
    assert "Rätta anteckningarna" not in text
    with witness.nothing_changes():
        assert (await theirs.post(action, data=SAID)).status_code == 403
