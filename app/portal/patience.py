"""Not waiting for ever: a page that does not begin within its time is given up, and told as such."""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST: Final = 15.0
"""Seconds until the first byte: longer than each statement, lock and provider is waited for by itself, so that it is
reached only when something says nothing at all, such as a database whose machine has stopped."""


class TooSlow(Exception):
    """Nothing was answered within the time."""


class Patience:
    """ASGI middleware. What is given up is told to stop, but not waited for: it may itself be waiting for what says
    nothing. Whether it was done is not known then; the same form sent again is done once."""

    def __init__(self, app: ASGIApp, longest: float = LONGEST) -> None:
        self._app, self._longest = app, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, given_up = asyncio.Event(), False

        async def told(message: Message) -> None:
            if given_up:
                return
            begun.set()
            await send(message)

        work = asyncio.ensure_future(self._app(scope, receive, told))
        first = asyncio.ensure_future(begun.wait())
        try:
            await asyncio.wait((work, first), timeout=self._longest, return_when=asyncio.FIRST_COMPLETED)
            if not begun.is_set() and not work.done():
                given_up = True
                work.add_done_callback(_forgotten)
                work.cancel()
                raise TooSlow
            await work
        finally:
            first.cancel()
            if not given_up and not work.done():
                work.cancel()


def _forgotten(work: asyncio.Future[None]) -> None:
    """What came of it in the end is nobody's concern any more."""
    if not work.cancelled():
        work.exception()
