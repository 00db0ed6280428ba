"""After its last day a consent shows nobody anything, in whatever way it is asked, before any detector has looked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.domain.errors import NotFound
from app.domain.permissions import Permission, Principal
from app.usecases.plan_page import read_plan_page
from app.usecases.ports import Caller
from tests.county import SYSTEM, TODAY, County
from tests.secrecy.lives import Life, begin

pytestmark = pytest.mark.asyncio(loop_scope="session")

WORK, OWNER = "employment-service", "social-services"
LAST = TODAY + timedelta(1)
PAPER, PICTURE = {"Accept": "application/pdf"}, {"Accept": "image/svg+xml"}


async def shared(county: County, **ends: Any) -> Life:
    """The employment service has an activity of its own for a need of the social services', who book a meeting."""
    county.today = TODAY
    life = await begin(county)
    await life.plan(OWNER, WORK)
    await life.consent("short", [OWNER, WORK], ["work"], **ends)
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.tell(OWNER, "activity", "course", need="job", planned_start="2026-05-01")
    await life.tell(WORK, "activity", "talks", need="job", planned_start="2026-05-01")
    for name, collection, body in (
        ("meeting", "appointments", {"on": "2026-12-10", "title": "Osett möte"}),
        ("words", "messages", {"text": "Osedda ord", "about": life.ids["job"]}),
    ):
        added = await county.system(OWNER).post(f"plans/{life.ids['plan']}/{collection}", json=body)
        assert added.is_success, added.text
        life.ids[name] = added.json()["id"]
    frozen = await county.system(OWNER).post(f"plans/{life.ids['plan']}/versions", json={}, headers={"If-Match": "*"})
    assert frozen.is_success, frozen.text
    await county.detect(TODAY)
    return life


async def told(life: Life, cards: list[str]) -> dict[str, httpx.Response]:
    """Everything that the employment service is answered about the person, by what it asked."""
    client, plan, person = life.county.system(WORK), f"plans/{life.ids['plan']}", f"persons/{life.person}"
    asked = [
        *(plan + part for part in ("", "/history", "/versions", "/versions/1", "/versions/1/differences", "/outcome")),
        *(plan + part for part in ("/costs", "/completeness", "/deadlines", "/messages", "/archive")),
        *(person + part for part in ("", "/timeline", "/findings", "/consents")),
        *(f"{kind}/{life.ids[name]}" for kind, name in (("needs", "job"), ("activities", "course"))),
        *(f"{kind}/{life.ids[name]}" for kind, name in (("appointments", "meeting"), ("activities", "talks"))),
        *(f"findings/{card}{part}" for card in cards for part in ("", "/explanation")),
        *(f"appointments/{life.ids['meeting']}/invitation", "findings?limit=100"),
    ]
    answers = {address: await client.get(address) for address in asked if len(address) > 1}
    answers["the picture"] = await client.get(f"{person}/timeline", headers=PICTURE)
    answers["the paper"] = await client.get(plan, headers=PAPER)
    return answers


async def cards_of(life: Life) -> list[str]:
    """The findings that the employment service has of the person."""
    found = (await life.county.system(WORK).get(f"persons/{life.person}/findings?limit=100")).json()["findings"]
    return [one["id"] for one in found]


async def page(life: Life) -> object:
    """The page of the plan, as the employment service would have it."""
    county, client = life.county, f"{WORK}-system"
    known, actor = f"{county.issuers}{SYSTEM}#{client}", UUID(county.actor(WORK))
    principal = Principal(client=known, user=client, actor=actor, may=frozenset(Permission))
    caller = Caller(principal=principal, today=county.today.toordinal(), request_id="0" * 32)
    service = county.service
    return await read_plan_page(service.views, service.vault, service.registry, caller, UUID(life.ids["plan"]))


def shown(life: Life, answers: dict[str, httpx.Response]) -> dict[str, set[str]]:
    """What each answer names of the owner's."""
    hidden = {life.ids[name]: name for name in ("job", "course", "meeting", "words")}
    return {
        asked: {hidden[one] for one in hidden if one in answer.text}
        for asked, answer in answers.items()
        if answer.status_code == 200
    }


@pytest.mark.parametrize("ends", ["by its date", "by a withdrawal"])
async def test_what_was_shared_is_told_nobody_in_any_way_the_moment_it_ends(county: County, ends: str) -> None:
    by_date = ends == "by its date"
    life = await shared(county, **({"end": LAST.isoformat()} if by_date else {}))
    try:
        county.today = LAST
        cards = await cards_of(life)
        assert cards
        before = shown(life, await told(life, cards))
        assert {name for names in before.values() for name in names} >= {"job", "course", "meeting", "words"}
        assert sum(map(bool, before.values())) > 12
        assert await page(life)
        if by_date:
            county.today = LAST + timedelta(1)
        else:
            await life.withdraw("short")
        answers = await told(life, cards)
        left = {asked: names for asked, names in shown(life, answers).items() if names}
        own = (
            f"activities/{life.ids['talks']}",
            f"persons/{life.person}/timeline",
            f"plans/{life.ids['plan']}/archive",
        )
        assert left == {one: {"job"} for one in own}, "the own activity still says for which need it was"
        assert not [card for card in cards if card in answers[f"persons/{life.person}/findings"].text]
        with pytest.raises(NotFound):
            await page(life)
    finally:
        county.today = TODAY
