"""What mail is told by: an address, and the server that takes letters."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from app.domain.reachable import is_own_machine

LONGEST: Final = 254
"""Characters of an address (RFC 5321)."""
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class Tls(StrEnum):
    """How the way to a mail server is closed to others."""

    FROM_THE_START = "from-the-start"
    STARTTLS = "starttls"
    """Begun in the open and closed before anything is said; without it nothing is."""
    NONE = "none"
    """On the own machine alone."""


PORTS: Final = {Tls.FROM_THE_START: 465, Tls.STARTTLS: 587, Tls.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes letters, and as whom one signs in there, if at all."""

    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def is_mail_address(text: str) -> bool:
    """Whether it is one address and nothing else, in the letters that every mail server takes."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None


def mail_server_in(url: str) -> MailServer:
    """The server that smtp:// (with STARTTLS, but on the own machine) or smtps:// names. ValueError, which repeats
    nothing of it: there may be a password in it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("has a host or a port that is none") from None
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError("has to begin with smtp:// or smtps://")
    if not host or port == 0:
        raise ValueError("has to name a host, and no port or one from 1 to 65535")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("has to end after the host and the port; write other signs in the password as %2F")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("has to name a user and a password, as user:password@host, or neither")
    tls = Tls.FROM_THE_START if parts.scheme == "smtps" else Tls.NONE if is_own_machine(url) else Tls.STARTTLS
    return MailServer(
        host=host,
        port=port or PORTS[tls],
        tls=tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
