"""Issuers for the token tests: real keys, a real key server on 127.0.0.1, and tokens good and hostile."""

import base64
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

from joserfc import jws
from joserfc.jwk import ECKey, Key, RSAKey

from app.domain.identity import ALGORITHMS, Issuer, IssuerKind

NOW = 1_795_262_400
"""Seconds since 1970: 2026-11-21 12:00 UTC."""
AUDIENCE = "https://sip.example/sip-api/v1"

# Made once: an RSA key costs a tenth of a second.
RSA = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})


def encoded(content: object) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class KeyServer:
    """What a running key server answers, by path, and what it was asked."""

    base: str
    documents: dict[str, bytes] = field(default_factory=dict)
    status: int = 200
    location: str | None = None
    asked: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    slow: threading.Event | None = None
    pause: float = 0.0
    """Seconds between two pieces of an answer, of which there are twenty."""

    def publish(self, path: str, *keys: Key, extra: tuple[dict[str, Any], ...] = ()) -> str:
        entries = [key.as_dict(private=False) for key in keys]
        self.documents[path] = json.dumps({"keys": [*entries, *extra]}).encode()
        return self.base + path


@contextmanager
def key_server(tls: ssl.SSLContext | None = None) -> Iterator[KeyServer]:
    state: KeyServer

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            state.hosts.append(self.headers["Host"])
            if state.slow is not None:
                state.slow.wait(10)
            body = state.documents.get(self.path, b"")
            self.send_response(state.status if self.path in state.documents else 404)
            if state.location:
                self.send_header("Location", state.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # Who has given up waiting does not hear the rest.
            with suppress(ConnectionError):
                for start in range(0, len(body), piece := len(body) // 20 + 1):
                    self.wfile.write(body[start : start + piece])
                    time.sleep(state.pause)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    state = KeyServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield state
    finally:
        if state.slow is not None:
            state.slow.set()
        server.shutdown()
        thread.join()
        server.server_close()


def issuer(url: str, jwks_uri: str, kind: IssuerKind = IssuerKind.WORKFORCE, **changes: Any) -> Issuer:
    given: dict[str, Any] = {
        "id": uuid4(),
        "url": url,
        "kind": kind,
        "audience": AUDIENCE,
        "algorithms": tuple(sorted(ALGORITHMS)),
        "jwks_uri": jwks_uri,
        "actor_id": UUID(int=1) if kind is IssuerKind.WORKFORCE else None,
    }
    return Issuer(**given | changes)


ABSENT = object()
"""Given for a claim or header that is to be left out."""


def claims(iss: str, **changes: Any) -> dict[str, Any]:
    given = {
        "iss": iss,
        "sub": "anna",
        "client_id": "treserva",
        "aud": AUDIENCE,
        "iat": NOW,
        "exp": NOW + 300,
        "jti": "t1",
        "scope": "facts plans",
        "roles": ["caseworker"],
    }
    return {name: value for name, value in (given | changes).items() if value is not ABSENT}


def header(**changes: Any) -> dict[str, Any]:
    given = {"alg": "RS256", "typ": "at+jwt", "kid": "rsa"}
    return {name: value for name, value in (given | changes).items() if value is not ABSENT}


def signed(head: dict[str, Any], payload: object, key: Key = RSA) -> str:
    """A correctly signed JWS, whatever its header says; `payload` is bytes or becomes JSON."""
    first = f"{encoded(head)}.{encoded(payload)}"
    model = jws.JWSRegistry.algorithms[head["alg"]]
    return f"{first}.{encoded(model.sign(first.encode(), key))}"
