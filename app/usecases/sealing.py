"""Sealing the log: what is final goes into blocks, and the newest of them is noted outside the database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from app.domain.errors import SettingError
from app.domain.seal_verification import Fault, Show, faults
from app.domain.sealing import BEGINNING, Block, LogRow, SealKeys, sealed

BLOCK: Final = 1000
"""Rows of a block at most, so that what is wrong is found within so many."""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """Rows that no block holds yet, and the moment of the oldest."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The log up to the end of its last block."""

    blocks: Iterator[Block]
    rows: Iterator[LogRow]
    unsealed: Unsealed


class SealedLog(Protocol):
    """The log and its blocks. Its methods wait for the database: call them where nothing else has to go on."""

    def last(self) -> Block | None: ...
    def count(self) -> int:
        """How many rows have been sealed, by what the blocks say."""
        ...

    def seal_of(self, block: int) -> bytes | None: ...
    def final_rows(self, after: tuple[int, int], size: int) -> Sequence[LogRow]:
        """The rows that follow, so many at most, of which none can come in later. SettingError when the database
        has been taken to a server whose transactions have lower numbers."""
        ...

    def add(self, block: Block) -> bool:
        """False when somebody else has sealed a block of that number meanwhile."""
        ...

    def as_sealed(self) -> AbstractContextManager[Snapshot]: ...


class Head(Protocol):
    """Where the seal of the newest block is noted, outside the database: lines are added and never changed."""

    def last(self) -> tuple[int, bytes] | None: ...
    def note(self, block: Block) -> None: ...
    def seals(self) -> Mapping[int, bytes]: ...


@dataclass(frozen=True, slots=True)
class Sealer:
    """What sealing needs; the keys are asked for anew each time, since they may have been rotated."""

    log: SealedLog
    head: Head
    keys: Callable[[], SealKeys]

    def seal(self) -> int:
        """Seal what is final, and note the newest block; how many blocks were made. However many do it at once, each
        row is in one block. SettingError as of `refuse_foreign_seal`."""
        keys = self.refuse_foreign_seal()
        made, last = 0, self.log.last()
        while rows := self.log.final_rows((last.written, last.n) if last else BEGINNING, BLOCK):
            block = sealed(rows, last, keys)
            if self.log.add(block):
                made, last = made + 1, block
            else:
                last = self.log.last()
        noted = self.head.last()
        if last is not None and (noted is None or noted[0] < last.block):
            self.head.note(last)
        return made

    def refuse_foreign_seal(self) -> SealKeys:
        """The keys, if the newest block bears the seal of one of them. SettingError if not: what would be sealed now
        could not be verified by whoever has the log's own keys."""
        keys, last = self.keys(), self.log.last()
        if last is not None and last.key_id not in keys:
            raise SettingError(
                f"the log is sealed with the key {last.key_id}, which this process does not have, and so "
                "it seals nothing; give it the key store of the others (SIP_KEY_STORE), or their SIP_AUDIT_KEYS"
            )
        return keys

    def agrees(self) -> bool:
        """Whether the block that the head names is there, and the same."""
        noted = self.head.last()
        return noted is None or self.log.seal_of(noted[0]) == noted[1]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found, and of how much."""

    faults: Sequence[Fault]
    rows: int
    blocks: int
    unsealed: Unsealed


def verify(log: SealedLog, keys: SealKeys, heads: Mapping[int, bytes], show: Show) -> Verified:
    """Hold every row against its block, every block against the one before, and the newest ones against the head."""
    rows = blocks = 0

    def told(done: int) -> None:
        nonlocal rows, blocks
        rows, blocks = done, blocks + 1
        show(done)

    with log.as_sealed() as snapshot:
        found = list(faults(snapshot.rows, snapshot.blocks, keys, heads, told))
        return Verified(found, rows, blocks, snapshot.unsealed)
