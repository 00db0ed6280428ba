"""Telling an open worklist that it has changed, by server-sent events: that it has, and nothing of how."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Final

from anyio import CancelScope
from fastapi import APIRouter, Header, Query
from starlette.responses import Response, StreamingResponse

from app.domain.errors import NotAuthenticated
from app.portal.asking import Visit, WatcherOf
from app.usecases.signing_in import principal_of, resume

router = APIRouter()
EVERY: Final = 1.0
"""Seconds between two looks."""
SESSION_EVERY: Final = 15
"""Looks after which it is asked whether the session is still there."""
LONGEST: Final = 600
"""Looks after which the browser is let go, and comes again by itself."""
AGAIN: Final = "retry: 3000\n\n"
OVER: Final = "event: over\ndata:\n\n"


@router.get("/arbetslista/handelser")
async def changes(
    visit: WatcherOf,
    mark: Annotated[str, Query(max_length=100)] = "",
    last: Annotated[str | None, Header(alias="Last-Event-ID", max_length=100)] = None,
) -> Response:
    """Since that mark, or since the one that the browser has seen last."""
    # Looked at once before it begins: whoever may not is answered with a page, as everywhere.
    await visit.service.watch.mark(visit.caller)
    return StreamingResponse(
        _told(visit, last or mark), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def _told(visit: Visit, seen: str) -> AsyncIterator[str]:
    yield AGAIN
    for look in range(1, LONGEST):
        if visit.request.app.state.leaving():
            return
        try:
            # A look that has begun is finished, also when the browser goes meanwhile: stopped as Starlette stops what
            # it streams, it could not give the database's connection back whole.
            with CancelScope(shield=True):
                mark = await _look(visit, of_session=look % SESSION_EVERY == 0)
        except NotAuthenticated:
            yield OVER
            return
        except visit.service.away:
            return
        if mark != seen:
            seen = mark
            yield f"id: {mark}\nevent: changed\ndata:\n\n"
        elif look % SESSION_EVERY == 0:
            yield ":\n\n"
        await asyncio.sleep(EVERY)


async def _look(visit: Visit, *, of_session: bool) -> str:
    """The mark, as it is now.

    Raises:
        NotAuthenticated: If the client was stopped or, where that is asked, the session is over.
    """
    service = visit.service
    if of_session:
        who = await resume(service.sessions, service.boxes, visit.secret or "", used=False)
        if who is None or await principal_of(service.registry, who) != visit.caller.principal:
            raise NotAuthenticated("session-over")
    return await service.watch.mark(visit.caller)
