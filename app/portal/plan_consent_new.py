"""A consent that is new in a plan: prepared for the person to give, or recorded as given, after a look at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from app.domain.consent_changes import difference
from app.domain.days import iso
from app.domain.errors import FieldError, NotFound
from app.domain.facts import CATEGORIES
from app.domain.facts.codes import CONSENT_FORMS
from app.domain.moves import AT_WORK
from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.consent_terms import FEWEST, OF_AGENCIES, holding, terms_of, terms_typed
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.plan_reading import read_scene
from app.portal.plan_view import Scene, agreed_of, taking_part
from app.portal.showing import shown
from app.portal.words import words_of
from app.usecases import consents
from app.usecases.planning import Contribution

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
AT: Final = "/planer/{plan}/samtycken/nytt"
TOPIC: Final = "consent_new"
DRAFT: Final = "draft"
"""The choice that nothing has been given yet: the person says yes in the pages of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A plan that a consent can be put down in: those who take part, by id, as far as the visitor sees."""

    visit: Visit
    plan: UUID
    scene: Scene
    actors: Mapping[str, str]

    @property
    def address(self) -> str:
        return AT.format(plan=self.plan)


@router.get(AT)
async def form(visit: VisitOf, plan: PlanId) -> Response:
    return await _form(await _place(visit, plan))


@router.post(AT)
async def preview(posted: PostedOf, plan: PlanId) -> Response:
    """What it would let whom see; nothing is done yet."""
    place = await _place(posted.visit, plan)

    async def act() -> Response:
        fields = _typed(place, posted)
        held = [terms_of(one) for one in holding(place.scene.of("consent"), str(plan))]
        _, gained = difference(held, [*held, terms_of(fields)])
        return await _shown(
            place, "consent_new_preview", typed=posted.values, fields=fields, gained=gained, draft=_is_draft(posted)
        )

    return await _carried_out(place, posted, act, done=place.address)


@router.post(f"{AT}/val")
async def choose_anew(posted: PostedOf, plan: PlanId) -> Response:
    return await _form(await _place(posted.visit, plan), typed=posted.values)


@router.post(f"{AT}/beslut")
async def decide(posted: PostedOf, plan: PlanId) -> Response:
    place, service = await _place(posted.visit, plan), posted.visit.service

    async def act() -> object:
        return await consents.record_consent(
            service.store,
            service.new_id,
            posted.caller,
            plan_id=plan,
            header=Contribution(tentative=_is_draft(posted)),
            fields=_typed(place, posted),
        )

    done = "drafted" if _is_draft(posted) else "consented"
    return await _carried_out(place, posted, act, done=f"/planer/{plan}?klart={done}")


async def _carried_out(place: Place, posted: Posted, act: Any, done: str) -> Response:
    def wrong(error: FieldError, language: str) -> str | None:
        t = words_of(TOPIC, language)
        if error.field == "actors" and not set(posted.values.get("actors", [])) <= place.actors.keys():
            return str(t.takes_no_part)
        if error.field in OF_AGENCIES and _is_draft(posted):
            return str(t.not_given_yet)
        return None

    async def again(status: int) -> Response:
        return await _form(place, status, posted.values)

    return await carried_out(posted, TOPIC, act, done=done, again=again, wrong=wrong)


async def _form(place: Place, status: int = 200, typed: Mapping[str, list[str]] | None = None) -> Response:
    """What is to be agreed to; to begin with from today, and for the person to give."""
    me, plan = place.scene.me, next(place.scene.of("plan"))
    # Only where there is no choice is anybody chosen beforehand but whoever asks.
    chosen = [actor for actor in place.actors if actor == me or len(place.actors) == FEWEST]
    typed = typed or {"actors": chosen, "start": [iso(place.visit.caller.today)], "given_as": [DRAFT]}
    return await _shown(
        place,
        "consent_new",
        status,
        typed=typed,
        options=sorted(place.actors.items(), key=lambda one: one[1]),
        enough=len(place.actors) >= FEWEST,
        at_work=plan["state"] in AT_WORK,
        invites=plan["owner"] == me,
        agreed=agreed_of(place.scene),
        categories=CATEGORIES,
        ways=(DRAFT, *CONSENT_FORMS),
        of_a_yes=OF_AGENCIES[1:],
    )


async def _shown(place: Place, template: str, status: int = 200, **values: Any) -> Response:
    return await shown(
        place.visit, TOPIC, status=status, template=template, place=place, person=place.scene.person, **values
    )


async def _place(visit: Visit, plan: UUID) -> Place:
    """NotFound for whoever may put down no consent, and for an actor that does not take part."""
    if not visit.may(Permission.CONSENT):
        raise NotFound("there is no such page for you")
    _, scene = await read_scene(visit, plan)
    actors = taking_part(scene)
    if scene.me not in actors:
        raise NotFound("there is no such plan for you")
    return Place(visit=visit, plan=plan, scene=scene, actors=actors)


def _typed(place: Place, posted: Posted) -> dict[str, Any]:
    return terms_typed(posted, place.actors, draft=_is_draft(posted))


def _is_draft(posted: Posted) -> bool:
    return posted.text("given_as") == DRAFT
