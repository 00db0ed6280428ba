"""A coordination body's agreements: what holds, what the next one would change, and taking it into use."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import FieldError, NotFound
from app.domain.permissions import Permission, check
from app.portal import body_terms
from app.portal.asking import Visit, VisitOf
from app.portal.body import BodyKey, around
from app.portal.body_wrong import wrong_words
from app.portal.forms import PostedOf, carried_out
from app.portal.showing import shown
from app.portal.worklist_cards import title_of
from app.usecases import adopting
from app.usecases.agreeing import StateAgreement
from app.usecases.body_reading import body_of_member

router = APIRouter()
PreviewId = Annotated[UUID, Path(alias="preview")]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
SECTION = "overenskommelser"


@router.get("/samordning/{body}/overenskommelser")
async def agreements(visit: VisitOf, body: BodyKey, done: Done = None) -> Response:
    there = await around(visit, body, SECTION)
    found = body_terms.agreements_of(
        adopting.shown(there["body"]),
        await visit.service.registry.actors(),
        visit.caller.today,
        visit.language,
    )
    may_propose = visit.may(Permission.ADMIN)
    return await shown(
        visit,
        "body_agreements",
        agreements=found,
        alone=there["body"].alone,
        done=done == "antagen",
        may_propose=may_propose,
        proposals=await _proposals(visit, body) if may_propose else [],
        **there,
    )


@router.get("/samordning/{body}/overenskommelser/ny")
async def new(visit: VisitOf, body: BodyKey) -> Response:
    check(visit.caller.principal, Permission.ADMIN)
    await body_of_member(visit.service.registry, visit.caller, body)
    return await _form(visit, body)


@router.post("/samordning/{body}/overenskommelser/ny")
async def propose(posted: PostedOf, body: BodyKey) -> Response:
    visit = posted.visit

    async def act() -> UUID:
        administration, new_id = visit.service.administration, visit.service.new_id
        try:
            said = StateAgreement.model_validate(body_terms.stated(posted.values))
            return await adopting.propose(administration, new_id, posted.caller, body, said)
        except FieldError as error:
            raise FieldError(body_terms.field_of(error.field), error.problem) from error

    return await carried_out(
        posted,
        "body_agreements",
        act,
        done=lambda made: f"/samordning/{body}/overenskommelser/forslag/{made}",
        again=lambda status: _form(visit, body, status),
        wrong=wrong_words,
    )


@router.get("/samordning/{body}/overenskommelser/forslag/{preview}")
async def preview(visit: VisitOf, body: BodyKey, preview: PreviewId) -> Response:
    return await _preview(visit, body, preview)


@router.post("/samordning/{body}/overenskommelser/forslag/{preview}")
async def adopt(posted: PostedOf, body: BodyKey, preview: PreviewId) -> Response:
    async def act() -> None:
        await adopting.adopt(posted.visit.service.administration, posted.caller, body, preview)

    return await carried_out(
        posted,
        "body_agreements",
        act,
        done=f"/samordning/{body}/overenskommelser?klart=antagen",
        again=lambda status: _preview(posted.visit, body, preview, status),
    )


async def _proposals(visit: Visit, body: str) -> list[dict[str, object]]:
    """What waits for somebody to take it into use, and whose it is."""
    actors = await visit.service.registry.actors()
    found = await adopting.read_proposals(visit.service.administration, visit.caller, body)
    return [{**one, "by": actors[UUID(one["actor"])].name} for one in found if UUID(one["actor"]) in actors]


async def _form(visit: Visit, body: str, status: int = 200) -> Response:
    there = await around(visit, body, SECTION)
    values = body_terms.fields_of(there["body"], visit.caller.today)
    actors = await visit.service.registry.actors()
    return await shown(
        visit,
        "body_agreements",
        status=status,
        template="body_agreement_form",
        form=visit.form("overenskommelse", version="*", **values),
        rules=body_terms.thresholds_to_set(visit.language),
        actors=sorted(((str(id_), actor.name) for id_, actor in actors.items()), key=lambda one: one[1]),
        codes=body_terms,
        **there,
    )


async def _preview(visit: Visit, body: str, preview: UUID, status: int = 200) -> Response:
    there = await around(visit, body, SECTION)
    found = await adopting.read_preview(visit.service.administration, visit.caller, preview)
    if found["becomes"]["key"] != body:
        raise NotFound("there is no such preview of this body's agreements")
    actors, today = await visit.service.registry.actors(), visit.caller.today
    becoming = body_terms.agreements_of(found["becomes"], actors, today, visit.language)
    now = body_terms.agreements_of(adopting.shown(there["body"]), actors, today, visit.language)
    counted = found.get("counted")
    members = [
        (actors[UUID(member["actor"])].name, [(title_of(one["rule"], visit.language), one) for one in member["rules"]])
        for member in (counted or {}).get("members", ())
        if UUID(member["actor"]) in actors
    ]
    return await shown(
        visit,
        "body_agreements",
        status=status,
        template="body_preview",
        preview=found,
        changed=[one for one in becoming if one not in now],
        counted=counted,
        members=members,
        others=sorted(one.name for one in actors.values() if there["body"].is_of(one, today)),
        today=iso(today),
        **there,
    )
