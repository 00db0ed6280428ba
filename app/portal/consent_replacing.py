"""Replacing a consent by a narrower or a wider one: said, shown with who sees no more and who anew, and then done."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from starlette.responses import Response

from app.domain.actors import THE_PERSON
from app.domain.consent_changes import Sees, Terms, difference
from app.domain.days import iso
from app.domain.errors import FactError, NotFound
from app.domain.facts import CATEGORIES, FRAME, Consent, decode
from app.domain.facts.codes import CONSENT_FORMS
from app.domain.on_paper import ABOUT_PAPER, check_given
from app.domain.permissions import Permission, user_of
from app.portal.asking import Visit
from app.portal.forms import Posted, carried_out
from app.usecases import consents
from app.usecases.consent_ledger import USUAL_PURPOSE
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.planning import Contribution
from app.usecases.registration_fields import PLAIN

TOPIC: Final = "consent_replacing"
OF_AGENCIES: Final = (*ABOUT_PAPER, "guardian")
"""What an agency says of how it was given; the person gives it by saying so here."""
TEXTS: Final = ("start", "end", "purpose", *OF_AGENCIES)
FEWEST: Final = 2
"""Among whom something is shared: fewer share nothing."""
MOST_OF_TEXT: Final = {"purpose": 500}
MOST: Final = 200
"""Characters of a text, where nothing else is said."""


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
    older, plan = place.older, place.older["plan_id"]
    others = [
        _terms(one)
        for one in place.known
        if one["id"] != older["id"] and one["state"] == "in-force" and one.get("plan_id", plan) == plan
    ]
    before = [_terms(older)] if older["state"] == "in-force" else []
    return difference([*others, *before], [*others, _terms(fields)])


def _terms(said: Mapping[str, Any]) -> Terms:
    return Terms(frozenset(said["actors"]), frozenset(said["categories"]))


def _said(place: Place, posted: Posted) -> dict[str, Any]:
    """What was typed, as the new consent says it. FactError for what can be told to be wrong before it is stored."""
    caller = place.visit.caller
    texts = [name for name in TEXTS if not (place.by_person and name in OF_AGENCIES)]
    fields: dict[str, Any] = {name: posted.text(name) for name in texts if posted.text(name)}
    fields["actors"] = posted.values.get("actors", [])
    fields["categories"] = posted.values.get("categories") or [FRAME]
    if len(set(fields["actors"])) < FEWEST or not place.actors.keys() >= set(fields["actors"]):
        raise FactError("actors", "names too few, or somebody who is not in the plan")
    for name in (*ABOUT_PAPER[1:], "guardian", "purpose"):
        refuse_numbers(name, fields.get(name))
        most, text = MOST_OF_TEXT.get(name, MOST), fields.get(name)
        if text and (len(text) > most or not re.match(PLAIN, text)):
            raise FactError(name, f"is no text of at most {most} characters; type it anew")
    witness = {"witness": fields.get("witness") or user_of(caller.principal)} if "given_as" in fields else {}
    content = decode("consent", {"id": place.older["id"], "actor": str(THE_PERSON), **fields, **witness})
    assert isinstance(content, Consent)  # noqa: S101 - what was asked for
    if content.end is not None and content.end < max(content.start, caller.today):
        raise FactError("end", "is before the first day")
    check_given(content, by_person=place.by_person, by_caseworker=not place.by_person)
    return fields
