"""What surrounds every request: its trace, the limit on its body, private answers, and a last net for faults."""

import logging
import re
import traceback
from secrets import token_hex
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.error_answers import unforeseen

TRACEPARENT: Final = re.compile(rb"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
PASSED_BY: Final = 20
"""So many times the limit is received of a body that is too large before whoever sends it is cut off."""
LOG: Final = logging.getLogger("sip.faults")


class Surroundings:
    """ASGI middleware; `body_limit` is in bytes. Under `base` what is announced as too large is answered at once, with
    a problem; elsewhere by whoever reads it, with a page."""

    def __init__(self, app: ASGIApp, body_limit: int, base: str = "") -> None:
        self._app, self._base = app, base
        self._limit = body_limit
        self._too_large = f"the body may be {body_limit} bytes at most; send less at a time"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"traceparent", b"")
        trace = given.decode() if TRACEPARENT.fullmatch(given) else f"00-{token_hex(16)}-{token_hex(8)}-01"
        # The trace id is the request id: what stands in the log can be found by whoever sent the trace.
        scope.setdefault("state", {})["request_id"] = trace.split("-")[1]
        too_large = announced_length(headers.get(b"content-length", b"0")) > self._limit
        started = False
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if too_large or read > self._limit:
                    # The rest goes by unkept: whoever is answered while still sending may never hear the answer.
                    while message.get("more_body") and read <= PASSED_BY * self._limit:
                        message = await receive()
                        read += len(message.get("body", b""))
                    raise HTTPException(problems.TOO_LARGE.status, self._too_large)
            return message

        async def marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                out = MutableHeaders(scope=message)
                out["traceparent"] = trace
                out.setdefault("cache-control", "no-store")
                out["x-content-type-options"] = "nosniff"
            await send(message)

        if too_large and scope["path"].startswith(self._base):
            body = problems.document(problems.TOO_LARGE, self._too_large, scope["path"])
            await JSONResponse(body, 413, media_type=problems.MEDIA_TYPE)(scope, receive, marked)
            return
        try:
            await self._app(scope, limited, marked)
        except Exception as error:
            # Handed on, its text would reach the server's log, and it may be about a person.
            LOG.error("request %s: %s at %s", trace.split("-")[1], type(error).__name__, _place(error))
            if not started:
                await unforeseen(scope["path"])(scope, receive, marked)


def announced_length(header: bytes) -> int:
    """The Content-Length in bytes; 0 when it says nothing sensible, since the bytes are counted anyway."""
    return int(header) if header.isdigit() and len(header) < 20 else 0


def _place(error: Exception) -> str:
    """Where it happened, innermost last: files, lines and functions, and nothing of what they held."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " > ".join(f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames)
