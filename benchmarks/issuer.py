"""An issuer of access tokens for the measured service: one key, published on 127.0.0.1."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from app.domain.permissions import Permission

AUDIENCE = "https://sip.example.se/sip-api/v1"
UNITS = {
    "social-services": "municipality",
    "labour-market-unit": "municipality",
    "employment-service": "state",
    "primary-care": "region",
}
"""The units that take part, by function, and their level."""
HERE = "0686"
"""The municipality's code."""
WORKFORCE, PERSONS = "/workforce", "/persons"
"""Where people sign in, under the issuer's address: those of the first unit, and persons."""
PORTAL = "portal"
"""The client by which they do."""


@dataclass(frozen=True)
class Issuer:
    """A running issuer; every unit's system is a client of it."""

    url: str
    key: ECKey

    def token(self, unit: str) -> str:
        """An access token of the unit's system, good for an hour."""
        return self._signed(iss=self.url, sub=unit, client_id=unit)

    def caseworker(self, user: str, role: str) -> str:
        """An access token of somebody who has that role at the first unit."""
        return self._signed(iss=self.url + WORKFORCE, sub=user, client_id=PORTAL, roles=[role])

    def person(self, number: str) -> str:
        """An access token of the person with that identity number."""
        claim = {"https://id.oidc.se/claim/personalIdentityNumber": number}
        return self._signed(iss=self.url + PERSONS, sub=number, client_id=PORTAL, **claim)

    def _signed(self, **said: object) -> str:
        now = int(time.time())
        claims = {
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + 3600,
            "jti": str(uuid4()),
            "scope": " ".join(Permission),
            **said,
        }
        return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": "benchmark"}, claims, self.key)

    def registration(self) -> dict[str, Any]:
        """What `sip register` is given: the units, where systems and people sign in, and the clients."""
        first = next(iter(UNITS))
        doors = {"": ("system", None), WORKFORCE: ("workforce", first), PERSONS: ("person", None)}
        return {
            "actors": [
                {
                    "key": unit,
                    "name": f"Provköping, {unit}",
                    "function": unit,
                    "level": level,
                    "municipality_code": HERE if level == "municipality" else None,
                }
                for unit, level in UNITS.items()
            ],
            "issuers": [
                {
                    "url": self.url + path,
                    "kind": kind,
                    "audience": AUDIENCE,
                    "algorithms": ["ES256"],
                    "jwks_uri": f"{self.url}/jwks",
                    "assurance": [],
                    "actor": actor,
                }
                for path, (kind, actor) in doors.items()
            ],
            "clients": [
                *(
                    {"issuer": self.url, "client_id": unit, "actor": unit, "source": unit, "scopes": list(Permission)}
                    for unit in UNITS
                ),
                *(
                    {"issuer": self.url + path, "client_id": PORTAL, "scopes": list(Permission)}
                    for path in (WORKFORCE, PERSONS)
                ),
            ],
        }


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """The issuer, for as long as the body runs."""
    key = ECKey.generate_key("P-256", {"kid": "benchmark", "use": "sig"})
    document = json.dumps({"keys": [key.as_dict(private=False)]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Issuer(f"http://127.0.0.1:{server.server_port}", key)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
