"""The current facts of one person, found by kind, by code and by what they refer to.

Rules reach facts only through `of`, `coded`, `referring`, `plan` and `need`, so that what a rule
reads can be held against what it declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, Self, TypeVar

from app.domain.days import WorkingDays
from app.domain.facts import Decision, Fact, Need, Plan, Status
from app.domain.worked_out import worked_out

F = TypeVar("F", bound=Fact)
Anchor = type[Fact] | tuple[type[Fact], str]  # a kind, or a kind with one code: what a rule may turn on
FunctionOf = Mapping[str, str] | Callable[[str], str]  # the function of an actor


class FactIndex:
    """The current facts of one person, of whom exactly one `person` fact tells.

    `function_of` gives the function of an actor; without it an actor is its own function. `facts` are
    all of them in the order in which they were given, `anchored` the same by kind and by code.
    """

    def __init__(self, facts: Iterable[Fact], *, calendar: WorkingDays, function_of: FunctionOf = str) -> None:
        self.calendar = calendar
        self.function_of: Callable[[str], str] = (
            function_of if callable(function_of) else lambda actor: function_of.get(actor, actor)
        )
        self.facts: Sequence[Fact] = tuple(facts)
        self._by_code: dict[type[Fact], dict[str, list[Any]]] = {}
        self._by_reference: dict[tuple[type[Fact], str], dict[str | None, list[Any]]] = {}
        by_kind: dict[Anchor, list[Any]] = {}
        for fact in self.facts:
            kind = type(fact)
            if kind in by_kind:
                by_kind[kind].append(fact)
            else:
                by_kind[kind] = [fact]
        self._by_kind = by_kind
        self.anchored = dict(by_kind)
        for kind in (Status, Decision):
            if kind in by_kind:
                codes: dict[str, list[Any]] = {}
                for fact in by_kind[kind]:
                    code = fact.code
                    if code in codes:
                        codes[code].append(fact)
                    else:
                        codes[code] = self.anchored[kind, code] = [fact]
                self._by_code[kind] = codes

    @property
    def present(self) -> Set[Anchor]:
        """The kinds and codes of which there is at least one fact."""
        return self.anchored.keys()

    @worked_out
    def _by_id(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @worked_out
    def _plans(self) -> Mapping[str | None, Plan]:
        return {plan.id: plan for plan in self.of(Plan)}

    @worked_out
    def _needs(self) -> Mapping[str | None, Need]:
        return {need.id: need for need in self.of(Need)}

    def without(self, fact: Fact) -> Self:
        """The same life without this one fact."""
        return self.only(other for other in self.facts if other is not fact)

    def only(self, facts: Iterable[Fact]) -> Self:
        """The life that these of its facts tell alone; the person has to be among them."""
        return type(self)(facts, calendar=self.calendar, function_of=self.function_of)

    def of(self, kind: type[F]) -> Sequence[F]:
        """The facts of a kind."""
        return self._by_kind.get(kind, ())

    def coded(self, kind: type[F], *codes: str) -> Sequence[F]:
        """The facts of a kind (status or decision) that have one of these codes."""
        known = self._by_code.get(kind)
        if known is None:
            return ()
        if len(codes) == 1:
            return known.get(codes[0], ())
        found: list[F] = []
        for code in codes:
            if code in known:
                found += known[code]
        return found

    def referring(self, kind: type[F], field: str, id_: str) -> Sequence[F]:
        """The facts of a kind that have this id in a field: the ownerships of a need, say."""
        groups = self._by_reference.get((kind, field))
        if groups is None:
            groups = self._by_reference[kind, field] = {}
            for fact in self.of(kind):
                referred = getattr(fact, field)
                if referred in groups:
                    groups[referred].append(fact)
                else:
                    groups[referred] = [fact]
        return groups.get(id_, ())

    def plan(self, id_: str | None) -> Plan | None:
        """The plan that is referred to; None when it is not in the timeline or is no plan."""
        return self._plans.get(id_)

    def need(self, id_: str | None) -> Need | None:
        """The need that is referred to; None when it is not in the timeline or is no need."""
        return self._needs.get(id_)

    def about(self, id_: str, field: str) -> str | None:
        """The plan or need that a fact is about: itself, or the one it refers to in that field; none that is not in the
        timeline, since nobody who does not see it is to know what else is about it."""
        fact = self._by_id.get(id_)
        if fact is None or fact.kind == field:
            return id_
        referred: str | None = getattr(fact, field, None)
        return referred if referred in self._by_id else None
