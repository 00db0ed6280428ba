"""A stored fact says what `decode_stored` makes of its columns and fields, and what that refuses is refused alike."""

from dataclasses import FrozenInstanceError
from itertools import permutations
from random import Random
from typing import Any

import pytest

from app.domain.errors import FactError
from app.domain.facts import DECISION_CODES, ITEM_KINDS, STATUS_CODES, all_from_stored, decode, from_stored
from app.domain.facts.json import decode_stored, fields_of
from app.domain.facts.stored import MAKERS, Makers, maker
from tests.domain.test_facts import every_field_of

Fields = dict[str, Any]
ODD: tuple[Any, ...] = (
    *(None, "", " ", "x", "2026-02-30", "1899-12-31", "2026-1-1", "20260101", "top-up", "income-support", "missed"),
    *(0, 1, -1, 50, 101, 1.0, 37.5, True, False, [], ["x"], [1], ["2026-01-02"], ["health"], {}, {"x": 1}),
)
"""Some of them are fine for some fields."""
STRANGE = ("id", "actor", "category", "kind", "nothing")


def outcome(read: Any, *given: Any) -> tuple[Any, type] | str:
    """What is read and its class, or the refusal."""
    try:
        fact = read(*given)
    except FactError as error:
        return str(error)
    return fact, type(fact)


def alike(kind: str, actor: str, category: str | None, fields: Fields) -> bool:
    """Whether both ways to read agree, on what is asserted; whether they made a fact."""
    stated = {**fields, "id": "i", "actor": fields.get("actor") or actor, "category": category}
    expected = outcome(decode_stored, kind, stated)
    assert outcome(from_stored, kind, "i", actor, category, fields) == expected, (kind, fields)
    beside = ("contact", "j", "school", None, {"on": "2026-01-02", "outcome": "missed"})
    columns = [("contact", "school", None), (kind, actor, category)]
    together = outcome(all_from_stored, ["j", "i"], columns, [beside[-1], fields])
    if isinstance(expected, str):
        assert together == expected
    else:
        assert together[0] == [from_stored(*beside), expected[0]]
    return not isinstance(expected, str)


def stored(kind: str) -> Fields:
    return {name: value for name, value in every_field_of(kind).items() if name not in ("id", "actor", "category")}


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_every_kind_with_all_of_its_fields_and_with_those_alone_that_it_needs(kind: str) -> None:
    whole = stored(kind)
    needed = {name: value for name, value in whole.items() if fields_of(kind)[name].required}
    for fields in (whole, needed, dict(reversed(whole.items()))):
        category = "health" if fields_of(kind)["category"].required else None
        assert alike(kind, "psychiatry", category, fields)
        make = maker(kind, tuple(fields))
        assert make is not None
        assert make("i", "psychiatry", category, fields), "made without asking decode"


@pytest.mark.parametrize(("kind", "codes"), [("status", STATUS_CODES), ("decision", DECISION_CODES)])
def test_every_code(kind: str, codes: tuple[str, ...]) -> None:
    assert all(alike(kind, "school", None, {**stored(kind), "code": code, "detail": "top-up"}) for code in codes)


@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_whatever_else_is_stored_is_read_or_refused_as_decode_does(kind: str) -> None:
    random = Random(kind)  # noqa: S311 - the same every time, not secrets
    made = []
    for _ in range(1500):
        fields = stored(kind)
        for name in random.sample([*fields, *STRANGE], random.randint(1, 2)):
            if random.random() < 0.2:
                fields.pop(name, None)
            else:
                fields[name] = random.choice(ODD)
        category = random.choice(("health", "work", None, "plan", "money"))
        made.append(alike(kind, "psychiatry", category, fields))
    assert {True, False} == set(made)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("call", "deputy"),
        ("plan", "closing_note"),
        ("appointment", "place"),
        ("minutes", "text"),
        ("goal", "professional"),
    ],
)
def test_a_blank_that_was_accepted_once_is_read_and_no_other_is_accepted(kind: str, field: str) -> None:
    for blank in (" ", "\u00a0", ""):
        fields = {**stored(kind), field: blank}
        assert getattr(from_stored(kind, "i", "school", None, fields), field) == blank
        assert getattr(decode_stored(kind, {**fields, "id": "i", "actor": "school"}), field) == blank
        with pytest.raises(FactError, match=f"{field}: is empty"):
            decode(kind, {**fields, "id": "i", "actor": "school"})


def test_what_is_stored_otherwise_wrong_is_refused_still() -> None:
    with pytest.raises(FactError, match="deputy: has to be text"):
        from_stored("call", "i", "school", None, {**stored("call"), "deputy": 1})


def test_an_unknown_kind_is_refused() -> None:
    assert not alike("rumour", "school", None, {})


def test_more_sets_of_fields_than_are_kept_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.facts.stored.MOST", 2)
    monkeypatch.setitem(MAKERS, "status", Makers("status"))
    said = {"start": "2026-01-02", "code": "work", "end": "2026-01-03", "extent": 50}
    for names in permutations(said):
        assert alike("status", "school", None, {name: said[name] for name in names})
    assert len(MAKERS["status"]) == 2


def test_what_is_made_is_as_frozen_as_any_other() -> None:
    fact = from_stored("contact", "i", "school", None, {"on": "2026-01-02", "outcome": "missed"})
    assert hash(fact) == hash(
        decode("contact", {"id": "i", "actor": "school", "on": "2026-01-02", "outcome": "missed"})
    )
    with pytest.raises(FrozenInstanceError):
        fact.id = "j"  # type: ignore[misc]  # that is what is refused
