"""What administration needs of the world outside: a transaction in which registrations, and nobody, can be seen."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.registrations import Registered, Registrable
from app.usecases.ports import Caller

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A registration as it stood from a moment on, and who made it so; no client: somebody at the command line."""

    version: int
    at: str
    document: Mapping[str, Any]
    client: str | None
    user: str | None
    actor: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPreview:
    """A body as proposed by an actor, with one agreement more, and what a worker has counted that it would change;
    nothing yet while it waits."""

    id: UUID
    proposed: CoordinationBody
    on_day: Day
    actor: UUID
    proposer: str | None = None
    """The person: issuer and subject; None: proposed before that was kept."""
    counted: Mapping[str, Any] | None = None


class Administering(Protocol):
    """One transaction of an administrator's. What it changes has its version and its row in the log, or is not done."""

    async def alone(self) -> None:
        """Let nobody else register anything until this is done."""
        ...

    async def registered(self) -> Registered: ...
    async def version(self, registration: UUID) -> int: ...
    async def history(self, registration: UUID) -> Sequence[Version]: ...
    async def reach(self, actors: Collection[UUID], day: Day) -> Mapping[UUID, int | None]:
        """How many persons each actor can reach that day, in steps of five; None: fewer than five, but some."""
        ...

    async def bodies(self) -> Sequence[CoordinationBody]: ...
    async def take_into_use(self, body: CoordinationBody) -> None: ...
    async def propose(self, preview: AgreementPreview) -> None: ...
    async def proposal(self, preview: UUID) -> AgreementPreview | None: ...
    async def proposals(self, body: str, version: int) -> Sequence[AgreementPreview]:
        """What has been proposed to be that version of the body, the newest first; a hundred at the most."""
        ...

    async def save(self, rows: Sequence[Registrable]) -> None: ...
    async def log(self, action: str, touched: UUID, reason: str | None = None) -> None: ...


class Administration(Protocol):
    """Where administrators' transactions come from."""

    async def transact(self, caller: Caller | None, body: Callable[[Administering], Awaitable[T]]) -> T:
        """Run `body` in one transaction as the caller (None: somebody at the command line). Raises Replayed when the
        caller's request was carried out before."""
        ...
