"""Administration: of no person; what is an actor's own exists for its administrators alone.

What is saved has to have been shown: whoever may save it is told here that it was not (412).
"""

from collections.abc import Mapping
from typing import Any, Final

from app.usecases.registering import actor_id, issuer_id
from tests.county import AUDIENCE, level_of
from tests.security.askers import ACTORS, Asker
from tests.security.oracle.row import Row
from tests.security.people import Somebody

NOT_SHOWN: Final = {"preview": "0" * 64}
BODY: Final = ("a body",)


def _key(asker: Asker) -> str:
    return ACTORS[asker.actor or "owner"]


def _actor(*_: object) -> dict[str, Any]:
    key = ACTORS["owner"]
    return {"name": "Provköping", "function": key, "level": level_of(key), **NOT_SHOWN}


def _issuer(me: Somebody, key: str, path: str) -> dict[str, Any]:
    url = me.county.issuers
    said = {"kind": "workforce", "audience": AUDIENCE, "algorithms": ["ES256"], "jwks_uri": f"{url}/jwks"}
    return {"url": f"{url}/{path}", "actor": str(actor_id(key)), **said, **NOT_SHOWN}


def _client(me: Somebody, key: str, name: str) -> dict[str, Any]:
    return {"issuer": str(issuer_id(f"{me.county.issuers}/{key}")), "client_id": name, "scopes": []}


def _proposal(me: Somebody, asker: Asker) -> Mapping[str, Any]:
    return {"client": _client(me, _key(asker), "new")}


def _new_client(me: Somebody, asker: Asker) -> Mapping[str, Any]:
    return _client(me, _key(asker), "new") | NOT_SHOWN


def _own_client(me: Somebody, _: Asker) -> Mapping[str, Any]:
    return _client(me, ACTORS["owner"], "portal") | NOT_SHOWN


def _own(thing: str, **more: Any) -> Row:
    """Of the owner's administrators; to those of others there is no such thing."""
    return Row(**{"needs": "admin", "of": (thing,), "known": "its administrators", **more})


ADMINISTRATING: Final[dict[str, Row]] = {
    "POST /registrations/previews": Row(needs="admin", sends=_proposal),
    "GET /registrations/{registration}/history": _own("own actor"),
    "POST /actors": Row(needs="admin", by="the operator", sends=lambda *_: {"key": "new", **_actor()}),
    "GET /actors/{actor}": _own("own actor"),
    "PUT /actors/{actor}": _own("own actor", sends=_actor, answers=412),
    "GET /actors/{actor}/units": _own("own actor"),
    # That there is an actor is told to everybody.
    "POST /actors/{actor}/units": Row(
        needs="admin", of=("own actor",), by="its owner", answers=412,
        sends=lambda *_: {"key": "new-unit", "name": "Enhet", "function": "school", **NOT_SHOWN},
    ),
    "GET /issuers": Row(needs="admin"),
    "POST /issuers": Row(needs="admin", sends=lambda me, asker: _issuer(me, _key(asker), "new"), answers=412),
    "GET /issuers/{issuer}": _own("own issuer"),
    "PUT /issuers/{issuer}": _own(
        "own issuer", sends=lambda me, _: _issuer(me, ACTORS["owner"], ACTORS["owner"]), answers=412
    ),
    "POST /issuers/{issuer}/suspension": _own("own issuer", sends=lambda *_: {"reason": "moved"}),
    "POST /issuers/{issuer}/release": _own("own issuer", sends=lambda *_: NOT_SHOWN, answers=412),
    "GET /clients": Row(needs="admin"),
    "POST /clients": Row(needs="admin", sends=_new_client, answers=412),
    "GET /clients/{client}": _own("own client"),
    "PUT /clients/{client}": _own("own client", sends=_own_client, answers=412),
    "POST /clients/{client}/suspension": _own("own client", sends=lambda *_: {"reason": "moved"}),
    "POST /clients/{client}/release": _own("own client", sends=lambda *_: NOT_SHOWN, answers=412),
    "GET /coordination-bodies/{body}/agreements": Row(needs="a token", of=BODY),
    "GET /coordination-bodies/{body}/agreements/previews": Row(needs="admin", of=BODY, by="members"),
    "POST /coordination-bodies/{body}/agreements/previews": Row(
        needs="admin", of=BODY, by="members", sends=lambda *_: {"start": "2026-10-01"}, read_back=True
    ),
    "GET /agreement-previews/{preview}": _own("a proposal", known="its members"),
    # Nobody has counted yet what it would change.
    "POST /coordination-bodies/{body}/agreements": Row(
        needs="admin", of=BODY, by="members", sends=lambda me, _: {"preview": me.ids["a proposal"]}, answers=409
    ),
}  # fmt: skip
