"""Consents as the person reads them: who, what, until when, why, and by whose yes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.facts import FRAME
from app.portal.mine_view import names_in
from app.usecases.consent_ledger import USUAL_PURPOSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A consent; `purpose` is None when it is the usual one."""

    id: str
    version: str
    state: str
    actors: tuple[str, ...]
    who: tuple[str, ...]
    areas: tuple[str, ...]
    start: str
    end: str | None
    over: str | None
    purpose: str | None
    given_as: str | None
    given_by: str | None
    can_give: bool
    can_change: bool
    can_withdraw: bool
    item: Mapping[str, Any]


def agreed_to(ledger: Mapping[str, Any]) -> list[Agreed]:
    """Every consent of the ledger, the newest first."""
    names = names_in(ledger)
    return [
        Agreed(
            id=one["id"],
            version=one["version"],
            state=one["state"],
            actors=tuple(one["actors"]),
            who=tuple(sorted(names[actor] for actor in one["actors"] if actor in names)),
            areas=tuple(area for area in one["categories"] if area != FRAME),
            start=one["start"],
            end=one.get("end"),
            over=one.get("withdrawn_on") or one.get("replaced_on"),
            purpose=None if one["purpose"] == USUAL_PURPOSE else one["purpose"],
            given_as=one.get("given_as"),
            given_by=one.get("given_by"),
            can_give=one["state"] == "draft" and "plan_id" in one,
            can_change=one["state"] in ("upcoming", "in-force") and "plan_id" in one,
            can_withdraw=one["state"] in ("draft", "upcoming", "in-force"),
            item=one,
        )
        for one in reversed(ledger["consents"])
    ]


def others_that_cover(one: Agreed, agreed: Iterable[Agreed]) -> list[Agreed]:
    """Other consents by which some of the same still hear some of the same."""
    return [
        other
        for other in agreed
        if other.id != one.id
        and other.state == "in-force"
        and len(set(other.actors) & set(one.actors)) > 1
        and set(other.areas) & set(one.areas)
    ]
