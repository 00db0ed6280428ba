"""Reads case files; everything that is wrong in one is a line `file:line: entry: field: what to do about it`.

A part of a case that nobody knows is left alone, unless its name is nearly that of a known one.
"""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from app.adapters.yaml12 import Node, YamlProblem, parse
from app.domain.cases import LONG_AGO, Case, Version, check_expected, current
from app.domain.civil_days import day_if_any
from app.domain.days import Day, day
from app.domain.errors import CaseFileError, FactError
from app.domain.facts import ACTOR_FUNCTIONS, KINDS, Fact, Person, decode, read_fields
from app.domain.facts.json import told_fields
from app.domain.gaps.engine import Gap

LARGEST: Final = 2_000_000  # bytes; a life is a few thousand
TOP_LEVEL: Final = ("case", "rules", "facts", "gaps", "story")
GAP_FIELDS: Final = ("rule", "subject", "owner", "opens", "critical", "closes", "inhibited_by")
ACTOR_FIELDS: Final = ("actor", "to", "actors")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d([T ].+)?")


def read_case(path: Path, rules: Collection[str], known_only: bool = False) -> Case:
    """The case in a file; CaseFileError with one line for each thing that is wrong in it.

    `rules` are the names of the rules that exist. An expected gap of another rule is wrong too, unless
    `known_only`: then it is left out, and so is its rule where it is said to inhibit.
    """
    return _Reader(path, rules, known_only).case()


class _Reader:
    def __init__(self, path: Path, rules: Collection[str], known_only: bool) -> None:
        self.path, self.rules, self.known_only = path, rules, known_only
        self.problems: list[str] = []

    def case(self) -> Case:
        try:
            case = self._case(self._top_level())
        except YamlProblem as problem:
            self._wrong(problem.line, str(problem))
        except OSError as error:
            self.problems.append(f"{self.path}: cannot be read: {error.strerror}")
        if self.problems:
            raise CaseFileError(self.problems)
        return case

    def _wrong(self, line: int, problem: str) -> None:
        self.problems.append(f"{self.path}:{line}: {problem}")

    @contextmanager
    def _collecting(self, entry: str, node: Node) -> Iterator[None]:
        """Note what is wrong in this entry at the line of its field, and go on with the next one."""
        try:
            yield
        except FactError as error:
            inside = node.value.get(error.field) if isinstance(node.value, dict) else None
            self._wrong(inside.line if inside else node.line, f"{entry}: {error}")

    def _top_level(self) -> Node:
        with self.path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise YamlProblem(1, f"the file is larger than {LARGEST} bytes; write one case per file")
        top = parse(data)
        if not isinstance(top.value, dict):
            raise YamlProblem(top.line, "has to be a mapping with case, rules, facts and gaps")
        for key, node in top.value.items():
            if key not in TOP_LEVEL and (meant := get_close_matches(key.lower(), TOP_LEVEL, 1, 0.85)):
                self._wrong(node.line, f"{key}: is not a part of a case; write {meant[0]} if that is meant")
        return top

    def _case(self, top: Node) -> Case:
        versions = [version for n, node in self._list(top, "facts") for version in self._version(n, node)]
        facts = current(versions)
        persons = sum(isinstance(fact, Person) for fact in facts)
        if persons != 1 and not self.problems:
            self._wrong(_line_of(top, "facts"), f"facts: hold {persons} persons; there has to be exactly one")
        named = tuple(rule for _, node in self._list(top, "rules") for rule in self._rule(node))
        rules = named if _given(top, "rules") else None
        stated = [(n, node, gap) for n, node in self._list(top, "gaps") for gap in self._gap(n, node)]
        gaps = tuple(gap for *_, gap in stated)
        if not self.problems:
            subjects = {fact.id for fact in facts}
            for number, (n, node, gap) in enumerate(stated):
                with self._collecting(f"gap {n}", node):
                    check_expected(gap, gaps[:number], rules, subjects)
        return Case(
            name=str(top.value["case"].plain()) if _given(top, "case") else self.path.stem,
            facts=facts,
            rules=rules,
            gaps=gaps if _given(top, "gaps") else None,
        )

    def _list(self, top: Node, key: str) -> list[tuple[int, Node]]:
        """The entries of this part, numbered from 1."""
        node = top.value.get(key)
        if node is None or node.value is None:
            if key == "facts":
                self._wrong(_line_of(top, key), "facts: are missing; a case has a list of them")
            return []
        if not isinstance(node.value, list):
            self._wrong(node.line, f"{key}: has to be a list")
            return []
        return list(enumerate(node.value, 1))

    def _version(self, number: int, node: Node) -> Iterator[Version]:
        """The version that an entry of `facts` states."""
        with self._collecting(f"fact {_id_of(node) or number}", node):
            fields = _mapping(node)
            if "detail" in fields and (code := node.value["detail"].written):  # a municipality's, not in quotes
                fields["detail"] = code
            kind, recorded, void = (fields.pop(name, None) for name in ("kind", "recorded", "void"))
            if void is not None and not isinstance(void, bool):
                raise FactError("void", "has to be true or false")
            if kind is None and not void:
                raise FactError("kind", "is missing; every fact has one")
            if kind is not None and not isinstance(kind, str):
                raise FactError("kind", "has to be text; put it in quotes")
            _check_told(kind, fields)
            fact: Fact | None = None
            if void:
                id_ = _text("id", (read_fields(kind, fields) if kind is not None else fields).get("id"))
            else:
                fact = decode(str(kind), fields)
                id_ = fact.id
            _check_actors(fields)
            yield Version(id_, _moment(recorded), fact)

    def _rule(self, node: Node) -> Iterator[str]:
        if isinstance(node.value, str) and node.value in self.rules:
            yield node.value
        else:
            self._wrong(node.line, f"rules: {_unknown_rule(node.value)}")

    def _gap(self, number: int, node: Node) -> Iterator[Gap]:
        """The gap that an entry of `gaps` expects, unless it is one to leave out."""
        with self._collecting(f"gap {number}", node):
            fields = _mapping(node)
            for name in fields:
                if name not in GAP_FIELDS:
                    raise FactError(name, f"is not a field of a gap; it has {', '.join(GAP_FIELDS)}")
            gap = Gap(
                rule=_text("rule", fields.get("rule")),
                subject=_text("subject", fields.get("subject")),
                owner=_text("owner", fields.get("owner")),
                opens=_day("opens", _text("opens", fields.get("opens"))),
                critical=_day_or_none("critical", fields.get("critical")),
                closes=_day_or_none("closes", fields.get("closes")),
                inhibited_by=self._inhibitors(fields.get("inhibited_by")),
            )
            _check_actors({"owner": gap.owner})
            if gap.rule in self.rules:
                yield gap
            elif not self.known_only:
                raise FactError("rule", _unknown_rule(gap.rule))

    def _inhibitors(self, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise FactError("inhibited_by", "has to be a list of rules")
        unknown = [name for name in value if name not in self.rules]
        if unknown and not self.known_only:
            raise FactError("inhibited_by", _unknown_rule(unknown[0]))
        return tuple(sorted(name for name in value if name in self.rules))


def _given(top: Node, key: str) -> bool:
    return key in top.value and top.value[key].value is not None


def _line_of(top: Node, key: str) -> int:
    node = top.value.get(key)
    return node.line if node is not None else top.line


def _id_of(node: Node) -> str | None:
    given = node.value.get("id") if isinstance(node.value, dict) else None
    return given.value if given is not None and isinstance(given.value, str) else None


def _mapping(node: Node) -> dict[str, object]:
    if not isinstance(node.value, dict):
        raise FactError("entry", "has to be a mapping of fields")
    return {name: field.plain() for name, field in node.value.items()}


def _text(field: str, value: object) -> str:
    if value is None:
        raise FactError(field, "is missing")
    if not isinstance(value, str):
        raise FactError(field, "has to be text; put it in quotes")
    return value


def _day(field: str, value: str, read: Callable[[str], Day] = day) -> Day:
    try:
        return read(value)
    except ValueError as problem:
        raise FactError(field, str(problem)) from None


def _day_or_none(field: str, value: object) -> Day | None:
    return None if value is None else _day(field, _text(field, value), day_if_any)


def _moment(recorded: object) -> datetime:
    """When a version was recorded: a date or a time, UTC unless it says otherwise; absent is the oldest."""
    if recorded is None:
        return LONG_AGO
    if not isinstance(recorded, str) or not MOMENT.fullmatch(recorded):
        raise FactError("recorded", "has to be a date or a time, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
    _day("recorded", recorded[:10])
    try:
        moment = datetime.fromisoformat(recorded)
    except ValueError:
        raise FactError("recorded", "there is no such time; write YYYY-MM-DDThh:mm:ssZ") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check_told(kind: str | None, fields: dict[str, object]) -> None:
    """FactError for a kind or a field that the service's own plans alone have."""
    if kind is None:
        return
    if kind not in KINDS:
        raise FactError("kind", f"there is no such kind; the kinds are {', '.join(KINDS)}")
    for name in fields:
        if name not in told_fields(kind):
            raise FactError(name, f"is not a field of {kind}; it has {', '.join(told_fields(kind))}")


def _check_actors(fields: dict[str, object]) -> None:
    for name in (*ACTOR_FIELDS, "owner"):
        given = fields.get(name)
        for actor in given if isinstance(given, list) else [given]:
            if actor is not None and actor not in ACTOR_FUNCTIONS:
                raise FactError(name, f"there is no such actor; use one of {', '.join(ACTOR_FUNCTIONS)}")


def _unknown_rule(name: object) -> str:
    told = f"there is no rule '{name}'" if isinstance(name, str) else "has to be the name of a rule"
    return f"{told}; `sip gaps list` shows those that exist"
