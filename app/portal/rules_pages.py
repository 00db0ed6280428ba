"""A rule as its page shows it, the rules in groups by how grave they are, and those that a search finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.agreements import CoordinationBody
from app.domain.days import Day, iso
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.rule import Rule
from app.domain.gaps.sources import Threshold
from app.domain.gaps.words import SEVERITY_SV
from app.domain.law import UNCONFIRMED
from app.usecases.handbook_words import ENGLISH, SWEDISH
from app.usecases.handbook_words import Language as Book

TONES: Final[Mapping[str, str]] = {"critical": "danger", "high": "warning", "medium": "info", "low": "neutral"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in the index."""

    id: str
    title: str
    owner: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rules that are as grave as each other."""

    severity: str
    tone: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A threshold of a rule as it is without any agreement, and who decided it."""

    label: str
    amount: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A threshold that a coordination body has agreed on otherwise, and from when until when."""

    label: str
    amount: str
    body: str
    start: str
    end: str | None
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a rule says of itself."""

    id: str
    title: str
    severity: str
    tone: str
    explanation: str
    remedy: str
    prevention: str
    owner: str
    lead: str
    critical: str
    explained_by: tuple[tuple[str, str], ...]
    explains: tuple[tuple[str, str], ...]
    thresholds: tuple[Number, ...]
    sources: tuple[tuple[str, str], ...]
    unconfirmed: bool


def page_of(rule: Rule, language: str) -> Page:
    """The rule in the language of the reader; its sources are quoted in Swedish."""
    book = _book(language)
    told = [(book.grounds[source.kind], source.told_of_all()) for source in rule.sources]
    return Page(
        id=rule.id,
        title=book.title(rule),
        severity=book.severity(rule.severity),
        tone=TONES[rule.severity],
        explanation=book.explanation(rule),
        remedy=book.remedy(rule),
        prevention=book.prevention(rule),
        owner=book.owner(rule),
        lead=book.days(rule.lead),
        critical=book.critical(rule),
        explained_by=_links([by.rule for by in rule.inhibited_by], book),
        explains=_links([other.id for other in CATALOGUE if rule.id in {by.rule for by in other.inhibited_by}], book),
        thresholds=tuple(
            Number(book.threshold(name), book.amount(one), book.grounds[one.source])
            for name, one in rule.thresholds.items()
        ),
        sources=tuple(told),
        unconfirmed=any(UNCONFIRMED in text for _, text in told),
    )


def agreed_for(rule: Rule, bodies: Iterable[CoordinationBody], today: Day, language: str) -> list[Agreed]:
    """What bodies have agreed on for the rule, in force today or to come, by body and day."""
    book = _book(language)
    found = [
        (body.name, term)
        for body in bodies
        for term in body.terms_of(rule.id)
        if term.threshold in rule.thresholds and (term.end is None or term.end >= today)
    ]
    return [
        Agreed(
            label=book.threshold(term.threshold),
            amount=book.amount(Threshold(term.value, "agreement", rule.thresholds[term.threshold].unit)),
            body=name,
            start=iso(term.start),
            end=None if term.end is None else iso(term.end),
            now=term.start <= today,
        )
        for name, term in sorted(found, key=lambda one: (one[0], one[1].start, one[1].threshold))
    ]


def groups_of(rules: Sequence[Rule], language: str) -> list[Group]:
    """The rules in groups, the gravest first; a group of none is left out."""
    book = _book(language)
    by_severity = {severity: [rule for rule in rules if rule.severity == severity] for severity in SEVERITY_SV}
    return [
        Group(
            book.severity(severity),
            TONES[severity],
            tuple(Entry(rule.id, book.title(rule), book.owner(rule), book.explanation(rule)) for rule in found),
        )
        for severity, found in reversed(by_severity.items())
        if found
    ]


def found_by(asked: str, language: str) -> list[Rule]:
    """The rules in which every word of what is asked for stands somewhere; all of them, when nothing is."""
    words = asked.casefold().split()
    return [rule for rule in CATALOGUE if all(word in _text_of(rule, _book(language)) for word in words)]


def _text_of(rule: Rule, book: Book) -> str:
    said = (book.title(rule), book.explanation(rule), book.remedy(rule), book.prevention(rule), book.owner(rule))
    sources = (source.told_of_all() for source in rule.sources)
    return " ".join((rule.id, *said, *sources, *map(book.threshold, rule.thresholds))).casefold()


def _links(ids: Iterable[str], book: Book) -> tuple[tuple[str, str], ...]:
    return tuple((id_, book.title(RULES[id_])) for id_ in ids if id_ in RULES)


def _book(language: str) -> Book:
    return ENGLISH if language == "en" else SWEDISH
