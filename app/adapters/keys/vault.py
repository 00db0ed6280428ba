"""Seals what identifies a person with the person's own key (AES-GCM), and finds persons by a keyed hash."""

import secrets
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.usecases.key_ports import FIRST_FORMAT, INDEX, TOKEN, KeyStore, KeysUnavailable

NONCE_BYTES: Final = 12
ID_BYTES: Final = 8
BY_ONE_KEY: Final = b"\x01"
"""Leads a value that was sealed with one key for everybody; rotation seals it anew."""
BY_OWN_KEY: Final = b"\x02"
"""Leads a value that is sealed with the person's own key, whose id follows."""
HEADER: Final = len(BY_OWN_KEY) + ID_BYTES


class KeyVault:
    """A Vault and Boxes over a store of keys; see usecases/ports.py and usecases/signing_in.py.

    An unkeyed hash of all identity numbers is reversed in half a minute, hence the HMAC.
    """

    def __init__(self, store: KeyStore) -> None:
        self._store = store

    def seal(self, person_id: UUID, plain: bytes) -> bytes:
        key = self._store.newest(person_id)
        header, nonce = BY_OWN_KEY + bytes.fromhex(key.id), secrets.token_bytes(NONCE_BYTES)
        return header + nonce + AESGCM(key.secret).encrypt(nonce, plain, header + person_id.bytes)

    def unseal(self, person_id: UUID, sealed: bytes) -> bytes:
        if sealed[:1] == BY_ONE_KEY:
            self._store.check(person_id)
            header, bound = BY_ONE_KEY, person_id.bytes
            keys = self._store.shared(FIRST_FORMAT)
            if not keys:
                raise KeysUnavailable(
                    "a value is sealed with the first master key, which is gone; see docs/how-to/keys.md"
                )
            secret = keys[0].secret
        else:
            header = sealed[:HEADER]
            bound = header + person_id.bytes
            secret = self._store.key(person_id, header[1:].hex()).secret
        body = sealed[len(header) :]
        try:
            return AESGCM(secret).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], bound)
        except InvalidTag:
            raise KeysUnavailable(f"what is sealed of {person_id} is not what was sealed: it was changed") from None

    def is_newest(self, person_id: UUID, sealed: bytes) -> bool:
        """Whether it is sealed with the newest of the person's keys. KeyDestroyed."""
        return sealed[:HEADER] == BY_OWN_KEY + bytes.fromhex(self._store.newest(person_id).id)

    def index_hashes(self, number: str) -> Mapping[str, bytes]:
        return {key.id: _hash(key.secret, "identity-number", number) for key in self._store.shared(INDEX)}

    def fingerprint(self, purpose: str, value: str) -> bytes:
        return _hash(self._store.shared(TOKEN)[0].secret, purpose, value)

    def seal_with(self, purpose: str, secret: str, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.fingerprint(purpose, secret)).encrypt(nonce, plain, None)

    def unseal_with(self, purpose: str, secret: str, sealed: bytes) -> bytes | None:
        key = AESGCM(self.fingerprint(purpose, secret))
        try:
            return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
        except InvalidTag:
            return None


def _hash(key: bytes, purpose: str, value: str) -> bytes:
    code = hmac.HMAC(key, hashes.SHA256())
    code.update(purpose.encode() + b"\x00" + value.encode())
    return code.finalize()
