"""Connections to PostgreSQL: one engine per role, with the settings that secrecy and speed rest on."""

from collections.abc import Sequence
from typing import Any, Final, cast

import psycopg
from msgspec.json import decode
from psycopg.rows import dict_row
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

# The driver's own are raised where a view talks to it directly.
AWAY: Final = (OperationalError, InterfaceError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError)
"""What is raised when the database does not answer, or not in time: worth another try."""

Driver = psycopg.AsyncConnection[tuple[Any, ...]]


def sqlalchemy_url(url: str) -> str:
    """The given libpq URL, told to SQLAlchemy as one for psycopg."""
    scheme, _, rest = url.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    return f"postgresql+psycopg://{rest}"


def create_engine_as(role: str, url: str, *, connections: int) -> AsyncEngine:
    """An engine whose every connection acts as `role` from its first statement on."""
    return create_async_engine(sqlalchemy_url(url), pool_use_lifo=True, **_options(role, connections))


def create_blocking_engine_as(role: str, url: str, *, connections: int = 1) -> Engine:
    """The same for one thread that has nothing else to do than to wait for what it asked: large answers cost it a
    third of what a loop pays for them. It reads in the order of the index, which saves sorting what it gets, and going
    through a whole table for each stretch of one that is not yet large."""
    in_order = {"enable_bitmapscan": "off", "enable_seqscan": "off"}
    return create_engine(sqlalchemy_url(url), **_options(role, connections, **in_order))


async def driver_of(connection: AsyncConnection) -> Driver:
    """The driver's own connection, for what goes out together."""
    raw = await connection.get_raw_connection()
    return cast("Driver", raw.driver_connection)


async def rows_of(connection: AsyncConnection, statements: Sequence[str]) -> list[list[dict[str, Any]]]:
    """What each of the statements finds, a row by its columns; asked in one round trip."""
    driver = await driver_of(connection)
    async with driver.pipeline():
        asked = [await driver.cursor(row_factory=dict_row).execute(statement) for statement in statements]
    return [await cursor.fetchall() for cursor in asked]


def _options(role: str, connections: int, **settings: str) -> dict[str, Any]:
    """The role is a start-up setting, so that `RESET ROLE` leads back to it. Custom plans, where a transaction does not
    choose otherwise (`PLANNED_ONCE` in reads.py): a generic one may run a policy's subquery on every row. Errors never
    carry parameters."""
    settings |= {
        "role": role,
        "search_path": "sip",
        "timezone": "UTC",
        "plan_cache_mode": "force_custom_plan",
        "statement_timeout": "30000" if role == "sip_worker" else "3000",
        "lock_timeout": "2500",
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
    }
    return {
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": 3,
        "hide_parameters": True,
        "json_deserializer": decode,
        "connect_args": {"options": " ".join(f"-c {name}={value}" for name, value in settings.items())},
    }
