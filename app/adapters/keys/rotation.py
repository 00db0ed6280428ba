"""A file of keys whose master key is changed: each key is wrapped anew, and new ones come beside those in use."""

import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.adapters.keys.masters import KEY_BYTES
from app.adapters.keys.store import FileKeyStore, now, private
from app.domain.errors import SettingError
from app.domain.sealing import key_id
from app.usecases.key_ports import AUDIT_SEAL, INDEX, Listed, Rotation


class RotatingFileStore(FileKeyStore):
    """A RotatingStore in one file; see usecases/key_ports.py."""

    def has_new_master(self) -> bool:
        return self._masters.read() != self._one("select master from about")

    def under_way(self) -> Rotation | None:
        with self._lock:
            row = self._db.execute("select began, persons from rotation").fetchone()
        return Rotation(datetime.fromisoformat(row[0]), bool(row[1])) if row else None

    def count(self) -> int:
        return int(self._one("select (select count(*) from person_key) + (select count(*) from shared_key)"))

    def listed(self, *, persons: bool) -> Sequence[Listed]:
        with self._lock:
            rows = self._db.execute("select purpose, id, made, master from shared_key order by n").fetchall()
            found = [Listed(of, name, datetime.fromisoformat(made), master) for of, name, made, master in rows]
            if persons:
                keys = self._db.execute("select person, id, made, master from person_key order by person, n")
                found += [
                    Listed(str(UUID(bytes=of)), name, datetime.fromisoformat(made), master)
                    for of, name, made, master in keys
                ]
            return found

    def begin_rotation(self, *, persons: bool) -> None:
        with self._lock, self._changing() as db:
            first = self._masters.read()
            if first == self._master(db):
                raise SettingError("the first key of SIP_MASTER_KEY is the one in use; put a new one before it")
            db.execute("update about set master = ?", (first,))
            for purpose in (INDEX, AUDIT_SEAL):
                secret = secrets.token_bytes(KEY_BYTES)
                self._share(db, purpose, key_id(secret), secret)
            begun = db.execute("select persons from rotation").fetchone() or (False,)
            db.execute("insert or replace into rotation values (1, ?, ?)", (now(), persons or bool(begun[0])))

    def rewrap(self, limit: int) -> int:
        with self._lock, self._changing() as db:
            master, done = self._master(db), 0
            for table, owner in (("shared_key", "purpose"), ("person_key", "person")):
                rows = db.execute(
                    f"select n, {owner}, id, master, box from {table} where master <> ? limit ?",  # noqa: S608 - literals
                    (master, limit - done),
                ).fetchall()
                for n, of, name, *wrapped in rows:
                    bound = of.encode() if isinstance(of, str) else of
                    box = self._masters.wrap(master, bound, self._opened((name, *wrapped), bound))
                    db.execute(f"update {table} set master = ?, box = ? where n = ?", (master, box, n))  # noqa: S608 - as above
                done += len(rows)
            return done

    def renew(self, persons: Sequence[UUID], *, missing: bool) -> None:
        with self._lock, self._changing() as db:
            row = db.execute("select began from rotation").fetchone()
            for person in persons:
                made = "select max(made) from person_key where person = ?"
                (newest,) = db.execute(made, (person.bytes,)).fetchone()
                gone = db.execute("select 1 from destroyed where person = ?", (person.bytes,)).fetchone()
                if not gone and (newest is None or (not missing and row and newest < row[0])):
                    self._add(db, person, now())

    def remove_shared(self, purpose: str, key_id: str) -> None:
        with self._lock, self._changing() as db:
            db.execute("delete from shared_key where purpose = ? and id = ?", (purpose, key_id))

    def end_rotation(self) -> None:
        with self._lock:
            with self._changing() as db:
                db.execute("delete from rotation")
            self._db.execute("pragma wal_checkpoint(truncate)")

    def copy_to(self, path: Path) -> None:
        """The store as it is now, in another file, which must not be there yet."""
        if path.exists():
            raise SettingError(f"{path} is there already; choose another name")
        private(path)
        with self._lock:
            copy = sqlite3.connect(path)
            try:
                self._db.backup(copy)
            finally:
                copy.close()
