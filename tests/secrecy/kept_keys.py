"""A county whose master key is in a file, and its keeper of keys, who can be interrupted wherever one likes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg

from app.adapters.keys.masters import KeyFile
from app.bootstrap.keeping import Keeper, keeper
from app.settings import Settings
from app.usecases.rotating_keys import Rotated
from tests.county import County, open_county
from tests.secrecy.quiet import own_database
from tests.secrecy.worlds import Connection


class Interrupted(Exception):
    """As if the process had been killed here."""


class Counted:
    """What is asked of another object goes there, up to a number of questions; the next one is never asked."""

    def __init__(self, real: object, calls: list[int]) -> None:
        self._real, self._calls = real, calls

    def __getattr__(self, name: str) -> Any:
        self._calls[0] -= 1
        if self._calls[0] < 0:
            raise Interrupted
        return getattr(self._real, name)


@dataclass(frozen=True)
class Kept:
    """The county, its settings, its database as the superuser sees it, and its master keys."""

    county: County
    settings: Settings
    database: Connection
    masters: KeyFile

    @asynccontextmanager
    async def keeper(self) -> AsyncIterator[Keeper]:
        assert self.settings.database_url is not None
        async with keeper(self.settings, self.settings.database_url) as keeping:
            yield keeping

    async def rotate(self, *, persons: bool = False, calls: int | None = None) -> Rotated | None:
        """As `sip keys rotate` does; None when it was interrupted after so many calls."""
        async with self.keeper() as keeping:
            if not keeping.rotator.unfinished():
                keeping.new_master()
            left = [10**9 if calls is None else calls]
            store: Any = Counted(keeping.store, left)
            shelf: Any = Counted(keeping.rotator.persons, left)
            rotator = replace(keeping.rotator, store=store, persons=shelf)
            try:
                done = rotator.rotate(persons=persons, request_id="rotation", show=lambda _: None)
            except Interrupted:
                return None
            keeping.only_new_master()
            return done

    async def destroy(self, person: str, **given: str) -> None:
        from app.usecases.destroying_keys import DestroyKey

        async with self.keeper() as keeping:
            command = DestroyKey.model_validate({"reason": "gallring", **given})
            keeping.destroyer.destroy(UUID(person), command, "destruction")

    async def described(self, name: str, number: str | None = None) -> str:
        """Somebody with a plan and a name; the id."""
        person = await self.county.person(number)
        client = self.county.system("social-services")
        planned = await client.post("/plans", json={"person_id": person})
        assert planned.status_code == 201, planned.text
        named = await self.named(person, name)
        assert named.status_code == 200, named.text
        return person

    async def named(self, person: str, name: str) -> httpx.Response:
        body = {"name": name, "contact": "sms 070-174 06 05"}
        client = self.county.system("social-services")
        return await client.put(f"/persons/{person}/details", json=body, headers={"If-Match": "*"})

    async def name(self, person: str) -> str | None:
        answer = await self.county.system("social-services").get(f"/persons/{person}")
        assert answer.status_code == 200, answer.text
        name: str | None = answer.json().get("name")
        return name


@asynccontextmanager
async def kept_county(server_url: str, keys: Path) -> AsyncIterator[Kept]:
    """The county on a database of its own."""
    with own_database(server_url) as url:
        file = keys / "master.key"
        settings = Settings.model_validate({"database_url": url, "data_dir": keys, "master_key_file": file})
        with psycopg.connect(url, autocommit=True) as database:
            async with open_county(settings) as county:
                yield Kept(county, settings, database, KeyFile(file))
