"""Facts to and from their JSON fields; the only place where a field that somebody sent is judged.

No message repeats what was sent: it may be about a person, and messages end up in logs.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from app.domain.civil_days import NoEnd, day_if_any
from app.domain.days import Day, day, iso
from app.domain.errors import FactError, NoSuchEnd
from app.domain.facts.codes import INCOME_SUPPORT_DETAILS
from app.domain.facts.fact import Fact
from app.domain.facts.kinds import KINDS, Status
from app.domain.facts.marks import Bounds, Codes, Names, Prose, Sealed, TimeOfDay, Unread
from app.domain.facts.plan_kinds import ITEM_KINDS

Reader = Callable[[object], Any]
Good = Callable[[Any], Any] | dict[Any, Any]
"""What reads all that is well-formed, or has it; for anything else a LookupError, TypeError or ValueError."""
DAY_MARK = get_args(Day)[1]
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class KnownDays(dict[str, Day]):
    """Days by their dates: there are some hundred thousand of them at the most. It keeps no refusal."""

    def __missing__(self, date: str) -> Day:
        known = self[date] = day(date)
        return known


KNOWN_DAYS = KnownDays()


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of a kind is read and written; `read` raises ValueError with what to do about it. `good` is as
    `read` for all that is well-formed, and lets a text be blank: blanks were accepted once, and what has been stored is
    read."""

    name: str
    required: bool
    read: Reader
    write: Callable[[Any], object]
    good: Good


def decode(kind: str, fields: Mapping[str, object]) -> Fact:
    """The fact that these JSON fields state; FactError names the first field that is wrong.

    A period that ends before it starts is let through: it is an empty one, and whoever minds asks for it.
    """
    return _made(kind, read_fields(kind, fields))


def decode_stored(kind: str, fields: Mapping[str, object]) -> Fact:
    """The same of fields that have been stored, in which a text may be blank."""
    return _made(kind, read_fields(kind, fields, stored=True))


def _made(kind: str, values: Mapping[str, Any]) -> Fact:
    for name in _required_of(kind):
        if name not in values:
            raise FactError(name, f"is missing; every {kind} has one")
    return whole(ITEM_KINDS[kind](**values))


def whole(fact: Fact) -> Fact:
    """The fact, whose fields have been read one by one; FactError when one of them does not go with another."""
    if isinstance(fact, Status) and fact.code == "income-support" and fact.detail is not None:
        _check(_code(INCOME_SUPPORT_DETAILS), "detail", fact.detail)
    return fact


def read_fields(kind: str, fields: Mapping[str, object], *, stored: bool = False) -> dict[str, Any]:
    """The values of the fields that are given (null = not given); which are missing is not asked. `stored`: they were
    accepted once."""
    known = fields_of(kind)
    values = {}
    name = ""
    try:
        for name, value in fields.items():
            field = known.get(name)
            if field is None:
                raise FactError(name, f"is not a field of {kind}; it has {', '.join(known)}")
            if value is not None:
                values[name] = _stored(field, value) if stored else field.read(value)
    except ValueError as problem:
        raise wrong(name, problem) from None
    return values


def _stored(field: Field, value: object) -> Any:
    try:
        return _reader(field.good)(value)
    except (LookupError, TypeError, ValueError):
        return field.read(value)  # says what is wrong with it


def wrong(field: str, problem: ValueError) -> FactError:
    """That the field is wrong, in the words of the problem with what was read."""
    return (NoSuchEnd if isinstance(problem, NoEnd) else FactError)(field, str(problem))


def encode(fact: Fact) -> dict[str, object]:
    """The JSON fields of the fact, without those that are absent; `decode` of them is the same fact."""
    written = {}
    for field in fields_of(fact.kind).values():
        value = getattr(fact, field.name)
        if value is not None:
            written[field.name] = field.write(value)
    return written


@cache
def fields_of(kind: str) -> Mapping[str, Field]:
    """The fields of a kind by name, in the order of its class; FactError when there is no such kind."""
    if kind not in ITEM_KINDS:
        raise FactError("kind", f"there is no such kind; the kinds are {', '.join(KINDS)}")
    hints = get_type_hints(ITEM_KINDS[kind], include_extras=True)
    return {
        field.name: Field(field.name, field.default is MISSING, *_codec(hints[field.name]))
        for field in fields(ITEM_KINDS[kind])
    }


@cache
def told_fields(kind: str) -> tuple[str, ...]:
    """The fields that rules may read, and so a case file may state."""
    return tuple(name for name, mark in _unread_of(kind).items() if mark is None)


@cache
def reported_fields(kind: str) -> tuple[str, ...]:
    """The fields that an agency's report may state."""
    return tuple(name for name, mark in _unread_of(kind).items() if mark is None or mark.reported)


@cache
def given_fields(kind: str) -> tuple[str, ...]:
    """The fields that whoever contributes an item in the service may state."""
    return tuple(name for name, mark in _unread_of(kind).items() if mark is None or mark.given)


@cache
def sealed_fields(kind: str) -> frozenset[str]:
    """The fields that no view of items shows."""
    hints = get_type_hints(ITEM_KINDS[kind], include_extras=True)
    return frozenset(name for name in fields_of(kind) if any(isinstance(m, Sealed) for m in marks_of(hints[name])))


def _unread_of(kind: str) -> Mapping[str, Unread | None]:
    hints = get_type_hints(ITEM_KINDS[kind], include_extras=True)
    return {
        name: next((mark for mark in marks_of(hints[name]) if isinstance(mark, Unread)), None)
        for name in fields_of(kind)
    }


def marks_of(hint: Any) -> tuple[Any, ...]:
    """What the type of a field says beside its Python type."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(mark for argument in get_args(hint) for mark in marks_of(argument))
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


@cache
def _required_of(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(kind).values() if field.required)


def _check(read: Reader, name: str, value: object) -> Any:
    try:
        return read(value)
    except ValueError as problem:
        raise FactError(name, str(problem)) from None


def _reader(good: Good) -> Callable[[Any], Any]:
    return good.__getitem__ if isinstance(good, dict) else good


def _codec(hint: Any) -> tuple[Reader, Callable[[Any], object], Good]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (hint,) = (argument for argument in arguments if argument is not NoneType)
        read, write, good = _codec(hint)
        return _day_if_any if read is _day else read, write, good
    if origin is tuple:
        read_one, write_one, good_one = _codec(arguments[0])
        return _sequence(read_one), lambda values: [write_one(value) for value in values], _sequence(_reader(good_one))
    marks = arguments[1:] if origin is Annotated else ()
    if DAY_MARK in marks:
        return _day, iso, KNOWN_DAYS
    plain = arguments[0] if origin is Annotated else hint
    for mark in marks:
        if isinstance(mark, Codes):
            return _code(mark.values), _same, {code: code for code in mark.values}
        if isinstance(mark, Bounds):
            read = _number(plain, mark)
            return read, _same, read
        if isinstance(mark, TimeOfDay):
            return _time, _same, _time
        if isinstance(mark, Prose):
            return _prose(mark.most), _same, _stored_text
    if plain is bool:
        return _boolean, _same, _boolean
    named = any(isinstance(mark, Names) for mark in marks)  # what refers to something is no text that may be blank
    return _text, _same, _text if named else _stored_text


def _same(value: object) -> object:
    return value


def _stored_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("has to be text; put it in quotes")
    return value


def _text(value: object) -> str:
    text = _stored_text(value)
    if not text.strip():
        raise ValueError("is empty; leave the field out or write something")
    return text


def _prose(most: int) -> Reader:
    def read(value: object) -> str:
        text = _text(value)
        if len(text) > most:
            raise ValueError(f"is too long; {most} characters at most")
        return text

    return read


def _time(value: object) -> str:
    if not isinstance(value, str) or not TIME.fullmatch(value):
        raise ValueError("has to be a time of day, HH:MM")
    return value


def _day(value: object) -> Day:
    if not isinstance(value, str):
        raise ValueError("has to be a date, YYYY-MM-DD")
    return day(value)


def _day_if_any(value: object) -> Day:
    return day_if_any(value) if isinstance(value, str) else _day(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("has to be true or false")
    return value


def _code(codes: tuple[str, ...]) -> Reader:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in codes:
            raise ValueError(f"there is no such code; use one of {', '.join(codes)}")
        return value

    return read


def _number(plain: type, bounds: Bounds) -> Reader:
    word, allowed = ("a whole number", int) if plain is int else ("a number", (int, float))

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, allowed):
            raise ValueError(f"has to be {word}")
        if not bounds.least <= value <= bounds.most:
            raise ValueError(f"has to be {bounds.least} to {bounds.most}")
        return value

    return read


def _sequence(read_one: Reader) -> Reader:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("has to be a list")
        return tuple(read_one(item) for item in value)

    return read
