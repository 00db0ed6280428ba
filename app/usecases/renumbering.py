"""A person who had a coordination number has got a personal one: the same person, found by either from then on."""

from dataclasses import replace
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.actors import THE_PERSON
from app.domain.errors import Conflict, FieldError, NotFound, NotPermitted
from app.domain.facts import FRAME
from app.domain.permissions import Permission, check
from app.domain.protection import is_guarded
from app.usecases.persons import read_identity_number
from app.usecases.ports import Caller, Event, Store, Vault, Work

COORDINATION: Final = 60
"""What is added to the day of birth in a coordination number (folkbokföringslagen 1991:481, 18 a §)."""
NOT_TAKEN: Final = "the number cannot be taken into this record; nothing was changed, ask for a review of the record"


class ChangeNumber(BaseModel):
    """The person's coordination number, and the personal number that the person has now."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    former_number: Annotated[str, Field(max_length=20, examples=["19900577-9800"])]
    identity_number: Annotated[str, Field(max_length=20, examples=["19900517-9800"])]


async def renumber(store: Store, vault: Vault, caller: Caller, person_id: UUID, command: ChangeNumber) -> None:
    """Do it; again it changes nothing. FieldError for a number that is not what it should be, NotFound for a person of
    whom the caller has nothing, Conflict when the number is not to be taken, whatever the cause."""
    check(caller.principal, Permission.LOOK_UP)
    check(caller.principal, Permission.WRITE)
    if caller.principal.actor is None:
        raise NotPermitted("a number is changed by an agency that has seen the decision on it")
    former, _ = read_identity_number(command.former_number, "former_number")
    given, born = read_identity_number(command.identity_number)
    if not _is_coordination(former):
        raise FieldError("former_number", "is a personal number; only a coordination number becomes another")
    if _is_coordination(given):
        raise FieldError("identity_number", "is a coordination number; give the personal number")

    async def body(work: Work) -> None:
        held = await work.persons.load(person_id)
        protected = await work.protections.held(person_id)
        if held is None or protected is None:
            raise NotFound("there is no such person for you; look the person up and report something first")
        former_hashes, new_hashes = vault.index_hashes(former), vault.index_hashes(given)
        if await work.persons.find(former_hashes) != person_id:
            raise FieldError("former_number", "is not this person's; check both")
        if is_guarded(protected.level):
            raise Conflict(NOT_TAKEN)
        if await work.persons.find(new_hashes) != person_id:
            # Both, since either finds the person, and goes on doing so under other keys.
            numbers = vault.seal(person_id, f"{given} {former}".encode())
            record = replace(held, birth_date=born, identity=numbers)
            if not await work.persons.renumber(record, former_hashes, new_hashes):
                raise Conflict(NOT_TAKEN)
            await work.happened(Event(person_id=person_id, type="person-renumbered", owner=THE_PERSON, category=FRAME))
        await work.log("person-renumbered", person_id)

    await store.transact(caller, body)


def _is_coordination(number: str) -> bool:
    return int(number[6:8]) > COORDINATION
