"""For whom a token acts and what its sign-in is good for: the registration, narrowed by what the issuer says."""

from collections.abc import Collection, Sequence

from app.domain.actors import Actor
from app.domain.identity import Claims
from app.domain.permissions import Permission


def acting(claims: Claims, registered: Sequence[Actor]) -> Actor | None:
    """The one of the registered actors that the token means; None when it means another, or it is not plain which.

    What the issuer says can only ever narrow the registration: nobody acts for an actor by naming it.
    """
    meant = [actor for actor in registered if _means(claims, actor)]
    return meant[0] if len(meant) == 1 else None


def assured(
    claims: Claims, allowed: Collection[Permission]
) -> tuple[frozenset[Permission], dict[Permission, tuple[str, ...]]]:
    """What the sign-in is good enough for of what is allowed, and the levels of assurance that do for the rest."""
    asked = {may: claims.issuer.assurance_for.get(may, ()) for may in allowed}
    beyond = {may: levels for may, levels in asked.items() if levels and claims.assurance not in levels}
    return frozenset(allowed) - beyond.keys(), beyond


def organisation_digits(number: str) -> str:
    """An organisation number as ten digits, however it was written: with a hyphen, or with 16 for the century."""
    digits = number.replace("-", "")
    return digits[2:] if len(digits) == 12 and digits.startswith("16") else digits


def _means(claims: Claims, actor: Actor) -> bool:
    if claims.organisation is not None and (
        actor.organisation_number is None
        or organisation_digits(claims.organisation) != organisation_digits(actor.organisation_number)
    ):
        return False
    return claims.unit is None or (actor.hsa_id is not None and claims.unit.upper() == actor.hsa_id.upper())
