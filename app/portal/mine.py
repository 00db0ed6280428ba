"""My plan: the person's own page, with what comes, whom to call, and what the person has said; and all that hangs on
it."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import Response

from app.domain.locale import ENGLISH, SWEDISH
from app.portal import (
    invitations,
    mine_consent_replacing,
    mine_consents,
    mine_items,
    mine_log,
    mine_mandates,
    mine_messages,
    mine_proposals,
    mine_standing,
    mine_view,
)
from app.portal.mine_asking import FOR, OWN, MineOf, keep_names, names_of
from app.usecases import reading
from app.usecases.chart import layout

pages = APIRouter()
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
DONE: Final = ("voice", "wish", "yes", "no")
PICTURE: Final = "timeline-picture"


@pages.get("")
async def my_plan(mine: MineOf, done: Done = None) -> Response:
    visit = mine.visit
    found = await reading.read_timeline(visit.service.views, visit.service.vault, visit.caller, mine.person)
    if mine.represents:
        mine.name = found["name"] or mine.name
    language = visit.language
    answer = await mine.shown(
        "mine",
        plans=mine_view.own_plans(found),
        coming=mine_view.coming(found, language),
        overdue=mine_view.overdue(found, language),
        going_on=mine_view.going_on(found, language),
        afterwards=mine_view.to_ask_what_then(found),
        to_call=mine_view.to_call(found, language),
        unsettled=mine_view.unsettled(found, language),
        proposals=[] if mine.represents else mine_view.proposals(found, language),
        waiting=mine_view.waiting_consents(found),
        proxies=0 if mine.represents else mine_view.waiting_mandates(found),
        done=done if done in DONE else None,
    )
    if mine.represents and mine.name:
        keep_names(visit, answer, {**names_of(visit), str(mine.person): mine.name})
    return answer


@pages.get("/tidslinje")
async def my_timeline(mine: MineOf) -> Response:
    visit = mine.visit
    service, locale = visit.service, ENGLISH if visit.language == "en" else SWEDISH
    found = await reading.read_timeline(service.views, service.vault, visit.caller, mine.person, PICTURE)
    drawn = service.draw_figure(layout(found, locale=locale))
    figure = Markup(drawn)  # noqa: S704 - our own drawing, which escapes what it tells
    return await mine.shown("mine", template="mine_timeline", figure=figure)


router = APIRouter()
for _prefix in (OWN, FOR):
    for _page in (pages, mine_items.router, mine_standing.router, mine_consents.router,
                  mine_consent_replacing.router, mine_mandates.router, mine_proposals.router,
                  mine_log.router, mine_messages.router, invitations.mine):  # fmt: skip
        router.include_router(_page, prefix=_prefix)
