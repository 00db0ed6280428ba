"""The two languages that the handbook of rules is written in: its headings and the sentences between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.gaps.rule import Rule
from app.domain.gaps.sources import SourceKind, Threshold
from app.domain.gaps.words import (
    SEVERITY_SV,
    SOURCES_EN,
    SOURCES_SV,
    THRESHOLDS_EN,
    THRESHOLDS_SV,
    UNITS_SV,
    owner_words,
)
from app.domain.labels import LABELS_EN, LABELS_SV
from app.usecases.preventing import always_en, always_sv


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: its headings by name, and how it says what a rule is."""

    heading: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    title: Callable[[Rule], str]
    explanation: Callable[[Rule], str]
    remedy: Callable[[Rule], str]
    prevention: Callable[[Rule], str]
    owner: Callable[[Rule], str]
    threshold: Callable[[str], str]
    amount: Callable[[Threshold], str]
    grounds: Mapping[SourceKind, str]
    severity: Callable[[str], str]
    days: Callable[[int], str]
    critical: Callable[[Rule], str]
    pictures: str
    up: str


def _amount_en(threshold: Threshold) -> str:
    return f"{threshold.value} {threshold.unit}"


def _critical_sv(rule: Rule) -> str:
    if rule.critical_after is None:
        return "på födelsedagen då åldersgränsen nås, eller när glappet öppnar om det är senare"
    return f"efter {rule.critical_after} dagar"


def _critical_en(rule: Rule) -> str:
    if rule.critical_after is None:
        return "on the birthday of the age limit, or when the gap opens if that is later"
    return f"after {rule.critical_after} days"


SWEDISH: Final = Language(
    heading={
        "sources": "Lag och källa",
        "thresholds": "Tröskelvärden",
        "threshold": "tröskelvärde",
        "value": "värde",
        "source": "vem som bestämt det",
        "name": "namn",
        "facts": "Kort",
        "reads": "Läser",
        "owner": "Ligger på",
        "severity": "Allvar",
        "lead": "Visas i förväg",
        "critical": "Blir kritiskt",
        "closes": "Vad som stänger glappet",
        "prevents": "Vad som hindrar att det öppnas",
        "inhibited": "Får inget eget kort medan det förklaras av",
        "inhibits": "Förklarar, och tar kortet från",
        "nothing": "ingen annan regel",
        "examples": "Två exempel",
        "fires": "Här uppstår glappet",
        "near_miss": "Här är det nära, men inget glapp uppstår",
        "other": "In English",
        "index": "Reglerna",
        "intro": "Vad tjänsten letar efter, och varför. Sidorna är skrivna av reglerna själva: "
        "`sip rules handbook --out docs/reference/rules` skriver dem på nytt.",
        "wave": "Våg",
        "by_severity": "Efter allvar",
        "by_owner": "Efter vem glappet ligger på",
        "rule": "regel",
        "all_sources": "",
        "unconfirmed": "Läsningen av lagen är ännu inte bekräftad av en jurist.",
        "as_file": "Exemplet som fallfil",
        "plan": "gäller samma plan",
        "need": "gäller samma behov",
        "unwritten": "Regeln har inga tröskelvärden: dagarna är de som står i uppgifterna.",
    },
    labels=LABELS_SV,
    title=lambda rule: rule.title_sv,
    explanation=lambda rule: rule.explanation_sv,
    remedy=lambda rule: rule.remedy_sv,
    prevention=always_sv,
    owner=lambda rule: owner_words(rule)[0],
    threshold=THRESHOLDS_SV.__getitem__,
    amount=lambda threshold: f"{threshold.value} {UNITS_SV[threshold.unit]}",
    grounds=SOURCES_SV,
    severity=SEVERITY_SV.__getitem__,
    days=lambda days: f"{days} dagar" if days else "nej",
    critical=_critical_sv,
    pictures="pictures",
    up="en",
)
ENGLISH: Final = Language(
    heading={
        "sources": "Law and source",
        "thresholds": "Thresholds",
        "threshold": "threshold",
        "value": "value",
        "source": "decided by",
        "name": "name",
        "facts": "In short",
        "reads": "Reads",
        "owner": "Is up to",
        "severity": "Severity",
        "lead": "Shown ahead",
        "critical": "Becomes critical",
        "closes": "What closes the gap",
        "prevents": "What keeps it from opening",
        "inhibited": "Has no card of its own while explained by",
        "inhibits": "Explains, and takes the card from",
        "nothing": "no other rule",
        "examples": "Two examples",
        "fires": "Here the gap comes about",
        "near_miss": "Here it nearly does, but there is no gap",
        "other": "På svenska",
        "index": "The rules",
        "intro": "What the service looks for, and why. The pages are written by the rules themselves: "
        "`sip rules handbook --out docs/reference/rules` writes them anew.",
        "wave": "Wave",
        "by_severity": "By severity",
        "by_owner": "By whom the gap is up to",
        "rule": "rule",
        "all_sources": "The sources are quoted as they stand, in Swedish; so are the words in the pictures.",
        "unconfirmed": "The reading of the law is not yet confirmed by a lawyer.",
        "as_file": "The example as a case file",
        "plan": "about the same plan",
        "need": "about the same need",
        "unwritten": "The rule has no thresholds: its days are those that the facts state.",
    },
    labels=LABELS_EN,
    title=lambda rule: rule.title_en,
    explanation=lambda rule: rule.explanation_en,
    remedy=lambda rule: rule.remedy_en,
    prevention=always_en,
    owner=lambda rule: owner_words(rule)[1],
    threshold=THRESHOLDS_EN.__getitem__,
    amount=_amount_en,
    grounds=SOURCES_EN,
    severity=lambda severity: severity,
    days=lambda days: f"{days} days" if days else "no",
    critical=_critical_en,
    pictures="../pictures",
    up="..",
)
