"""Cards of the worklist as they are shown: what to do, by whom, by when and why, in the visitor's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.actors import Actor
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.rule import Rule
from app.domain.gaps.words import THRESHOLDS_EN, THRESHOLDS_SV
from app.domain.labels import LABELS_EN, LABELS_SV
from app.portal.words.to_do import to_do

BEGINNINGS: Final = ("start", "sent", "planned_start", "on", "held")
"""Where the day stands on which something began or was done, by kind; the first that is there."""
TONES: Final = {"critical": "danger", "open": "warning", "upcoming": "info", "closed": "neutral"}
"""The colour beside the words: never alone, since not everybody sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says at a glance."""

    id: str
    version: str
    to_do: str
    title: str
    person_id: str
    person: str | None
    plan: str | None
    status: str
    tone: str
    state: str
    rests_until: str | None
    owner: str
    ours: bool
    held_by: str | None
    opens: str
    critical: str | None
    closes: str | None
    explanation: str
    remedy: str
    prevent_by: str | None
    unconfirmed: bool
    asks_for_consent: bool
    explains: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was done with a card, and when."""

    state: str
    at: str
    by_me: bool
    code: str | None
    until: str | None
    reason: str | None
    routed_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A fact that a gap rests on, as the reader sees it."""

    id: str
    kind: str
    title: str | None
    owner: str
    start: str | None
    end: str | None
    closes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A threshold, whose it is, and the day from which it was counted."""

    label: str
    value: int
    unit: str
    source: str
    counted_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a gap is there; `rule` is the name of a rule that there is."""

    rule: str | None
    title: str
    opens: str
    critical: str | None
    closes: str | None
    unconfirmed: bool
    explanation: str
    remedy: str
    bases: tuple[Basis, ...]
    counted: tuple[Counted, ...]
    sources: tuple[Mapping[str, str], ...]


def card_of(finding: Mapping[str, Any], actors: Mapping[UUID, Actor], me: UUID | None, language: str) -> Card:
    """The card of a finding as its reader sees it."""
    owner = UUID(finding["owner"])
    rule = RULES.get(finding["rule"])
    return Card(
        id=finding["id"],
        version=finding["version"],
        to_do=to_do(finding["rule"], language) or title_of(finding["rule"], language),
        title=title_of(finding["rule"], language),
        person_id=finding["person_id"],
        person=finding.get("person_name"),
        plan=finding.get("plan_id"),
        status=finding["status"],
        tone=TONES[finding["status"]],
        state=finding["state"],
        rests_until=finding["work"].get("until") if finding["state"] == "snoozed" else None,
        owner=actors[owner].name if owner in actors else "",
        ours=owner == me,
        held_by=_held_by(finding, actors, me),
        opens=finding["opens"],
        critical=finding["critical"],
        closes=finding["closes"],
        explanation=_said(rule, "explanation", language),
        remedy=_said(rule, "remedy", language),
        prevent_by=(finding.get("prevent") or {}).get("by"),
        unconfirmed=finding["unconfirmed"],
        asks_for_consent=finding["rule"] == "consent-expired",
        explains=tuple(title_of(other["rule"], language) for other in finding["explains"]),
        possible=tuple(finding["possible"]),
    )


def done_with(finding: Mapping[str, Any], user: str) -> list[Done]:
    """What has been done with the card, the last act first."""
    return [
        Done(
            state=act["state"],
            at=act["at"],
            by_me=act["user"] == user,
            code=act.get("code"),
            until=act.get("until"),
            reason=act.get("reason"),
            routed_to=act.get("routed_to"),
        )
        for act in reversed(finding["history"])
    ]


def why_of(found: Mapping[str, Any], language: str) -> Why:
    """Why a gap is there, from its explanation."""
    rule = RULES.get(found["rule"])
    names = {actor["id"]: actor["name"] for actor in found["actors"]}
    labels, codes = (THRESHOLDS_EN, LABELS_EN) if language == "en" else (THRESHOLDS_SV, LABELS_SV)
    return Why(
        rule=rule.id if rule else None,
        title=title_of(found["rule"], language),
        opens=found["opens"],
        critical=found["critical"],
        closes=found["closes"],
        unconfirmed=found["unconfirmed"],
        explanation=_said(rule, "explanation", language),
        remedy=_said(rule, "remedy", language),
        bases=tuple(
            Basis(
                id=item["id"],
                kind=item["kind"],
                title=item.get("title") or codes.get(item["kind"], {}).get(item.get("code", "")),
                owner=names.get(item["owner"], ""),
                start=next((item[name] for name in BEGINNINGS if item.get(name)), None),
                end=item.get("end"),
                closes=item["id"] in found["closed_by"],
            )
            for item in found["items"]
            if item["kind"] != "person"
        ),
        counted=tuple(
            Counted(
                label=labels[one["name"]],
                value=one["value"],
                unit=one["unit"],
                source=one["source"],
                counted_from=one["counted_from"],
            )
            for one in found.get("thresholds", ())
        ),
        sources=tuple(found.get("sources", ())),
    )


def _held_by(finding: Mapping[str, Any], actors: Mapping[UUID, Actor], me: UUID | None) -> str | None:
    """Who has the card in its own list, if it is not the reader."""
    holder = UUID(finding["holder"]) if finding.get("holder") else me
    return actors[holder].name if holder is not None and holder != me and holder in actors else None


def _said(rule: Rule | None, what: str, language: str) -> str:
    """What a rule says to people; nothing, of one that there is no more."""
    return "" if rule is None else str(getattr(rule, f"{what}_{language}"))


def title_of(rule_id: str, language: str) -> str:
    """What a gap of that rule is called; the rule's name, for one that there is no more."""
    return _said(RULES.get(rule_id), "title", language) or rule_id
