"""The head of the log in a file: a line for the newest block, added each time and never changed."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.domain.errors import SettingError
from app.domain.sealing import Block

LAST_BYTES: Final = 400
"""Within so many bytes from the end stands the whole of the last line."""


class FileHead:
    """A Head in a file; see usecases/sealing.py."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def last(self) -> tuple[int, bytes] | None:
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LAST_BYTES))
            lines = file.read().decode("ascii", "replace").splitlines()
        return self._read(lines[-1]) if lines else None

    def note(self, block: Block) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as error:
            raise SettingError(f"SIP_AUDIT_HEAD: {self.path} cannot be written ({error.strerror})") from None
        with os.fdopen(handle, "ab") as file:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            file.write(f"{block.block} {block.seal.hex()} {at}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def seals(self) -> Mapping[int, bytes]:
        return dict(self._lines())

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        try:
            with self.path.open(encoding="ascii", errors="replace") as file:
                for line in file:
                    yield self._read(line)
        except OSError as error:
            raise SettingError(f"SIP_AUDIT_HEAD: {self.path} cannot be read ({error.strerror})") from None

    def _read(self, line: str) -> tuple[int, bytes]:
        try:
            block, seal, _ = line.split()
            return int(block), bytes.fromhex(seal)
        except ValueError:
            raise SettingError(f"SIP_AUDIT_HEAD: {self.path} has a line that is no block and seal") from None
