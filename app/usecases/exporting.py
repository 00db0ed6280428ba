"""What is taken out whole: all about a person, for the person; and an actor's own items in a plan, for its archive."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from app.domain.days import iso
from app.domain.disclosure import Basis
from app.domain.errors import KeyDestroyed
from app.domain.facts.json import sealed_fields
from app.domain.labels import label_sv
from app.domain.log_sentences import basis_code
from app.usecases.auditing import in_words
from app.usecases.persons import details_of
from app.usecases.ports import Caller, Vault, Views
from app.usecases.reading import Document, at_work, read_view
from app.usecases.standing import unsealed

FORMAT: Final = "sip-person-export-1"
"""Of the form of the export, so that whoever reads it knows what to expect; a change that takes away is another."""
OWN: Final = Basis.OWN.value
"""The basis on which nothing goes from one to another."""

DrawExport = Callable[[Document], str]


async def export_person(views: Views, vault: Vault, caller: Caller, person_id: UUID) -> Document:
    """Everything that the service keeps about the person: who the person is, every item in every version, what was
    agreed on, the gaps in the person's own view, who may see what and why, what has gone where, and the whole log.

    NotFound for everybody but the person.
    """
    read = await read_view(views, "person-export", caller, "person", person_id=person_id)
    document: Document = read["document"]
    granted: Mapping[str, str] = document.pop("granted")
    who = {**document["person"], **_number(vault, person_id, read["identity"])}
    return {
        "format": FORMAT,
        "made": iso(caller.today),
        **document,
        "person": {**who, **details_of(vault, person_id, read["details"])},
        "other_records": [_record(vault, other) for other in read["others"]],
        "items": [whole(vault, item) for item in document["items"]],
        "findings": [at_work(finding, caller) for finding in document["findings"]],
        "delivered": delivered(document["log"], granted),
        "log": in_words(document["log"], document["actors"], granted),
    }


def whole(vault: Vault, item: Mapping[str, Any]) -> Document:
    """The item with the Swedish word for its kind, and what was sealed in any of its versions in the clear: by the key
    of the record that it is on."""
    told = dict(item)
    person_id, sealed = UUID(told.pop("person_id")), sealed_fields(item["kind"])
    versions = [
        {**version, "fields": {n: _opened(vault, person_id, n in sealed, v) for n, v in version["fields"].items()}}
        for version in item["versions"]
    ]
    return {**told, "label": label_sv("kind", item["kind"]), "versions": versions}


def delivered(log: Iterable[Mapping[str, Any]], granted: Mapping[str, str]) -> list[Document]:
    """What has gone from one to another: by reader, category and basis how many times it was read, first and last.

    Worked out from the log, whose rows nobody changes: it tells also of what can be read no longer.
    """
    found: dict[tuple[str, str, str], Document] = {}
    for entry in log:
        if entry["outcome"] != "read" or entry["actor"] is None:
            continue
        for category, basis in sorted({(i["category"], i["basis"]) for i in entry["items"] if i.get("basis")}):
            if basis == OWN:
                continue
            key = (entry["actor"], category, basis_code(granted.get(basis, basis)))
            told = found.setdefault(
                key, {"actor": key[0], "category": key[1], "basis": key[2], "times": 0, "first": entry["at"]}
            )
            told.update(times=told["times"] + 1, last=entry["at"])
    return [found[key] for key in sorted(found)]


def _record(vault: Vault, other: Mapping[str, Any]) -> Document:
    """Who the person is by another of the person's records, each of which has a number and a key of its own."""
    record = UUID(other["id"])
    details = bytes.fromhex(other["details"]) if other["details"] else None
    return {
        "id": other["id"],
        "birth_date": other["birth_date"],
        **_number(vault, record, bytes.fromhex(other["identity"])),
        **details_of(vault, record, details),
    }


def _number(vault: Vault, person_id: UUID, sealed: bytes) -> Document:
    """The identity number; none when the person's key has been destroyed."""
    try:
        return {"identity_number": vault.unseal(person_id, sealed).decode()}
    except KeyDestroyed:
        return {}


def _opened(vault: Vault, person_id: UUID, is_sealed: bool, value: Any) -> Any:
    return unsealed(vault, person_id, value) if is_sealed and value else value
