"""What keeping persons' keys needs: a store of the keys outside the database, and what is sealed inside it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

INDEX: Final = "index"
"""Shared keys that find persons by their identity numbers."""
TOKEN: Final = "token"  # noqa: S105 - the name of a purpose
"""The shared key that finds answer links and requests sent twice: what it hashes is random or short-lived."""
AUDIT_SEAL: Final = "audit-seal"
"""Shared keys that seal the log: the newest seals, all of them verify."""
FIRST_FORMAT: Final = "first-format"
"""The shared key that sealed everybody's values before each person had a key; gone once they are moved."""


class KeysUnavailable(Exception):
    """A key is not to be had, for a reason that its text tells the operator and nobody else."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of 32 bytes; its id tells nothing of it, and neither does its printed form."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """A key as it may be shown: whose it is (a person's id or a purpose), its age, and under which master key."""

    of: str
    id: str
    made: datetime
    master: str


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation that has begun; with `persons`, each person gets a new key and what it seals is sealed anew."""

    began: datetime
    persons: bool


class KeyStore(Protocol):
    """Keys outside the database, changed whole or not at all, and by several processes at once.

    What one process has changed holds for all others at their next call: a destroyed key is never given out again.
    Errors: KeyDestroyed; KeysUnavailable when the master key does not open the store, or a key is not there.
    """

    def store_id(self) -> UUID: ...
    def newest(self, person_id: UUID) -> Key:
        """The key to seal with, made if need be; on disk before it is given out."""
        ...

    def key(self, person_id: UUID, key_id: str) -> Key: ...
    def check(self, person_id: UUID) -> None:
        """KeyDestroyed if it is."""
        ...

    def shared(self, purpose: str) -> Sequence[Key]:
        """The newest first."""
        ...

    def begin(self, index: str, *, first_format: bool) -> None:
        """Give a store that has none its first key of the index, of that id; with `first_format`, as it followed from
        the master key, with the key that sealed for everybody. Nothing if there is one."""
        ...

    def destroy(self, person_id: UUID) -> None: ...
    def destroyed(self) -> set[UUID]: ...


class RotatingStore(KeyStore, Protocol):
    """A KeyStore whose master key can be changed."""

    def has_new_master(self) -> bool:
        """Whether the first master key is not in use yet."""
        ...

    def under_way(self) -> Rotation | None: ...
    def begin_rotation(self, *, persons: bool) -> None:
        """Take the first master key into use, with new keys of the index and of the log's seal. SettingError when it
        is in use already."""
        ...

    def rewrap(self, limit: int) -> int:
        """Put so many keys at most under the master key in use; 0 when all are."""
        ...

    def renew(self, persons: Sequence[UUID], *, missing: bool) -> None:
        """Give those persons a new key whose newest is older than the rotation; with `missing` only those who have
        none. Whose keys are destroyed get none."""
        ...

    def remove_shared(self, purpose: str, key_id: str) -> None: ...
    def end_rotation(self) -> None: ...
    def count(self) -> int:
        """How many keys there are."""
        ...

    def listed(self, *, persons: bool) -> Sequence[Listed]: ...


@dataclass(frozen=True, slots=True)
class SealedFact:
    """A version of a fact with something sealed in it, in base64."""

    id: UUID
    source_version: int
    revision: int
    sealed: str


@dataclass(slots=True, kw_only=True)
class Sealed:
    """All of a person that is sealed, and by which key of the index the person is found, if by any."""

    person_id: UUID
    key_id: str | None
    hash: bytes | None
    identity: bytes
    details: bytes | None
    facts: Sequence[SealedFact] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """How many plans a record has, how many of them have not ended, and which other records are the same person's."""

    plans: int
    open: int
    others: Sequence[UUID] = ()


class SealedPersons(Protocol):
    """The database's side, as the keeper of the keys sees it. Its methods wait for the database."""

    def alone(self) -> AbstractContextManager[None]:
        """Conflict when another rotation is at work."""
        ...

    def index_key(self) -> str: ...
    def take_into_use(self, index_key: str) -> None:
        """Persons are added under it from then on, and whoever was added under another can be seen."""
        ...

    def count(self) -> int: ...
    def page(self, after: UUID | None, limit: int) -> Sequence[Sealed]: ...
    def save(self, changes: Sequence[tuple[Sealed, Sealed]]) -> None:
        """As it was, and as it is to be; what somebody else has changed meanwhile is left."""
        ...

    def left(self, index_key: str, destroyed: set[UUID]) -> int:
        """How many persons are found by another key, or have a value of the first format; the destroyed aside."""
        ...

    def retire(self, index_key: str) -> Mapping[str, int]:
        """Take away the other keys of the index; those that persons are still found by, and how many."""
        ...

    def case(self, person_id: UUID, on: datetime) -> Case | None:
        """None when nobody has that id."""
        ...

    def destruction(self, person_id: UUID, reason: str, decision: str | None, request_id: str) -> None:
        """Note and log that the person's key is destroyed."""
        ...

    def log_rotation(self, request_id: str) -> None: ...
