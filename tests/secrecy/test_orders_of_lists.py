"""Every list that the database puts together for an answer is in an order of its own, which hints at nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

HOUSE: Final = Path(__file__).parents[2]
STATEMENTS: Final = sorted((HOUSE / "app" / "adapters" / "postgres").rglob("*.py"))
"""What the functions in the migrations put together are sets of readers, which no answer lists."""
LIST: Final = re.compile(r"\b(?:(?:array|jsonb|json|string|json_object)_agg|xmlagg)\s*\(|\barray\s*\(\s*select\b")
"""What makes a list of rows. An object of JSONB is none: it keeps its keys in an order of its own."""
ORDERED: Final = re.compile(r"\border\s+by\b|^\s*distinct\b", re.IGNORECASE)
"""What is distinct has been sorted, or goes where any order is as good."""
WITHIN: Final = "as in_order"
"""The name of a subquery that ends with an order, over which several lists are made that have to agree."""
SETS: Final = {
    "json_build_array(owner, reader, kind, plan_id, category, lower(days), upper(days), basis)": (
        "the detector asks of grants only whether there is one, and which ends first"
    ),
}


def unordered(text: str) -> Iterator[str]:
    """The lists in the text of statements that say nothing of their order, as what each is made of."""
    for found in LIST.finditer(text):
        start = text.index("(", found.start()) + 1
        end = _closing(text, start)
        inside = text[start:end]
        if ORDERED.search(_at_its_own_level(inside)):
            continue
        if WITHIN in text[end:].split("group by")[0]:
            continue
        yield " ".join(inside.split())


def _closing(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    raise AssertionError(f"a parenthesis is not closed: {text[start : start + 60]}")


def _at_its_own_level(text: str) -> str:
    """The text without what stands in parentheses in it."""
    depth, kept = 0, []
    for letter in text:
        depth += letter == "("
        if not depth:
            kept.append(letter)
        depth -= letter == ")"
    return "".join(kept)


def test_every_list_says_in_which_order_it_is() -> None:
    found = [
        f"{path.relative_to(HOUSE)}: {one}"
        for path in STATEMENTS
        for one in unordered(path.read_text(encoding="utf-8"))
        if one not in SETS
    ]
    assert found == []


def test_nothing_is_excused_that_is_not_there() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in STATEMENTS)
    assert set(unordered(text)) == set(SETS)


@pytest.mark.parametrize(
    "specimen",
    [
        "select jsonb_agg(item) from seen",
        "select json_agg(jsonb_build_object('id', id)) from page",
        "select array_agg(reader) from gone",
        "select string_agg(id::text, ',') from fact",
        "select json_object_agg(id, kind) from fact",
        "select jsonb_agg((select x from y order by x)) from seen",
        "select jsonb_agg(item) from (select item from page order by id) as page",
        "select array(select id from fact) as ids",
        "select array(select (select 1 order by 1)) as ids",
    ],
)
def test_a_list_in_no_order_is_found(specimen: str) -> None:
    assert len(list(unordered(specimen))) == 1


@pytest.mark.parametrize(
    "specimen",
    [
        "select jsonb_agg(item order by id) from seen",
        "select jsonb_agg(jsonb_build_object('id', id)\n   ORDER BY id) filter (where id is not null) from page",
        "select array_agg(distinct reader) from gone",
        "select jsonb_object_agg(id, kind) from fact",
        "select string_agg(id, ',') as a, string_agg(b, ',') from (select id, b from fact order by id) as in_order",
        "select array(select id from fact order by id) as ids",
    ],
)
def test_a_list_in_an_order_is_let_through(specimen: str) -> None:
    assert list(unordered(specimen)) == []
