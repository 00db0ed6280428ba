"""An answer is awaited until the same day on the plan's page and over REST, whatever each of them reads beside it."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.permissions import Permission, Principal
from app.usecases.deadlines import answers_awaited
from app.usecases.plan_page import read_plan_page
from app.usecases.ports import Caller
from tests.county import SYSTEM
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.service.test_agreed_days import CLINIC, LEADING, SOCIAL, body, last_days
from tests.service.test_terms import adopt

pytestmark = pytest.mark.asyncio(loop_scope="function")
HERE, THERE = "0686", "0680"
OURS, AGREED = "2026-01-19", "2026-01-15"
"""The last day by the service's own days, and by the agreement of the one municipality."""


async def on_the_page(life: Life) -> str:
    """The last day of the only answer, by what the page of the plan reads for the clinic."""
    county, client = life.county, f"{CLINIC}-system"
    known, actor = f"{county.issuers}{SYSTEM}#{client}", UUID(county.actor(CLINIC))
    principal = Principal(client=known, user=client, actor=actor, may=frozenset(Permission))
    caller = Caller(principal=principal, today=county.today.toordinal(), request_id="0" * 32)
    service, plan = county.service, UUID(life.ids["plan"])
    found = await read_plan_page(service.views, service.vault, service.registry, caller, plan)
    last = await answers_awaited(found["items"], service.registry, service.calendar, caller, plan)
    return last[life.ids["call"]]


async def test_whose_agreement_counts_is_the_same_on_the_page_and_over_rest(server_url: str, tmp_path: Path) -> None:
    async with quiet_county(server_url, tmp_path) as (county, settings, database):
        for unit, place in ((SOCIAL, HERE), (LEADING, THERE)):
            said = "update sip.actor set municipality_code = %s where function = %s"
            database.execute(said, (place, unit))
        county.today = date(2026, 1, 14)
        life = await begin(county)
        await life.plan(CLINIC, SOCIAL, LEADING, start="2026-01-09")
        await life.consent("yes", [CLINIC, SOCIAL, LEADING], ["work", "social", "health"])
        await life.tell(CLINIC, "call", "call", plan="plan", to=SOCIAL, form="call", sent="2026-01-12")
        await adopt((county, settings, database), tmp_path, body(working_days={"answer": 3}))

        async def days() -> tuple[str, str]:
            return (await last_days(life, CLINIC))["answer"]["last"], await on_the_page(life)

        assert await days() == (OURS, OURS), "nobody of a municipality has said anything"
        await life.tell(SOCIAL, "need", "job", plan="plan", start="2026-01-09", category="work")
        await life.tell(LEADING, "contact", "heard", on="2026-01-12", outcome="reached")
        assert await days() == (OURS, OURS), "nor anything of the steps of the plan"
        await life.tell(SOCIAL, "follow-up", "next", plan="plan", due="2026-03-02")
        assert await days() == (AGREED, AGREED)
        await life.tell(LEADING, "follow-up", "another", plan="plan", due="2026-03-02")
        assert await days() == (OURS, OURS), "two municipalities: it is unclear whose agreement holds"
