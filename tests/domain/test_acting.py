"""What a token says of organisation and unit picks among registered actors; it makes nobody one."""

from typing import Any
from uuid import UUID

import pytest

from app.domain.acting import acting, assured
from app.domain.actors import Actor
from app.domain.identity import Claims, Issuer, IssuerKind
from app.domain.permissions import Permission


def actor(n: int, number: str | None = "232100-0057", hsa: str | None = None) -> Actor:
    return Actor(id=UUID(int=n), name="", function="psychiatry", level="region", organisation_number=number, hsa_id=hsa)


def claims(organisation: str | None = None, unit: str | None = None, **more: Any) -> Claims:
    issuer = Issuer(
        id=UUID(int=9),
        url="https://idp.example",
        kind=IssuerKind.WORKFORCE,
        audience="a",
        algorithms=("ES256",),
        jwks_uri="https://idp.example/jwks",
        actor_id=UUID(int=1),
        assurance_for={"sip.write": ("loa4",)},
    )
    given: dict[str, Any] = {"subject": "s", "client_id": "c", "identity_number": None, "token_id": "t", "expires": 1}
    given |= {"scopes": frozenset(), "roles": frozenset()}
    return Claims(issuer=issuer, organisation=organisation, unit=unit, **given, **more)


ALONE, A, B = actor(1), actor(1, hsa="SE1-A"), actor(2, hsa="SE1-B")


@pytest.mark.parametrize(
    ("said", "registered", "meant"),
    [
        (claims(), [ALONE], ALONE),
        (claims("2321000057"), [ALONE], ALONE),
        (claims("162321000057"), [ALONE], ALONE),
        (claims("232100-0057", "SE1-B"), [A, B], B),
        (claims(None, "se1-b"), [A, B], B),
        (claims("212000-0000"), [ALONE], None),
        (claims("212000-0000", "SE1-B"), [A, B], None),
        (claims(None, "SE1-C"), [A, B], None),
        (claims("2321000057"), [actor(1, number=None)], None),
        (claims(None, "SE1-A"), [ALONE], None),
        (claims("2321000057"), [A, B], None),
        (claims(None, "SE1-A"), [A, actor(2, hsa="SE1-A")], None),
        (claims(), [], None),
    ],
)
def test_the_actor_is_the_registered_one_that_the_token_means(
    said: Claims, registered: list[Actor], meant: Actor | None
) -> None:
    assert acting(said, registered) is meant


@pytest.mark.parametrize("level", [None, "loa3"])
def test_what_asks_a_stronger_sign_in_says_which(level: str | None) -> None:
    may, stronger = assured(claims(assurance=level), [Permission.READ, Permission.WRITE])
    assert may == {Permission.READ}
    assert stronger == {Permission.WRITE: ("loa4",)}


def test_a_sign_in_that_is_strong_enough_is_asked_nothing_more() -> None:
    allowed = frozenset({Permission.READ, Permission.WRITE})
    may, stronger = assured(claims(assurance="loa4"), allowed)
    assert may == allowed
    assert not stronger
