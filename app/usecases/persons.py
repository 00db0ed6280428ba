"""Finding and describing persons: an identity number goes in, a random id comes out, alike for new and known."""

import json
from typing import Annotated, Any
from uuid import UUID, uuid4

from personnummer import personnummer
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from app.domain.actors import THE_PERSON
from app.domain.civil_days import FIRST_DAY, LAST_DAY, Day
from app.domain.errors import FactError, FieldError, KeyDestroyed, NotFound, NotPermitted, StaleVersion
from app.domain.facts import FRAME, Person
from app.domain.item import SERVICE_SOURCE, Item
from app.domain.permissions import Permission, check
from app.usecases.ports import Caller, Event, PersonRecord, Store, Vault, Work
from app.usecases.texts import LINE

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]


class LookUpPerson(BaseModel):
    """Find a person by personal identity number or coordination number, or make the person known."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    identity_number: Annotated[
        str,
        Field(max_length=20, examples=["19900517-9800"], description="Tolv siffror, bindestreck får utelämnas."),
    ]


class DescribePerson(BaseModel):
    """How to address and reach the person; kept encrypted, shown to those who may see anything of the person."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Annotated[Line | None, Field(examples=["Elias N."])] = None
    contact: Annotated[Line | None, Field(examples=["sms 070-174 06 05"])] = None
    language: Annotated[Line | None, Field(examples=["sv"])] = None
    interpreter: Annotated[StrictBool, Field(description="Whether an interpreter is needed.")] = False


class RegisterDeath(BaseModel):
    """The person has died; every gap ends with the day before."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    on: Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-11-20"])]


async def look_up(store: Store, vault: Vault, caller: Caller, command: LookUpPerson) -> UUID:
    """The person's id. FieldError for a number that cannot be one; the message never repeats it."""
    check(caller.principal, Permission.LOOK_UP)

    async def body(work: Work) -> UUID:
        person_id = await find_or_add(work, vault, command.identity_number)
        await work.log("person-lookup", person_id)
        return person_id

    return await store.transact(caller, body)


async def describe(
    store: Store, vault: Vault, caller: Caller, person_id: UUID, command: DescribePerson, version: str
) -> int:
    """The new version; `version` is the one that was read, or "*" for any.

    NotFound when the caller has nothing to do with the person, StaleVersion when too late.
    """
    check(caller.principal, Permission.WRITE)

    async def body(work: Work) -> int:
        held = await _related(work, person_id)
        details = vault.seal(person_id, json.dumps(command.model_dump(exclude_none=True)).encode())
        current = version in (str(held.version), "*")
        if not current or not await work.persons.describe(person_id, details, held.version):
            raise StaleVersion("the person's details have changed since you read them; read them again")
        await work.happened(Event(person_id=person_id, type="person-described", owner=THE_PERSON, category=FRAME))
        await work.log("person-describe", person_id)
        return held.version + 1

    return await store.transact(caller, body)


async def register_death(store: Store, caller: Caller, person_id: UUID, on: Day) -> None:
    """Append the version of the person fact that has the day of death; NotFound, FactError when it is before birth or
    lies ahead."""
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("a death is registered by an agency")
    if on > caller.today:
        raise FactError("on", "lies ahead; say it when it has happened")

    async def body(work: Work) -> None:
        held = await _related(work, person_id)
        if on < held.birth_date:
            raise FactError("on", "is before the day of birth")
        item = await work.items.load(person_fact_id(person_id))
        if item is None:
            raise NotFound("there is no such person for you")
        content = Person(id=str(item.id), birth_date=held.birth_date, deceased_on=on)
        await work.items.append(item.amended(content))
        await work.happened(Event(person_id=person_id, type="person-deceased", item_id=item.id, owner=THE_PERSON))
        await work.log("person-death", person_id, [item])

    await store.transact(caller, body)


async def find_or_add(work: Work, vault: Vault, identity_number: str) -> UUID:
    """The id of the person with the number, who is made known if need be."""
    number, birth_date = read_identity_number(identity_number)
    hashes = vault.index_hashes(number)
    known = await work.persons.find(hashes)
    if known is not None:
        return known
    person_id = uuid4()
    record = PersonRecord(person_id=person_id, birth_date=birth_date, identity=vault.seal(person_id, number.encode()))
    await work.persons.add(record, hashes)
    await work.items.append(_person_item(person_id, birth_date))
    return person_id


def read_identity_number(text: str, field: str = "identity_number") -> tuple[str, Day]:
    """The twelve digits and the day of birth; FieldError, of that field, without repeating what was sent."""
    problem = "is not a personal identity number or coordination number; check the digits, twelve of them"
    digits = text.replace("-", "").replace(" ", "")
    if len(digits) != 12 or not digits.isascii() or not digits.isdigit():
        raise FieldError(field, problem)
    try:
        born = personnummer.parse(digits).get_date().toordinal()
    except personnummer.PersonnummerException:
        raise FieldError(field, problem) from None
    if not FIRST_DAY <= born <= LAST_DAY:
        raise FieldError(field, "is of somebody born before 1900")
    return digits, born


def person_fact_id(person_id: UUID) -> UUID:
    """The person fact's item id is the person's own."""
    return person_id


def _person_item(person_id: UUID, birth_date: Day) -> Item:
    return Item(
        person_id=person_id,
        id=person_fact_id(person_id),
        source=SERVICE_SOURCE,
        source_version=1,
        owner=THE_PERSON,
        category=FRAME,
        disclosed=True,
        content=Person(id=str(person_id), birth_date=birth_date),
    )


async def _related(work: Work, person_id: UUID) -> PersonRecord:
    held = await work.persons.load(person_id)
    if held is None:
        raise NotFound("there is no such person for you; look the person up and report something first")
    return held


def details_of(vault: Vault, person_id: UUID, sealed: bytes | None) -> dict[str, Any]:
    """The details in the clear, for an authorised view; none when the person's key has been destroyed."""
    try:
        return json.loads(vault.unseal(person_id, sealed)) if sealed else {}
    except KeyDestroyed:
        return {}
