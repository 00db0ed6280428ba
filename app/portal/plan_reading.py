"""Reading a plan for one of its pages: once, as whoever visits, in the visitor's language."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.domain.locale import ENGLISH, SWEDISH, Locale
from app.portal.asking import Visit
from app.portal.plan_view import Scene, scene_of
from app.portal.words import words_of
from app.usecases import plan_page


def locale_of(visit: Visit) -> Locale:
    """In which language the visitor is told."""
    return ENGLISH if visit.language == "en" else SWEDISH


def me_of(visit: Visit) -> str | None:
    """The actor that the visitor works for, as documents have it."""
    actor = visit.caller.principal.actor
    return str(actor) if actor else None


async def read_scene(visit: Visit, plan: UUID) -> tuple[Mapping[str, Any], Scene]:
    """The plan as it is read for a page, and the scene of it. NotFound."""
    service = visit.service
    found = await plan_page.read_plan_page(service.views, service.vault, service.registry, visit.caller, plan)
    return found, scene_of(found, me_of(visit), found["name"] or the_person(visit), locale_of(visit))


def the_person(visit: Visit) -> str:
    """What whoever the plan is about is called where there is no name."""
    words = words_of("plan", visit.language)
    said: str = words.the_person
    return said
