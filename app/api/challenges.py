"""What a refused caller is told to come back with: the challenges of RFC 6750, 9449, 9470 and 9728."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from app.domain.errors import NotAuthenticated, StrongerSignInNeeded
from app.domain.identity import PROOF_ALGORITHMS, Refusal

METADATA_PATH: Final = "/.well-known/oauth-protected-resource"
PROOFS: Final = f'algs="{" ".join(PROOF_ALGORITHMS)}"'
ABOUT_THE_PROOF: Final = frozenset(reason for reason in Refusal if reason.name.startswith("PROOF_"))


def metadata_url(resource: str) -> str:
    """Where the metadata of the resource with this address is (RFC 9728, section 3.1)."""
    parts = urlsplit(resource)
    return f"{parts.scheme}://{parts.netloc}{METADATA_PATH}{parts.path}"


def challenge(error: NotAuthenticated, authorization: str | None, resource: str) -> str:
    """The header WWW-Authenticate for what came in the header Authorization.

    Whoever sent no token is told the schemes alone, and whoever sent a bound token without its proof the right one.
    """
    where = f'resource_metadata="{metadata_url(resource)}"'
    if authorization is None:
        return f"Bearer {where}, DPoP {PROOFS}, {where}"
    if isinstance(error, StrongerSignInNeeded):
        told = ['error="insufficient_user_authentication"', _acr_values(error.acr_values)]
    elif error.reason in ABOUT_THE_PROOF:
        told = ['error="invalid_dpop_proof"']
    else:
        told = ['error="invalid_token"']
    if authorization.lower().startswith("dpop ") or error.reason == Refusal.PROOF:
        return f"DPoP {', '.join([*told, PROOFS, where])}"
    return f"Bearer {', '.join([*told, where])}"


def _acr_values(levels: Sequence[str]) -> str:
    return f'acr_values="{" ".join(levels)}"'
