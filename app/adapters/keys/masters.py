"""The master keys: where they come from, and the wrapping of other keys with them."""

import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import SettingError
from app.domain.sealing import key_id
from app.usecases.key_ports import Key, KeysUnavailable

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class Masters:
    """Master keys of 32 bytes each: the first is the one to use, all of them open.

    `ask` is asked again when a key is met that none of them opens: a key file may change while a process runs.
    """

    def __init__(self, ask: Callable[[], Sequence[bytes]]) -> None:
        self._ask = ask
        self._keys: dict[str, bytes] = {}
        self._wrapping: dict[str, AESGCM] = {}
        self.first = self.read()

    def read(self) -> str:
        """Ask for them; the id of the first."""
        keys = list(self._ask())
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise SettingError("a master key has 32 bytes, written as 64 hexadecimal digits")
        self._keys |= {key_id(key): key for key in keys}
        self.first = key_id(keys[0])
        return self.first

    def have(self, master: str) -> bool:
        """Whether the one of that id is among them."""
        if master not in self._keys:
            self.read()
        return master in self._keys

    def derived(self, master: str, purpose: bytes) -> bytes:
        """A key of 32 bytes for a purpose, which tells nothing of the master key."""
        if not self.have(master):
            raise KeysUnavailable(
                f"the keys are under the master key {master} now; put it before the one in SIP_MASTER_KEY, with a comma"
            )
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose).derive(self._keys[master])

    def wrap(self, master: str, bound: bytes, key: Key) -> bytes:
        """The key under that master key, bound to its id and to whose it is."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher(master).encrypt(nonce, key.secret, bound + key.id.encode())

    def unwrap(self, master: str, bound: bytes, name: str, box: bytes) -> Key:
        """KeysUnavailable when the box is not what was wrapped."""
        try:
            secret = self._cipher(master).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], bound + name.encode())
        except InvalidTag:
            raise KeysUnavailable(
                f"the key {name} in the key store has been damaged; bring back its newest copy"
            ) from None
        return Key(name, secret)

    def _cipher(self, master: str) -> AESGCM:
        held = self._wrapping.get(master)
        if held is None:
            held = self._wrapping[master] = AESGCM(self.derived(master, b"wrap"))
        return held


class KeyFile:
    """The master keys in a file that only its owner can read, one a line, the one to use first."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[bytes]:
        """The keys; on the first call one is made. Of several processes the first wins."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self._path.exists():
            draft = self._draft([secrets.token_bytes(KEY_BYTES)])
            # A link appears whole or not at all.
            try:
                os.link(draft, self._path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return [bytes.fromhex(line) for line in self._path.read_text().split()]

    def add(self) -> None:
        """Put a new key first."""
        self._replace([secrets.token_bytes(KEY_BYTES), *self.read()])

    def keep_first(self) -> None:
        """Forget all but the first."""
        self._replace(self.read()[:1])

    def _replace(self, keys: Sequence[bytes]) -> None:
        self._draft(keys).replace(self._path)

    def _draft(self, keys: Sequence[bytes]) -> Path:
        draft = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write("\n".join(key.hex() for key in keys))
            file.flush()
            os.fsync(file.fileno())
        return draft
