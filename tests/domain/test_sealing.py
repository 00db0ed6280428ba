"""Blocks over the log: what they bind, and what of it is found when it is no longer so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.seal_verification import Heads, faults
from app.domain.sealing import Block, LogRow, SealKeys, numbers_in, numbers_of, sealed

KEYS = SealKeys([bytes(32)])
NUMBERS = st.sets(st.integers(1, 60), min_size=1)


def row(n: int, written: int = 7) -> LogRow:
    return written, n, b"row %d" % n


def chain(*stretches: range) -> list[Block]:
    blocks: list[Block] = []
    for stretch in stretches:
        blocks.append(sealed([row(n) for n in stretch], blocks[-1] if blocks else None, KEYS))
    return blocks


def found(rows: list[LogRow], blocks: list[Block], heads: Heads | None = None) -> list[str]:
    return [str(fault) for fault in faults(rows, blocks, KEYS, heads or {})]


ROWS = [row(n) for n in range(1, 13)]
BLOCKS = chain(range(1, 5), range(5, 9), range(9, 13))
HEADS = {3: BLOCKS[2].seal}


@given(NUMBERS)
def test_the_numbers_of_a_block_are_all_of_them_and_no_other(numbers: set[int]) -> None:
    assert list(numbers_in(numbers_of([row(n) for n in numbers]))) == sorted(numbers)


def test_runs_of_numbers_are_written_short() -> None:
    assert numbers_of([row(n) for n in (1, 2, 3, 4, 6, 8, 9)]) == "1-4,6-6,8-9"


def test_a_log_as_it_was_sealed_has_no_fault() -> None:
    assert found(ROWS, BLOCKS, HEADS) == []


@given(st.integers(0, 11), st.sampled_from(["changed", "removed", "doubled"]))
def test_one_row_that_is_not_as_it_was_is_found_in_its_block(place: int, act: str) -> None:
    there = ROWS[place]
    other = {"changed": [(*there[:2], b"x")], "removed": [], "doubled": [there, there]}[act]
    (fault,) = found([*ROWS[:place], *other, *ROWS[place + 1 :]], BLOCKS, HEADS)
    assert fault.startswith(f"block {place // 4 + 1}: ")


@pytest.mark.parametrize(
    ("rows", "blocks", "words"),
    [
        (ROWS[:5] + ROWS[6:], BLOCKS, ["block 2: rows removed: 6"]),
        (ROWS[:1] + ROWS[7:], BLOCKS, ["block 1: rows removed: 2, 3, 4", "block 2: rows removed: 5, 6, 7"]),
        ([row(-1, 3), *ROWS], BLOCKS, ["block 1: rows inserted: -1"]),
        (ROWS, [*BLOCKS[:1], BLOCKS[2]], ["block 2: is not there: it has been removed"]),
        (ROWS, BLOCKS[:2], ["block 3: is named by the head, and the log ends with block 2: it has been cut off"]),
        (ROWS, [BLOCKS[0], replace(BLOCKS[1], count=5), BLOCKS[2]],
         ["block 2: does not bear its seal: it has been changed"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line_for_each_block(
    rows: list[LogRow], blocks: list[Block], words: list[str]
) -> None:  # fmt: skip
    assert found(rows, blocks, HEADS) == words


def test_every_field_of_a_block_is_held_by_its_seal() -> None:
    block = BLOCKS[0]
    others = (
        ("block", 4),
        ("key_id", "0"),
        ("written", 8),
        ("n", 5),
        ("count", 5),
        ("numbers", "1-5"),
        ("digest", b""),
    )
    for name, value in others:
        assert replace(block, **{name: value}).binds != block.binds  # type: ignore[arg-type]  # of as many types


def test_a_block_moved_to_another_place_in_the_chain_does_not_bear_its_seal() -> None:
    other = sealed([row(n) for n in range(5, 9)], None, KEYS)
    assert found(ROWS, [BLOCKS[0], replace(other, block=2), BLOCKS[2]])[0] == (
        "block 2: does not bear its seal: it has been changed"
    )
