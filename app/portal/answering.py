"""Answering a call by a one-time link, without an account: the code is sent in the body alone, and stands nowhere."""

import time
from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.domain.errors import DeadLink, FieldError
from app.portal.asking import AnybodyOf, Visit
from app.portal.fields import Form
from app.portal.forms import Forged, from_where
from app.portal.plan_fields import coded
from app.portal.plan_reading import locale_of
from app.portal.showing import shown
from app.portal.words import words_of
from app.usecases import answer_links
from app.usecases.throttle import Throttle

router = APIRouter()
FIELDS: Final = 20
TYPED: Final = ("answer", "code", "reason", "deputy")
TOO_MANY: Final = 429


@router.get("/svar")
async def ask_for_code(visit: AnybodyOf) -> Response:
    return await _code(visit)


@router.post("/svar")
async def question(request: Request, visit: AnybodyOf) -> Response:
    typed = await _typed(request)
    if not typed.get("token"):
        return await _code(visit, 422, missing=True)
    return await _question(visit, typed)


@router.post("/svar/lamna")
async def answer(request: Request, visit: AnybodyOf) -> Response:
    typed = await _typed(request)
    given = {name: typed[name] for name in TYPED if typed.get(name)}
    service = visit.service
    try:
        command = answer_links.AnswerByLink.model_validate({"token": typed.get("token", ""), **given})
        done = await answer_links.answer_by_link(
            service.links, service.vault, today=service.clock(), request_id=request.state.request_id, command=command
        )
    except DeadLink:
        return await _dead(visit)
    except (ValidationError, FieldError) as error:
        return await _question(visit, typed, wrong=_fields_of(error))
    return await shown(visit, "answering", template="answered", answer=done["answer"], on=done["on"])


async def _question(visit: Visit, typed: dict[str, str], wrong: tuple[str, ...] = ()) -> Response:
    """What the link asks, with a form to answer in; again with what was typed when something was wrong."""
    service, locale = visit.service, locale_of(visit)
    try:
        command = answer_links.FollowLink(token=typed.get("token", ""))
        found = await answer_links.read_question(
            service.links,
            service.registry,
            service.vault,
            today=service.clock(),
            request_id=visit.request.state.request_id,
            command=command,
        )
    except (DeadLink, ValidationError):
        return await _dead(visit)
    words = words_of("answering", visit.language)
    if wrong:
        errors = {name: getattr(words, f"wrong_{name}", words.wrong_answer) for name in wrong}
        visit.tried = _form(typed, errors)
    return await shown(
        visit,
        "answering",
        status=422 if wrong else 200,
        template="answering_question",
        question=found,
        token=command.token,
        form=visit.tried or _form(typed, {}),
        codes=coded("code", "call-refusal", found["codes"], locale, required=False),
    )


async def _code(visit: Visit, status: int = 200, *, dead: bool = False, missing: bool = False) -> Response:
    form = _form({}, {"token": words_of("answering", visit.language).wrong_token} if missing else {})
    if missing:
        visit.tried = form
    return await shown(visit, "answering", status=status, dead=dead, form=form)


async def _dead(visit: Visit) -> Response:
    throttle, address = _door(visit.request)
    throttle.missed(address, time.monotonic())
    return await _code(visit, 404, dead=True)


async def _typed(request: Request) -> dict[str, str]:
    """What was sent from a page of ours. HTTPException for whoever has guessed too often. Forged."""
    throttle, address = _door(request)
    if wait := throttle.waits(address, time.monotonic()):
        raise HTTPException(TOO_MANY, headers={"Retry-After": str(wait)})
    if from_where(request) == "elsewhere":
        raise Forged
    form = await request.form(max_files=0, max_fields=FIELDS)
    return {name: str(value).strip() for name, value in form.items()}


def _door(request: Request) -> tuple[Throttle, str]:
    throttle: Throttle = request.app.state.throttle
    return throttle, request.client.host if request.client else "unknown"


def _form(typed: dict[str, str], errors: dict[str, str]) -> Form:
    values = {name: [said] for name, said in typed.items()}
    return Form(id="svar", page="/svar", who="", csrf="", key="", version="*", values=values, errors=errors)


def _fields_of(error: Any) -> tuple[str, ...]:
    if isinstance(error, FieldError):
        return (error.field,)
    return tuple(dict.fromkeys(str(one["loc"][0]) for one in error.errors(include_input=False, include_url=False)))
