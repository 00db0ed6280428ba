"""Tells a life through the REST API, each agency by its own client, and knows afterwards which id is which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from app.demo.chronicle import Told, chronicle
from app.domain.days import Day, iso
from app.domain.errors import DomainError
from app.domain.facts import Fact, Person

COLLECTIONS: Final = {
    "plan": "plans",
    "need": "needs",
    "ownership": "ownerships",
    "activity": "activities",
    "main-responsible": "main-responsible",
    "handler": "handlers",
    "call": "calls",
    "meeting": "meetings",
    "referral": "referrals",
    "follow-up": "follow-ups",
    "consent": "consents",
}


class TellingError(DomainError):
    """The service refused something that the story says; the message is the problem's own."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A client that speaks for one actor (or for the person), and the source it was registered with."""

    client: httpx.AsyncClient
    source: str
    actor: str


@dataclass(slots=True)
class Life:
    """A told life: the person's id, and the service's ids by the story's own."""

    person_id: str
    ids: dict[str, str] = field(default_factory=dict)


async def tell(
    facts: Sequence[Fact],
    *,
    person: Callable[[str], Voice],
    agency: Callable[[str], Voice],
    number: str,
    today: Day,
    until: Day | None = None,
    titles: Mapping[str, str] | None = None,
) -> Life:
    """Report every fact, in the order in which it could be known. TellingError when something is refused.

    `agency` gives the voice of a function, `person` that of the person with the id; `number` is a test number.
    `today` is the day on which the story is told, `until` the last day of it that is told already.
    """
    first = next((fact.actor for fact in facts if fact.actor not in (None, "person")), "social-services")
    found = await _send(agency(first or "social-services"), "POST", "/person-lookups", {"identity_number": number})
    life = Life(found["person_id"])
    parties = _parties(facts)
    for told in chronicle(facts, today):
        if until is not None and told.on > until:
            break
        voice = person(life.person_id) if told.fact.actor == "person" else agency(told.fact.actor or "social-services")
        fresh = told.fact.id not in life.ids
        answer = await _send(voice, "PUT", *_report(told, voice, life, agency, (titles or {}).get(told.fact.id)))
        life.ids[told.fact.id] = answer["id"]
        if told.fact.kind == "plan" and fresh:
            for party in parties - {told.fact.actor or ""}:
                body = {"actor": agency(party).actor}
                await _send(voice, "POST", f"/plans/{answer['id']}/participants", body)
    for fact in facts:
        if isinstance(fact, Person) and fact.deceased_on is not None:
            body = {"on": iso(fact.deceased_on)}
            await _send(agency("social-services"), "POST", f"/persons/{life.person_id}/death", body)
    return life


def _report(
    told: Told, voice: Voice, life: Life, agency: Callable[[str], Voice], title: str | None
) -> tuple[str, dict[str, Any]]:
    collection, key, fields = reported(told.fact, told.fields, life, lambda function: agency(function).actor)
    body = {"person_id": life.person_id, "source_version": told.version, "disclosure": "parties", **fields}
    if title is not None:
        body["title"] = title
    return f"/sources/{voice.source}/{collection}/{key}", body


def reported(
    fact: Fact, fields: Mapping[str, Any], life: Life, actor: Callable[[str], str]
) -> tuple[str, str, dict[str, Any]]:
    """The collection that the fact is reported to, the source's key for it, and its fields with the service's ids.

    `actor` gives the id of the unit with a function. What the fact refers to has to be told before.
    """
    given = {name: value for name, value in fields.items() if name not in ("id", "actor")}
    for name in ("plan", "need"):
        if name in given:
            given[name] = life.ids[given[name]]
    if given.get("to") not in (None, "person"):
        given["to"] = actor(given["to"])
    if "actors" in given:
        given["actors"] = [actor(function) for function in given["actors"]]
    collection = COLLECTIONS.get(fact.kind, "facts")
    if collection == "facts":
        given["kind"] = fact.kind
    # The story's keys are short; with the person before them they are the source's own.
    return collection, f"{life.person_id}.{fact.id}", given


def _parties(facts: Iterable[Fact]) -> set[str]:
    """Who takes part: those the consents name, and those who have something in the plan."""
    named = {actor for fact in facts if fact.kind == "consent" for actor in getattr(fact, "actors", ())}
    tied = {
        fact.actor
        for fact in facts
        if fact.actor is not None and (getattr(fact, "plan", None) or getattr(fact, "need", None))
    }
    return (named | tied) - {"person"}


async def _send(voice: Voice, method: str, path: str, body: Mapping[str, Any]) -> Any:
    answer = await voice.client.request(method, path.lstrip("/"), json=dict(body))
    if answer.is_error:
        raise TellingError(f"{method} {path.split('/')[1]}: {answer.json().get('detail', answer.status_code)}")
    return answer.json() if answer.content else None
