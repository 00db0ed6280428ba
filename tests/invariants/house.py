"""The house in which the machines act: a database of their own, the county on it, and a loop that waits for answers."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from app.settings import Settings
from tests.county import TODAY, County
from tests.secrecy.quiet import quiet_county
from tests.secrecy.worlds import Connection
from tests.service.offer_story import bodies_of

T = TypeVar("T")
LEFT_BEHIND = ("finding_work", "finding", "watch", "dirty", "recheck", "escalation")
"""What makes the detector look at somebody, and what stands in worklists."""


@dataclass
class House:
    """Where every example of a machine has a person of its own."""

    loop: asyncio.AbstractEventLoop
    county: County
    database: Connection
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Of the words by which a text is known again, wherever it turns up."""

    def do(self, asked: Coroutine[Any, Any, T]) -> T:
        """What comes of it."""
        return self.loop.run_until_complete(asked)

    def leave(self, persons: list[str]) -> None:
        """Let nobody work for these persons any more, so that the next example has the house to itself."""
        for table in LEFT_BEHIND:
            self.database.execute(f"delete from sip.{table} where person_id = any(%s::uuid[])".encode(), (persons,))
        self.county.today = TODAY


@contextmanager
def open_house(server_url: str, keys: Path) -> Iterator[House]:
    """The house, on a database of its own."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        loop = runner.get_loop()
        opened = quiet_county(server_url, keys)
        county, settings, database = loop.run_until_complete(opened.__aenter__())
        try:
            loop.run_until_complete(_make_known(county, settings))
            yield House(loop, county, database)
        finally:
            loop.run_until_complete(opened.__aexit__(None, None, None))


async def _make_known(county: County, settings: Settings) -> None:
    """A coordination body with a catalogue, and caseworkers who have opened their caseloads."""
    await bodies_of(county, settings)
    for user in ("anna", "berit"):
        async with county.caseworker(sub=user) as client:
            assert (await client.get("/caseload")).status_code == 200


@contextmanager
def no_log(database: Connection) -> Iterator[None]:
    """While it lasts, nothing can be written to the log."""
    database.execute("alter table sip.audit add constraint broken check (false) not valid")
    try:
        yield
    finally:
        database.execute("alter table sip.audit drop constraint broken")
