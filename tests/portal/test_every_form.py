"""Every form of every page stands up to bad input and bad luck; a page or a form that nobody tries is missed."""

from collections.abc import AsyncIterator, Iterator
from typing import Final
from uuid import uuid4

import pytest
import pytest_asyncio

from app.domain.moves import MOVES, By
from app.portal.pages import create_portal
from app.portal.plan_moves import NOT_HERE
from tests.api.witness import Witness, witness_of
from tests.portal import forms_tried
from tests.portal.every_page import NO_PAGES, ROWS, Row, route_of, routes_of
from tests.portal.every_scene import Scene
from tests.portal.every_thing import scene_of
from tests.portal.forms_read import PageForm, forms_of
from tests.portal.forms_tried import Trial
from tests.portal.quarters import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")
PORTAL: Final = create_portal(lambda: False)
SENT_ALONE: Final = (
    "/foretrader/{represented}/{plan}/meddelanden/{message}/svar",
    *(f"/foretrader/{{represented}}/forslag/{{proposed_activity}}/{said}" for said in ("ja", "nej")),
)
"""An address that takes a form and is no page; there is a row for that it takes none."""
NOT_OFFERED: Final = {
    *((kind, "withdrawal") for kind in ("voice", "contact-wish", "message")),  # what the person has said
    ("meeting", "outcome"),  # of a meeting that an agency's system tells of
    ("end-report", "withdrawal"),  # of a plan that has ended
}
"""Moves for which no page has a form."""


@pytest.fixture(scope="module")
def witness(the_town_of_pages: Town) -> Iterator[Witness]:
    with witness_of(str(the_town_of_pages.settings.database_url)) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def scenes(town_of_pages: Town) -> AsyncIterator[list[Scene]]:
    made: list[Scene] = []
    yield made
    for scene in made:
        await scene.leave()


async def trial_of(row: Row, town: Town, witness: Witness, scenes: list[Scene]) -> Trial:
    scene = await scene_of(town.portal)
    scenes.append(scene)
    return await trial_in(scene, row, witness)


async def trial_in(scene: Scene, row: Row, witness: Witness) -> Trial:
    for name in row.needs:
        await scene.have(name)
    scene.ids["mark"] = uuid4().hex[:8]
    address = await scene.path(row.address)
    given = {name: await scene.path(said) for name, said in row.given.items()}
    return Trial(row, scene, await scene.browser(row.who), witness, address, given)


def form_at(page: str, number: int, name: str) -> PageForm | None:
    """The form at that place of the page, if it is that one."""
    forms = forms_of(page)
    return forms[number] if number < len(forms) and forms[number].name == name else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
async def test_every_form_of_the_page_stands_up(
    row: Row, town_of_pages: Town, witness: Witness, scenes: list[Scene]
) -> None:
    first = await trial_of(row, town_of_pages, witness, scenes)
    if row.closed:
        await forms_tried.closed(first)
        return
    forms = forms_of(await first.page())
    for number in range(len(forms)):
        form = forms_of(await first.page())[number]
        await forms_tried.forged(first, form)
        await forms_tried.wrong(first, form)
        if row.who != "nobody":
            await forms_tried.too_late(first, form)
    trial = first
    for number, form in enumerate(forms):
        now = form_at(await trial.page(), number, form.name)
        if now is None:  # what was sent before has changed what the page offers
            trial = await trial_of(row, town_of_pages, witness, scenes)
            now = forms_of(await trial.page())[number]
        await forms_tried.once(trial, now)


async def test_every_page_has_a_row() -> None:
    tried = {route_of(PORTAL, "GET", row.address) for row in ROWS if row.address not in SENT_ALONE}
    there = set(routes_of(PORTAL, "GET"))

    assert there - NO_PAGES - tried == set(), "give each a row in tests/portal/every_page.py"
    assert there >= NO_PAGES
    assert not tried & NO_PAGES


async def test_every_form_is_of_a_page_with_a_row(town_of_pages: Town, witness: Witness, scenes: list[Scene]) -> None:
    """In one scene for all pages, for what is only looked at changes nothing."""
    scene = await scene_of(town_of_pages.portal)
    scenes.append(scene)
    sent = set()
    for row in ROWS:
        trial = await trial_in(scene, row, witness)
        forms = [] if row.closed else forms_of(await trial.page())
        sent |= {trial.address} if row.closed else {place for form in forms for place in (form.action, *form.elsewhere)}
    tried = {route_of(PORTAL, "POST", action) for action in sent}

    assert set(routes_of(PORTAL, "POST")) - tried == {"/logga-ut"}
    steps = {tuple(action.partition("?")[0].split("/")[-2:]) for action in sent if "/steg/" in action}
    offered = {
        (move.kind, move.noun) for move in MOVES if move.by is not By.SELF and (move.kind, move.noun) not in NOT_HERE
    }
    assert offered - steps == NOT_OFFERED
