"""What every kind of fact has, and how facts refer to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from app.domain.facts import codes
from app.domain.facts.marks import Codes, Names

ActorId = Annotated[str, Names("actor")]
PlanId = Annotated[str, Names("plan")]
NeedId = Annotated[str, Names("need")]
Category = Annotated[str, Codes(codes.CATEGORIES)]
Consented = Annotated[str, Codes((*codes.CATEGORIES, codes.FRAME))]  # which every consent includes anyhow


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every kind has: the source's own stable id, the actor that reports and owns it, a category."""

    kind: ClassVar[str]
    id: str
    actor: ActorId | None = None
    category: Category | None = None
