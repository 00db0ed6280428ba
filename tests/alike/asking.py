"""What the service asks its database for one answer: the time that the answer takes follows from that.

How long that is cannot be asserted. That the same statements are asked in the same order, and waited for as often,
can be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import psycopg
import pytest

from app.adapters.postgres.registry import PostgresRegistry


@dataclass
class Asked:
    """What was asked since it was last taken: each statement, and how often the database was waited for."""

    statements: list[str] = field(default_factory=list)
    waited: int = 0
    by_the_clock: bool = False

    def taken(self) -> str:
        """In one line; from here on it is counted anew."""
        digest = sha256("\n".join(self.statements).encode()).hexdigest()[:12]
        line = f"{len(self.statements)} statements ({digest}), waited for {self.waited} times"
        self.statements, self.waited = [], 0
        return line


@contextmanager
def asked_of_the_database() -> Iterator[Asked]:
    """Meanwhile all that this process asks is noted; but not who is registered, which is read anew every second."""
    asked = Asked()
    execute, wait = psycopg.AsyncCursor.execute, psycopg.AsyncConnection.wait
    snapshot = PostgresRegistry._snapshot

    async def noted(cursor: Any, query: Any, *given: Any, **named: Any) -> Any:
        if not asked.by_the_clock:
            asked.statements.append(str(query))
        return await execute(cursor, query, *given, **named)

    async def counted(connection: Any, *given: Any, **named: Any) -> Any:
        asked.waited += not asked.by_the_clock
        return await wait(connection, *given, **named)

    async def read(registry: PostgresRegistry) -> Any:
        asked.by_the_clock = True
        try:
            return await snapshot(registry)
        finally:
            asked.by_the_clock = False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.AsyncCursor, "execute", noted)
        patch.setattr(psycopg.AsyncConnection, "wait", counted)
        patch.setattr(PostgresRegistry, "_snapshot", read)
        yield asked
