"""Where this machine's processes reach the server: its socket, by a path that is short enough."""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

from app.adapters.postgres.embedded.configuration import PORT, SUPERUSER

_LONGEST = 100  # bytes of a socket's path that every system takes; Linux takes 107, macOS 103


class Address:
    """The URL of the socket in `data`; when the path is long, through a link in a private directory."""

    def __init__(self, data: Path) -> None:
        self._private: Path | None = None
        place = data
        if _too_long(place):
            self._private = Path(tempfile.mkdtemp(prefix="sip-"))
            if _too_long(self._private / "d"):
                self._private.rmdir()
                self._private = Path(tempfile.mkdtemp(prefix="sip-", dir="/tmp"))
            place = self._private / "d"
            place.symlink_to(data)
        self.url = f"postgresql://{SUPERUSER}@/postgres?host={quote(str(place), safe='')}&port={PORT}"

    def close(self) -> None:
        """Remove the link, if there is one."""
        if self._private:
            shutil.rmtree(self._private, ignore_errors=True)


def _too_long(place: Path) -> bool:
    return len(os.fsencode(place / f".s.PGSQL.{PORT}")) > _LONGEST
