"""What the use cases of protected identity need of the database; a part of ports.py with a file of its own."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.domain.days import Day
from app.domain.protection import NamedHandler


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """How a person is protected, as a caller who may open the person knows it.

    `level` counts for everybody; `stated` is what the caller's own actor says, in its `version` (0: it has said
    nothing). `owns`: the actor has something of the person; `named`: the caller is a named handler today.
    """

    level: str
    stated: str
    version: int
    owns: bool
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the caller's actor says of a person's level from now on, and why."""

    person_id: UUID
    version: int
    level: str
    reason: str
    on: Day


class Protections(Protocol):
    """The levels that the caller's actor states, and whom it has named."""

    async def held(self, person_id: UUID) -> Protected | None:
        """None when there is no such person for the caller."""
        ...

    async def state(self, statement: Statement) -> None:
        """It takes effect for everybody when the transaction is committed."""
        ...

    async def handler(self, person_id: UUID, handler_id: UUID) -> NamedHandler | None: ...

    async def name(self, handler: NamedHandler) -> bool:
        """False when there is no person with that id at all."""
        ...
