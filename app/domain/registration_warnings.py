"""What makes somebody look twice before a registration is saved; none of it forbids it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from app.domain.identity import Issuer, IssuerKind
from app.domain.permissions import Permission
from app.domain.registrations import Administered, Client, Registered, Registrable

USUAL_IDENTITY_CLAIM = Issuer.__dataclass_fields__["identity_claim"].default


def warnings_of(one: Registrable, registered: Registered) -> tuple[str, ...]:
    """The codes of what stands out in it (the list registration-warning)."""
    if isinstance(one, Administered):
        return tuple(_of_actor(one, registered))
    return tuple(_of_issuer(one, registered) if isinstance(one, Issuer) else _of_client(one, registered))


def _of_actor(one: Administered, registered: Registered) -> Iterator[str]:
    def place(of: Administered) -> tuple[str, str | None]:
        return of.actor.function, of.actor.municipality_code

    others = (other for other in registered.actors.values() if other.id != one.id)
    if one.actor.municipality_code and any(place(other) == place(one) for other in others):
        yield "function-twice"
    if one.operator:
        yield "operator"


def _of_issuer(one: Issuer, registered: Registered) -> Iterator[str]:
    others = [other for other in registered.issuers.values() if other.id != one.id]
    if any(other.audience == one.audience and other.actor_id != one.actor_id for other in others):
        yield "audience-shared"
    if any(other.jwks_uri == one.jwks_uri for other in others):
        yield "keys-shared"
    if any(algorithm.startswith("RS") for algorithm in one.algorithms):
        yield "algorithm-old"
    if "http" in (urlsplit(one.url).scheme, urlsplit(one.jwks_uri).scheme):
        yield "not-https"
    if urlsplit(one.url).hostname != urlsplit(one.jwks_uri).hostname:
        yield "keys-elsewhere"
    if one.kind is not IssuerKind.PERSON and one.identity_claim != USUAL_IDENTITY_CLAIM:
        yield "identity-claim-unused"
    if one.kind is not IssuerKind.SYSTEM and not one.assurance:
        yield "assurance-none"
    if one.actor_id is None:
        yield "speaks-for-many"


def _of_client(one: Client, registered: Registered) -> Iterator[str]:
    issuer = registered.issuers[one.issuer_id]
    if Permission.ADMIN in one.scopes:
        yield "administrators" if issuer.kind is IssuerKind.WORKFORCE else "admin-for-nobody"
    if issuer.kind is IssuerKind.SYSTEM and issuer.actor_id is None:
        yield "issuer-of-many"
    if not one.scopes:
        yield "no-scopes"
    if not issuer.active:
        yield "issuer-stopped"
