"""The fields of a registration's form: how each is asked for, and from what was typed to the use case's command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel

from app.domain.errors import FieldError
from app.domain.reachable import Networks
from app.domain.registrations import CHANGED_BY_ITSELF
from app.usecases import registration_commands as commands
from app.usecases.administrating import AS_ITS_ACTOR, Build
from app.usecases.reading import Document

Kind = Literal["actor", "issuer", "client"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a line, lines, one of a list or several of it. `changes`: it is asked for when the registration is
    changed, too; what is not stays as it was."""

    name: str
    how: Literal["line", "lines", "one", "several", "flag"] = "line"
    required: bool = True
    changes: bool = True


FIELDS: Final[Mapping[Kind, Sequence[Field]]] = {
    "actor": (
        Field("part_of", "one", required=False, changes=False),
        Field("name"),
        Field("key", changes=False),
        Field("function", "one", changes=False),
        Field("level", "one", required=False, changes=False),
        Field("municipality_code", required=False, changes=False),
        Field("county_code", required=False, changes=False),
        Field("organisation_number", required=False, changes=False),
        Field("hsa_id", required=False),
        Field("phone", required=False),
    ),
    "issuer": (
        Field("url", changes=False),
        Field("kind", "one"),
        Field("actor", "one", required=False),
        Field("units", "several"),
        Field("audience"),
        Field("algorithms", "several"),
        Field("jwks_uri"),
        Field("role_claim", required=False),
        Field("role_names", "lines", required=False),
        Field("unit_claim", required=False),
        Field("identity_claim", required=False),
        Field("assurance_claim", required=False),
        Field("assurance", "lines", required=False),
        Field("proof_required", "flag"),
    ),
    "client": (
        Field("issuer", "one", changes=False),
        Field("client_id", changes=False),
        Field("actor", "one", required=False),
        Field("source", required=False),
        Field("scopes", "several"),
    ),
}
MODELS: Final[Mapping[Kind, type[BaseModel]]] = {
    "actor": commands.StateActor,
    "issuer": commands.StateIssuer,
    "client": commands.StateClient,
}
BY_ID: Final = {"actor_id": "actor", "unit_ids": "units", "issuer_id": "issuer"}
"""What a form calls the fields of a document that hold ids."""


def asked(kind: Kind, held: Document | None = None, *, operates: bool = False) -> Sequence[Field]:
    """The fields of the form: of a new one all, of one that is `held` those that may be changed. What an actor does and
    where it is, only whoever `operates` the service changes; a unit is where its actor is."""
    if held is None:
        return FIELDS[kind]
    fields = [field for field in FIELDS[kind] if field.changes]
    if kind != "actor":
        return fields
    never = {"part_of", "key", *(AS_ITS_ACTOR if held.get("part_of") else ())}
    if operates or held.get("part_of"):
        return [field for field in FIELDS[kind] if field.name not in never]
    return [field for field in fields if field.name in CHANGED_BY_ITSELF]


def stated(document: Document) -> Document:
    """What the registration says, by the names of the form."""
    return {BY_ID.get(name, name): value for name, value in document.items()}


def typed_of(document: Document, fields: Sequence[Field]) -> dict[str, str | list[str]]:
    """What stands in the fields of a form that changes the registration."""
    said, found = stated(document), dict[str, str | list[str]]()
    for field in fields:
        value = said.get(field.name)
        if isinstance(value, Mapping):
            value = "\n".join(f"{name} = {role}" for name, role in value.items())
        elif isinstance(value, list) and field.how == "lines":
            value = "\n".join(value)
        elif isinstance(value, bool):
            value = "true" if value else ""
        found[field.name] = value or ""
    return found


def changed_in(preview: Document) -> list[str]:
    """The fields that would stand otherwise than they do; none of a registration that is new."""
    if "replaces" not in preview:
        return []
    before, after = stated(preview["replaces"]), stated(preview["becomes"])
    return [field.name for field in FIELDS[preview["kind"]] if before.get(field.name) != after.get(field.name)]


def build_of(
    kind: Kind,
    values: Mapping[str, Sequence[str]],
    held: Document | None = None,
    inside: Networks = (),
    *,
    operates: bool = False,
) -> Build:
    """The registration that was typed, new or in place of the `held` one. FieldError, ValidationError."""
    replaces = UUID(held["id"]) if held else None
    said: dict[str, Any] = {
        name: value for name, value in stated(held or {}).items() if name in MODELS[kind].model_fields and name != "key"
    }
    for field in asked(kind, held, operates=operates):
        said.pop(field.name, None)
        value = _value(field, [text for text in values.get(field.name, ()) if text])
        if value is not None:
            said[field.name] = value
    if held and held.get("assurance") == [] and "assurance" not in said:
        said["assurance"] = []  # nothing was asked of a sign-in, and nothing was typed
    if kind == "actor" and held is None and (part_of := said.pop("part_of", None)):
        own = {name: said[name] for name in commands.StateUnit.model_fields if name in said}
        return commands.unit_as(commands.StateUnit.model_validate(own), _id("part_of", part_of))
    return _built(MODELS[kind].model_validate(said), replaces, inside)


def _built(said: BaseModel, replaces: UUID | None, inside: Networks) -> Build:
    if isinstance(said, commands.StateIssuer):
        return commands.issuer_as(said, replaces, inside)
    if isinstance(said, commands.StateClient):
        return commands.client_as(said, replaces)
    assert isinstance(said, commands.StateActor)  # noqa: S101 - the third of MODELS
    return commands.actor_as(said, replaces)


def _value(field: Field, texts: list[str]) -> Any:
    """What was typed in the field, as the command has it; None: nothing."""
    if field.how == "flag":
        return bool(texts)
    if field.how == "several":
        return texts
    if not texts:
        return None
    if field.how == "line" or field.how == "one":
        return texts[0]
    lines = [line.strip() for line in texts[0].split("\n") if line.strip()]
    if field.name != "role_names":
        return lines
    pairs = [line.partition("=") for line in lines]
    if not all(sign and role.strip() for _, sign, role in pairs):
        raise FieldError(field.name, "has a line for each role: the issuer's name for it, =, and ours")
    return {name.strip(): role.strip() for name, _, role in pairs}


def _id(field: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise FieldError(field, "is no id") from None


def deeds_of(history: Sequence[Document]) -> list[tuple[str, Document]]:
    """Each version, the newest first, with what was done by it: registered, changed, stopped or started."""
    before = [*history[1:], None]
    return [(_deed(old, new), new) for new, old in zip(history, before, strict=True)]


def _deed(old: Document | None, new: Document) -> str:
    if old is None:
        return "registered"
    was, now = (one["document"].get("active", True) for one in (old, new))
    return "changed" if was == now else "started" if now else "stopped"
