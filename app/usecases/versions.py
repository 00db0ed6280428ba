"""Versions of a plan: freeze what is agreed on, accept it, read it again, and see what has changed since."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.comparing import Changed, Difference, compare
from app.domain.days import Day, day
from app.domain.errors import FactError, IllegalMove, NotAParty, NotFound, NotPermitted
from app.domain.facts import Plan
from app.domain.item import Item, participation_id
from app.domain.labels import label_sv
from app.domain.moves import check_at_work
from app.domain.permissions import Permission, check
from app.usecases.persons import Line
from app.usecases.plan_ports import Frozen
from app.usecases.planning import MakeMove, day_of
from app.usecases.ports import Caller, Event, NewId, Store, Views, Work
from app.usecases.reading import Document, read_view, stated


class FreezePlan(BaseModel):
    """What the plan says now is what is agreed on; `note` says how it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    note: Annotated[Line | None, Field(examples=["Överenskommen på mötet 23 november"])] = None


async def freeze(store: Store, new_id: NewId, caller: Caller, plan_id: UUID, command: FreezePlan) -> Frozen:
    """The new version, which supersedes the one before. NotFound, NotPermitted; IllegalMove when the plan has ended."""
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> Frozen:
        plan = await _open_plan(work, caller, plan_id)
        if plan.owner != (caller.principal.actor or THE_PERSON):
            raise NotPermitted("only the plan's owner freezes a version of it; ask it to")
        held = await work.versions.of(plan_id)
        version = Frozen(
            person_id=plan.person_id,
            plan_id=plan_id,
            n=held[-1].n + 1 if held else 1,
            id=new_id(),
            on=caller.today,
        )
        await work.versions.freeze(version, command.note)
        await tell(work, plan, version, "plan-frozen")
        return version

    return await store.transact(caller, body)


async def accept(store: Store, caller: Caller, *, plan_id: UUID, n: int, command: MakeMove) -> None:
    """The caller's actor, or the person, accepts the version; once, however often it is said.

    NotFound for whoever does not see it, NotAParty, IllegalMove for a superseded one, FactError for the day.
    """
    check(caller.principal, Permission.WRITE)
    on = day_of(command, caller)

    async def body(work: Work) -> None:
        plan, version = await acceptable(work, caller, plan_id, n, on)
        if await work.versions.accept(version, on):
            await tell(work, plan, version, "plan-accepted")

    await store.transact(caller, body)


async def acceptable(work: Work, caller: Caller, plan_id: UUID, n: int, on: Day) -> tuple[Item, Frozen]:
    """The plan and the version of it that a party, or the person, may accept as of that day. NotFound, NotAParty,
    IllegalMove for a superseded one, FactError for the day."""
    plan = await _open_plan(work, caller, plan_id)
    version, newest = await version_of(work, plan_id, n)
    actor = caller.principal.actor
    if actor is not None and await work.items.load(participation_id(plan_id, actor)) is None:
        raise NotAParty("only the parties of the plan and the person accept a version of it")
    if not newest:
        raise IllegalMove("superseded", {})
    if not version.on <= on <= caller.today:
        raise FactError("on", "has to be from the day on which the version was frozen, up to today")
    return plan, version


async def version_of(work: Work, plan_id: UUID, n: int) -> tuple[Frozen, bool]:
    """The version with that number, and whether it is the newest. NotFound for whoever does not see it."""
    versions = await work.versions.of(plan_id)
    version = next((version for version in versions if version.n == n), None)
    if version is None:
        raise NotFound("there is no such version for you")
    return version, version.n == versions[-1].n


async def read_versions(views: Views, caller: Caller, plan_id: UUID, *, page: int, limit: int) -> Document:
    """The versions of the plan, the newest first, and who has accepted each."""
    skip = (page - 1) * limit
    read = await read_view(views, "plan-versions", caller, "plan", plan_id=plan_id, limit=limit, skip=skip)
    document: Document = read["document"]
    return document


async def read_version(
    views: Views, caller: Caller, plan_id: UUID, *, n: int | None = None, version_id: UUID | None = None
) -> Document:
    """What was agreed on in that version, as it stood on its day, as far as the reader may see it today."""
    asked = {"plan_id": plan_id, "n": n, "version_id": version_id}
    document = (await read_view(views, "plan-version", caller, "version", **asked))["document"]
    on = day(document["on"])
    return {**document, "items": [{**stated(item, on), "possible": []} for item in document["items"]]}


async def read_differences(views: Views, caller: Caller, plan_id: UUID, *, n: int, to: int | None) -> Document:
    """What changed from one version to another, or to the plan as it stands now when `to` is None."""
    document = (await read_view(views, "plan-differences", caller, "version", plan_id=plan_id, n=n, to=to))["document"]
    found = compare(document["before"], document["after"])
    return {"plan_id": str(plan_id), "version": n, "to": to, "items": [_shown(one) for one in found]}


def shown_fields(found: Iterable[Difference]) -> list[Document]:
    """The fields that say something else, with the Swedish word for each."""
    return [
        {"field": one.field, "label": label_sv("field", one.field), "old": one.old, "new": one.new} for one in found
    ]


def _shown(changed: Changed) -> Document:
    item: Mapping[str, Any] = changed.item
    header = {"id": item["id"], "kind": item["kind"], "label": label_sv("kind", item["kind"]), "owner": item["owner"]}
    title = {"title": item["title"]} if "title" in item else {}
    return {**header, **title, "change": changed.change, "fields": shown_fields(changed.differences)}


async def _open_plan(work: Work, caller: Caller, plan_id: UUID) -> Item:
    """The plan, which nobody freezes or accepts meanwhile. NotFound, IllegalMove when it has ended."""
    plan = await work.items.load(plan_id)
    if plan is None or not isinstance(plan.content, Plan):
        raise NotFound("there is no such plan for you")
    check_at_work(plan, caller.today)
    return plan


async def tell(work: Work, plan: Item, version: Frozen, what: str, *, on_behalf: UUID | None = None) -> None:
    """That this was done with a version of the plan, to whoever may see the plan, and in the log."""
    await work.happened(
        Event(person_id=plan.person_id, type=what, item_id=version.id, owner=plan.owner, category=plan.category)
    )
    await work.log(what, plan.person_id, [plan], on_behalf=on_behalf)
