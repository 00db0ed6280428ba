"""Replacing a consent by a narrower or a wider one: said, shown with who sees no more and who anew, and then done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from starlette.responses import Response

from app.domain.consent_changes import Sees, difference
from app.domain.days import iso
from app.domain.errors import NotFound
from app.domain.facts import CATEGORIES
from app.domain.facts.codes import CONSENT_FORMS
from app.domain.permissions import Permission
from app.portal.asking import Visit
from app.portal.consent_terms import holding, terms_of, terms_typed
from app.portal.forms import Posted, carried_out
from app.usecases import consents
from app.usecases.consent_ledger import USUAL_PURPOSE
from app.usecases.planning import Contribution

TOPIC: Final = "consent_replacing"


@dataclass(kw_only=True)
class Place:
    """The pages of replacing one consent: the consent, all that the reader knows of, who may be named, and where."""

    visit: Visit
    older: Mapping[str, Any]
    known: Sequence[Mapping[str, Any]]
    actors: Mapping[str, str]
    """Names of those who may be named, by id."""
    address: str
    back: str
    done: str
    by_person: bool
    show: Callable[..., Awaitable[Response]]

    def __post_init__(self) -> None:
        """NotFound for whoever may not consent, and for a consent outside every plan, which is given anew in one."""
        if not self.visit.may(Permission.CONSENT) or "plan_id" not in self.older:
            raise NotFound("there is no such consent for you")

    @property
    def possible(self) -> bool:
        """Whether it can be replaced as it stands."""
        return "replacement" in self.older["possible"]


def place_of(
    visit: Visit, consent: UUID, known: Sequence[Mapping[str, Any]], actors: Mapping[str, str], **where: Any
) -> Place:
    """The pages of that one of the consents that the reader knows of. NotFound."""
    for one in known:
        if one["id"] == str(consent):
            return Place(visit=visit, older=one, known=known, actors=actors, **where)
    raise NotFound("there is no such consent for you")


async def form(place: Place, status: int = 200, typed: Mapping[str, list[str]] | None = None) -> Response:
    """What is to hold instead, to begin with as it holds now."""
    older, today = place.older, iso(place.visit.caller.today)
    now = {"actors": older["actors"], "categories": older["categories"], "start": [max(today, older["start"])]}
    now |= {name: [older[name]] for name in ("end", "purpose") if older.get(name, USUAL_PURPOSE) != USUAL_PURPOSE}
    return await place.show(
        TOPIC,
        status=status,
        place=place,
        typed=typed or now,
        options=sorted(place.actors.items(), key=lambda one: one[1]),
        categories=CATEGORIES,
        forms=CONSENT_FORMS,
    )


async def preview(place: Place, posted: Posted) -> Response:
    """What would change, by name; nothing is done yet."""

    async def act() -> Response:
        fields = _said(place, posted)
        lost, gained = changes(place, fields)
        return await place.show(
            TOPIC,
            template="consent_replacing_preview",
            place=place,
            typed=posted.values,
            fields=fields,
            lost=lost,
            gained=gained,
            later=fields["start"] > iso(place.visit.caller.today),
        )

    return await carried_out(
        posted, TOPIC, act, done=place.back, again=lambda status: form(place, status, posted.values)
    )


async def decide(place: Place, posted: Posted) -> Response:
    """The new consent in the place of the old one."""

    async def act() -> object:
        service = place.visit.service
        return await consents.replace_consent(
            service.store,
            service.new_id,
            posted.caller,
            consent_id=UUID(place.older["id"]),
            version=posted.version,
            header=Contribution(disclosure=place.older["disclosure"]),
            fields=_said(place, posted),
        )

    return await carried_out(
        posted, TOPIC, act, done=place.done, again=lambda status: form(place, status, posted.values)
    )


def changes(place: Place, fields: Mapping[str, Any]) -> tuple[list[Sees], list[Sees]]:
    """Who sees no more and who sees anew from the first day on, by what the reader knows of other consents."""
    held = holding(place.known, place.older["plan_id"])
    before = [terms_of(one) for one in held]
    kept = [terms_of(one) for one in held if one["id"] != place.older["id"]]
    return difference(before, [*kept, terms_of(fields)])


def _said(place: Place, posted: Posted) -> dict[str, Any]:
    return terms_typed(posted, place.actors, by_person=place.by_person)
