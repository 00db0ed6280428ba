"""Whether the log is as it was sealed: what has been changed, removed, inserted or cut off, and in which block."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from app.domain.sealing import BEFORE_THE_FIRST, Block, LogRow, SealKeys, digest_of, numbers_in

NAMED: Final = 5
"""Numbers that a line names before it says how many more there are."""

Heads = Mapping[int, bytes]
"""The seals of some blocks, by their number, as they are kept outside the database."""
Show = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in one line; `what` is changed, removed, inserted, cut-off, seal, key or another."""

    block: int
    what: str
    words: str

    def __str__(self) -> str:
        return f"block {self.block}: {self.words}"


def faults(
    rows: Iterable[LogRow], blocks: Iterable[Block], keys: SealKeys, heads: Heads, show: Show = lambda _: None
) -> Iterator[Fault]:
    """Every block of the log that is not as it was sealed, given all blocks by number and, in the log's order, all
    rows up to where the last block ends. `show` is called after each block with the number of rows so far."""
    coming = iter(rows)
    row = next(coming, None)
    previous, last, done = BEFORE_THE_FIRST, 0, 0
    for block in blocks:
        taken = []
        written, n = block.written, block.n
        while row is not None and (row[0] < written or (row[0] == written and row[1] <= n)):
            taken.append(row)
            row = next(coming, None)
        missing = block.block - last - 1
        if missing:
            yield Fault(last + 1, "removed", f"is not there, nor the {missing - 1} after it" if missing > 1 else GONE)
        broken = None if missing else _broken_seal(block, previous, keys)
        broken = broken or _other_rows(block, taken, alone=not missing)
        if broken:
            yield broken
        if heads.get(block.block, block.seal) != block.seal:
            yield Fault(block.block, "another", "is not the one that the head names: the log was sealed anew")
        previous, last, done = block.seal, block.block, done + len(taken)
        show(done)
    newest = max(heads, default=0)
    if newest > last:
        yield Fault(newest, "cut-off", f"is named by the head, and the log ends with block {last}: it has been cut off")


GONE: Final = "is not there: it has been removed"


def _broken_seal(block: Block, previous: bytes, keys: SealKeys) -> Fault | None:
    seal = keys.seal(block.key_id, block.binds, previous)
    if seal is None:
        return Fault(block.block, "key", f"was sealed with the key {block.key_id}; add that key to SIP_AUDIT_KEYS")
    return None if seal == block.seal else Fault(block.block, "seal", "does not bear its seal: it has been changed")


def _other_rows(block: Block, taken: list[LogRow], *, alone: bool) -> Fault | None:
    """What differs between the rows that are there and those that were sealed. Not `alone`: blocks before this one
    are gone, and rows that it did not seal may be theirs."""
    if digest_of(taken) == block.digest:
        return None
    sealed, found = set(numbers_in(block.numbers)), {n for _, n, _ in taken}
    if not alone:
        taken, found = [row for row in taken if row[1] in sealed], found & sealed
        if digest_of(taken) == block.digest:
            return None
    if found == sealed:
        return Fault(block.block, "changed", f"one of its {block.count} rows ({block.numbers[:60]}) has been changed")
    gone, new = sorted(sealed - found), sorted(found - sealed)
    words = [f"{what}: {_some(numbers)}" for what, numbers in (("removed", gone), ("inserted", new)) if numbers]
    return Fault(block.block, "removed" if gone else "inserted", "rows " + "; rows ".join(words))


def _some(numbers: list[int]) -> str:
    more = len(numbers) - NAMED
    return ", ".join(str(n) for n in islice(numbers, NAMED)) + (f" and {more} more" if more > 0 else "")
