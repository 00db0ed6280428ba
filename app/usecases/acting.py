"""Acting for somebody else: a person who has signed in, a mandate that holds today, and what it lets that one do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from app.domain.days import Day
from app.domain.errors import NotFound, NotPermitted
from app.domain.permissions import Permission, Principal
from app.usecases.persons import details_of
from app.usecases.ports import Caller, Vault, Views
from app.usecases.reading import Document, read_view


class Mandates(Protocol):
    """The mandates by which a person acts for others."""

    async def of(self, proxy: UUID, person: UUID, today: Day) -> Mapping[str, UUID]:
        """By which mandate that person has each power to act for this one today; none when there is none."""
        ...


async def acting_for(mandates: Mandates, principal: Principal, person: UUID, today: Day) -> Principal:
    """The caller in the place of that person, with no more than the mandates say. NotPermitted for an agency; NotFound
    when there is no such person, no mandate, or none that holds today: these are never told apart."""
    if principal.person is None:
        raise NotPermitted("only a person who has signed in acts for somebody else; leave Acting-For out")
    if person == principal.person:
        return principal
    held = await mandates.of(principal.person, person, today)
    powers = {Permission.READ: held.get("read"), Permission.CONSENT: held.get("consent")}
    may = frozenset(power for power, mandate in powers.items() if mandate is not None and power in principal.may)
    if not may:
        raise NotFound("there is nobody with that number for whom you act today")
    acting = replace(
        principal,
        person=person,
        source=None,
        may=may,
        proxy=principal.person,
        reads_by=powers[Permission.READ] if Permission.READ in may else None,
        consents_by=powers[Permission.CONSENT] if Permission.CONSENT in may else None,
    )
    return replace(acting, user=f"proxy-{acting.mandate}")


async def read_represented(views: Views, vault: Vault, caller: Caller) -> Document:
    """For whom the caller, a person who has signed in, acts today, by which mandates and with which powers; the name of
    whoever may be read. For nobody, when it is an agency that asks, or somebody who acts for another already."""
    read = await read_view(views, "represented", caller, "person")
    sealed: Mapping[str, str] = read["details"]

    def named(person: Document) -> Document:
        held = sealed.get(person["person_id"])
        name = details_of(vault, UUID(person["person_id"]), bytes.fromhex(held)).get("name") if held else None
        return {**person, **({"name": name} if name else {})}

    return {"persons": [named(person) for person in read["document"]["persons"]]}
