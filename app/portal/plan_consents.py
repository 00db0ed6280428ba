"""A caseworker replaces a consent of a plan that names the own agency."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from app.domain.errors import NotFound
from app.portal import consent_replacing
from app.portal.asking import Visit, VisitOf
from app.portal.consent_replacing import Place, place_of
from app.portal.forms import PostedOf
from app.portal.plan_reading import read_scene
from app.portal.plan_view import taking_part
from app.portal.showing import shown

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
ConsentId = Annotated[UUID, Path(alias="consent")]
AT: Final = "/planer/{plan}/samtycken/{consent}/ersatt"


@router.get(AT)
async def form(visit: VisitOf, plan: PlanId, consent: ConsentId) -> Response:
    return await consent_replacing.form(await _place(visit, plan, consent))


@router.post(AT)
async def preview(posted: PostedOf, plan: PlanId, consent: ConsentId) -> Response:
    return await consent_replacing.preview(await _place(posted.visit, plan, consent), posted)


@router.post(f"{AT}/val")
async def choose_anew(posted: PostedOf, plan: PlanId, consent: ConsentId) -> Response:
    return await consent_replacing.form(await _place(posted.visit, plan, consent), typed=posted.values)


@router.post(f"{AT}/beslut")
async def decide(posted: PostedOf, plan: PlanId, consent: ConsentId) -> Response:
    return await consent_replacing.decide(await _place(posted.visit, plan, consent), posted)


async def _place(visit: Visit, plan: UUID, consent: UUID) -> Place:
    """NotFound for whoever is no caseworker of an agency that the consent names."""
    _, scene = await read_scene(visit, plan)
    known = list(scene.of("consent"))
    named = {actor for one in known if one["id"] == str(consent) for actor in one["actors"]}
    if scene.me is None or scene.me not in named:
        raise NotFound("there is no such consent for you")

    async def show(*args: object, **values: object) -> Response:
        return await shown(visit, *args, around="plan_around.html", person=scene.person, **values)  # type: ignore[arg-type]  # handed on as it came

    return place_of(
        visit,
        consent,
        known,
        {actor: scene.name(actor) for actor in named if scene.name(actor)} | taking_part(scene),
        address=AT.format(plan=plan, consent=consent),
        back=f"/poster/{consent}",
        done=f"/planer/{plan}?klart=replaced",
        by_person=False,
        show=show,
    )
