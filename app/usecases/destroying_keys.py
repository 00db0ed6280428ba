"""Destroying a person's key: name, contact and identity number cannot be read any more, in no copy of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import Conflict, NotFound
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.key_ports import FIRST_FORMAT, KeyStore, SealedPersons
from app.usecases.persons import Line


class DestroyKey(BaseModel):
    """Why a person's key is destroyed; `decision` refers to the decision on retention, if the case is not closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reason: Annotated[Line, Field(examples=["gallring 2026-11"])]
    decision: Annotated[Line | None, Field(examples=["dnr 2026-114"])] = None


@dataclass(frozen=True, slots=True)
class Destroyer:
    """What destroying needs."""

    store: KeyStore
    persons: SealedPersons

    def look(self, person_id: UUID, command: DestroyKey, now: datetime | None = None) -> Sequence[UUID]:
        """Whether it may be done; the person's other records, whose keys are their own. NotFound; Conflict when a plan
        has not ended and no decision is given, or when values are left that one key seals for everybody; FactError for
        a number in the reason."""
        refuse_numbers("reason", command.reason)
        refuse_numbers("decision", command.decision)
        case = self.persons.case(person_id, now or datetime.now(UTC))
        if case is None:
            raise NotFound("there is no person with that id")
        if command.decision is None and (case.open or not case.plans):
            which = f"{case.open} plans that have not ended" if case.open else "no plan that has ended"
            raise Conflict(
                f"the person has {which}; close the case first, or name retention's decision with --decision"
            )
        if self.store.shared(FIRST_FORMAT):
            raise Conflict("one key still opens values of everybody; run `sip keys rotate` first, and then this again")
        return case.others

    def destroy(self, person_id: UUID, command: DestroyKey, request_id: str, now: datetime | None = None) -> None:
        """Log it, then do it: interrupted between the two, it is done when the service starts next. Errors as of
        `look`, and Conflict while keys rotate."""
        with self.persons.alone():
            self.look(person_id, command, now)
            self.persons.destruction(person_id, command.reason, command.decision, request_id)
            self.store.destroy(person_id)
