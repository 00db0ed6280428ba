"""The store of keys: one file (SQLite), in which each key is wrapped by the master key."""

import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from app.adapters.keys.masters import KEY_BYTES, Masters
from app.domain.errors import KeyDestroyed, SettingError
from app.usecases.key_ports import AUDIT_SEAL, FIRST_FORMAT, INDEX, TOKEN, Key, KeysUnavailable

ID_BYTES: Final = 8
HELD: Final = 10_000
"""Persons whose keys are held in memory at most."""

SCHEMA: Final = """
    create table about (one integer primary key check (one = 1), store text not null, master text not null);
    create table person_key (n integer primary key, person blob not null, id text not null, master text not null,
                             box blob not null, made text not null, unique (person, id));
    create index person_key_master on person_key (master);
    create table shared_key (n integer primary key, purpose text not null, id text not null, master text not null,
                             box blob not null, made text not null, unique (purpose, id));
    create table destroyed (person blob primary key, at text not null);
    create table rotation (one integer primary key check (one = 1), began text not null, persons integer not null);
"""
NEWEST: Final = "select id, master, box from person_key where person = ? order by n desc limit 1"
BY_ID: Final = "select id, master, box from person_key where person = ? and id = ?"
SHARED: Final = "select id, master, box from shared_key where purpose = ? order by n desc"


class FileKeyStore:
    """A KeyStore in one file on a local disk; see usecases/key_ports.py."""

    def __init__(self, path: Path, masters: Masters) -> None:
        self._path = path
        self._masters = masters
        self._lock = threading.RLock()
        self._persons: dict[tuple[UUID, str | None], Key] = {}
        self._purposes: dict[str, Sequence[Key]] = {}
        self._seen = -1
        self._db = self._open()

    def store_id(self) -> UUID:
        return UUID(self._one("select store from about"))

    def newest(self, person_id: UUID) -> Key:
        with self._lock:
            held = self._held(person_id, None)
            if held is None:
                row = self._db.execute(NEWEST, (person_id.bytes,)).fetchone()
                held = self._opened(row, person_id.bytes) if row else self._first(person_id)
                self._hold(person_id, None, held)
            return held

    def key(self, person_id: UUID, key_id: str) -> Key:
        with self._lock:
            held = self._held(person_id, key_id)
            if held is None:
                self.check(person_id)
                row = self._db.execute(BY_ID, (person_id.bytes, key_id)).fetchone()
                if row is None:
                    raise KeysUnavailable(
                        f"the key store {self._path} lacks a key that the database was written with; bring back the "
                        "newest copy of the store"
                    )
                held = self._hold(person_id, key_id, self._opened(row, person_id.bytes))
            return held

    def check(self, person_id: UUID) -> None:
        with self._lock:
            if self._db.execute("select 1 from destroyed where person = ?", (person_id.bytes,)).fetchone():
                raise KeyDestroyed

    def shared(self, purpose: str) -> Sequence[Key]:
        with self._lock:
            self._refresh()
            held = self._purposes.get(purpose)
            if held is None:
                held = [self._opened(row, purpose.encode()) for row in self._db.execute(SHARED, (purpose,))]
                self._purposes[purpose] = held
            return held

    def destroyed(self) -> set[UUID]:
        with self._lock:
            return {UUID(bytes=person) for (person,) in self._db.execute("select person from destroyed")}

    def begin(self, index: str, *, first_format: bool) -> None:
        with self._lock, self._changing() as db:
            if db.execute("select 1 from shared_key where purpose = ?", (INDEX,)).fetchone():
                return
            derived = partial(self._masters.derived, self._master(db))
            self._share(db, INDEX, index, derived(b"fingerprint") if first_format else secrets.token_bytes(KEY_BYTES))
            if first_format:
                self._share(db, FIRST_FORMAT, "first", derived(b"seal"))

    def destroy(self, person_id: UUID) -> None:
        with self._lock:
            with self._changing() as db:
                db.execute("delete from person_key where person = ?", (person_id.bytes,))
                db.execute("insert or ignore into destroyed values (?, ?)", (person_id.bytes, now()))
            # What the file's journal still holds of the key goes now.
            self._db.execute("pragma wal_checkpoint(truncate)")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if not self._path.exists():
                private(self._path)
            db = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on"):
                db.execute(f"pragma {pragma}")
        except (OSError, sqlite3.Error) as error:
            raise SettingError(f"SIP_KEY_STORE: {self._path} cannot be used ({error})") from None
        self._db = db
        with self._changing():
            if not db.execute("select 1 from sqlite_master where name = 'about'").fetchone():
                self._make(db)
            used = self._master(db)
        if not self._masters.have(used):
            db.close()
            raise SettingError(
                f"SIP_MASTER_KEY is not the key of the key store {self._path}, which is {used}; persons would not be "
                "found or read. After a rotation the new key has to be the first, or the only one"
            )
        return db

    def _make(self, db: sqlite3.Connection) -> None:
        for statement in SCHEMA.split(";"):
            db.execute(statement)
        master = self._masters.first
        db.execute("insert into about values (1, ?, ?)", (str(uuid4()), master))
        for purpose, derived in ((TOKEN, b"fingerprint"), (AUDIT_SEAL, b"audit-seal")):
            self._share(db, purpose, "first", self._masters.derived(master, derived))

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that no other process gets into."""
        try:
            self._db.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise KeysUnavailable(f"SIP_KEY_STORE: {self._path} cannot be written ({error})") from None
        try:
            yield self._db
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")
        self._persons.clear()
        self._purposes.clear()

    def _refresh(self) -> None:
        """Forget what is held when another process has changed the store."""
        (now,) = self._db.execute("pragma data_version").fetchone()
        if now != self._seen:
            self._persons.clear()
            self._purposes.clear()
            self._seen = now

    def _held(self, person_id: UUID, key_id: str | None) -> Key | None:
        self._refresh()
        return self._persons.get((person_id, key_id))

    def _hold(self, person_id: UUID, key_id: str | None, key: Key) -> Key:
        if len(self._persons) >= HELD:
            self._persons.clear()
        self._persons[person_id, key_id] = key
        return key

    def _one(self, statement: str) -> str:
        with self._lock:
            return str(self._db.execute(statement).fetchone()[0])

    def _master(self, db: sqlite3.Connection) -> str:
        (used,) = db.execute("select master from about").fetchone()
        return str(used)

    def _first(self, person_id: UUID) -> Key:
        """A key for somebody who has none, unless another process was first or the key has been destroyed."""
        with self._changing() as db:
            self.check(person_id)
            row = db.execute(NEWEST, (person_id.bytes,)).fetchone()
            return self._opened(row, person_id.bytes) if row else self._add(db, person_id, now())

    def _add(self, db: sqlite3.Connection, person_id: UUID, at: str) -> Key:
        key = Key(secrets.token_hex(ID_BYTES), secrets.token_bytes(KEY_BYTES))
        master = self._master(db)
        values = (person_id.bytes, key.id, master, self._masters.wrap(master, person_id.bytes, key), at)
        db.execute("insert into person_key (person, id, master, box, made) values (?, ?, ?, ?, ?)", values)
        return key

    def _share(self, db: sqlite3.Connection, purpose: str, name: str, secret: bytes) -> None:
        master = self._master(db)
        box = self._masters.wrap(master, purpose.encode(), Key(name, secret))
        values = (purpose, name, master, box, now())
        db.execute("insert into shared_key (purpose, id, master, box, made) values (?, ?, ?, ?, ?)", values)

    def _opened(self, row: tuple[str, str, bytes], bound: bytes) -> Key:
        name, master, box = row
        return self._masters.unwrap(master, bound, name, box)


def private(path: Path) -> None:
    """An empty file that only its owner reads; SQLite gives its journal the same rights."""
    path.touch(mode=0o600, exist_ok=True)


def now() -> str:
    """The moment, in a form that sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
