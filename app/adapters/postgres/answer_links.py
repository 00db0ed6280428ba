"""The door without an account: a transaction in which a link's token, and nobody, is who acts."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeVar

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.adapters.postgres.work import RACES, SETTINGS, TRIES, PostgresWork, acting_as
from app.domain.days import Day
from app.domain.errors import DeadLink
from app.domain.permissions import Principal
from app.usecases.answer_links import Linked
from app.usecases.ports import Caller, NewId, Work

T = TypeVar("T")
NOBODY: Final = Principal(client="answer-link", user="answer-link")
FOLLOW: Final = text("select set_config('sip.link', :hash, true)")
LINKED: Final = text("select person_id, call_id, addressee, until from linked()")


class PostgresLinks:
    """A Links on an engine that connects as sip_service; see usecases/answer_links.py."""

    def __init__(self, engine: AsyncEngine, new_id: NewId) -> None:
        self._engine = engine
        self._new_id = new_id

    async def follow(
        self, token_hash: bytes, *, today: Day, request_id: str, body: Callable[[Work, Caller, Linked], Awaitable[T]]
    ) -> T:
        nobody = Caller(principal=NOBODY, today=today, request_id=request_id)
        for _ in range(TRIES):
            try:
                async with self._engine.begin() as connection:
                    await connection.exec_driver_sql(SETTINGS, acting_as(nobody))
                    await connection.execute(FOLLOW, {"hash": token_hash.hex()})
                    row = (await connection.execute(LINKED)).one_or_none()
                    if row is None:
                        raise DeadLink
                    # In the log it is the addressee that acts; to the policies it is the link alone.
                    caller = replace(nobody, principal=replace(NOBODY, actor=row.addressee))
                    linked = Linked(call=row.call_id, addressee=row.addressee, until=row.until.toordinal())
                    return await body(PostgresWork(connection, caller, self._new_id), caller, linked)
            except DBAPIError as error:
                if isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
                    raise DeadLink from None
                if not isinstance(error.orig, RACES):
                    raise
        raise DeadLink
