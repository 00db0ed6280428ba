"""An agency's system reports a fact by its own key: created, changed, superseded on arrival, or refused."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from app.domain.actors import THE_PERSON
from app.domain.consenting import check_names
from app.domain.costs import check_cost
from app.domain.errors import (
    FactError,
    FieldError,
    ForeignSource,
    NotFound,
    VersionConflict,
)
from app.domain.facts import FRAME, Activity, Consent, Need, Participant, Plan, Referral, decode, default_category
from app.domain.item import (
    HOLDER_KINDS,
    SERVICE_SOURCE,
    Item,
    check_periods,
    participation_id,
    stored_fields,
    with_answer_kept,
)
from app.domain.permissions import Permission, check
from app.domain.referrals import check_referral
from app.usecases.consenting import check_guardian
from app.usecases.persons import Line, find_or_add
from app.usecases.ports import Caller, Event, NewId, Store, Vault, Work
from app.usecases.references import (
    check_actors,
    check_party,
    check_previous,
    resolve_frame,
    with_actors_normal,
)

REPORTED_KINDS = (
    "status",
    "decision",
    "assessment",
    "contact",
    "agency-plan",
    "queue",
    "sip-need",
    "pause",
    "case",
)
"""The kinds that an agency reports outside the plan; all others belong to it and are disclosed by default."""

Key = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
IDENTITY_LIKE = re.compile(r"(19|20)?\d{6}[-+]?\d{4}")


class ReportHeader(BaseModel):
    """What every report says beside the fact itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    person_id: Annotated[UUID | None, Field(examples=["0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"])] = None
    identity_number: Annotated[str | None, Field(max_length=20, examples=["19900517-9800"])] = None
    source_version: Annotated[StrictInt, Field(ge=0, le=2**62, description="The source's own count; highest holds.")]
    disclosure: Annotated[
        Literal["own", "parties"] | None,
        Field(description="Who may receive it under consent; reported kinds default to own, the plan's to parties."),
    ] = None
    title: Annotated[Line | None, Field(examples=["Arbetsträning i andrahandsbutik"])] = None
    tentative: Annotated[StrictBool, Field(description="Not yet agreed: a draft plan, a proposed activity.")] = False
    void: Annotated[StrictBool, Field(description="Takes the fact away; it was never so.")] = False


class Outcome(StrEnum):
    """What became of a report."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The outcome, and the item as it was stored."""

    outcome: Outcome
    item: Item


async def report(
    store: Store,
    vault: Vault,
    new_id: NewId,
    caller: Caller,
    *,
    source: str,
    key: str,
    kind: str,
    header: ReportHeader,
    fields: dict[str, Any],
) -> Reported:
    """Store one version of the fact that the source calls `key`; safe to send again and in any order.

    FieldError and its kin name the field, ForeignSource another client's source, VersionConflict the same
    source version with other content. Nothing is stored then.
    """
    check(caller.principal, Permission.WRITE)
    if source != caller.principal.source:
        raise ForeignSource("a source is written by its own client only; use the source you were registered with")
    if IDENTITY_LIKE.fullmatch(key):
        raise FieldError("id", "looks like an identity number; use a key of your own system that says nothing")

    async def body(work: Work) -> Reported:
        person_id = await _person(work, vault, caller, header)
        known = await work.items.keyed(source, key)
        if known is not None and known[0] != person_id:
            raise FieldError("person_id", "the key belongs to another person; one key is one fact of one person")
        item_id = known[1] if known else new_id()
        held = await work.items.load(item_id) if known else None
        if known is not None and held is None:
            raise FieldError("id", "the fact with this key was removed as somebody else's; report with another key")
        item = await build(work, caller, person_id, item_id, source, kind, header, fields, held)
        return await _store(work, item, held, key=None if known else key)

    return await store.transact(caller, body)


async def build(
    work: Work,
    caller: Caller,
    person_id: UUID,
    item_id: UUID,
    source: str,
    kind: str,
    header: ReportHeader,
    fields: dict[str, Any],
    held: Item | None = None,
) -> Item:
    """The item that the header and the fields state, with every reference resolved to the service's own ids."""
    owner = caller.principal.actor or THE_PERSON
    given = with_actors_normal({name: value for name, value in fields.items() if value is not None})
    if kind != "participant" and (given.get("actor") is None or kind not in HOLDER_KINDS):
        given["actor"] = str(THE_PERSON if kind == "consent" else owner)
    frame = await resolve_frame(work, person_id, source, given, held)
    await check_previous(work, person_id, given)
    content = decode(kind, {**given, "id": str(item_id)})
    check_periods(content)
    if isinstance(content, Consent) and not header.void:
        check_names(content)
    if isinstance(content, Referral):
        check_referral(content)
    if isinstance(content, Activity):
        check_cost(content)
    category = default_category(content, frame.category if frame and frame.kind == "need" else None)
    content = replace(content, category=None if category == FRAME else category)
    await check_actors(work, given)
    if kind in HOLDER_KINDS - {"participant"} and frame and given["actor"] != str(owner):
        await check_party(work, frame.plan_id, given["actor"])
    own_plan = item_id if kind == "plan" else None
    disclosed = kind not in REPORTED_KINDS if header.disclosure is None else header.disclosure == "parties"
    return Item(
        person_id=person_id,
        id=item_id,
        source=source,
        source_version=header.source_version,
        owner=owner,
        category=category,
        disclosed=disclosed,
        plan_id=own_plan or (frame.plan_id if frame else None),
        title=header.title,
        tentative=header.tentative,
        void=header.void,
        content=content,
    )


async def _store(work: Work, item: Item, held: Item | None, *, key: str | None) -> Reported:
    same = await work.items.version(item.person_id, item.id, item.source_version)
    if same is not None:
        if not same.says_the_same_as(item):
            raise VersionConflict("this source_version was sent before with other content; send a higher one")
        await work.log("report", item.person_id, [same])
        return Reported(outcome=Outcome.UNCHANGED, item=held or same)
    if held is not None and held.content.kind != item.content.kind:
        raise FactError("kind", f"the key is already a {held.content.kind}; a fact never changes its kind")
    if isinstance(item.content, Need) and held is not None and held.category != item.category:
        raise FactError("category", "a need keeps its category, and what hangs on it with it; end it and start another")
    outcome = Outcome.CREATED if held is None else Outcome.CHANGED
    if held is not None and held.source_version > item.source_version:
        outcome = Outcome.SUPERSEDED
    await add(work, item, verb="reported", key=key, held=held)
    if outcome is Outcome.CHANGED and (kept := with_answer_kept(item, held)) is not item:
        await _put(work, kept, verb="kept", held=item)
        item = kept
    await work.log("report", item.person_id, [item])
    return Reported(outcome=outcome, item=item)


async def add(work: Work, item: Item, *, verb: str, key: str | None = None, held: Item | None = None) -> None:
    """Append the version with its event; whoever starts a plan takes part in it."""
    await _put(work, item, verb=verb, key=key, held=held)
    await check_guardian(work, item)
    starts = held is None or (held.void and held.source_version < item.source_version)
    if isinstance(item.content, Plan) and starts and not item.void and item.owner != THE_PERSON:
        first = _first_participant(item, item.content)
        if await work.items.load(first.id) is None:
            await _put(work, first, verb="added")


async def _put(work: Work, item: Item, *, verb: str, key: str | None = None, held: Item | None = None) -> None:
    await work.items.append(item, key=key)
    await work.happened(event_of(item, verb, held))


def event_of(item: Item, verb: str, held: Item | None) -> Event:
    """That the item has become this version, after `held`."""
    before = stored_fields(held.content) if held else {}
    after = stored_fields(item.content)
    return Event(
        person_id=item.person_id,
        type=f"{item.content.kind}-{verb}",
        item_id=item.id,
        owner=item.owner,
        category=item.category,
        changed=tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))),
        version=item.version,
    )


def _first_participant(plan: Item, content: Plan) -> Item:
    part_id = participation_id(plan.id, plan.owner)
    part = Participant(id=str(part_id), actor=str(plan.owner), plan=str(plan.id), start=content.start)
    return replace(plan, id=part_id, source=SERVICE_SOURCE, source_version=1, title=None, tentative=False, content=part)


async def _person(work: Work, vault: Vault, caller: Caller, header: ReportHeader) -> UUID:
    if (header.person_id is None) == (header.identity_number is None):
        raise FieldError("person_id", "name the person by person_id or by identity_number, one of them")
    if header.identity_number is not None:
        if caller.principal.person is not None:
            raise FieldError("identity_number", "leave it out and give your own person_id")
        return await find_or_add(work, vault, header.identity_number)
    assert header.person_id is not None  # noqa: S101 - the check above leaves no other way
    if not await work.persons.exists(header.person_id):
        raise NotFound("there is no such person; look the person up by identity number first")
    return header.person_id
