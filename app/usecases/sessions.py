"""What is kept for one browser alone: sealed with what is in its cookie, found by a hash of that, gone with time."""

import json
import secrets
from dataclasses import dataclass
from typing import Any, Protocol


class Sessions(Protocol):
    """Sealed boxes by a hash; what has ended is not there. Times are in seconds."""

    async def open(self, mark: bytes, box: bytes, *, idle: int, seconds: int) -> None: ...
    async def use(self, mark: bytes) -> bytes | None: ...
    async def see(self, mark: bytes) -> bytes | None:
        """As `use`, but that nothing is prolonged."""
        ...

    async def end(self, mark: bytes) -> None: ...


class Boxes(Protocol):
    """Sealing with a key that is made of the service's own and of a secret that the service does not keep."""

    def fingerprint(self, purpose: str, value: str) -> bytes: ...
    def seal_with(self, purpose: str, secret: str, plain: bytes) -> bytes: ...
    def unseal_with(self, purpose: str, secret: str, sealed: bytes) -> bytes | None:
        """None when it was sealed with another secret, or changed."""
        ...


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long something is kept, in seconds: without being used, and at the most."""

    idle: int = 30 * 60
    at_most: int = 8 * 60 * 60


@dataclass(frozen=True, slots=True)
class Keeping:
    """Sessions and boxes, for one kind of content: the secret of one kind opens no other."""

    sessions: Sessions
    boxes: Boxes
    kind: str

    async def put(self, content: dict[str, Any], lasting: Lasting) -> str:
        """Keep it; the secret that finds and opens it, which is in the cookie and nowhere else."""
        secret = secrets.token_urlsafe(32)
        box = self.boxes.seal_with(f"portal-{self.kind}", secret, json.dumps(content).encode())
        await self.sessions.open(self._mark(secret), box, idle=lasting.idle, seconds=lasting.at_most)
        return secret

    async def look(self, secret: str, *, used: bool = True) -> dict[str, Any] | None:
        """What is kept by that secret, used or only seen; None when there is nothing or its time is up."""
        box = await (self.sessions.use if used else self.sessions.see)(self._mark(secret))
        plain = None if box is None else self.boxes.unseal_with(f"portal-{self.kind}", secret, box)
        content: dict[str, Any] | None = None if plain is None else json.loads(plain)
        return content

    async def end(self, secret: str) -> None:
        """Nothing is kept by that secret any more."""
        await self.sessions.end(self._mark(secret))

    def _mark(self, secret: str) -> bytes:
        return self.boxes.fingerprint(f"portal-{self.kind}-mark", secret)
