"""Who acts for the person of a plan: the mandates that one's own agency has put down, and putting down another."""

from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import FactError, FieldError, NotFound
from app.domain.facts import decode
from app.domain.facts.codes import MANDATE_FORMS, MANDATE_POWERS
from app.domain.permissions import Permission
from app.portal.asking import Visit, VisitOf
from app.portal.forms import Posted, PostedOf, carried_out
from app.portal.plan_fields import coded
from app.portal.plan_reading import read_scene
from app.portal.showing import shown
from app.usecases import mandating, persons

router = APIRouter()
PlanId = Annotated[UUID, Path(alias="plan")]
Done = Annotated[str | None, Query(alias="klart", max_length=30)]
NOBODY: Final = UUID(int=0)
"""Stands for the proxy until the rest of the form is known to be right: only then is anybody looked up."""


@router.get("/planer/{plan}/foretradare")
async def form(visit: VisitOf, plan: PlanId, done: Done = None) -> Response:
    return await _form(visit, plan, done=done == "inskriven")


@router.post("/planer/{plan}/foretradare")
async def put_down(posted: PostedOf, plan: PlanId) -> Response:
    return await carried_out(
        posted,
        "plan_mandates",
        lambda: _put_down(posted, plan),
        done=f"/planer/{plan}/foretradare?klart=inskriven",
        again=lambda status: _form(posted.visit, plan, status),
    )


async def _form(visit: Visit, plan: UUID, status: int = 200, *, done: bool = False) -> Response:
    if not visit.may(Permission.WRITE) or visit.caller.principal.actor is None:
        raise NotFound("there is no such page for you")
    _, scene = await read_scene(visit, plan)
    return await shown(
        visit,
        "plan_mandates",
        status=status,
        plan_id=plan,
        person=scene.person,
        mandates=[(one, scene.line(one)) for one in scene.of("mandate")],
        forms=coded("form", "mandate-form", MANDATE_FORMS, scene.locale).options,
        powers=coded("powers", "mandate-power", MANDATE_POWERS, scene.locale).options,
        today=iso(visit.caller.today),
        done=done,
    )


async def _put_down(posted: Posted, plan: UUID) -> object:
    service, number = posted.visit.service, posted.text("identity_number")
    said: dict[str, Any] = {name: posted.text(name) for name in ("form", "title", "start", "end", "kept")}
    said = {name: text for name, text in said.items() if text}
    command = mandating.RecordMandate.model_validate(
        {**said, "powers": posted.values.get("powers", []), "proxy": NOBODY}
    )
    if not command.title:
        raise FactError("title", "is missing; say who it is, so that the person knows what the yes is to")
    # What makes no sense is said before anybody is looked up, and so becomes known here.
    decode("mandate", {"id": str(plan), "actor": str(NOBODY)} | command.model_dump(mode="json", exclude={"title"}))
    await _check_plan(posted.visit, plan)
    proxy = await persons.look_up(
        service.store, service.vault, replace(posted.caller, once=None), persons.LookUpPerson(identity_number=number)
    )
    try:
        return await mandating.record_mandate(
            service.store, service.new_id, posted.caller, plan, command.model_copy(update={"proxy": proxy})
        )
    except FieldError as error:
        # On the page somebody is named by number.
        raise type(error)("identity_number" if error.field == "proxy" else error.field, error.problem) from None


async def _check_plan(visit: Visit, plan: UUID) -> None:
    """NotFound unless the visitor sees the plan: for another's plan nobody is looked up."""
    await read_scene(visit, plan)
