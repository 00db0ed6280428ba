"""The store of keys as its port promises it: by the file adapter, and by however many processes at once."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.adapters.keys.masters import KeyFile, Masters
from app.adapters.keys.rotation import RotatingFileStore
from app.adapters.keys.vault import KeyVault
from app.domain.errors import KeyDestroyed, SettingError
from app.usecases.key_ports import AUDIT_SEAL, FIRST_FORMAT, INDEX, KeysUnavailable, RotatingStore

OLD, NEW = b"o" * 32, b"n" * 32
ANNA, LEO = UUID(int=1), UUID(int=2)
Open = Callable[..., RotatingFileStore]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the same store once more, as another process does."""
    made: list[RotatingFileStore] = []

    def open_store(*masters: bytes, name: str = "keys.sqlite") -> RotatingFileStore:
        made.append(RotatingFileStore(tmp_path / name, Masters(lambda: list(masters) or [OLD])))
        return made[-1]

    yield open_store
    for store in made:
        store.close()


def test_a_person_has_a_key_of_its_own_which_stays(opened: Open) -> None:
    store: RotatingStore = opened()
    anna, leo = store.newest(ANNA), store.newest(LEO)
    assert len({anna.secret, leo.secret}) == len({anna.id, leo.id}) == 2
    assert store.newest(ANNA) == opened().newest(ANNA) == opened().key(ANNA, anna.id) == anna


def test_a_key_is_that_of_its_person_alone(opened: Open) -> None:
    store = opened()
    with pytest.raises(KeysUnavailable, match="lacks a key"):
        store.key(LEO, store.newest(ANNA).id)


def test_a_destroyed_key_is_given_to_nobody_any_more_whatever_they_remember(opened: Open) -> None:
    here, there = opened(), opened()
    anna, leo = there.newest(ANNA), there.newest(LEO)
    assert (there.newest(ANNA), there.key(ANNA, anna.id)) == (anna, anna), "which it remembers from here on"
    here.destroy(ANNA)
    for store in (here, there, opened()):
        with pytest.raises(KeyDestroyed):
            store.newest(ANNA)
        with pytest.raises(KeyDestroyed):
            store.key(ANNA, anna.id)
        assert store.key(LEO, leo.id) == leo
        assert store.destroyed() == {ANNA}


def test_nothing_of_a_destroyed_key_stays_in_the_files(opened: Open, tmp_path: Path) -> None:
    store = opened()
    store.newest(LEO)
    store.newest(ANNA)
    with sqlite3.connect(tmp_path / "keys.sqlite") as database:
        (box,) = database.execute("select box from person_key where person = ?", (ANNA.bytes,)).fetchone()
    database.close()

    def held() -> bool:
        return any(box in file.read_bytes() for file in tmp_path.iterdir())

    assert held()
    store.destroy(ANNA)
    assert not held()


def test_no_key_is_in_the_files_unwrapped_or_in_words(opened: Open, tmp_path: Path) -> None:
    store = opened()
    secrets = [store.newest(ANNA), *store.shared(AUDIT_SEAL)]
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(key.secret in files or key.secret.hex().encode() in files for key in secrets)
    assert not any(repr(key.secret) in repr(key) for key in secrets)
    assert (tmp_path / "keys.sqlite").stat().st_mode & 0o077 == 0


def test_another_master_key_opens_nothing(opened: Open) -> None:
    opened().newest(ANNA)
    with pytest.raises(SettingError, match="not the key of the key store"):
        opened(NEW)


def test_a_wrapped_key_put_in_another_persons_place_is_found_out(opened: Open, tmp_path: Path) -> None:
    store = opened()
    store.newest(ANNA)
    with sqlite3.connect(tmp_path / "keys.sqlite") as database:
        database.execute("update person_key set person = ?", (LEO.bytes,))
    database.close()
    with pytest.raises(KeysUnavailable, match="damaged"):
        store.newest(LEO)


def test_a_store_that_follows_an_earlier_master_key_opens_what_that_one_sealed(opened: Open) -> None:
    store = opened()
    store.begin("first", first_format=True)
    store.begin("another", first_format=False)
    assert [key.id for key in store.shared(INDEX)] == ["first"]
    assert len(store.shared(FIRST_FORMAT)) == 1
    twin = opened(name="twin.sqlite")
    twin.begin("first", first_format=True)
    assert twin.shared(INDEX) == store.shared(INDEX)
    fresh = opened(name="fresh.sqlite")
    fresh.begin("first", first_format=False)
    assert fresh.shared(INDEX) != store.shared(INDEX)
    assert fresh.shared(FIRST_FORMAT) == []


def test_rotated_keys_are_the_same_under_the_new_master_key_and_it_alone(opened: Open) -> None:
    store = opened()
    store.begin("first", first_format=False)
    keys = {person: store.newest(person) for person in (ANNA, LEO)}
    shared = store.shared(INDEX)
    with pytest.raises(SettingError, match="put a new one before it"):
        store.begin_rotation(persons=False)

    rotating = opened(NEW, OLD)
    assert rotating.has_new_master()
    rotating.begin_rotation(persons=False)
    assert [rotating.rewrap(3) for _ in range(3)] == [3, 2, 0]
    rotating.end_rotation()

    after = opened(NEW)
    assert {person: after.newest(person) for person in keys} == keys
    assert after.shared(INDEX)[1:] == shared
    assert not after.has_new_master()
    assert {one.master for one in after.listed(persons=True)} == {after.listed(persons=False)[0].master}
    with pytest.raises(KeysUnavailable, match="put it before the one in SIP_MASTER_KEY"):
        store.newest(ANNA)
    with pytest.raises(SettingError, match="not the key of the key store"):
        opened(OLD)


def test_whoever_has_both_master_keys_notices_nothing_of_a_rotation(opened: Open) -> None:
    opened().newest(LEO)
    service, rotating = opened(NEW, OLD), opened(NEW, OLD)
    assert service.has_new_master()
    anna = service.newest(ANNA)
    rotating.begin_rotation(persons=True)
    assert service.newest(ANNA) == anna
    rotating.renew([ANNA], missing=False)
    rotating.renew([ANNA], missing=False)
    assert service.newest(ANNA) != anna
    assert service.key(ANNA, anna.id) == anna
    while rotating.rewrap(1):
        assert service.key(ANNA, anna.id) == anna
    assert len([one for one in service.listed(persons=True) if one.of == str(ANNA)]) == 2


def test_a_key_file_that_changes_is_read_again(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "master.key")
    service = RotatingFileStore(tmp_path / "keys.sqlite", Masters(file.read))
    anna = service.newest(ANNA)
    file.add()
    rotating = RotatingFileStore(tmp_path / "keys.sqlite", Masters(file.read))
    rotating.begin_rotation(persons=False)
    while rotating.rewrap(100):
        pass
    rotating.end_rotation()
    file.keep_first()
    assert service.newest(ANNA) == anna
    assert len(file.read()) == 1
    service.close()
    rotating.close()


def test_a_copy_holds_the_keys_of_its_moment(opened: Open, tmp_path: Path) -> None:
    store = opened()
    anna = store.newest(ANNA)
    store.copy_to(tmp_path / "copy.sqlite")
    store.destroy(ANNA)
    assert opened(name="copy.sqlite").newest(ANNA) == anna
    with pytest.raises(SettingError, match="there already"):
        store.copy_to(tmp_path / "copy.sqlite")


def test_what_is_sealed_is_bound_to_its_person_and_to_its_key(opened: Open) -> None:
    vault = KeyVault(opened())
    sealed = vault.seal(ANNA, b"anna")
    assert vault.unseal(ANNA, sealed) == b"anna"
    assert vault.seal(ANNA, b"anna") != sealed
    with pytest.raises(KeysUnavailable):
        vault.unseal(LEO, sealed)
    with pytest.raises(KeysUnavailable):
        vault.unseal(ANNA, sealed[:-1] + bytes([sealed[-1] ^ 1]))


PROGRAM = """
import sys
from pathlib import Path
from uuid import UUID
from app.adapters.keys.masters import Masters
from app.adapters.keys.rotation import RotatingFileStore
store = RotatingFileStore(Path(sys.argv[1]), Masters(lambda: [b"o" * 32]))
for n in range(1, 100_000):
    print(n, store.newest(UUID(int=n)).secret.hex(), flush=True)
"""


MANY = 300
"""Keys that each process has told at least when it is killed: the later ones have caught up with the first by then."""


def test_several_processes_agree_on_every_key_and_one_that_is_killed_loses_none(opened: Open, tmp_path: Path) -> None:
    store = opened()
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "keys.sqlite")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [list(islice(one.stdout or (), MANY)) for one in running]
    for one in running:
        one.send_signal(signal.SIGKILL)
    told: dict[int, set[str]] = {}
    for one, lines in zip(running, said, strict=True):
        with one:
            for line in chain(lines, one.stdout or ()):
                n, _, secret = line.rstrip("\n").partition(" ")
                if len(secret) == 64:
                    told.setdefault(int(n), set()).add(secret)
    assert len(told) >= MANY
    assert {len(secrets) for secrets in told.values()} == {1}
    assert all(store.newest(UUID(int=n)).secret.hex() in secrets for n, secrets in told.items())
    store.newest(uuid4())
