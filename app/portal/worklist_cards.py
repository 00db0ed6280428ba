"""Cards of the worklist as they are shown: what to do, by whom, by when and why, in the visitor's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.actors import Actor
from app.domain.gaps.catalogue import RULES

TONES: Final = {"critical": "danger", "open": "warning", "upcoming": "info", "closed": "neutral"}
"""The colour beside the words: never alone, since not everybody sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says at a glance."""

    id: str
    version: str
    title: str
    person_id: str
    person: str | None
    status: str
    tone: str
    state: str
    owner: str
    ours: bool
    opens: str
    critical: str | None
    closes: str | None
    explanation: str
    remedy: str
    prevent_by: str | None
    unconfirmed: bool
    explains: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was done with a card, and when."""

    state: str
    at: str
    code: str | None
    until: str | None
    reason: str | None


def card_of(finding: Mapping[str, Any], actors: Mapping[UUID, Actor], me: UUID | None, language: str) -> Card:
    """The card of a finding as its reader sees it."""
    owner = UUID(finding["owner"])
    rule = RULES.get(finding["rule"])
    english = language == "en"
    return Card(
        id=finding["id"],
        version=finding["version"],
        title=title_of(finding["rule"], language),
        person_id=finding["person_id"],
        person=finding.get("person_name"),
        status=finding["status"],
        tone=TONES[finding["status"]],
        state=finding["state"],
        owner=actors[owner].name if owner in actors else "",
        ours=owner == me,
        opens=finding["opens"],
        critical=finding["critical"],
        closes=finding["closes"],
        explanation="" if rule is None else rule.explanation_en if english else rule.explanation_sv,
        remedy="" if rule is None else rule.remedy_en if english else rule.remedy_sv,
        prevent_by=(finding.get("prevent") or {}).get("by"),
        unconfirmed=finding["unconfirmed"],
        explains=tuple(title_of(other["rule"], language) for other in finding["explains"]),
        possible=tuple(finding["possible"]),
    )


def done_with(finding: Mapping[str, Any]) -> list[Done]:
    """What has been done with the card, the last act first."""
    return [
        Done(state=act["state"], at=act["at"], code=act.get("code"), until=act.get("until"), reason=act.get("reason"))
        for act in reversed(finding["history"])
    ]


def title_of(rule_id: str, language: str) -> str:
    """What a gap of that rule is called; the rule's name, for one that there is no more."""
    rule = RULES.get(rule_id)
    if rule is None:
        return rule_id
    return rule.title_en if language == "en" else rule.title_sv
