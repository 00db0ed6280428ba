"""One-time links with which a partner without an account answers a call: they show nothing but the question."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.domain.actors import THE_PERSON
from app.domain.calling import check_in_time
from app.domain.days import Day, iso
from app.domain.errors import DeadLink, IllegalMove, NotFound, NotPermitted
from app.domain.facts import Call
from app.domain.facts.codes import CALL_ANSWERS, CALL_REFUSALS
from app.domain.item import Item
from app.domain.moves import check_state, make, move_of
from app.domain.permissions import Permission, check
from app.domain.states import state_of
from app.usecases.calling import AnswerCall, answering
from app.usecases.ports import Caller, Event, Registry, Store, Vault, Work
from app.usecases.reporting import event_of

T = TypeVar("T")
TOKEN_BYTES: Final = 32
DAYS: Final = 14
ABOUT: Final = "Möte om samordnad plan"
PURPOSE: Final = "answer-link"
"""What the token's keyed hash is made for; the token itself is kept nowhere."""

Token = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="Ur länken; sänds bara i innehållet. From the link; sent in the body alone.",
        examples=["kq3v0oV4b2mJQ7S0r5tYf1Zc8xWd6nHpLuEiAgTsRkM"],
    ),
]


class IssueLink(BaseModel):
    """A link for whoever was asked; it ends with its last day, and with the day of the meeting."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    days: Annotated[
        StrictInt, Field(ge=1, le=60, description="Days from today on which it can be used.", examples=[14])
    ] = DAYS


class FollowLink(BaseModel):
    """Whoever holds the link asks what it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    token: Token


class AnswerByLink(AnswerCall):
    """Whoever holds the link answers, once, for the actor that was asked."""

    on: None = None
    token: Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Where a link leads: the question, whom it was put to, and the last day of the link."""

    call: UUID
    addressee: UUID
    until: Day


class Links(Protocol):
    """The only door without an account."""

    async def follow(
        self, token_hash: bytes, *, today: Day, request_id: str, body: Callable[[Work, Caller, Linked], Awaitable[T]]
    ) -> T:
        """Run `body` in one transaction that can do nothing but read the question, answer it and leave a trace as the
        addressee. Raises DeadLink when the link leads nowhere (any more)."""
        ...


async def issue(store: Store, vault: Vault, caller: Caller, call_id: UUID, command: IssueLink) -> dict[str, Any]:
    """The link's token and last day; an earlier link of the call is dead. NotFound, NotPermitted, IllegalMove (of a
    meeting that has been, MeetingHasBeen)."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> dict[str, Any]:
        call = await work.items.load(call_id)
        if call is None or not isinstance(call.content, Call):
            raise NotFound("there is no such call for you")
        if call.owner != (caller.principal.actor or THE_PERSON):
            raise NotPermitted("only whoever put the question makes a link for it")
        if UUID(call.content.to) == THE_PERSON:
            raise NotPermitted("the person answers signed in, and not by a link")
        check_state("call", state_of(call, caller.today), move_of("call", "answer").from_states)
        check_in_time(call.content, caller.today)
        until = _last_day(call.content, caller.today, command.days)
        # Made anew on every try, so that no token outlives a transaction that was undone.
        token = secrets.token_urlsafe(TOKEN_BYTES)
        await work.issue_link(call.id, vault.fingerprint(PURPOSE, token), until)
        await work.happened(
            Event(
                person_id=call.person_id,
                type="call-link-issued",
                item_id=call.id,
                owner=call.owner,
                category=call.category,
                reader=call.owner,
            )
        )
        await work.log("call-answer-link", call.person_id, [call])
        return {"token": token, "until": iso(until)}

    return await store.transact(caller, body)


def without_key(caller: Caller) -> Caller:
    """The same caller with a request that may be carried out again."""
    return replace(caller, once=None)


async def read_question(
    links: Links, registry: Registry, vault: Vault, *, today: Day, request_id: str, command: FollowLink
) -> dict[str, Any]:
    """Who asks whom to come when, and nothing of the person. DeadLink."""
    actors = await registry.actors()

    async def body(work: Work, _: Caller, linked: Linked) -> dict[str, Any]:
        call, content = await _question(work, linked)
        await work.log("answer-link-question", call.person_id, [call])
        shown = {
            "asker": actors[call.owner].name if call.owner in actors else None,
            "to": actors[linked.addressee].name if linked.addressee in actors else None,
            "about": ABOUT,
            "form": content.form,
            "meeting_on": None if content.meeting_on is None else iso(content.meeting_on),
            "at": content.at,
            "until": iso(linked.until),
            "answers": list(CALL_ANSWERS),
            "codes": list(CALL_REFUSALS),
        }
        return {name: value for name, value in shown.items() if value is not None}

    token = vault.fingerprint(PURPOSE, command.token)
    return await links.follow(token, today=today, request_id=request_id, body=body)


async def answer_by_link(
    links: Links, vault: Vault, *, today: Day, request_id: str, command: AnswerByLink
) -> dict[str, Any]:
    """What was answered; the link is used. DeadLink; FactError as in `answering`, which leaves the link as it was."""
    the_move = answering(command)

    async def body(work: Work, caller: Caller, linked: Linked) -> dict[str, Any]:
        call, _ = await _question(work, linked)
        try:
            answered = make(
                call,
                the_move,
                linked.addressee,
                on=today,
                today=today,
                answer=command.answer,
                code=command.code,
                reason=command.reason,
            )
        except IllegalMove:
            raise DeadLink from None
        # First the traces: with the answer the link is used, and can leave none.
        await work.log("call-answer", call.person_id, [answered])
        await work.happened(event_of(answered, "answer", call))
        await work.items.append(answered)
        return {"answer": command.answer, "on": iso(caller.today)}

    token = vault.fingerprint(PURPOSE, command.token)
    return await links.follow(token, today=today, request_id=request_id, body=body)


def _last_day(call: Call, today: Day, days: int) -> Day:
    last = today + days
    return last if call.meeting_on is None else min(last, call.meeting_on)


async def _question(work: Work, linked: Linked) -> tuple[Item, Call]:
    call = await work.items.load(linked.call)
    if call is None or not isinstance(call.content, Call):
        raise DeadLink
    return call, call.content
