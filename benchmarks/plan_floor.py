"""The floor under a plan's read: a bare endpoint that runs one hand-written statement.

It assembles the same JSON and inserts the same row in the access log, with no authentication, no disclosure and no
validation. `python -m benchmarks.plan_floor DATABASE_URL PLAN READER PORT`
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

CONNECTIONS = 10
"""As many as the service has."""

STATEMENT = """
with seen as materialized (select * from sip.fact where plan_id = %(plan)s and current and not void),
     logged as (
        insert into sip.audit (request_id, client, "user", actor, person_id, action, outcome, items)
        select 'floor', 'floor', 'floor', %(reader)s, person_id, 'read-plan', 'read',
               jsonb_agg(jsonb_build_object('id', id, 'category', category, 'basis', 'consent'))
          from seen group by person_id)
select jsonb_build_object(
           'id', %(plan)s::text, 'person_id', (select person_id from seen limit 1),
           'items', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
               'id', s.id, 'kind', s.kind, 'owner', s.owner, 'category', s.category, 'title', s.title,
               'disclosure', case when s.disclosed then 'parties' else 'own' end, 'reason', s.reason,
               'version', s.source_version || '.' || s.revision, 'plan_id', s.plan_id)) || s.fields
               order by s.recorded, s.id),
           'actors', (select jsonb_agg(jsonb_strip_nulls(to_jsonb(a))) from sip.actor a))::text
  from seen s"""


def application(database: str, plan: str, reader: str) -> Starlette:
    """The one endpoint."""
    pool: asyncio.Queue[psycopg.AsyncConnection[Any]] = asyncio.Queue()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for _number in range(CONNECTIONS):
                connection = await psycopg.AsyncConnection.connect(database, autocommit=True, options="-c jit=off")
                pool.put_nowait(await stack.enter_async_context(connection))
            yield

    async def read(_: Request) -> Response:
        connection = await pool.get()
        try:
            cursor = await connection.execute(STATEMENT, {"plan": plan, "reader": reader}, prepare=True)
            row = await cursor.fetchone()
        finally:
            pool.put_nowait(connection)
        assert row is not None
        return Response(row[0], media_type="application/json")

    return Starlette(routes=[Route("/plan", read)], lifespan=lifespan)


if __name__ == "__main__":
    address, plan_id, reader_id, port = sys.argv[1:]
    served = application(address, plan_id, reader_id)
    uvicorn.run(served, host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
