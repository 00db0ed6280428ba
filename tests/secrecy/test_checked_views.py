"""A view that shows what its reader may not see is not sent, whatever has let it through: it is looked at once more."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.reads import STATEMENTS, PostgresViews
from app.bootstrap.service import drawn
from app.domain.errors import Withheld
from app.domain.permissions import Permission, Principal
from app.settings import Settings
from app.usecases.checking import CheckedViews
from app.usecases.plan_page import read_plan_page
from app.usecases.ports import Caller
from tests.api.answers import problem, served
from tests.api.test_papers import PDF, as_it_is
from tests.api.witness import Witness
from tests.county import PERSON, SYSTEM, TODAY, WORKFORCE, County
from tests.secrecy.lives import Life, begin
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORK, HEALTH, OWNER = "employment-service", "psychiatry", "social-services"
LIFTED = "create policy everything on sip.{} for select to sip_service using (true)"
"""What makes every row of a table seen, whatever else its policies say; but for what guards the protected."""


@dataclass
class Leaking:
    """A county whose statements ask for no basis, and a life in it; `opened` lifts policies as well."""

    county: County
    settings: Settings
    database: Connection
    life: Life
    views: PostgresViews

    @asynccontextmanager
    async def asked(self, token: str, percent: float) -> AsyncIterator[tuple[httpx.AsyncClient, CheckedViews]]:
        """A client of a service that checks so much of what it reads."""
        checked = CheckedViews(self.views, self.county.service.store, drawn(percent))
        async with served(self.settings, replace(self.county.service, views=checked, typeset=as_it_is)) as client:
            client.headers["Authorization"] = f"Bearer {token}"
            yield client, checked

    def system(self, function: str) -> str:
        return self.county.token(SYSTEM, f"{function}-system", f"{function}-system")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def leaking(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Leaking]:
    """The employment service may know of work; the need for sleep is of health. Nothing keeps it from seeing both."""
    async with quiet_county(server_url, tmp_path_factory.mktemp("keys")) as (county, settings, database):
        county.today = TODAY
        life = await begin(county)
        await life.plan(OWNER, WORK, HEALTH)
        await life.consent("for-work", [OWNER, WORK], ["work"])
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
        await life.tell(OWNER, "need", "sleep", plan="plan", start="2026-03-01", category="health")
        await life.tell(OWNER, "need", "sure", plan="plan", start="2026-03-01", category="work", disclosure="own")
        await life.tell(OWNER, "need", "sure", version=2, plan="plan", start="2026-03-02", category="work")
        at = {"on": "2026-12-10", "title": "Möte", "disclosure": "own"}
        kept = await county.system(OWNER).post(f"plans/{life.ids['plan']}/appointments", json=at)
        life.ids["meeting"] = kept.json()["id"]
        await county.detect(TODAY)
        for table in ("fact", "finding"):
            database.execute(LIFTED.format(table).encode())
        forgetful = {
            name: statement.replace("where basis is not null", "where true").replace(
                "g.reader = any (sip.readers())", "true"
            )
            for name, statement in STATEMENTS.items()
        }
        engine = create_engine_as("sip_service", str(settings.database_url), connections=2)
        yield Leaking(county, settings, database, life, PostgresViews(engine, forgetful))
        await engine.dispose()


TOO_MUCH = {
    "the plan": ("/plans/{plan}", "{sleep}"),
    "the timeline": ("/persons/{person}/timeline", "{sleep}"),
    "the item": ("/needs/{sleep}", "{sleep}"),
    "what the plan lacks": ("/plans/{plan}/completeness", None),
    "what it costs": ("/plans/{plan}/costs", None),
    "an earlier version of what it sees now": ("/plans/{plan}/history", "{sure}"),
    "cards of others": ("/findings?limit=100", None),
    "the plan on paper": ("/plans/{plan}", None),
    "an invitation on paper": ("/appointments/{meeting}/invitation", None),
    "an invitation for a calendar": ("/appointments/{meeting}/invitation", None),
}
CALENDAR = {"Accept": "text/calendar"}
ACCEPTED = {"the plan on paper": PDF, "an invitation on paper": PDF, "an invitation for a calendar": CALENDAR}


@pytest.mark.parametrize("view", TOO_MUCH)
async def test_a_view_that_shows_too_much_is_not_sent(
    leaking: Leaking, caplog: pytest.LogCaptureFixture, view: str
) -> None:
    ids = {**leaking.life.ids, "person": leaking.life.person}
    address, hidden = (text and text.format(**ids) for text in TOO_MUCH[view])
    witness = Witness(leaking.database)
    async with leaking.asked(leaking.system(WORK), 0) as (client, checked):
        client.headers.update(ACCEPTED.get(view, {}))
        leak = await client.get(str(address))
        assert leak.status_code == 200, "nothing else is in its way"
        assert (hidden or "") in leak.text
        assert checked.checked == 0
    async with leaking.asked(leaking.system(WORK), 100) as (client, checked):
        client.headers.update(ACCEPTED.get(view, {}))
        end = witness.log_ends()
        with caplog.at_level(logging.ERROR, "sip.views"):
            body = problem(await client.get(str(address)), 500, "internal")
        assert (checked.checked, checked.withheld) == (1, 1)
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    logged = [json.loads(row) for row in witness.logged(end)]
    held = [row for row in logged if row["action"] == "view-withheld"]
    assert [row["outcome"] for row in held] == ["refused"]
    assert held[0]["actor"] == leaking.county.actor(WORK)
    assert [set(item) for item in held[0]["items"]] == [{"id"}] * len(held[0]["items"])
    assert held[0]["person_id"] == leaking.life.person
    (line,) = [record.getMessage() for record in caplog.records if record.name == "sip.views"]
    for item in held[0]["items"]:
        assert item["id"] in line
    if hidden is not None:
        assert {"id": hidden} in held[0]["items"]


async def test_whoever_may_see_it_is_sent_it_and_the_person_reads_what_was_held_back(leaking: Leaking) -> None:
    ids = leaking.life.ids
    async with leaking.asked(leaking.system(OWNER), 100) as (client, checked):
        assert (await client.get(f"/plans/{ids['plan']}")).status_code == 200
        assert (await client.get(f"/plans/{ids['plan']}/history")).status_code == 200
        assert (checked.checked, checked.withheld) == (2, 0)
    async with leaking.asked(leaking.system(WORK), 100) as (client, _):
        problem(await client.get(f"/plans/{ids['plan']}"), 500, "internal")
    claim = {"https://id.oidc.se/claim/personalIdentityNumber": leaking.life.number}
    async with leaking.asked(leaking.county.token(PERSON, "my-plan", "p", **claim), 0) as (me, _):
        answer = await me.get(f"/persons/{leaking.life.person}/access-log")
    assert answer.status_code == 200, answer.text
    entries = answer.json()["entries"]
    told = next(entry["words"] for entry in entries if entry["action"] == "view-withheld")
    assert told == "Ett system hos Provköping, employment-service fick inte ett svar, för det visade för mycket."


async def test_a_protected_person_whom_nothing_guards_any_more_is_held_back_too(leaking: Leaking) -> None:
    county, database = leaking.county, leaking.database
    life = await begin(county)
    await life.plan(OWNER)
    anna = county.token(WORKFORCE, "portal", "anna", roles=["caseworker"])
    stated = await county.client(anna).post(
        f"/persons/{life.person}/protection", json={"level": "marked", "reason": "Hotbild"}
    )
    assert stated.is_success, stated.text
    for table in ("fact", "person", "access_grant"):
        database.execute(f"alter policy guarded on sip.{table} using (true)".encode())
    bo = county.token(WORKFORCE, "portal", "bo", roles=["caseworker"])
    path = f"/plans/{life.ids['plan']}"
    async with leaking.asked(bo, 0) as (client, _):
        assert (await client.get(path)).status_code == 200, "nothing else is in his way"
    async with leaking.asked(bo, 100) as (client, _):
        problem(await client.get(path), 500, "internal")
    async with leaking.asked(anna, 100) as (client, _):
        assert (await client.get(path)).status_code == 200


async def test_a_page_of_a_plan_that_shows_too_much_is_not_shown(leaking: Leaking) -> None:
    county, plan, client = leaking.county, UUID(leaking.life.ids["plan"]), f"{WORK}-system"
    known, actor = f"{county.issuers}{SYSTEM}#{client}", UUID(county.actor(WORK))
    principal = Principal(client=known, user=client, actor=actor, may=frozenset(Permission))
    caller = Caller(principal=principal, today=county.today.toordinal(), request_id="0" * 32)
    service = county.service
    unchecked, checked = (CheckedViews(leaking.views, service.store, drawn(share)) for share in (0, 100))
    page = await read_plan_page(unchecked, service.vault, service.registry, caller, plan)
    assert leaking.life.ids["sleep"] in str(page)
    with pytest.raises(Withheld):
        await read_plan_page(checked, service.vault, service.registry, caller, plan)
