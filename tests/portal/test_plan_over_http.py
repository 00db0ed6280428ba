"""The plan's pages without a browser: rights, forged forms, bad input, what a reading costs and says in the log."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest

from app.adapters.documents.timeline_figure import PAGE_STYLE
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.reads import PostgresViews
from app.domain.locale import SWEDISH
from app.domain.moves import MOVES, move_of
from app.portal.asking import SESSION
from app.portal.plan_fields import fields_of_move
from app.portal.plan_moves import NOT_HERE, command_of
from app.portal.words.plan import WORDS
from app.settings import Settings
from app.usecases.throttle import MISSES
from tests.api.round_trips import relay_to
from tests.api.test_one_round_trip import a_plan_of
from tests.api.witness import Witness, witness_of
from tests.county import County
from tests.portal.conftest import serving
from tests.portal.people import Portal
from tests.service.meeting_story import HEALTH, OWNER, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="session")
HIDDEN = re.compile(r'name="(_csrf|_key|_version|_form)" value="([^"]*)"')


@pytest.fixture(scope="session")
def witness(database_url: str) -> Iterator[Witness]:
    with witness_of(database_url) as found:
        yield found


async def client_of(portal: Portal, address: str | None = None) -> httpx.AsyncClient:
    """Anna's, without a browser."""
    secret = await portal.anna_signed_in()
    made = httpx.AsyncClient(base_url=address or portal.address, headers={"Cookie": f"{SESSION}={secret}"})
    portal.county.clients.append(made)
    return made


async def sent(client: httpx.AsyncClient, page: str, action: str, **typed: Any) -> httpx.Response:
    """The form of that action on the page, filled in so."""
    text = (await client.get(page)).text
    form = next(part for part in text.split("<form")[1:] if f'action="{action}' in part)
    return await client.post(action, data={**dict(HIDDEN.findall(form)), **typed})


async def test_every_move_has_words_and_every_field_of_it() -> None:
    for move in MOVES:
        if (move.kind, move.noun) not in NOT_HERE:
            assert {f"move_{move.noun}", f"move_{move.kind}_{move.noun}"} & {*WORDS}
            for field in fields_of_move(move, command_of(move), SWEDISH):
                assert f"field_{field.called or field.name}" in WORDS, field


async def test_words_of_a_move_of_its_own_are_of_one_there_is() -> None:
    own = {name.partition("_")[2] for name in WORDS if name.startswith(("move_", "does_"))}

    assert own <= {f"{move.kind}_{move.noun}" for move in MOVES} | {move.noun for move in MOVES}


async def test_no_move_of_a_meeting_says_that_an_empty_day_is_today() -> None:
    """Held without a day it was held on the day that was booked, and one that moves has a new day."""
    for noun in ("holding", "rebooking"):
        move = move_of("appointment", noun)
        (day,) = [field for field in fields_of_move(move, command_of(move), SWEDISH) if field.name == "on"]
        assert "i dag" not in WORDS.get(f"hint_{day.called}", ("",))[0]


async def test_a_timeline_looks_in_a_page_as_where_it_is_drawn() -> None:
    light = re.sub(r"\n@media \(prefers-color-scheme:dark\)\{.*?\n\}\n", "\n", PAGE_STYLE, flags=re.DOTALL).strip()
    sheet = (Path(__file__).parents[2] / "app/portal/static/timeline.css").read_text()

    assert sheet.split("*/\n", 1)[1].strip() == light


async def test_what_makes_no_sense_is_said_at_its_field_and_changes_nothing(
    portal: Portal, county: County, witness: Witness
) -> None:
    around = await four_agencies(county)
    client, plan = await client_of(portal), f"/planer/{around.plan}"
    bad: list[tuple[str, str, dict[str, Any], str]] = [
        (f"{plan}/nytt/behov", f"{plan}/nytt/behov", {"category": "work", "start": "2026-11-21"}, "add-title"),
        (f"{plan}/nytt/behov", f"{plan}/nytt/behov", {"title": "x", "category": "weather"}, "add-category"),
        (f"{plan}/nytt/insats", f"{plan}/nytt/insats", {"title": "x", "category": "work"}, "add-planned_start"),
        (f"{plan}/nytt/insats", f"{plan}/nytt/insats",
         {"title": "x", "category": "work", "planned_start": "2026-12-01", "weekly_hours": "lite"}, "add-weekly_hours"),
        (f"{plan}/nytt/mal", f"{plan}/nytt/mal", {"title": "x", "by": "snart"}, "add-by"),
        (f"{plan}/moten/nytt", f"{plan}/moten", {"on": "2026-12-10"}, "convene-to"),
        (f"{plan}/moten/nytt", f"{plan}/moten", {"on": "2026-11-01", "to": county.actor(HEALTH)}, "convene-on"),
        (f"{plan}/moten/nytt", f"{plan}/moten", {"on": "2026-12-10", "to": county.actor(HEALTH), "duration": "lång"},
         "convene-duration"),
        (plan, f"{plan}/steg/plan/closing", {"reason": "bored"}, "step-closing-reason"),
    ]  # fmt: skip
    pages = {page for page, *_ in bad}
    for page in pages:
        assert (await client.get(page)).status_code == 200
    with witness.nothing_changes():
        for page, action, typed, field in bad:
            answer = await sent(client, page, action, **typed)
            assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True), (action, typed)
            if "title" in typed:
                assert 'value="x"' in answer.text


async def test_a_form_from_elsewhere_changes_nothing(portal: Portal, county: County, witness: Witness) -> None:
    around = await four_agencies(county)
    client, plan = await client_of(portal), f"/planer/{around.plan}"
    paths = (f"{plan}/nytt/behov", f"{plan}/moten", f"{plan}/versioner", f"{plan}/steg/plan/closing")
    with witness.nothing_changes():
        for path in paths:
            assert (await client.post(path, data={"title": "x", "reason": "goals-met"})).status_code == 403
        forged = {"Sec-Fetch-Site": "cross-site"}
        assert (await client.post("/svar", data={"token": "x"}, headers=forged)).status_code == 403


async def test_calls_that_are_sent_twice_are_put_once(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    client, plan = await client_of(portal), f"/planer/{around.plan}"
    text = (await client.get(f"{plan}/moten/nytt")).text
    form = next(part for part in text.split("<form")[1:] if f'action="{plan}/moten"' in part)
    typed = {**dict(HIDDEN.findall(form)), "on": "2026-12-10", "to": [county.actor(HEALTH), county.actor("school")]}
    answers = [await client.post(f"{plan}/moten", data=typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[1].headers["location"] == answers[0].headers["location"] + "&redan=1"
    assert len(await around.items("call")) == 2
    assert len(await around.items("appointment")) == 1


async def test_an_unknown_step_or_addition_is_no_page(portal: Portal, county: County) -> None:
    around = await four_agencies(county)
    client = await client_of(portal)
    assert (await client.get(f"/planer/{around.plan}/nytt/allt")).status_code == 404
    need = await around.add(OWNER, "needs", category="work", start="2026-11-21")
    text = (await client.get(f"/poster/{need['id']}")).text
    given = dict(HIDDEN.findall(next(p for p in text.split("<form")[1:] if "/closing" in p)))
    for path in ("need/dancing", "consent/replacement"):
        assert (await client.post(f"/poster/{need['id']}/steg/{path}", data=given)).status_code == 404


async def test_too_many_guesses_at_links_have_to_wait(county: County, settings: Settings) -> None:
    async with serving(settings, county.service) as address, httpx.AsyncClient(base_url=address) as anybody:
        met = [(await anybody.post("/svar", data={"token": f"guess-{n}"})).status_code for n in range(MISSES + 2)]

    assert met == [404] * MISSES + [429, 429]


async def test_a_plan_of_sixty_is_shown_in_one_reading(
    portal: Portal, county: County, settings: Settings, database_url: str, witness: Witness
) -> None:
    _, plan = await a_plan_of(county, 60)
    with TemporaryDirectory(prefix="sip-") as folder:
        async with relay_to(database_url, Path(folder)) as relay:
            engine = create_engine_as("sip_service", relay.url, connections=1)
            async with serving(settings, replace(county.service, views=PostgresViews(engine))) as address:
                client = await client_of(portal, address)
                assert (await client.get("/arbetslista")).status_code == 200, "from here on there is a connection"
                for _ in range(7):
                    end, before = witness.log_ends(), relay.trips
                    assert (await client.get(f"/planer/{plan}")).status_code == 200
                    assert relay.trips - before == 1
                (row,) = witness.logged(end)
                assert '"action": "read-plan-page"' in row
            await engine.dispose()
