"""The plan: who holds the person, the timeline, needs with goals and activities, who takes part, and what waits."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from markupsafe import Markup
from starlette.responses import Response

from app.domain.moves import AT_WORK
from app.domain.permissions import Permission
from app.portal import plan_view
from app.portal.asking import Visit, VisitOf
from app.portal.forms import PostedOf, carried_out
from app.portal.plan_adding import ADDITIONS, LED_BY
from app.portal.plan_calls import awaited_in, awaiting
from app.portal.plan_gaps import gaps_of, lacks_of
from app.portal.plan_moves import known_move, make_move, steps_of
from app.portal.plan_reading import locale_of, read_scene
from app.portal.showing import shown
from app.usecases import printing
from app.usecases.chart import layout

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
Noun = Annotated[str, Path(alias="noun", max_length=30)]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
DONE: Final = ("added", "moved", "accepted", "frozen", "called", "replaced", "drafted", "consented")


@router.get("/planer/{plan}")
async def plan(visit: VisitOf, plan: PlanId, done: Done = None) -> Response:
    return await _shown(visit, plan, done=done)


async def _shown(visit: Visit, plan: UUID, status: int = 200, done: str | None = None) -> Response:
    found, scene = await read_scene(visit, plan)
    item = next(scene.of("plan"))
    at_work = item["state"] in AT_WORK
    waiting = {kind: plan_view.waiting_of(scene, kind) for kind in plan_view.WAITING}
    awaited = await awaited_in(visit, found, scene)
    chart = layout(found, locale=scene.locale)
    return await shown(
        visit,
        "plan",
        status=status,
        plan=item,
        state=scene.line(item),
        person=scene.person,
        figure=Markup(visit.service.draw_figure(chart)),  # noqa: S704 - our own drawing, which escapes what it tells
        needs=plan_view.needs_of(scene),
        parties=plan_view.parties_of(scene),
        waiting={**waiting, "call": [awaiting(call, awaited, scene, visit.caller.today) for call in waiting["call"]]},
        meetings=[scene.line(one) for one in scene.of("appointment")],
        agreed=plan_view.agreed_of(scene),
        gaps=gaps_of(found, scene),
        lacking=lacks_of(found),
        led_by=LED_BY,
        version=max(found["versions"], key=lambda one: one["n"], default=None),
        name=scene.name,
        steps=steps_of(item, scene.me, scene.locale),
        additions=list(ADDITIONS),
        at_work=at_work,
        can_consent=at_work and visit.may(Permission.CONSENT) and scene.me in plan_view.taking_part(scene),
        done=done if done in DONE else None,
    )


@router.post("/planer/{plan}/steg/plan/{noun}")
async def move_plan(posted: PostedOf, plan: PlanId, noun: Noun) -> Response:
    move = known_move("plan", noun)
    return await carried_out(
        posted,
        "plan",
        lambda: make_move(posted, move, plan),
        done=f"/planer/{plan}?klart=moved",
        again=lambda status: _shown(posted.visit, plan, status),
    )


@router.get("/planer/{plan}/utskrift")
async def paper(visit: VisitOf, plan: PlanId) -> Response:
    service, locale = visit.service, locale_of(visit)
    document = await printing.read_plan_to_print(service.views, service.vault, visit.caller, plan)
    made = await service.typeset(service.draw_plan(document, locale))
    headers = {
        "Content-Disposition": f'inline; filename="plan-{plan}.pdf"',
        "Content-Language": locale.language,
        "Cache-Control": "no-store",
    }
    return Response(made, headers=headers, media_type="application/pdf")
