"""What this service says of itself to clients that look for tokens (RFC 9728); at the root, and open to all."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.api.authentication import ServiceOf
from app.api.challenges import METADATA_PATH
from app.domain.identity import PROOF_ALGORITHMS
from app.domain.permissions import Permission

KEPT = 300
"""Seconds for which the answer may be used again."""


def metadata_of(resource: str, issuers: list[str]) -> dict[str, Any]:
    """The metadata of the resource with this address, with the issuers whose tokens are accepted."""
    return {
        "resource": resource,
        "resource_name": "Samordnad individuell planering (SIP)",
        "authorization_servers": sorted(issuers),
        "scopes_supported": sorted(Permission),
        "bearer_methods_supported": ["header"],
        "dpop_signing_alg_values_supported": list(PROOF_ALGORITHMS),
        "dpop_bound_access_tokens_required": False,
        "resource_documentation": f"{resource}/openapi.json",
    }


def metadata_router(base: str) -> APIRouter:
    """The route of the metadata, and its variant for the resource at the path `base`."""
    router = APIRouter()

    @router.get(METADATA_PATH)
    @router.get(METADATA_PATH + base)
    async def protected_resource(service: ServiceOf) -> JSONResponse:
        urls = [issuer.url for issuer in await service.registry.issuers()]
        found = metadata_of(service.settings.public_url, urls)
        return JSONResponse(found, headers={"Cache-Control": f"public, max-age={KEPT}"})

    return router
