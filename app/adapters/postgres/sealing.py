"""The log and its blocks in PostgreSQL, read as the server's own binary rows, which no setting changes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from struct import Struct
from typing import Any, Final, cast

import psycopg
from psycopg.rows import class_row
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import IntegrityError

from app.adapters.postgres import schema
from app.domain.errors import SettingError
from app.domain.sealing import BEGINNING, Block, LogRow
from app.usecases.sealing import Snapshot, Unsealed

# What is sealed: the two numbers that order the log first, then everything that it says.
COLUMNS: Final = (
    'written, n, at, request_id, client, "user", actor, on_behalf, person_id, action, outcome, reason, items'
)
ROWS: Final = f"""copy (select {COLUMNS} from audit
                         where (written, n) > (%(written)s, %(n)s) and {{upto}}
                         order by written, n) to stdout (format binary)"""  # noqa: S608 - only its own literals
FINAL: Final = ROWS.format(upto="written < %(cut)s").replace("n) to", "n limit %(size)s) to")
SEALED: Final = ROWS.format(upto="(written, n) <= (%(last_written)s, %(last_n)s)")
# Behind it no transaction is still at work: every row whose transaction has a lower number is there, or never will be.
CUT: Final = text("select log_clock(pg_snapshot_xmin(pg_current_snapshot()))")
BLOCK: Final = "block, key_id, written, n, count, numbers, digest, seal"
LAST: Final = f"select {BLOCK} from audit_block order by block desc limit 1"  # noqa: S608 - as above
PAGE: Final = f"""select {BLOCK} from audit_block where block > %(after)s and block <= %(upto)s
                   order by block limit 1000"""  # noqa: S608 - as above
COUNT: Final = text("select coalesce(sum(count), 0)::bigint from audit_block")
UNSEALED: Final = text("select count(*), min(at) from audit where (written, n) > (:written, :n)")

PREAMBLE: Final = 19
"""Bytes before the first row: the format's signature, its flags and the length of what may follow them."""
PLACE: Final = Struct(">hiqiq")
"""How a row begins: its fields, and the two numbers with their lengths."""
THE_END: Final = b"\xff\xff"


class PostgresSealedLog:
    """A SealedLog on an engine of two connections as sip_sealer; see usecases/sealing.py."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last(self) -> Block | None:
        with self._engine.connect() as connection:
            return _blocks(connection, LAST, {}).fetchone()

    def count(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(COUNT) or 0)

    def seal_of(self, block: int) -> bytes | None:
        with self._engine.connect() as connection:
            seal: bytes | None = connection.scalar(
                text("select seal from audit_block where block = :block"), {"block": block}
            )
            return seal

    def final_rows(self, after: tuple[int, int], size: int) -> Sequence[LogRow]:
        written, n = after
        with self._engine.connect() as connection:
            cut = connection.scalar(CUT)
            if cut is None or cut <= written:
                raise SettingError(
                    "the database is on a server that counts from before its last seal; see docs/how-to/audit.md"
                )
            return list(_copied(connection, FINAL, {"written": written, "n": n, "cut": cut, "size": size}))

    def add(self, block: Block) -> bool:
        values = {column: getattr(block, column) for column in BLOCK.split(", ")}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(schema.audit_block).values(values))
        except IntegrityError:
            return False
        return True

    @contextmanager
    def as_sealed(self) -> Iterator[Snapshot]:
        last = self.last()
        end = (last.written, last.n) if last else BEGINNING
        upto = {"upto": last.block if last else 0}
        with self._engine.connect() as listing, self._engine.connect() as reading:
            unsealed = listing.execute(UNSEALED, {"written": end[0], "n": end[1]}).one()
            # The whole log in one statement, in the order of its index.
            reading.execute(text("set local statement_timeout = 0"))
            reading.execute(text("set local enable_sort = off"))
            bounds = {"written": BEGINNING[0], "n": BEGINNING[1], "last_written": end[0], "last_n": end[1]}
            yield Snapshot(_paged(listing, upto), _copied(reading, SEALED, bounds), Unsealed(unsealed[0], unsealed[1]))


def _driver(connection: Connection) -> "psycopg.Connection[Any]":
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def _blocks(connection: Connection, statement: str, values: dict[str, int]) -> "psycopg.Cursor[Block]":
    return _driver(connection).cursor(row_factory=class_row(Block)).execute(statement.encode(), values)


def _paged(connection: Connection, values: dict[str, int]) -> Iterator[Block]:
    after = 0
    while page := _blocks(connection, PAGE, {**values, "after": after}).fetchall():
        yield from page
        after = page[-1].block


def _copied(connection: Connection, statement: str, values: dict[str, int]) -> Iterator[LogRow]:
    """The rows as the server sends them, one piece a row; text comes in UTF-8, whatever else the client is set to."""
    connection.execute(text("set local client_encoding = 'UTF8'"))
    place = PLACE.unpack_from
    with _driver(connection).cursor() as cursor, cursor.copy(statement.encode(), values) as copy:
        first = True
        for piece in copy:
            data = bytes(piece)
            if first:
                data, first = data[PREAMBLE:], False
            if data[:2] == THE_END or not data:
                continue
            _, _, written, _, n = place(data)
            yield written, n, data
