"""The keys in use: AES-GCM for what identifies a person, a keyed hash for finding one."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
FIRST_KEY: Final = b"\x01"
"""Leads every sealed value and names the key it was sealed with, so that keys can be changed."""


class KeyVault:
    """A Vault over one master key of 32 bytes; see usecases/ports.py.

    An unkeyed hash of all identity numbers is reversed in half a minute, hence the HMAC.
    """

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise ValueError("the master key must be 32 bytes, written as 64 hexadecimal digits")
        self._seal = AESGCM(_derive(master, b"seal"))
        self._find = _derive(master, b"fingerprint")
        self._master = master

    def seal(self, person_id: UUID, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FIRST_KEY + nonce + self._seal.encrypt(nonce, plain, person_id.bytes)

    def unseal(self, person_id: UUID, sealed: bytes) -> bytes:
        nonce, box = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        return self._seal.decrypt(nonce, box, person_id.bytes)

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for another purpose, which tells nothing of this one's."""
        return _derive(self._master, purpose.encode())

    def fingerprint(self, purpose: str, value: str) -> bytes:
        code = hmac.HMAC(self._find, hashes.SHA256())
        code.update(purpose.encode() + b"\x00" + value.encode())
        return code.finalize()


def key_in_file(path: Path) -> bytes:
    """The master key kept in a file that only its owner can read; made on the first call."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
        # A link appears whole or not at all, and the first of several processes wins.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return bytes.fromhex(path.read_text())


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose).derive(master)
