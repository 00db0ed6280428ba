"""Reading a signed compact JWT before and after its signature is known to hold."""

import json
import re
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry, deserialize_compact
from joserfc.util import urlsafe_b64decode

from app.domain.identity import ALGORITHMS

LONGEST: Final = 8192
"""Characters of a token or a proof."""

_COMPACT: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*", re.ASCII)

# Parameters that nobody here knows are ignored, as RFC 7515 says; those that matter are refused by the callers.
_REGISTRY: Final = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
_REGISTRY.max_header_length = LONGEST


def parts_of(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, believed by nobody yet. ValueError for what is not three parts with two JSON objects.

    Duplicate names are refused, lest two readers of the same token see two different tokens (RFC 7515, section 4).
    """
    parts = _COMPACT.fullmatch(text)
    if parts is None:
        raise ValueError("not three base64url parts")
    return _json_object(parts[1]), _json_object(parts[2])


def signature_holds(text: str, key: Key) -> bool:
    """Whether the key signed it, by the algorithm that the header says and that the caller has looked at."""
    try:
        deserialize_compact(text, key, registry=_REGISTRY)
    except (JoseError, ValueError):
        return False
    return True


def _json_object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(urlsafe_b64decode(part.encode()), object_pairs_hook=_unique)
    except RecursionError:
        raise ValueError("nested out of bounds") from None
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member name occurs twice")
    return members
