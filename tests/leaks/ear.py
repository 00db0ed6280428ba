"""The ear of a run: it hears what is told to the service, and all that gets out of it but the answers themselves."""

from __future__ import annotations

import json
import logging
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.leaks.search import Leak, Search
from tests.leaks.told import Told

if TYPE_CHECKING:
    import psycopg
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OF_ITS_OWN: Final = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{16,64}\b|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?|\d+\.\d+s"
)
"""Ids, traces and times, by which lines that say the same differ."""
PROBLEM: Final = b"urn:sip:problem:"
ANSWERING: Final = ("gaps", "simulate", "demo", "sign-in", "openapi", "rules")
"""The commands whose output is what was asked for; of the others, everything they write gets out."""
IDS_AND_CODES: Final = (
    *("event", "idempotency", "dirty", "recheck", "watch", "finding", "access_grant", "source_key", "admission"),
    *("escalation", "body_escalation", "statistics", "person_identity", "destroyed_key"),
)
"""The tables that are to hold no content, beside the log."""
IN_ROWS: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[^\"]*|[0-9a-f]{32,}"
"""Ids, days and digests, by which rows that say the same differ."""
OF_THE_LOG: Final = """
    select distinct jsonb_build_object('client', client, 'user', "user", 'action', action, 'outcome', outcome,
                                       'reason', reason)::text from sip.audit
    union select distinct (item - 'id')::text from sip.audit, jsonb_array_elements(items) as item"""


class Ear(logging.Handler):
    """Hears; `heard` has what got out by its way and its text, with the first test in which it did."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.told = Told()
        self.heard: dict[tuple[str, str], str] = {}
        self.test = "the beginning"
        self.deaf = False
        self.setFormatter(logging.Formatter("%(message)s"))

    def hear(self, way: str, text: str) -> None:
        """Something got out that way."""
        if text and not self.deaf:
            self.heard.setdefault((way, OF_ITS_OWN.sub("…", text)), self.test)

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(Exception):  # what cannot be formatted says so where it is logged
            self.hear(f"the log {record.name}", self.format(record))

    def hear_request(self, scope: Scope, body: bytes, status: int, headers: list[Any], answer: bytes) -> None:
        """One request and what came of it: its address, the headers, and the problem or problems that it met."""
        sent = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if not self.deaf:
            self.told.hear_token(sent.get("authorization", ""), self.test)
            if body:
                self.told.hear_body(body, sent.get("content-type", ""), self.test)
        query = scope.get("query_string", b"").decode("latin-1")
        self.hear("the address of a request", f"{scope['path']}?{query}" if query else scope["path"])
        said = "\n".join(f"{name.decode()}: {value.decode('latin-1')}" for name, value in headers)
        self.hear("the headers of an answer", said)
        if PROBLEM in answer and answer[:1] in (b"{", b"["):
            for problem in _problems(json.loads(answer)):
                self.hear("a problem", json.dumps(problem, ensure_ascii=False))

    def hear_tables(self, database: psycopg.Connection[Any]) -> None:
        """What the tables tell that are to hold ids and codes alone; each line once."""
        there = "select from pg_tables where schemaname = 'sip' and tablename = %s"
        for table in IDS_AND_CODES:
            if database.execute(there, (table,)).fetchone() is not None:
                rows = f"select distinct regexp_replace(to_jsonb(t)::text, %s, '', 'g') from sip.{table} t"
                for (row,) in database.execute(rows.encode(), (IN_ROWS,)):
                    self.hear(f"the table {table}", row)
        for (row,) in database.execute(OF_THE_LOG):
            self.hear("the access log", row)

    def hear_log_of_server(self, log: Path) -> None:
        """What a database server has written about itself."""
        if log.exists():
            for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
                self.hear("the log of the database server", line)

    def hear_process(self, command: object, out: Any, err: Any) -> None:
        """What a command of the service has written: beside its answer, if that is what it is for."""
        words = [str(word) for word in command] if isinstance(command, list | tuple) else [str(command)]
        if not any("app.cli" in word or word.endswith("/sip") for word in words):
            return
        answers = any(word in ANSWERING for word in words)
        for written in (err,) if answers else (out, err):
            text = written.decode(errors="replace") if isinstance(written, bytes) else written
            self.hear("what a process wrote", text or "")

    def leaks(self) -> list[Leak]:
        """Where something got out that somebody told, once for each way and sort of thing."""
        found = {(leak.way, leak.what): leak for leak in Search(self.told).leaks(self.heard)}
        return list(found.values())


def _problems(said: Any) -> Iterator[Any]:
    """The problem documents in an answer: itself, or those of the items of a batch."""
    if isinstance(said, dict):
        if str(said.get("type", "")).encode().startswith(PROBLEM):
            yield said
        else:
            said = list(said.values())
    if isinstance(said, list):
        for one in said:
            yield from _problems(one)


def log_of(server_url: str) -> Path:
    """Where the embedded server at that address writes about itself."""
    (directory,) = parse_qs(urlsplit(server_url).query).get("host", [""])
    return Path(directory) / "server.log"


EAR: Final = Ear()
"""What hears this run."""


@contextmanager
def listening(ear: Ear) -> Iterator[None]:
    """Meanwhile everything that is logged in this process is heard, and what its commands write."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(ear)
    communicate = subprocess.Popen.communicate

    def overheard(self: subprocess.Popen[Any], *given: Any, **named: Any) -> tuple[Any, Any]:
        out, err = communicate(self, *given, **named)
        ear.hear_process(self.args, out, err)
        return out, err

    subprocess.Popen.communicate = overheard  # type: ignore[method-assign]  # whoever starts a process, it is heard
    try:
        yield
    finally:
        subprocess.Popen.communicate = communicate  # type: ignore[method-assign]  # as above
        root.removeHandler(ear)
        root.setLevel(before)


def between(app: ASGIApp, ear: Ear) -> ASGIApp:
    """The application, with the ear between it and whoever asks it."""

    async def overheard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        body, answer = bytearray(), bytearray()
        start: dict[str, Any] = {"status": 0, "headers": []}

        async def hearing() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                answer.extend(message.get("body", b""))
            await send(message)

        try:
            await app(scope, hearing, telling)
        finally:
            ear.hear_request(scope, bytes(body), start["status"], start["headers"], bytes(answer))

    return overheard
