"""The log as it is read: by the person it is about, in plain words, and by the auditor of one's own actor, in ids."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from app.domain.days import iso
from app.domain.errors import FieldError, NotFound, NotPermitted
from app.domain.locale import SWEDISH, Locale
from app.domain.log_sentences import sentence
from app.domain.permissions import Permission, check
from app.usecases.planning import day_in
from app.usecases.ports import Caller, Views
from app.usecases.reading import Document, read_view

LONGEST: Final = 31
"""Days of which a sample is drawn at most."""
REASONS: Final = ("sample", "request", "suspicion", "supervision")
"""Why an auditor reads what is logged about one person: of the code list audit-reason."""


async def read_access_log(
    views: Views, caller: Caller, person_id: UUID, *, page: int, limit: int, locale: Locale = SWEDISH
) -> Document:
    """Who has read what about the person, for the person alone, each entry with a sentence that says the same; the
    newest first. NotFound for everybody else."""
    skip = (page - 1) * limit
    read = await read_view(views, "access-log", caller, "person", person_id=person_id, limit=limit, skip=skip)
    entries, actors = read["document"]["entries"], read["document"]["actors"]
    told = in_words(entries[:limit], actors, read["document"]["granted"], locale)
    return {"entries": told, "more": len(entries) > limit, "actors": actors}


def in_words(
    entries: Sequence[Mapping[str, Any]],
    actors: Sequence[Mapping[str, Any]],
    granted: Mapping[str, str],
    locale: Locale = SWEDISH,
) -> list[Document]:
    """Each entry about a person with a sentence that says the same to that person; `granted` is the kind of what a
    basis is the id of, when that is no consent."""
    names = {actor["id"]: actor["name"] for actor in actors}
    return [{**entry, "words": _words(entry, names.get(entry["actor"]), granted, locale)} for entry in entries]


async def read_log(
    views: Views, caller: Caller, *, on: str | None, user: str | None, page: int, limit: int
) -> Document:
    """The rows of the caller's actor on a day (today when none is named), in their order; of one user if one is named.
    FieldError for what is no day, NotPermitted for whoever is no auditor."""
    check_auditor(caller)
    day = iso(day_in(on, "day") or caller.today)
    read = await views.read("audit", caller, first=day, last=day, of_user=user, limit=limit, skip=(page - 1) * limit)
    entries = read["document"]["entries"] if read else []
    return {"day": day, "entries": [_shown(entry) for entry in entries[:limit]], "more": len(entries) > limit}


async def draw_sample(
    views: Views, caller: Caller, *, first: str | None, last: str | None, size: int, seed: int
) -> Document:
    """So many rows about persons, drawn by the seed from those of the caller's actor in the days from `first` to `last`
    (the week that ends today when none are named): the same seed draws the same rows. FieldError for what is no day,
    and for days that are backwards or more than LONGEST; NotPermitted for whoever is no auditor."""
    check_auditor(caller)
    end = day_in(last, "last") or caller.today
    start = day_in(first, "first") or end - 6
    if not 0 <= end - start < LONGEST:
        raise FieldError("first", f"has to be on or before last, and at most {LONGEST} days of them")
    read = await views.read("audit-samples", caller, first=iso(start), last=iso(end), size=size, seed=seed)
    entries = read["document"]["entries"] if read else []
    return {"first": iso(start), "last": iso(end), "seed": seed, "entries": [_shown(entry) for entry in entries]}


async def read_log_about(
    views: Views, caller: Caller, reference: UUID | None, *, reason: str | None, page: int, limit: int
) -> Document:
    """What the caller's actor has read and done about one person, in the order of the log: each reading adds a row at
    its end. `reference` is the id that the log names the person by, that of a plan, or a case number; `reason` is of
    REASONS, and is kept in the log, where the person is told of the reading. FieldError for none of either, or another
    reason; NotFound alike for a reference to nobody and
    to somebody about whom the actor has left no row; NotPermitted for whoever is no auditor."""
    check_auditor(caller)
    if reference is None:
        raise FieldError("reference", "says whose log is read; take an id from a row of a sample, or a case number")
    if reason not in REASONS:
        raise FieldError("reason", f"says why this person's log is read; use one of {', '.join(REASONS)}")
    skip = (page - 1) * limit
    read = await views.read("audit-person", caller, reference=reference, reason=reason, limit=limit, skip=skip)
    if read is None:
        raise NotFound(
            "there is nothing in your actor's log about whoever that refers to; take it from a row of a sample"
        )
    document = read["document"]
    entries = document["entries"] or []
    return {
        "reference": str(reference),
        "reason": reason,
        "entries": [_shown(entry) for entry in entries[:limit]],
        "more": len(entries) > limit,
    }


async def read_seal(views: Views, caller: Caller) -> Document:
    """The newest block of the log, when and with what it was sealed, and whether what came after it has waited for too
    long: `late`. Nothing of a block as long as there is none. NotPermitted for whoever is no auditor."""
    check_auditor(caller)
    read = await views.read("audit-seal", caller)
    return {"late": True, **(read["document"] if read else {})}


def check_auditor(caller: Caller) -> None:
    """NotPermitted for whoever is no auditor of an actor."""
    check(caller.principal, Permission.AUDIT)
    if caller.principal.actor is None:
        raise NotPermitted("the log of an actor is read by its own auditor; your own log is at your access-log")


def _shown(entry: Mapping[str, Any]) -> Document:
    """A row as an auditor sees it: of its items the categories and the bases, and neither which they are nor what
    they say."""
    rest = {name: value for name, value in entry.items() if name != "items" and value is not None}
    return {**rest, "categories": _categories(entry), "bases": _bases(entry)}


def _words(entry: Mapping[str, Any], agency: str | None, granted: Mapping[str, str], locale: Locale) -> str:
    """The entry as a sentence; `granted` is the kind of what a basis is the id of, when that is no consent."""
    return sentence(
        by=entry["by"],
        agency=agency,
        action=entry["action"],
        refused=entry["outcome"] == "refused",
        categories=_categories(entry),
        bases=[granted.get(basis, basis) for basis in _bases(entry)],
        in_your_name=entry["in_your_name"],
        locale=locale,
    )


def _categories(entry: Mapping[str, Any]) -> list[str]:
    return sorted({item["category"] for item in entry["items"] if "category" in item})


def _bases(entry: Mapping[str, Any]) -> list[str]:
    # None, of what should never have been read: it was held back, and the log goes on telling of everything else.
    return sorted({item["basis"] for item in entry["items"] if item.get("basis")})
