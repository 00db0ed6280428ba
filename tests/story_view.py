"""A story told as a case file, turned into the view that the service gives of it; and one invented story."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.labels import label_sv

_LEVELS = {
    "primary-care": "region",
    "psychiatry": "region",
    "rehabilitation": "region",
    "employment-service": "state",
    "social-insurance": "state",
    "student-aid": "state",
    "prison-probation": "state",
    "migration": "state",
    "unemployment-fund": "civil-society",
    "association": "civil-society",
    "union": "civil-society",
    "employer": "business",
}


TODAY = date(2026, 11, 21)
TITLES = {
    "referral-unanswered": "Överlämning utan svar",
    "need-without-activity": "Behov utan aktivitet",
    "followup-overdue": "Försenad uppföljning",
    "language-course-delay": "SFI-start försenad",
    "plan-stalled": "Stillastående plan",
}
STORY: Mapping[str, Any] = {
    "story": {"name": "Alva T.", "today": "2026-11-21", "titles": {"cafe": {"sv": "Språkcafé"}}},
    "facts": [
        {"id": "me", "kind": "person", "birth_date": "1990-05-17"},
        {"id": "pay", "kind": "status", "actor": "social-insurance", "code": "sickness-benefit",
         "start": "2025-01-01", "end": "2026-12-31", "extent": 50},
        {"id": "denied", "kind": "decision", "actor": "social-insurance", "code": "benefit-denied",
         "on": "2026-08-03"},
        {"id": "consent", "kind": "consent", "actor": "person", "start": "2026-06-01", "end": "2027-01-31"},
        {"id": "plan", "kind": "plan", "actor": "social-services", "start": "2026-06-10"},
        {"id": "main", "kind": "main-responsible", "plan": "plan", "actor": "social-services",
         "start": "2026-06-10"},
        {"id": "work", "kind": "need", "plan": "plan", "actor": "social-services", "category": "work",
         "start": "2026-06-10"},
        {"id": "cafe", "kind": "activity", "need": "work", "actor": "association",
         "planned_start": "2026-07-01", "start": "2026-07-01", "planned_end": "2026-12-15"},
        {"id": "sfi", "kind": "activity", "need": "work", "actor": "adult-education", "category": "education",
         "planned_start": "2027-01-11", "planned_end": "2027-06-11"},
        {"id": "no", "kind": "referral", "need": "work", "actor": "social-services", "to": "psychiatry",
         "sent": "2026-07-15", "answered": "2026-08-20", "answer": "rejected"},
        {"id": "ask", "kind": "referral", "need": "work", "actor": "psychiatry", "to": "primary-care",
         "sent": "2026-10-01"},
        {"id": "call", "kind": "contact", "actor": "social-services", "on": "2026-09-01",
         "outcome": "missed"},
        {"id": "fu", "kind": "follow-up", "plan": "plan", "actor": "social-services", "due": "2026-12-08"},
    ],
    "gaps": [
        {"rule": "referral-unanswered", "subject": "ask", "owner": "primary-care", "opens": "2026-10-31",
         "critical": "2026-11-14", "closes": None},
        {"rule": "need-without-activity", "subject": "work", "owner": "social-services",
         "opens": "2026-11-01", "critical": "2026-12-01", "closes": "2027-01-11"},
        {"rule": "language-course-delay", "subject": "sfi", "owner": "adult-education", "opens": "2026-09-01",
         "critical": None, "closes": "2026-09-29"},
        {"rule": "followup-overdue", "subject": "fu", "owner": "social-services", "opens": "2026-12-10",
         "critical": None, "closes": None},
        {"rule": "plan-stalled", "subject": "plan", "owner": "social-services", "opens": "2026-11-10",
         "critical": None, "closes": None, "inhibited_by": ["need-without-activity"]},
    ],
}  # fmt: skip


def a_view(reader: str = "primary-care", **changed: Any) -> dict[str, Any]:
    """The view of the invented story as one reader has it; `changed` replaces whole keys of the view."""
    return {**view_of(STORY, TITLES, reader=reader), **changed}


def view_of(story: Mapping[str, Any], titles: Mapping[str, str], *, reader: str, lead: int = 30) -> dict[str, Any]:
    """The view of a parsed case file on its own day, `titles` by rule; gaps show `lead` days ahead.

    Every fact and gap is seen: what a reader may see is not this builder's business.
    """
    told = story["story"]
    today = date.fromisoformat(str(told["today"]))
    names = {key: words["sv"] for key, words in told.get("titles", {}).items()}
    functions = {fact[key] for fact in story["facts"] for key in ("actor", "to") if fact.get(key)} - {"person"}
    return {
        "person": "me",
        "name": told["name"],
        "today": today.isoformat(),
        "reader": {"id": reader, "name": _named(reader)},
        "actors": [
            {"id": name, "name": _named(name), "function": name, "level": _LEVELS.get(name, "municipality")}
            for name in sorted(functions)
        ],
        "items": [_item(fact, names) for fact in story["facts"]],
        "findings": [
            finding
            for number, gap in enumerate(story["gaps"])
            if (finding := _finding(gap, titles, today, lead, f"g{number}"))
        ],
    }


def _named(function: str) -> str:
    name = label_sv("function", function)
    return name[:1].upper() + name[1:]


def _item(fact: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    item = {key: value.isoformat() if isinstance(value, date) else value for key, value in fact.items()}
    if fact["kind"] not in ("main-responsible", "handler", "ownership"):
        item.pop("actor", None)
    return {**item, "owner": fact.get("actor", "person"), "title": names.get(fact["id"])}


def _finding(
    gap: Mapping[str, Any], titles: Mapping[str, str], today: date, lead: int, key: str
) -> dict[str, Any] | None:
    days = {name: _day(gap.get(name)) for name in ("opens", "critical", "closes")}
    opens, critical, closes = days["opens"], days["critical"], days["closes"]
    if opens is None or opens - timedelta(days=lead) > today:
        return None
    if closes and closes <= today:
        status = "closed"
    elif opens > today:
        status = "upcoming"
    else:
        status = "critical" if critical and critical <= today else "open"
    span = {name: day.isoformat() if day else None for name, day in days.items()}
    return {
        "id": key,
        "rule": gap["rule"],
        "title": titles.get(gap["rule"], gap["rule"]),
        "subject": gap["subject"],
        "owner": gap["owner"],
        "status": status,
        **span,
        "spans": [span],
        "inhibited_by": gap.get("inhibited_by", []),
        "unconfirmed": False,
    }


def _day(value: object) -> date | None:
    return None if value in (None, "null") else date.fromisoformat(str(value))
