"""Two versions held against each other: nothing differs from itself, and looking the other way swaps old and new."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparing import APART, Changed, Difference, compare, differences
from app.domain.facts import ITEM_KINDS
from app.domain.facts.json import fields_of
from app.domain.labels import LABELS_EN, LABELS_SV

VALUES = st.one_of(
    st.booleans(), st.integers(0, 3), st.sampled_from(["2026-11-21", "work"]), st.lists(st.integers(0, 2))
)
FIELDS = st.dictionaries(st.sampled_from(["title", "start", "end", "actors", "version", "reason", "plan_id"]), VALUES)
PLANS = st.dictionaries(st.sampled_from("abcdef"), FIELDS).map(
    lambda items: [{"id": name, "kind": "need", **fields} for name, fields in items.items()]
)
BACK = {"added": "removed", "removed": "added", "changed": "changed"}


@given(PLANS)
def test_nothing_differs_from_itself_in_whichever_order(plan: list[dict[str, Any]]) -> None:
    assert compare(plan, plan) == compare(plan, plan[::-1]) == []


@given(PLANS, PLANS)
def test_the_other_way_round_old_and_new_change_places(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    there = {str(found.item["id"]): found for found in compare(one, other)}
    back = {str(found.item["id"]): found for found in compare(other, one)}
    assert there.keys() == back.keys()
    for name, found in there.items():
        assert back[name].change == BACK[found.change]
        swapped = {Difference(d.field, d.new, d.old) for d in hashed(found)}
        assert set(hashed(back[name])) == swapped


def hashed(found: Changed) -> list[Difference]:
    return [Difference(d.field, repr(d.old), repr(d.new)) for d in found.differences]


@given(PLANS, PLANS)
def test_what_is_told_makes_the_other_plan_of_the_one(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> None:
    held = {item["id"]: said(item) for item in one}
    for found in compare(one, other):
        fields = held.setdefault(found.item["id"], {})
        for field in found.differences:
            fields[field.field] = field.new
    wanted = {item["id"]: said(item) for item in other}
    assert {name: said(item) for name, item in held.items() if said(item)} == {
        name: item for name, item in wanted.items() if item
    }


def said(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in APART and value is not None}


def test_which_version_it_is_and_why_it_was_made_are_no_differences() -> None:
    old = {"id": "a", "kind": "need", "version": "1.0", "reason": "x", "start": "2026-11-01"}
    assert differences(old, {**old, "version": "2.0", "reason": "y"}) == ()
    assert differences(old, None) == (Difference("start", "2026-11-01", None),)


def test_every_field_that_can_differ_has_words_in_both_languages() -> None:
    fields = {field for kind in ITEM_KINDS for field in fields_of(kind)} - APART
    assert fields | {"title", "disclosure", "tentative"} <= LABELS_SV["field"].keys() == LABELS_EN["field"].keys()
