"""Coordination bodies as they are stored and shown: plain JSON, with dates as YYYY-MM-DD."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.domain.agreements import OWN_CONSENT, CoordinationBody, LocalAgreement, Membership
from app.domain.days import Day, day, iso


def body_of(stored: Mapping[str, Any]) -> CoordinationBody:
    """The body that was stored."""
    return CoordinationBody(
        id=UUID(str(stored["id"])),
        key=stored["key"],
        version=stored["version"],
        name=stored["name"],
        municipalities=tuple(stored["municipalities"]),
        members=tuple(
            Membership(actor=UUID(one["actor"]), start=day(one["start"]), end=_day(one)) for one in stored["members"]
        ),
        agreements=tuple(_agreement(one) for one in stored["agreements"]),
        alone=stored.get("alone"),
    )


def stored_of(body: CoordinationBody) -> dict[str, Any]:
    """The body as it is stored."""
    return {
        "id": body.id,
        "key": body.key,
        "version": body.version,
        "name": body.name,
        "municipalities": list(body.municipalities),
        "members": [{"actor": str(one.actor), **_period(one.start, one.end)} for one in body.members],
        "agreements": [
            {
                **_period(one.start, one.end),
                "bound": [str(actor) for actor in one.bound],
                "working_days": dict(one.working_days),
                "escalation": dict(one.escalation),
                "own_consent_from": one.own_consent_from,
                "funding": dict(one.funding),
                "thresholds": {rule: dict(values) for rule, values in one.thresholds.items()},
                "requirements": list(one.requirements),
            }
            for one in body.agreements
        ],
        "alone": body.alone,
    }


def _agreement(stored: Mapping[str, Any]) -> LocalAgreement:
    return LocalAgreement(
        start=day(stored["start"]),
        end=_day(stored),
        bound=tuple(UUID(actor) for actor in stored.get("bound", ())),
        working_days=stored.get("working_days", {}),
        escalation=stored.get("escalation", {}),
        own_consent_from=stored.get("own_consent_from", OWN_CONSENT),
        funding=stored.get("funding", {}),
        thresholds=stored.get("thresholds", {}),
        requirements=tuple(stored.get("requirements", ())),
    )


def _day(stored: Mapping[str, Any]) -> Day | None:
    return day(stored["end"]) if stored.get("end") else None


def _period(start: Day, end: Day | None) -> dict[str, str]:
    return {"start": iso(start), **({} if end is None else {"end": iso(end)})}
