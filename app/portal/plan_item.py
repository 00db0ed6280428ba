"""One item of a plan by itself: what it says, and every step that can be taken with it, each as a form."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.days import iso
from app.domain.facts import ITEM_KINDS
from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.forms import PostedOf, carried_out
from app.portal.invitations import TO_COME
from app.portal.plan_calls import awaiting
from app.portal.plan_item_words import told_fields
from app.portal.plan_moves import known_move, make_move, steps_of
from app.portal.plan_reading import locale_of, me_of, the_person
from app.portal.plan_view import Scene
from app.portal.showing import shown
from app.usecases import answer_links, inviting, reading
from app.usecases.ports import Replayed

router = APIRouter()
ItemId = Annotated[UUID, Path(alias="item")]
Kind = Annotated[str, Path(alias="kind", max_length=30)]
Noun = Annotated[str, Path(alias="noun", max_length=30)]
PlanOf = Annotated[UUID | None, Query(alias="plan")]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
KINDS: Final = tuple(kind for kind in ITEM_KINDS if kind not in ("plan", "message", "person"))
"""A plan has a page of its own, as messages have."""
ANSWERABLE: Final = ("sent", "new-time")


@router.get("/poster/{item}")
async def item(visit: VisitOf, item: ItemId, done: Done = None) -> Response:
    return await _shown(visit, item, done=done)


@router.post("/poster/{item}/steg/{kind}/{noun}")
async def move_item(posted: PostedOf, item: ItemId, kind: Kind, noun: Noun, plan: PlanOf = None) -> Response:
    move = known_move(kind, noun)
    return await carried_out(
        posted,
        "plan",
        lambda: make_move(posted, move, item),
        done=f"/planer/{plan}?klart=moved" if move.takes_away and plan else f"/poster/{item}?klart=moved",
        again=lambda status: _shown(posted.visit, item, status),
    )


@router.post("/poster/{item}/svarslank")
async def link(posted: PostedOf, item: ItemId) -> Response:
    """The link is shown in the answer itself, and nowhere else: its token is kept nowhere, and in no address."""
    service = posted.visit.service
    try:
        made = await answer_links.issue(service.store, service.vault, posted.caller, item, answer_links.IssueLink())
    except Replayed:
        again = answer_links.without_key(posted.caller)
        made = await answer_links.issue(service.store, service.vault, again, item, answer_links.IssueLink())
    return await _shown(posted.visit, item, link=made)


async def _shown(
    visit: Visit, item: UUID, status: int = 200, *, done: str | None = None, link: dict[str, Any] | None = None
) -> Response:
    service, locale, me = visit.service, locale_of(visit), me_of(visit)
    found = await reading.read_item(service.views, visit.caller, item, KINDS)
    names = {str(actor.id): actor.name for actor in (await service.registry.actors()).values()}
    scene = Scene([found], names, me, the_person(visit), locale)
    answerable = found["kind"] == "call" and found["state"] in ANSWERABLE and not _has_been(found, visit)
    # Until when is for the pages that read the whole plan: the agreement that counts is not known from one item.
    awaited = {found["id"]: None} if found["kind"] == "call" and found["state"] == "sent" else {}
    return await shown(
        visit,
        "plan",
        status=status,
        template="plan_item",
        item=found,
        plan_id=found.get("plan_id"),
        line=awaiting(scene.line(found), awaited, scene, visit.caller.today),
        facts=told_fields(found, scene),
        to_come=_to_come(found),
        steps=steps_of(found, me, locale),
        replaceable=found["kind"] == "consent" and _replaceable(visit, found, me),
        linkable=answerable and found["owner"] == me,
        link={**link, "address": f"{visit.request.base_url}svar#{link['token']}"} if link else None,
        done=done == "moved",
    )


def _to_come(found: Mapping[str, Any]) -> bool:
    """Whether it is a meeting that is ahead, or a call to one on a day."""
    if found["kind"] == "call":
        return "meeting_on" in found and found["state"] not in (*inviting.GONE, "declined")
    return found["kind"] == "appointment" and found["state"] in TO_COME


def _has_been(call: Mapping[str, Any], visit: Visit) -> bool:
    today = iso(visit.caller.today)
    return str(call.get("meeting_on", today)) < today


def _replaceable(visit: Visit, consent: Mapping[str, Any], me: str | None) -> bool:
    """Whether the visitor's actor may put a new consent in the place of this one."""
    named = me in consent["actors"] and "plan_id" in consent
    return named and visit.may(Permission.CONSENT) and "replacement" in consent["possible"]
