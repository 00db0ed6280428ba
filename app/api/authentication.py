"""Who is asking: the access token becomes a caller, once per request, and the permission is the use case's."""

import hashlib
import json
from dataclasses import replace
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.security import HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from app.bootstrap.service import Service
from app.domain.errors import FieldError, NotAuthenticated
from app.domain.identity import Proof
from app.usecases import acting
from app.usecases.ports import Caller, Once, Work
from app.usecases.texts import LINE

BEARER: Final = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT (RFC 9068, typ at+jwt)",
    description="An access token of a registered issuer. One that is bound to a key comes with the scheme DPoP and a "
    "proof in the header DPoP (RFC 9449).",
)


# Both are asked for by every request: coroutines, since FastAPI would give plain functions to a thread.
async def service_of(request: Request) -> Service:
    """The service that this process drives."""
    service: Service = request.app.state.service
    return service


async def base_of(request: Request) -> str:
    """The path under which the API is mounted."""
    return str(request.scope.get("root_path", ""))


ServiceOf = Annotated[Service, Depends(service_of)]
Base = Annotated[str, Depends(base_of)]


ActingFor = Annotated[
    UUID | None,
    Header(
        alias="Acting-For",
        description="För ställföreträdare: id för den som du företräder med en fullmakt. "
        "For proxies and guardians: the id of the person for whom you act by a mandate.",
        examples=["0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"],
    ),
]


def proof_of(request: Request, public_url: str) -> Proof:
    """What is to prove the possession of the key. The address is the one that is published: the header Host is
    whatever somebody wrote there. Two proofs are none, and become one that cannot be read."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    return Proof(text=",".join(request.headers.getlist("dpop")), method=request.method, url=public_url + path)


# BEARER has the token published as what it takes to ask; what came is read here, since it knows one scheme alone.
async def caller_of(
    request: Request,
    service: ServiceOf,
    _published: Annotated[object, Depends(BEARER)],
    acting_for: ActingFor = None,
) -> Caller:
    """The caller, or the person for whom it acts. NotAuthenticated without an acceptable token or with one of an
    unregistered client; NotPermitted and NotFound for whoever may not act for that person."""
    scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
    if scheme.lower() not in ("bearer", "dpop") or not token:
        raise NotAuthenticated("token-missing")
    proof = proof_of(request, service.settings.public_url) if scheme.lower() == "dpop" else None
    claims = await service.verifier.verify(token, proof)
    principal = await service.registry.principal(claims)
    if principal is None:
        raise NotAuthenticated("client-unknown")
    caller = Caller(principal=principal, today=service.clock(), request_id=request.state.request_id)
    request.state.caller = caller
    if acting_for is not None:
        principal = await acting.acting_for(service.mandates, principal, acting_for, caller.today)
        caller = request.state.caller = replace(caller, principal=principal)
    return caller


CallerOf = Annotated[Caller, Depends(caller_of)]


async def standing_caller_of(caller: CallerOf, service: ServiceOf) -> Caller:
    """The caller of what is answered out of this process's own memory, once the database has said that the client may
    act still: whatever else a caller asks is answered in a transaction, which begins with that."""
    await service.store.transact(caller, _nothing)
    return caller


async def _nothing(_work: Work) -> None:
    return None


StandingCallerOf = Annotated[Caller, Depends(standing_caller_of)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=100,
        pattern=LINE,
        description="En egen nyckel: en begäran som kommer igen med den utförs en gång. "
        "A key of your own; a request that comes back with it is carried out once.",
        examples=["8f14e45f-ceea-467f-a0e6-4a4b3a1c2d3e"],
    ),
]
IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        max_length=80,
        description="Den ETag som du läste, eller postens version inom citattecken; * för vilken som helst. "
        "The ETag that you read, or the item's version in quotes; * for any.",
        examples=['"1.0"'],
    ),
]


async def once_caller_of(request: Request, caller: CallerOf, service: ServiceOf, key: IdempotencyKey = None) -> Caller:
    """The caller of a POST, with what makes it take effect once."""
    if key is None:
        return caller
    body = hashlib.sha256(request.method.encode() + request.url.path.encode() + await request.body()).hexdigest()
    # One client may speak for many: a key is its user's own.
    whose = json.dumps([str(caller.principal.reader), caller.principal.user, key])
    once = Once(
        key=service.vault.fingerprint("idempotency-key", whose),
        request=service.vault.fingerprint("idempotency-request", body),
        status=request.scope["route"].status_code or 200,
    )
    return Caller(principal=caller.principal, today=caller.today, request_id=caller.request_id, once=once)


OnceCallerOf = Annotated[Caller, Depends(once_caller_of)]


def version_of(if_match: str) -> str:
    """The version in an If-Match header, "*" for any; FieldError when it is not an entity tag."""
    tag = if_match.removeprefix("W/")
    if tag == "*":
        return tag
    if len(tag) < 3 or not (tag.startswith('"') and tag.endswith('"')):
        raise FieldError("If-Match", 'has to be an ETag in quotes, such as "1.0"')
    return tag[1:-1]
