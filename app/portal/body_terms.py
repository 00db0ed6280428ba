"""A local agreement as its pages show it: what it sets and from when, and the form in which the next is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.actors import Actor
from app.domain.agreements import OWN_CONSENT, PAYERS, STEPS, CoordinationBody
from app.domain.completeness import LOCAL_REQUIREMENTS
from app.domain.days import Day, iso
from app.domain.errors import FieldError
from app.domain.escalation import STEPS as ESCALATION
from app.domain.gaps.catalogue import CATALOGUE, RULES
from app.domain.gaps.rule import Rule
from app.domain.gaps.sources import Threshold
from app.usecases.chart_scene import capital
from app.usecases.handbook_words import ENGLISH, SWEDISH

PARTS: Final = ("working_days", "escalation", "funding")
"""The parts of an agreement that are numbers by code; in the form each number is a field `part.code`."""
THRESHOLD: Final = "thresholds"


@dataclass(frozen=True, slots=True)
class Term:
    """A number that an agreement sets for a rule."""

    rule: str
    title: str
    label: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """All that an agreement sets; `numbers` by part and code."""

    start: str
    end: str | None
    when: str
    bound: tuple[str, ...]
    numbers: Mapping[str, Mapping[str, int]]
    own_consent_from: int
    terms: tuple[Term, ...]
    requirements: tuple[str, ...]


def agreements_of(
    document: Mapping[str, Any], actors: Mapping[UUID, Actor], today: Day, language: str
) -> list[Agreement]:
    """The agreements of a body as it is answered, the newest first; `when` is now, ahead or past."""
    found = sorted(document["agreements"], key=lambda one: str(one["start"]), reverse=True)
    return [_agreement(one, actors, iso(today), language) for one in found]


def fields_of(body: CoordinationBody, today: Day) -> dict[str, str | list[str]]:
    """The fields of the form as the agreement in force has them; the newest one, if none is."""
    held = body.agreement_on(today) or (body.agreements[-1] if body.agreements else None)
    if held is None:
        return {"own_consent_from": str(OWN_CONSENT)}
    numbers = {f"{part}.{code}": str(number) for part in PARTS for code, number in getattr(held, part).items()}
    terms = {
        f"{THRESHOLD}.{rule}.{name}": str(number)
        for rule, said in held.thresholds.items()
        for name, number in said.items()
    }
    return {
        **numbers,
        **terms,
        "own_consent_from": str(held.own_consent_from),
        "bound": [str(actor) for actor in held.bound],
        "requirements": list(held.requirements),
    }


def stated(values: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What was typed, as the use case's command reads it; an empty field is one that was left out. FieldError for
    what is no number."""
    said: dict[str, Any] = {"bound": values.get("bound", ()), "requirements": values.get("requirements", ())}
    said |= {name: typed for name in ("start", "end", "own_consent_from") if (typed := _typed(values, name))}
    if "own_consent_from" in said:
        said["own_consent_from"] = _number("own_consent_from", said["own_consent_from"])
    for name, texts in values.items():
        part, _, rest = name.partition(".")
        if rest and texts and texts[0].strip():
            if part in PARTS:
                said.setdefault(part, {})[rest] = _number(name, texts[0])
            elif part == THRESHOLD:
                rule, _, threshold = rest.partition(".")
                said.setdefault(part, {}).setdefault(rule, {})[threshold] = _number(name, texts[0])
    return said


def thresholds_to_set(language: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Each rule with the thresholds that an agreement may set: the field, its words, and what holds otherwise."""
    book = ENGLISH if language == "en" else SWEDISH
    return [
        (rule.id, book.title(rule), fields)
        for rule in CATALOGUE
        if (
            fields := [
                (f"{THRESHOLD}.{rule.id}.{name}", capital(book.threshold(name)), book.amount(one))
                for name, one in rule.thresholds.items()
                if one.source != "law"
            ]
        )
    ]


def field_of(name: str) -> str:
    """The field of the form in which something is wrong, from the name that the use case gives it."""
    part, _, rest = name.partition(".")
    whole = {"bound": "bound", "funding": f"funding.{rest or PAYER_CODES[0]}"}
    return whole.get(part, name)


STEP_CODES: Final = tuple(STEPS)
ESCALATION_CODES: Final = tuple(ESCALATION)
PAYER_CODES: Final = tuple(PAYERS)
REQUIREMENT_CODES: Final = tuple(LOCAL_REQUIREMENTS)


def _agreement(said: Mapping[str, Any], actors: Mapping[UUID, Actor], today: str, language: str) -> Agreement:
    end = said.get("end")
    when = "ahead" if said["start"] > today else "past" if end and end < today else "now"
    return Agreement(
        start=said["start"],
        end=end,
        when=when,
        bound=tuple(sorted(actors[UUID(one)].name for one in said["bound"] if UUID(one) in actors)),
        numbers={part: said[part] for part in PARTS},
        own_consent_from=said["own_consent_from"],
        terms=tuple(_terms(said["thresholds"], language)),
        requirements=tuple(said["requirements"]),
    )


def _terms(said: Mapping[str, Mapping[str, int]], language: str) -> Iterator[Term]:
    book = ENGLISH if language == "en" else SWEDISH
    for id_, values in said.items():
        rule: Rule | None = RULES.get(id_)
        if rule is None:
            continue
        for name, value in values.items():
            amount = book.amount(Threshold(value, "agreement", rule.thresholds[name].unit))
            yield Term(id_, book.title(rule), capital(book.threshold(name)), amount)


def _typed(values: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(values.get(name, ())), "").strip()


def _number(field: str, typed: str) -> int:
    """The number that was typed. FieldError for anything else."""
    try:
        return int(typed)
    except ValueError:
        raise FieldError(field, "is not a whole number; write one") from None
