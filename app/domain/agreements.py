"""Coordination bodies (samverkansorgan) and their local agreements, dated: whose thresholds count for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.domain.days import Day, day, iso
from app.domain.errors import FieldError
from app.domain.gaps.sources import Source
from app.domain.gaps.terms import Term

Thresholds = Mapping[str, Mapping[str, int]]
"""By rule and name of the threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAgreement:
    """What a body has agreed on (lokal överenskommelse), from `start` to `end`, both inclusive; None: until further.

    Raises FieldError when it ends before it begins.
    """

    start: Day
    end: Day | None = None
    thresholds: Thresholds = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise FieldError("agreements.end", "is before start; turn the dates, or leave the end out")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationBody:
    """A body as it stands: the municipalities that it coordinates in, and all its agreements, by date.

    `id` is of this version: what was worked out by an older one is still told by it.
    """

    id: UUID
    key: str
    version: int = 1
    name: str
    municipalities: tuple[str, ...]
    agreements: tuple[LocalAgreement, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every threshold that it sets otherwise than the rules do themselves."""
        return tuple(term for agreement in self.agreements for term in self._terms(agreement))

    def terms_of(self, rule: str) -> tuple[Term, ...]:
        """Those of one rule."""
        return tuple(term for term in self.terms if term.rule == rule)

    def _terms(self, agreement: LocalAgreement) -> Iterable[Term]:
        source = Source("agreement", f"{self.name}: lokal överenskommelse från och med {iso(agreement.start)}.")
        for rule, values in agreement.thresholds.items():
            for name, value in values.items():
                yield Term(
                    rule=rule, threshold=name, value=value, source=source, start=agreement.start, end=agreement.end
                )


def body_of(stored: Mapping[str, Any]) -> CoordinationBody:
    """The body that was stored, with dates as YYYY-MM-DD."""
    agreements = tuple(
        LocalAgreement(
            start=day(one["start"]),
            end=None if one.get("end") is None else day(one["end"]),
            thresholds=one["thresholds"],
        )
        for one in stored["agreements"]
    )
    return CoordinationBody(
        id=UUID(str(stored["id"])),
        key=stored["key"],
        version=stored["version"],
        name=stored["name"],
        municipalities=tuple(stored["municipalities"]),
        agreements=agreements,
    )


def stored_of(body: CoordinationBody) -> dict[str, Any]:
    """The body as it is stored, and as it is shown."""
    return {
        "id": body.id,
        "key": body.key,
        "version": body.version,
        "name": body.name,
        "municipalities": list(body.municipalities),
        "agreements": [
            {
                "start": iso(one.start),
                "end": None if one.end is None else iso(one.end),
                "thresholds": {rule: dict(values) for rule, values in one.thresholds.items()},
            }
            for one in body.agreements
        ],
    }


def refuse_shared_municipalities(body: CoordinationBody, others: Iterable[CoordinationBody]) -> None:
    """FieldError when another body coordinates in one of the municipalities: whose terms held would be unclear."""
    for other in others:
        shared = sorted(set(body.municipalities) & set(other.municipalities))
        if other.key != body.key and shared:
            taken = f"{', '.join(shared)} is with {other.key} ({other.name})"
            raise FieldError("municipalities", f"{taken}; take it from there first")


def body_in(bodies: Sequence[CoordinationBody], municipality: str | None) -> CoordinationBody | None:
    """The body that coordinates in the municipality, if any."""
    return next((body for body in bodies if municipality in body.municipalities), None)
