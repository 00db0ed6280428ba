"""What every page says to the browser about what it may do: nothing but what is ours, and nowhere but here."""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",  # the vendored style sheets draw their signs so
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


def policy(form_leads_to: str | None = None) -> str:
    """The policy, in which forms may lead on to the place of that address, too."""
    if form_leads_to is None:
        return "; ".join(POLICY)
    parts = urlsplit(form_leads_to)
    return "; ".join(POLICY).replace("form-action 'self'", f"form-action 'self' {parts.scheme}://{parts.netloc}")


HEADERS: Final = {
    "content-security-policy": policy(),
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-frame-options": "DENY",
}
ONE_YEAR: Final = "max-age=31536000; includeSubDomains"


class PageHeaders:
    """ASGI middleware; what a page has set itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                if scope.get("scheme") == "https":
                    out.setdefault("strict-transport-security", ONE_YEAR)
            await send(message)

        await self._app(scope, receive, marked)
