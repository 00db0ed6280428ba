"""What surrounds every request: its id, its trace, the limit on its body, and headers that keep answers private."""

import re
from secrets import token_hex
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems

TRACEPARENT: Final = re.compile(rb"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


class _TooLarge(Exception):
    pass


class Surroundings:
    """ASGI middleware; `body_limit` is in bytes."""

    def __init__(self, app: ASGIApp, body_limit: int) -> None:
        self._app = app
        self._limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"traceparent", b"")
        trace = given.decode() if TRACEPARENT.fullmatch(given) else f"00-{token_hex(16)}-{token_hex(8)}-01"
        # The trace id is the request id: what stands in the log can be found by whoever sent the trace.
        scope.setdefault("state", {})["request_id"] = trace.split("-")[1]
        started = False
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if read > self._limit:
                    raise _TooLarge
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

        try:
            if int(headers.get(b"content-length", b"0") or b"0") > self._limit:
                raise _TooLarge
            await self._app(scope, limited, marked)
        except (_TooLarge, ValueError) as error:
            if started or not isinstance(error, _TooLarge):
                raise
            detail = f"the body may be {self._limit} bytes at most; send less at a time"
            body = problems.document(problems.TOO_LARGE, detail, scope["path"])
            await JSONResponse(body, 413, media_type=problems.MEDIA_TYPE)(scope, receive, marked)
