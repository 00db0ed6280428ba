"""Taking a place in what the catalogue offers: what an activity that refers to an offer has from it."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from app.domain.errors import FactError, NotPermitted, UnknownReference
from app.domain.offers import Offer
from app.usecases.ports import Caller, Work


async def with_place(work: Work, caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of the activity, with cost, payer and category of its offer where they say nothing else.

    Until the transaction ends nobody else takes a place in the offer; the activity takes it when it is appended.
    UnknownReference, IllegalMove when the offer is withdrawn, NoPlaceLeft, NotPermitted for the person, FactError for
    an activity that is over already.
    """
    if given.get("offer") is None:
        return given
    if caller.principal.actor is None:
        raise NotPermitted("a place is taken by an agency; ask one of the plan's to")
    for field in ("end", "outcome"):
        if given.get(field) is not None:
            raise FactError(field, "is of what is over, which takes no place; leave it out, or leave out offer")
    offer = await _offer(work, given["offer"])
    offer.check_taking()
    taken: dict[str, Any] = {"offer": str(offer.id)}
    if given.get("weekly_cost") is None and given.get("payer") is None:
        taken |= {"weekly_cost": offer.weekly_cost, "payer": offer.payer}
    if given.get("category") is None and given.get("need") is None:
        taken["category"] = offer.category
    return {**given, **taken}


async def _offer(work: Work, reference: str) -> Offer:
    offer = None
    with suppress(ValueError):
        offer = await work.offers.load(UUID(reference))
    if offer is None:
        raise UnknownReference("offer", "there is no such offer; GET /coordination-bodies/{body}/offers lists them")
    return offer
