"""The history of a plan: every change of an item that the reader may see, with what it changed, by whom and why."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.comparing import differences
from app.domain.labels import label_sv
from app.domain.moves import MOVES, By
from app.usecases.ports import Caller, Views
from app.usecases.reading import Document, read_view
from app.usecases.versions import shown_fields

BY: Final = {f"{move.kind}-{move.noun}": move.by for move in MOVES}
CODED: Final = {f"{move.kind}-{move.noun}" for move in MOVES if move.reasons}
"""The moves whose reason is a code, of the code list of that name."""


async def read_history(views: Views, caller: Caller, plan_id: UUID, *, page: int, limit: int) -> Document:
    """A page of the changes, the newest first. NotFound for whoever does not see the plan."""
    skip = (page - 1) * limit
    read = await read_view(views, "plan-history", caller, "plan", plan_id=plan_id, limit=limit, skip=skip)
    document = read["document"]
    return {**document, "entries": [_entry(entry) for entry in document["entries"]]}


def _entry(entry: Mapping[str, Any]) -> Document:
    """A change as it is shown; what took an item away is told as that, whichever way it came."""
    kind, made = entry["kind"], entry["type"]
    act = made.removeprefix(f"{kind}-") if made else "reported"
    act = act if entry["new"] is not None else "voided"
    said = {
        "item": entry["item_id"],
        "kind": kind,
        "label": label_sv("kind", kind),
        "title": entry["title"],
        "at": entry["at"],
        "type": f"{kind}-{act}",
        "n": entry.get("n"),
        "told": _told(kind, act, entry["reason"], entry.get("n")),
        "actor": entry["actor"],
        "user": entry["user"],
        "on_behalf_of": on_behalf_of(made, entry["actor"], entry["owner"]),
        "reason": entry["reason"],
    }
    shown = shown_fields(differences(entry["old"], entry["new"]))
    return {**{name: value for name, value in said.items() if value is not None}, "changes": shown}


def _told(kind: str, act: str, reason: str | None, n: int | None) -> str:
    """What was done as a Swedish sentence, with the number of a version, and with the reason where it is a code."""
    word, made = label_sv("kind", kind), f"{kind}-{act}"
    word = word if n is None else f"{word}, version {n}"
    coded = f", {label_sv(made, reason)}" if made in CODED and reason else ""
    return f"{word[0].upper()}{word[1:]}: {label_sv('act', act)}{coded}"


def on_behalf_of(made: str | None, actor: str | None, owner: str) -> str | None:
    """In whose name an act was done, by whoever did it; None when in its own."""
    by = BY.get(made or "", By.OWNER)
    if actor is None or by is By.ADDRESSEE or (by is By.EITHER and actor == str(THE_PERSON)):
        return None
    whose = str(THE_PERSON) if by in (By.NAMED, By.PERSON, By.SELF) else owner
    return None if whose == actor else whose
