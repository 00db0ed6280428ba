"""Adding to a plan: a page with a form for each kind of what can be added, by the use cases that REST adds by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import FactError, NotFound
from app.domain.facts import CATEGORIES
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.plan_fields import Field, Options, coded
from app.portal.plan_reading import read_scene
from app.portal.plan_view import Scene
from app.portal.showing import shown
from app.usecases import following_up, planning

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
What = Annotated[str, Path(alias="what", max_length=20)]


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added at an address: its kind, the names of its fields, which of them may be left empty, and which field
    of the fact says today without being asked for."""

    kind: str
    fields: tuple[str, ...]
    optional: tuple[str, ...] = ()
    today: tuple[str, ...] = ()


ADDITIONS: Final[Mapping[str, Addition]] = {
    "behov": Addition("need", ("title", "category", "start")),
    "mal": Addition("goal", ("title", "need", "by"), ("need", "by"), ("on",)),
    "insats": Addition(
        "activity",
        ("title", "need", "category", "planned_start", "planned_end", "weekly_hours", "tentative"),
        ("need", "category", "planned_end", "weekly_hours", "tentative"),
    ),
    "ansvar": Addition("ownership", ("need", "start")),
    "overlamning": Addition("referral", ("title", "need", "to"), ("need",), ("sent",)),
    "deltagare": Addition("participant", ("actor",)),
    "huvudansvarig": Addition("main-responsible", ("start",)),
    "kontaktperson": Addition("handler", ("title", "start")),
    "uppfoljning": Addition("follow-up", ("due",)),
}
"""What can be added, by the word in the address."""
LED_BY: Final[Mapping[str, str]] = {
    **dict.fromkeys(("activities", "principals", "others"), "insats"),
    "main-responsible": "huvudansvarig",
    "follow-up": "uppfoljning",
    "contact-people": "kontaktperson",
}
"""Where what a plan lacks is added, by the key of the requirement."""
UNASKED: Final = ("title", "actor")
"""Fields of the pages that the use cases can do without: an actor who names none joins by itself."""
DATES: Final = ("start", "by", "planned_start", "planned_end", "due")


@router.get("/planer/{plan}/nytt/{what}")
async def form(visit: VisitOf, plan: PlanId, what: What) -> Response:
    return await _form(visit, plan, what)


@router.post("/planer/{plan}/nytt/{what}")
async def add(posted: PostedOf, plan: PlanId, what: What) -> Response:
    return await carried_out(
        posted,
        "plan",
        lambda: _add(posted, plan, _known(what)),
        done=f"/planer/{plan}?klart=added",
        again=lambda status: _form(posted.visit, plan, what, status),
    )


async def _form(visit: Visit, plan: UUID, what: str, status: int = 200) -> Response:
    addition = _known(what)
    _, scene = await read_scene(visit, plan)
    options = {"need": _needs(scene), "actor": await _actors(visit, scene, taking_part=False)}
    options["to"] = await _actors(visit, scene, taking_part=True)
    return await shown(
        visit,
        "plan",
        status=status,
        template="plan_adding",
        plan_id=plan,
        what=what,
        person=scene.person,
        fields=[_field(name, addition, options, scene) for name in addition.fields],
        today=iso(visit.caller.today) if "start" in addition.fields else "",
    )


def _known(what: str) -> Addition:
    if what not in ADDITIONS:
        raise NotFound("there is no such page")
    return ADDITIONS[what]


async def _add(posted: Posted, plan: UUID, addition: Addition) -> object:
    service, caller = posted.visit.service, posted.caller
    given: dict[str, Any] = {name: posted.text(name) for name in addition.fields if posted.text(name)}
    given |= dict.fromkeys(addition.today, iso(caller.today))
    given |= _number("weekly_hours", given)
    header = planning.Contribution.model_validate(
        {"title": given.pop("title", None), "tentative": bool(given.pop("tentative", ""))}
    )
    for name in UNASKED:
        if name in addition.fields and not posted.text(name):
            raise FactError(name, "is missing")
    if addition.kind == "follow-up":
        return await following_up.book(service.store, service.new_id, caller, plan, header, given)
    return await planning.contribute(
        service.store, service.new_id, caller, plan_id=plan, kind=addition.kind, header=header, fields=given
    )


def _number(name: str, given: Mapping[str, Any]) -> dict[str, float]:
    """What was typed as a number, with a decimal comma or point. FactError."""
    if name not in given:
        return {}
    try:
        return {name: float(given[name].replace(",", "."))}
    except ValueError:
        raise FactError(name, "is no number") from None


def _field(name: str, addition: Addition, options: Mapping[str, Options], scene: Scene) -> Field:
    required = name not in addition.optional
    if name in options:
        return Field(name, "choice", required, options[name])
    if name == "category":
        return coded(name, "category", CATEGORIES, scene.locale, required=required)
    if name == "title" and addition.kind == "handler":
        return Field(name, called="contact_person")
    sort: Any = "date" if name in DATES else {"weekly_hours": "number", "tentative": "tick"}.get(name, "line")
    return Field(name, sort, required)


def _needs(scene: Scene) -> Options:
    lines = [scene.line(need) for need in scene.of("need") if need["state"] == "current"]
    return tuple((line.id, line.title) for line in lines)


async def _actors(visit: Visit, scene: Scene, *, taking_part: bool) -> Options:
    """Those who take part and are somebody else; or everybody else there is, by name."""
    inside = {one.get("actor") or one["owner"] for one in scene.of("participant")}
    known = await visit.service.registry.actors()
    found = [(str(actor.id), actor.name) for actor in known.values() if (str(actor.id) in inside) == taking_part]
    return tuple(sorted((one for one in found if one[0] != scene.me), key=lambda one: one[1]))
