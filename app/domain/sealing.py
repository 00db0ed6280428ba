"""The seal of the log: blocks over its rows, each bound to the one before by a key kept outside the database."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

FORM: Final = "sip audit 1"
"""What is sealed and how; other columns or another digest would be another form."""
BEFORE_THE_FIRST: Final = bytes(32)
"""The seal that the first block follows."""

LogRow = tuple[int, int, bytes]
"""A row of the log: its transaction's number, its own number, and all of it as bytes. A plain tuple, since there are
millions. The log is ordered by the first two: no row ever comes in before one whose transaction had ended."""
BEGINNING: Final = (-1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A sealed stretch of the log, up to and including the row `written`, `n`; `numbers` are all its rows' numbers."""

    block: int
    key_id: str
    written: int
    n: int
    count: int
    numbers: str
    digest: bytes
    seal: bytes

    @property
    def binds(self) -> str:
        """What the seal holds together, with the seal before."""
        said = (self.block, self.key_id, self.written, self.n, self.count, self.numbers, self.digest.hex())
        return "|".join((FORM, *map(str, said)))


class SealKeys:
    """The keys of the seal, 32 bytes each: the first one seals, all of them verify."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys: Mapping[str, bytes] = {key_id(key): key for key in keys}
        self.current = key_id(keys[0])

    def __contains__(self, key: str) -> bool:
        """Whether the key of that id is at hand."""
        return key in self._keys

    def seal(self, key: str, binds: str, previous: bytes) -> bytes | None:
        """The seal by the key of that id; None when it is not at hand."""
        held = self._keys.get(key)
        return None if held is None else hmac.digest(held, previous + binds.encode(), "sha256")


def key_id(key: bytes) -> str:
    """Names a key without telling it."""
    return hmac.digest(key, b"key id", "sha256").hex()[:8]


def digest_of(rows: Iterable[LogRow]) -> bytes:
    """SHA-256 over the rows; each says itself how long it is, so that two are never read as others."""
    return hashlib.sha256(b"".join([data for _, _, data in rows])).digest()


def numbers_of(rows: Iterable[LogRow]) -> str:
    """The rows' numbers, runs of them as first-last: 1-4,6-11."""
    runs: list[list[int]] = []
    for number in sorted(n for _, n, _ in rows):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(f"{first}-{last}" for first, last in runs)


def numbers_in(numbers: str) -> Iterator[int]:
    """The numbers that `numbers_of` wrote."""
    for run in numbers.split(","):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last) + 1)


def sealed(rows: Sequence[LogRow], last: Block | None, keys: SealKeys) -> Block:
    """The block over these rows, at least one, which follow the last block (None: there is none) in the log's order."""
    bare = Block(
        block=last.block + 1 if last else 1,
        key_id=keys.current,
        written=rows[-1][0],
        n=rows[-1][1],
        count=len(rows),
        numbers=numbers_of(rows),
        digest=digest_of(rows),
        seal=b"",
    )
    return replace(bare, seal=keys.seal(keys.current, bare.binds, last.seal if last else BEFORE_THE_FIRST) or b"")
