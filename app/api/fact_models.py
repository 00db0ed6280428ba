"""The bodies in which facts are sent, made from the kinds themselves: a field is declared in one place only.

Pydantic sees to names and JSON types; what the values mean is judged by the domain alone.
"""

from collections.abc import Collection
from dataclasses import MISSING, fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, create_model
from pydantic.json_schema import SkipJsonSchema

from app.api import examples
from app.domain.asking import left_to_the_addressee
from app.domain.days import Day
from app.domain.facts import GRANTING_KINDS, ITEM_KINDS, VOICE_KINDS, Bounds, Codes, Prose, TimeOfDay
from app.domain.facts.json import given_fields, reported_fields, sealed_fields
from app.domain.facts.outcome_kinds import OUTCOME_KINDS
from app.domain.facts.references import leading
from app.domain.item import HOLDER_KINDS
from app.usecases.planning import Contribution
from app.usecases.reporting import Key, ReportHeader
from app.usecases.texts import LINES, PLAIN

DAY_MARK: Final = get_args(Day)[1]

COLLECTIONS: Final = {
    "plan": "plans",
    "need": "needs",
    "ownership": "ownerships",
    "goal": "goals",
    "activity": "activities",
    "participant": "participants",
    "main-responsible": "main-responsible",
    "handler": "handlers",
    "call": "calls",
    "meeting": "meetings",
    "referral": "referrals",
    "follow-up": "follow-ups",
    "consent": "consents",
    "appointment": "appointments",
    "minutes": "minutes",
    "task": "tasks",
    "goal-outcome": "goal-outcomes",
    "ladder-step": "ladder-steps",
    "questionnaire": "questionnaires",
    "end-report": "end-reports",
    "message": "messages",
    "crisis-plan": "crisis-plans",
    "voice": "voices",
    "contact-wish": "contact-wishes",
    "legal-basis": "legal-bases",
    "emergency-access": "emergency-accesses",
    "mandate": "mandates",
    "assignment": "assignments",
}
"""The collections of the plan, by kind; every other kind is one of the reported facts."""


MADE_AT_MEETINGS: Final = frozenset({"appointment", "minutes", "task"})
"""Kinds that come about by what happens around a meeting, and in no other way."""
TOLD_AFTERWARDS: Final = frozenset(kind.kind for kind in OUTCOME_KINDS)
"""Kinds that come about at a follow-up, or when a plan ends."""
WRITTEN: Final = frozenset(kind.kind for kind in VOICE_KINDS)
"""Kinds in which people speak, each at an address of its own."""
GRANTING: Final = frozenset(kind.kind for kind in GRANTING_KINDS)
"""Kinds by which somebody sees or acts, each at an address of its own."""
IN_THE_SERVICE_ALONE: Final = MADE_AT_MEETINGS | TOLD_AFTERWARDS | WRITTEN | GRANTING | {"participant", "assignment"}
"""Kinds that no agency's system reports."""


class ReportedFact(ReportHeader):
    """What identifies an item of a batch: the source's own key, the kind, and what every report says."""

    id: Annotated[Key, Field(description="The source's own stable key.", examples=["case-4711"])]
    kind: str


@cache
def upsert_model(kind: str) -> Any:
    """The body of PUT /sources/{source}/<collection>/{key}."""
    example = {"source_version": 7, "person_id": examples.PERSON}
    return _model(f"{_camel(kind)}Report", ReportHeader, kind, example, reported_fields(kind))


@cache
def reported_model(kind: str) -> Any:
    """The body of PUT /sources/{source}/facts/{key}, for one of the reported kinds."""
    model = upsert_model(kind)
    example = {"kind": kind, **model.model_config["json_schema_extra"]["examples"][0]}
    return _derived(f"Reported{_camel(kind)}", model, example, kind=(Literal[kind], ...))


@cache
def batch_model(kind: str) -> Any:
    """One item of POST /facts."""
    model = reported_model(kind)
    example = {"id": "case-4711", **model.model_config["json_schema_extra"]["examples"][0]}
    return _derived(f"{_camel(kind)}Fact", model, example, id=(ReportedFact.__annotations__["id"], ...))


@cache
def contribution_model(kind: str) -> Any:
    """The body of POST /plans/{plan}/<collection>."""
    theirs = left_to_the_addressee(kind)
    known = [name for name in given_fields(kind) if name != "plan" and name not in theirs]
    model = _model(f"{_camel(kind)}Contribution", Contribution, kind, {}, known)
    # They are read only for the refusal to say who answers, and how; the contract does not have them.
    said = Annotated[str | None, SkipJsonSchema()]
    unoffered: dict[str, Any] = dict.fromkeys(theirs, (said, None))
    return create_model(model.__name__, __base__=model, **unoffered)


@cache
def call_model() -> Any:
    """The body of POST /plans/{plan}/calls: a call may name the booked meeting instead of a day."""
    booked = Annotated[
        UUID | None, Field(description="The booked meeting, which says the day, the time and the place.")
    ]
    return create_model("CallOrInvitation", __base__=contribution_model("call"), appointment=(booked, None))


@cache
def item_model(kind: str, base: Any) -> Any:
    """An item of the kind as it is answered, with the fields of the base before its own. A reference to what its reader
    does not see is left out."""
    hints = get_type_hints(ITEM_KINDS[kind], include_extras=True)
    hidden = {"id", "category"} | (set() if kind in HOLDER_KINDS else {"actor"}) | sealed_fields(kind)
    given: dict[str, Any] = {
        field.name: _field(hints[field.name], required=field.default is MISSING and field.name not in leading(kind))
        for field in fields(ITEM_KINDS[kind])
        if field.name not in hidden
    }
    config = ConfigDict(json_schema_extra={"examples": [examples.answered(kind)]})
    parent = type(f"_{_camel(kind)}Item", (base,), {"model_config": config, "__doc__": ITEM_KINDS[kind].__doc__})
    given["kind"] = (Literal[kind], ...)
    return create_model(_camel(kind), __base__=parent, **given)


def content(body: BaseModel, header: type[BaseModel]) -> dict[str, Any]:
    """The fact's own fields in a body, without those of the header."""
    return body.model_dump(exclude={*header.model_fields, "kind"}, exclude_none=True)


def _camel(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("-"))


def _model(name: str, base: Any, kind: str, header_example: dict[str, Any], known: Collection[str]) -> Any:
    hints = get_type_hints(ITEM_KINDS[kind], include_extras=True)
    hidden = {"id"} | (set() if kind in HOLDER_KINDS else {"actor"})
    hidden |= {"start"} if kind == "participant" else set()
    given: dict[str, Any] = {
        field.name: _field(hints[field.name], required=field.default is MISSING)
        for field in fields(ITEM_KINDS[kind])
        if field.name in known and field.name not in hidden
    }
    return _derived(name, base, {**header_example, **examples.SENT[kind]}, **given)


def _derived(name: str, base: Any, example: dict[str, Any], **given: Any) -> Any:
    config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [example]})
    return create_model(name, __base__=type(f"_{name}", (base,), {"model_config": config}), **given)


def _field(hint: Any, *, required: bool) -> tuple[Any, Any]:
    python, schema = _type(hint)
    annotation = Annotated[python, Field(json_schema_extra=schema)] if schema else python
    return (annotation, ...) if required else (annotation | None, None)


def _type(hint: Any) -> tuple[Any, dict[str, Any]]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _type(next(argument for argument in arguments if argument is not NoneType))
    if origin is tuple:
        inner, schema = _type(arguments[0])
        item = Annotated[inner, Field(json_schema_extra=schema)] if schema else inner
        return Annotated[list[item], Field(max_length=50)], {}  # type: ignore[valid-type]  # made at run time
    marks = arguments[1:] if origin is Annotated else ()
    plain = arguments[0] if origin is Annotated else hint
    text = Annotated[str, Field(max_length=200, pattern=PLAIN)]
    if DAY_MARK in marks:
        return str, {"format": "date", "examples": [examples.DAY]}
    for mark in marks:
        if isinstance(mark, Codes):
            return str, {"enum": list(mark.values)}
        if isinstance(mark, TimeOfDay):
            return str, {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["13:00"]}
        if isinstance(mark, Prose):
            return Annotated[str, Field(max_length=mark.most, pattern=LINES)], {}
        if isinstance(mark, Bounds):
            number = StrictInt if plain is int else StrictFloat | StrictInt
            return number, {"minimum": mark.least, "maximum": mark.most}
    return {bool: StrictBool}.get(plain, text), {}
