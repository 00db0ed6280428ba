"""Rotating keys while the service runs: everybody is found and read at every moment, and it goes on where it was."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID

from app.domain.errors import Conflict, KeyDestroyed
from app.usecases.key_ports import FIRST_FORMAT, INDEX, RotatingStore, Sealed, SealedPersons
from app.usecases.ports import Vault

AT_ONCE: Final = 500
"""Persons, or keys, of one transaction."""
ROUNDS: Final = 5
"""Rounds over everybody at most; a round after the first is for what others changed during the one before."""

Show = Callable[[int], None]


class RotatingVault(Vault, Protocol):
    """A Vault that can tell by which of a person's keys a value is sealed."""

    def is_newest(self, person_id: UUID, sealed: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation has done: values of how many persons it sealed anew or moved in the index, and which earlier keys
    of the index still find how many: those whose keys are destroyed, whose numbers nobody can read."""

    persons: int
    kept: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rotator:
    """What rotating needs."""

    store: RotatingStore
    persons: SealedPersons
    vault: RotatingVault

    def unfinished(self) -> bool:
        """Whether a rotation was interrupted, or the database is from before one that has ended."""
        return self.store.under_way() is not None or self.persons.index_key() != self.store.shared(INDEX)[0].id

    def rotate(self, *, persons: bool, request_id: str, show: Show) -> Rotated:
        """Take the first master key into use, or go on with what was begun. `show` is told how many keys and persons
        are done. Conflict when another rotation is at work; SettingError when there is no new master key."""
        with self.persons.alone():
            # First the store, then the database: whoever adds a person knows every key that can be current.
            if self.store.has_new_master() or not self.unfinished():
                self.store.begin_rotation(persons=persons)
            self.persons.log_rotation(request_id)
            done = 0
            while wrapped := self.store.rewrap(AT_ONCE):
                done += wrapped
                show(done)
            index = self.store.shared(INDEX)[0].id
            self.persons.take_into_use(index)
            moved = self._move_everybody(index, lambda walked: show(done + walked))
            kept = self.persons.retire(index)
            for key in self.store.shared(INDEX)[1:]:
                if key.id not in kept:
                    self.store.remove_shared(INDEX, key.id)
            for key in self.store.shared(FIRST_FORMAT):
                self.store.remove_shared(FIRST_FORMAT, key.id)
            self.store.end_rotation()
            return Rotated(moved, kept)

    def _renewing(self) -> bool:
        rotation = self.store.under_way()
        return rotation is not None and rotation.persons

    def _move_everybody(self, index: str, show: Show) -> int:
        moved = self._move(index, show)
        for _ in range(ROUNDS):
            if self.persons.left(index, self.store.destroyed()) == 0:
                return moved
            moved += self._move(index, lambda _: None)
        raise Conflict("some persons were changed each time their values were sealed anew; run `sip keys rotate` again")

    def _move(self, index: str, show: Show) -> int:
        renewing, moved, walked, after = self._renewing(), 0, 0, None
        while page := self.persons.page(after, AT_ONCE):
            self.store.renew([one.person_id for one in page], missing=not renewing)
            changes = [(one, new) for one in page if (new := self._anew(one, index, renewing=renewing)) != one]
            if changes:
                self.persons.save(changes)
            moved, walked, after = moved + len(changes), walked + len(page), page[-1].person_id
            show(walked)
        return moved

    def _anew(self, one: Sealed, index: str, *, renewing: bool) -> Sealed:
        """All of the person as it is to be; as it is when the person's key has been destroyed."""
        try:
            new = replace(one)
            if one.key_id not in (None, index):
                hashes = self._hashes_of(one)
                new.key_id, new.hash = index, hashes[index]
            new.identity = self._resealed(one.person_id, one.identity, renewing=renewing)
            if one.details is not None:
                new.details = self._resealed(one.person_id, one.details, renewing=renewing)
            new.facts = [
                replace(fact, sealed=_text(self._resealed(one.person_id, _bytes(fact.sealed), renewing=renewing)))
                for fact in one.facts
            ]
        except KeyDestroyed:
            return one
        return new

    def _hashes_of(self, one: Sealed) -> Mapping[str, bytes]:
        """Those of the number that this row of the index is of: a person who had another number is found by both."""
        numbers = self.vault.unseal(one.person_id, one.identity).decode().split()
        found = [self.vault.index_hashes(number) for number in numbers]
        return next((hashes for hashes in found if hashes.get(one.key_id or "") == one.hash), found[0])

    def _resealed(self, person_id: UUID, sealed: bytes, *, renewing: bool) -> bytes:
        """With the newest key; without `renewing` only what was sealed before persons had keys."""
        first_format = sealed[:1] == b"\x01"
        if not first_format and (not renewing or self.vault.is_newest(person_id, sealed)):
            return sealed
        return self.vault.seal(person_id, self.vault.unseal(person_id, sealed))


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
