"""What accepting on paper needs of the database: what somebody saw signed, and what its signer says against it."""

from typing import Protocol
from uuid import UUID

from app.domain.on_paper import OnPaper


class Papers(Protocol):
    """Acceptances on paper of the versions of plans, by a version's id; nothing of them is ever changed."""

    async def accepted(self, version: UUID, acceptor: UUID) -> bool:
        """Whether the acceptor stands behind the version already: by itself, or on paper."""
        ...

    async def record(self, version: UUID, paper: OnPaper) -> bool:
        """Whether it is recorded by this; False when another was first."""
        ...

    async def signed(self, version: UUID, acceptor: UUID) -> bool:
        """Whether there is a paper of that acceptor."""
        ...

    async def contradict(self, version: UUID, reason: str) -> bool:
        """Whether the caller's actor, or the person, says so by this; False when it had said so before."""
        ...
