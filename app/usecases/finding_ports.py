"""What the use cases need of the caller's findings; a part of ports.py with a file of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.domain.findings import Finding
from app.domain.findings_work import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A finding of the caller's, with what has been done with it, in order."""

    person_id: UUID
    finding: Finding
    acts: Sequence[Act]

    @property
    def version(self) -> str:
        """The entity tag: what the rules have made of it, and what has been done with it."""
        return f"{self.finding.version}.{len(self.acts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A fact that proves a finding, and whose it is, as far as the caller sees it."""

    item_id: UUID
    owner: UUID
    category: str


class Findings(Protocol):
    """The caller's findings, and what is done with them."""

    async def load(self, finding_id: UUID) -> Card | None: ...
    async def append(self, card: Card, act: Act) -> None: ...
    async def sources(self, card: Card) -> Sequence[Source]: ...
