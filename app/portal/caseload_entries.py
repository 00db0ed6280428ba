"""A plan of a caseload as it is shown: whom it is about, whose it is, what comes next and who is waited for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.actors import Actor
from app.domain.labels import LABELS_EN, LABELS_SV


@dataclass(frozen=True, slots=True)
class Wait:
    """A question without an answer; `who` is None for the person."""

    what: str
    who: str | None
    since: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan at one look. `mine`: it is with whoever looks; `until`: had as a deputy up to that day."""

    plan: str
    person: str | None
    title: str | None
    state: str | None
    user: str
    mine: bool
    until: str | None
    next_day: str | None
    next_what: str | None
    open: int
    critical: int
    waits: tuple[Wait, ...]


def entry_of(entry: Mapping[str, Any], actors: Mapping[UUID, Actor], me: str, language: str) -> Entry:
    """The entry, from the use case's document."""
    kinds = (LABELS_EN if language == "en" else LABELS_SV)["kind"]
    names = {str(actor.id): actor.name for actor in actors.values()}
    coming = entry.get("next")
    return Entry(
        plan=entry["plan_id"],
        person=entry.get("person_name"),
        title=entry.get("title"),
        state=entry.get("state"),
        user=entry["user"],
        mine=entry["user"] == me,
        until=entry.get("deputy_until"),
        next_day=coming["on"] if coming else None,
        next_what=kinds[coming["kind"]] if coming else None,
        open=entry["open"],
        critical=entry["critical"],
        waits=tuple(Wait(kinds[one["kind"]], names.get(one["awaited"]), one["since"]) for one in entry["waits"]),
    )
