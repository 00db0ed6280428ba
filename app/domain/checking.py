"""Whether a finished view shows only what its reader may see: the decision on each item of it, made once more.

Disclosure decides; here is told from the finished view what it shows, and from what the database has of that whether it
may. A finding is its reader's alone; of a protected person, protection decides as well.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.domain.days import Day
from app.domain.disclosure import Grant, Sight, basis
from app.domain.facts import ITEM_KINDS
from app.domain.facts.references import references, tells
from app.domain.permissions import Principal, user_of
from app.domain.protection import NamedHandler

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Shown:
    """An id that a view holds. `told` when the view says of it what it is, as of an item, and does not only refer to
    it; with the version that it tells, if it says which. `referred_by` when the item of that id refers to it, in that
    field."""

    id: UUID
    told: bool = False
    version: str | None = None
    referred_by: tuple[UUID, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A version of an item as the database has it, with what decides who may see it; `about` of a message."""

    id: UUID
    person_id: UUID
    sight: Sight
    version: str
    current: bool
    void: bool
    guarded: bool
    source: str
    about: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the database has of what a view shows: versions of items, the reader's grants and named handlers of each
    person, and the person and the reader of each finding; and which records are the person's who reads, if they are
    several."""

    found: Sequence[Found] = ()
    grants: Mapping[UUID, Sequence[Grant]] = field(default_factory=dict)
    handlers: Mapping[UUID, Sequence[NamedHandler]] = field(default_factory=dict)
    findings: Mapping[UUID, tuple[UUID, UUID]] = field(default_factory=dict)
    records: Collection[UUID] = ()
    moment: datetime | None = None


def shown_in(document: object) -> set[Shown]:
    """Every id in the document, wherever it stands; and of each item what is told of it."""
    return set(_walk(document))


def too_much(shown: set[Shown], evidence: Evidence, reader: Principal, day: Day) -> Mapping[UUID | None, set[UUID]]:
    """What of that the reader may not see, by person; by None where the database has nothing of it for the reader.

    An id that the view only holds and the database has nothing of, for this reader, is no item or tells nothing; unless
    an item refers to it, which is told of what the reader sees alone.
    """
    current = {one.id: one for one in evidence.found if one.current}
    versions = {(one.id, one.version): one for one in evidence.found}
    wrong: dict[UUID | None, set[UUID]] = defaultdict(set)
    for one in shown:
        if one.id in evidence.findings:
            person, whose = evidence.findings[one.id]
            if whose != reader.reader and whose not in evidence.records:
                wrong[person].add(one.id)
            continue
        stands = current.get(one.id)
        if stands is None:
            if one.told or (one.referred_by and not _chosen(one.referred_by, current, reader)):
                wrong[None].add(one.id)
            continue
        told = versions.get((one.id, one.version), stands) if one.version else stands
        if not (_may(stands, current, evidence, reader, day) and _may(told, current, evidence, reader, day)):
            wrong[stands.person_id].add(one.id)
    return wrong


def _chosen(referred_by: tuple[UUID, str], current: Mapping[UUID, Found], reader: Principal) -> bool:
    """Whether the reference is the reader's own word, whatever it leads to."""
    item, name = referred_by
    own = item in current and reader.actor is not None and current[item].sight.owner == reader.actor
    return own and tells(current[item].sight.kind, name, own=True, by_name=False, sees=lambda: False)


def _may(one: Found, current: Mapping[UUID, Found], evidence: Evidence, reader: Principal, day: Day) -> bool:
    if reader.actor is None:
        mine = one.person_id == reader.person or one.person_id in evidence.records
        return mine and _acts(evidence.grants.get(one.person_id, ()), reader, day)
    if one.guarded and one.source != reader.source:
        handlers = evidence.handlers.get(one.person_id, ())
        if not any(handler.user == user_of(reader) and handler.holds_on(day) for handler in handlers):
            return False
    if one.sight.owner == reader.actor:
        return True
    if one.void or (one.sight.kind == "person" and not one.current):
        return False
    tied_to = current.get(one.about) if one.about else None
    decided = basis(
        one.sight,
        reader.actor,
        evidence.grants.get(one.person_id, ()),
        day,
        moment=evidence.moment,
        tied_to=tied_to.sight if tied_to and not tied_to.void else None,
    )
    return decided is not None


def _acts(grants: Sequence[Grant], reader: Principal, day: Day) -> bool:
    """Whether it is the person, or somebody whose mandate to act for the person holds on the day."""
    return reader.proxy is None or any(
        grant.kind == "mandate"
        and (grant.reader, grant.basis) == (reader.proxy, reader.mandate)
        and grant.holds_on(day)
        for grant in grants
    )


def _walk(value: object) -> Iterator[Shown]:
    if isinstance(value, Mapping):
        if value.get("kind") in ITEM_KINDS:
            yield from _told(value)
        for name, inner in value.items():
            yield from _walk(name)
            yield from _walk(inner)
    elif isinstance(value, str):
        if _ID.fullmatch(value):
            yield Shown(UUID(value))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def _told(item: Mapping[Any, Any]) -> Iterator[Shown]:
    """The item, if it says its kind beside an id of its own."""
    name, version = item.get("id", item.get("item_id")), item.get("version")
    if isinstance(name, str) and _ID.fullmatch(name):
        yield Shown(UUID(name), told=True, version=version if isinstance(version, str) else None)
        for field_name, reference in references(item):
            yield Shown(UUID(reference), referred_by=(UUID(name), field_name))
