"""What a form says of a consent (among whom, about what, on which days, how it was given), and who sees what by it."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.consent_changes import Terms
from app.domain.errors import FactError
from app.domain.facts import FRAME, Consent, decode
from app.domain.on_paper import ABOUT_PAPER, check_given
from app.domain.permissions import user_of
from app.portal.forms import Posted
from app.usecases.free_of_numbers import refuse_numbers
from app.usecases.texts import LINE

OF_AGENCIES: Final = (*ABOUT_PAPER, "guardian")
"""What an agency says of how it was given; the person gives it by saying so here."""
TEXTS: Final = ("start", "end", "purpose")
FEWEST: Final = 2
"""Among whom something is shared: fewer share nothing."""
MOST_OF_TEXT: Final = {"purpose": 500}
MOST: Final = 200
"""Characters of a text, where nothing else is said."""


def terms_typed(
    posted: Posted, actors: Collection[str], *, by_person: bool = False, draft: bool = False
) -> dict[str, Any]:
    """What was typed, as the consent says it; `actors` are those who may be named, by id. FactError for what can be
    told to be wrong before it is stored. A draft has not been given in any way, by nobody in the person's place."""
    caller = posted.visit.caller
    fields: dict[str, Any] = {
        name: posted.text(name) for name in (*TEXTS, *(() if by_person else OF_AGENCIES)) if posted.text(name)
    }
    if draft:
        fields.pop("given_as", None)
    fields["actors"] = posted.values.get("actors", [])
    fields["categories"] = posted.values.get("categories") or [FRAME]
    if len(set(fields["actors"])) < FEWEST or not set(fields["actors"]) <= set(actors):
        raise FactError("actors", "names too few, or somebody who is not in the plan")
    for name in (*ABOUT_PAPER[1:], "guardian", "purpose"):
        refuse_numbers(name, fields.get(name))
        most, text = MOST_OF_TEXT.get(name, MOST), fields.get(name)
        if text and (len(text) > most or not re.match(LINE, text)):
            raise FactError(name, f"is no text of at most {most} characters; type it anew")
    if draft and "guardian" in fields:
        raise FactError("guardian", "goes with a consent that was given; leave it out of a draft")
    witness = {"witness": fields.get("witness") or user_of(caller.principal)} if "given_as" in fields else {}
    content = decode("consent", {"id": str(UUID(int=0)), "actor": str(THE_PERSON), **fields, **witness})
    assert isinstance(content, Consent)  # noqa: S101 - what was asked for
    if content.end is not None and content.end < max(content.start, caller.today):
        raise FactError("end", "is before the first day")
    check_given(content, by_person=by_person, by_caseworker=not by_person, draft=draft)
    return fields


def terms_of(said: Mapping[str, Any]) -> Terms:
    """Among whom it opens what."""
    return Terms(frozenset(said["actors"]), frozenset(said["categories"]))


def holding(known: Iterable[Mapping[str, Any]], plan: str) -> list[Mapping[str, Any]]:
    """Of the consents that somebody knows of, those that hold today in the plan."""
    return [one for one in known if one["state"] == "in-force" and one.get("plan_id", plan) == plan]
