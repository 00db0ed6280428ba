"""One-time answer links: made by whoever calls, and the two routes that need no account."""

import time
from enum import Enum
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from app.api import problems
from app.api.addresses import CallId
from app.api.authentication import OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.link_models import AnswerLink, LinkAnswered, LinkQuestion
from app.api.views import answered_document
from app.domain.errors import DeadLink
from app.domain.facts.codes import CALL_ANSWERS, CALL_REFUSALS
from app.usecases import answer_links
from app.usecases.ports import Replayed
from app.usecases.throttle import Throttle

router = APIRouter()
LINKS: Final[list[str | Enum]] = ["answer-links"]


class Knock:
    """Somebody without an account: refused after too many links that led nowhere."""

    def __init__(self, request: Request) -> None:
        self._throttle: Throttle = request.app.state.throttle
        self._address = request.client.host if request.client else "unknown"
        self.request_id: str = request.state.request_id
        wait = self._throttle.waits(self._address, time.monotonic())
        if wait:
            raise HTTPException(problems.TOO_MANY.status, headers={"Retry-After": str(wait)})

    def missed(self) -> None:
        """The link led nowhere."""
        self._throttle.missed(self._address, time.monotonic())


KnockOf = Annotated[Knock, Depends(Knock)]


@router.post(
    "/calls/{call}/answer-link",
    tags=LINKS,
    name="issue_answer_link",
    status_code=201,
    **documented(
        "Make an answer link",
        "En engångslänk för den som kallats och inte har något konto. Koden visas bara här; en ny länk ersätter den "
        "förra. A one-time link for an addressee without an account. Its token is shown here alone; a new link "
        "replaces the one before, also when the request is sent again.",
        AnswerLink,
        {"token": "kq3v0oV4b2mJQ7S0r5tYf1Zc8xWd6nHpLuEiAgTsRkM", "until": "2026-12-07"},
        status=201,
    ),
)
async def issue(service: ServiceOf, caller: OnceCallerOf, call: CallId, command: answer_links.IssueLink) -> Response:
    try:
        made = await answer_links.issue(service.store, service.vault, caller, call, command)
    except Replayed:
        # The first answer may never have come, and its token is kept nowhere: another takes its place.
        again = answer_links.without_key(caller)
        made = await answer_links.issue(service.store, service.vault, again, call, command)
    response = answered_document(made)
    response.status_code = 201
    del response.headers["etag"]
    return response


@router.post(
    "/answer-links/question",
    tags=LINKS,
    name="read_linked_question",
    **documented(
        "Read the question of a link",
        "Vem som frågar, i vilken form och om vilken dag; ingenting om personen. Utan konto. "
        "Who asks, in which form and for which day; nothing of the person. Needs no account.",
        LinkQuestion,
        {
            "asker": "Eksjö, socialtjänsten",
            "to": "Föreningen Ny väg",
            "about": answer_links.ABOUT,
            "form": "invitation",
            "meeting_on": "2026-12-10",
            "at": "13:00",
            "until": "2026-12-07",
            "answers": list(CALL_ANSWERS),
            "codes": list(CALL_REFUSALS),
        },
    ),
)
async def question(service: ServiceOf, knock: KnockOf, command: answer_links.FollowLink) -> Response:
    try:
        found = await answer_links.read_question(
            service.links,
            service.registry,
            service.vault,
            today=service.clock(),
            request_id=knock.request_id,
            command=command,
        )
    except DeadLink:
        knock.missed()
        raise
    return answered_document(found)


@router.post(
    "/answer-links/answer",
    tags=LINKS,
    name="answer_by_link",
    **documented(
        "Answer by a link",
        "Svaret lämnas för den som kallats, en gång. Utan konto. "
        "Answers for whoever was called, once; then the link is used. Needs no account.",
        LinkAnswered,
        {"answer": "coming", "on": "2026-11-25"},
    ),
)
async def answer(service: ServiceOf, knock: KnockOf, command: answer_links.AnswerByLink) -> Response:
    try:
        done = await answer_links.answer_by_link(
            service.links, service.vault, today=service.clock(), request_id=knock.request_id, command=command
        )
    except DeadLink:
        knock.missed()
        raise
    return answered_document(done)
