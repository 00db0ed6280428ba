"""The ledger of a person's consents: every one that the reader may see, where it stands, and what became of it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.errors import NotFound
from app.domain.labels import label_sv
from app.domain.permissions import Permission, check
from app.usecases.ports import Caller, Views
from app.usecases.reading import Document, stated

USUAL_PURPOSE: Final = "Att samordna det stöd som personen får i den gemensamma planen"
"""What a consent is for that says nothing else."""


async def read_consents(views: Views, caller: Caller, person_id: UUID) -> Document:
    """The consents in the order in which they were put down, each with how and by whom it was given and its history.
    NotFound for whoever has nothing to do with the person. Whoever may consent for the person reads it too."""
    check(caller.principal, Permission.READ if Permission.READ in caller.principal.may else Permission.CONSENT)
    read = await views.read("consents", caller, person_id=person_id)
    if read is None:
        raise NotFound("there is no such person for you")
    document = read["document"]
    return {**document, "consents": [_entry(item, caller) for item in document["consents"]]}


def _entry(item: Mapping[str, Any], caller: Caller) -> Document:
    said = {name: value for name, value in item.items() if name != "history"}
    consent = stated(said, caller.today)
    how = item.get("given_as") or ("electronically" if item["owner"] == str(THE_PERSON) else None)
    return {
        **consent,
        "state_label": label_sv("consent-state", consent["state"]),
        "purpose": item.get("purpose", USUAL_PURPOSE),
        **({"given_as": how} if how and consent["state"] != "draft" else {}),
        **({"given_by": _giver(item)} if consent["state"] != "draft" else {}),
        "history": [_change(change) for change in item["history"]],
    }


def _giver(item: Mapping[str, Any]) -> str:
    return "guardian" if "guardian" in item else "proxy" if "mandate" in item else "person"


def _change(change: Mapping[str, Any]) -> Document:
    """One version, with what made it; whoever did it is told by its actor, and to its own actor by its user too."""
    act = (change["type"] or "consent-reported").removeprefix("consent-")
    told = {**change, "type": f"consent-{act}", "told": f"Samtycke: {label_sv('act', act)}"}
    return {name: value for name, value in told.items() if value is not None}
