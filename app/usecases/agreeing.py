"""Local agreements: what a coordination body has agreed on, checked whole before it is taken into use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID, uuid5

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, ValidationError

from app.domain.actors import Actor
from app.domain.agreements import (
    OWN_CONSENT,
    CoordinationBody,
    LocalAgreement,
    Membership,
    refuse_shared_municipalities,
)
from app.domain.civil_days import day_if_any
from app.domain.days import Day, day
from app.domain.errors import FieldError
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.terms import in_force
from app.usecases.registering import NAMESPACE, actor_id
from app.usecases.texts import LINE

SENT_AS: Final = {"agreements": "start", "agreements.end": "end"}
"""What a field of a body is called where one agreement alone is stated."""


def _civil(said: object) -> date:
    """A day as it is written everywhere, or as a file has it; no number, and no day with a time. ValueError."""
    return date.fromordinal(day(_written(said)))


def _civil_if_any(said: object) -> date:
    """The same, of a last day, which is left out where there is none. ValueError."""
    return date.fromordinal(day_if_any(_written(said)))


def _written(said: object) -> str:
    if isinstance(said, date) and not isinstance(said, datetime):
        return said.isoformat()
    return said if isinstance(said, str) else ""


CivilDay = Annotated[date, BeforeValidator(_civil, json_schema_input_type=date)]
LastDay = Annotated[date, BeforeValidator(_civil_if_any, json_schema_input_type=date)]


class MemberEntry(BaseModel):
    """A member as a file states it: an actor by the key that it was registered under."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    actor: str
    start: CivilDay
    end: LastDay | None = None


class AgreementFields(BaseModel):
    """A local agreement, whoever states it; both dates are inclusive, and no `end` is until further notice."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    start: Annotated[CivilDay, Field(examples=["2027-01-01"])]
    end: LastDay | None = None
    working_days: dict[str, StrictInt] = {}
    escalation: dict[str, StrictInt] = {}
    own_consent_from: StrictInt = OWN_CONSENT
    funding: dict[str, StrictInt] = {}
    thresholds: dict[str, dict[str, StrictInt]] = {}
    requirements: list[str] = []


class AgreementEntry(AgreementFields):
    """A local agreement as a file states it; `bound` are actors by the keys that they were registered under."""

    bound: list[str] = []


class StateAgreement(AgreementFields):
    """A local agreement as it is to hold; `bound` are actors by their ids. One with the same first day is replaced, and
    an older one that goes on ends the day before."""

    bound: list[UUID] = []


class BodyEntry(BaseModel):
    """A coordination body as a file states it, with all its agreements by date; the file replaces what was there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")]
    name: Annotated[str, Field(min_length=1, pattern=LINE)]
    municipalities: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{4}$")]], Field(min_length=1)]
    members: list[MemberEntry] = []
    agreements: list[AgreementEntry]


def entry_of(stated: object) -> BodyEntry:
    """The entry that was read from a file. FieldError names the first field that is not what it has to be."""
    try:
        return BodyEntry.model_validate(stated)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        quoted = "; put quotes around it" if field.startswith("municipalities.") else ""
        raise FieldError(field, f"{first['msg']}{quoted}") from None


def proposed(entry: BodyEntry, others: Sequence[CoordinationBody]) -> CoordinationBody:
    """The next version of the body, as the file states it.

    FieldError for an agreement that ends before it begins, for two of them on one day, for a rule, a threshold or a
    number that no rule can be judged by, and for a municipality that another body has.
    """
    held = next((body for body in others if body.key == entry.key), None)
    version = held.version + 1 if held else 1
    body = CoordinationBody(
        id=body_id(entry.key, version),
        key=entry.key,
        version=version,
        name=entry.name,
        municipalities=tuple(dict.fromkeys(entry.municipalities)),
        members=tuple(
            Membership(actor=actor_id(one.actor), start=one.start.toordinal(), end=_day(one.end))
            for one in entry.members
        ),
        agreements=tuple(_agreement(one, map(actor_id, one.bound)) for one in entry.agreements),
    )
    refuse_shared_municipalities(body, others)
    in_force(CATALOGUE, body.terms)
    return body


def agreed(body: CoordinationBody, said: StateAgreement) -> CoordinationBody:
    """The next version of the body, in which this is agreed on too. FieldError as `proposed`, of the field as it was
    sent."""
    try:
        return _with(body, said)
    except FieldError as error:
        of_rule = error.field.partition(".")[0] in RULES
        field = f"thresholds.{error.field}" if of_rule else SENT_AS.get(error.field, error.field)
        raise FieldError(field, error.problem) from None


def _with(body: CoordinationBody, said: StateAgreement) -> CoordinationBody:
    for rule in said.thresholds:
        if rule not in RULES:
            raise FieldError(f"thresholds.{rule}", "there is no rule of that name; GET /rules lists them")
    agreement = _agreement(said, said.bound)
    others = [
        replace(one, end=agreement.start - 1)
        if one.start < agreement.start and (one.end is None or one.end >= agreement.start)
        else one
        for one in body.agreements
        if one.start != agreement.start
    ]
    version = body.version + 1
    together = tuple(sorted([*others, agreement], key=lambda one: one.start))
    proposal = replace(body, id=body_id(body.key, version), version=version, agreements=together, alone=None)
    in_force(CATALOGUE, proposal.terms)
    return proposal


def refuse_strangers(entry: BodyEntry, actors: Mapping[UUID, Actor]) -> None:
    """FieldError for a member, or somebody bound, that is no registered actor."""
    named = [("members", one.actor) for one in entry.members]
    named += [("bound", key) for agreement in entry.agreements for key in agreement.bound]
    for field, key in named:
        if actor_id(key) not in actors:
            raise FieldError(field, f"no actor is registered as {key}; register it first, or mend the key")


def body_id(key: str, version: int) -> UUID:
    """The id of one version of a coordination body."""
    return uuid5(NAMESPACE, f"coordination-body:{key}:{version}")


def _agreement(entry: AgreementFields, bound: Iterable[UUID]) -> LocalAgreement:
    return LocalAgreement(
        start=entry.start.toordinal(),
        end=_day(entry.end),
        bound=tuple(bound),
        working_days=entry.working_days,
        escalation=entry.escalation,
        own_consent_from=entry.own_consent_from,
        funding=entry.funding,
        thresholds=entry.thresholds,
        requirements=tuple(dict.fromkeys(entry.requirements)),
    )


def _day(said: date | None) -> Day | None:
    return said.toordinal() if said else None
