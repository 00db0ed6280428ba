"""A person, or whoever may consent in that one's place, changes what a consent is to: narrower or wider."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from app.domain.permissions import Permission
from app.portal import consent_replacing
from app.portal.consent_replacing import Place, place_of
from app.portal.mine_asking import Mine, MineOf, PostedToMine
from app.usecases import consent_ledger, reading

router = APIRouter()
ConsentId = Annotated[UUID, Path(alias="consent")]
AT: Final = "/samtycken/{consent}/andra"


@router.get(AT)
async def form(mine: MineOf, consent: ConsentId) -> Response:
    return await consent_replacing.form(await _place(mine, consent))


@router.post(AT)
async def preview(posted: PostedToMine, mine: MineOf, consent: ConsentId) -> Response:
    return await consent_replacing.preview(await _place(mine, consent), posted)


@router.post(f"{AT}/val")
async def choose_anew(posted: PostedToMine, mine: MineOf, consent: ConsentId) -> Response:
    return await consent_replacing.form(await _place(mine, consent), typed=posted.values)


@router.post(f"{AT}/beslut")
async def decide(posted: PostedToMine, mine: MineOf, consent: ConsentId) -> Response:
    return await consent_replacing.decide(await _place(mine, consent), posted)


async def _place(mine: Mine, consent: UUID) -> Place:
    """Who may be named: those whom it names, and those who take part in the plan, for whoever may read that."""
    service, caller = mine.visit.service, mine.visit.caller
    known = (await consent_ledger.read_consents(service.views, caller, mine.person))["consents"]
    older: Mapping[str, Any] = next((one for one in known if one["id"] == str(consent)), {})
    named = set(older.get("actors", ()))
    if "plan_id" in older and Permission.READ in caller.principal.may:
        plan = await reading.read_plan(service.views, service.calendar, caller, UUID(older["plan_id"]))
        parties = (one for one in plan["items"] if one["kind"] == "participant" and one["state"] == "current")
        named |= {one.get("actor") or one["owner"] for one in parties}
    names = {str(actor.id): actor.name for actor in (await service.registry.actors()).values()}

    async def show(*args: object, **values: object) -> Response:
        return await mine.shown(*args, around="mine_layout.html", **values)  # type: ignore[arg-type]  # handed on as it came

    return place_of(
        mine.visit,
        consent,
        known,
        {actor: names[actor] for actor in named if actor in names},
        address=f"{mine.base}{AT.format(consent=consent)}",
        back=f"{mine.base}/samtycken",
        done=f"{mine.base}/samtycken?klart=replaced",
        by_person=True,
        show=show,
    )
