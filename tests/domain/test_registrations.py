"""Who may register what: each change, by administrators of the actor, its unit, a stranger, and the operator."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.actors import Actor
from app.domain.errors import NotPermitted
from app.domain.identity import Issuer, IssuerKind
from app.domain.registration_warnings import warnings_of
from app.domain.registrations import Administered, Client, Registered, Registrable

OPERATOR, OWN, UNIT, STRANGER, NEW = (UUID(int=number) for number in range(1, 6))


def actor(which: UUID, *, part_of: UUID | None = None, operator: bool = False, **said: str) -> Administered:
    made = Actor(**{"id": which, "name": "a", "function": "school", "level": "municipality", **said})  # type: ignore[arg-type]  # text, but for the id
    return Administered(actor=made, part_of=part_of, operator=operator)


def issuer(number: int, of: UUID | None, kind: IssuerKind = IssuerKind.SYSTEM) -> Issuer:
    return Issuer(
        id=UUID(int=number),
        url=f"https://id.example.se/{number}",
        kind=kind,
        audience="a",
        algorithms=("ES256",),
        jwks_uri="https://id.example.se/jwks",
        actor_id=of,
    )


def wide(number: int, of: UUID, *units: UUID) -> Issuer:
    """A door whose users belong to one of several actors."""
    return replace(issuer(number, of, IssuerKind.WORKFORCE), unit_ids=units, unit_claim="unit")


def client(at: Issuer, of: UUID | None = None, *, active: bool = True, scopes: tuple[str, ...] = ()) -> Client:
    return Client(issuer_id=at.id, client_id="c", actor_id=of, scopes=scopes, active=active)


DOOR, SYSTEMS = issuer(10, OWN, IssuerKind.WORKFORCE), issuer(11, OWN)
SHARED, PERSONS = issuer(12, None), issuer(13, None, IssuerKind.PERSON)
NEW_DOOR, UNITS_OWN, STRANGERS = issuer(14, NEW, IssuerKind.WORKFORCE), issuer(15, UNIT), issuer(16, STRANGER)
WIDE = wide(17, OWN, STRANGER)
PREPARED = client(SHARED, OWN, active=False)
COUNTY = Registered(
    actors={
        one.id: one
        for one in (
            actor(OPERATOR, operator=True),
            actor(OWN),
            actor(UNIT, part_of=OWN),
            actor(STRANGER),
            actor(NEW),
        )
    },
    issuers={one.id: one for one in (DOOR, SYSTEMS, SHARED, PERSONS, NEW_DOOR, UNITS_OWN, STRANGERS, WIDE)},
    clients={one.id: one for one in (client(DOOR, scopes=("sip.admin",)), PREPARED, client(WIDE))},
)
MAY: dict[str, tuple[Registrable, set[UUID]]] = {
    "a unit of the actor": (actor(UUID(int=30), part_of=OWN), {OWN}),
    "a unit of an actor that nobody administrates yet": (actor(UUID(int=30), part_of=NEW), {NEW, OPERATOR}),
    "a new actor": (actor(UUID(int=30)), {OPERATOR}),
    "another name of the actor": (actor(OWN, name="b"), {OWN, OPERATOR}),
    "another place of the actor": (actor(OWN, municipality_code="0686"), {OPERATOR}),
    "an issuer of the actor": (issuer(31, OWN), {OWN}),
    "an issuer of the actor, stopped": (replace(issuer(31, OWN), active=False), {OWN, OPERATOR}),
    "an issuer of the unit": (issuer(31, UNIT), {OWN, UNIT}),
    "an issuer of an actor that nobody administrates yet": (issuer(31, NEW, IssuerKind.WORKFORCE), {NEW, OPERATOR}),
    "an issuer that is nobody's own": (issuer(31, None), {OPERATOR}),
    "an issuer of persons": (issuer(31, None, IssuerKind.PERSON), {OPERATOR}),
    "an issuer of persons that names an actor": (issuer(31, STRANGER, IssuerKind.PERSON), {OPERATOR}),
    "the stranger's issuer as the actor's own": (replace(STRANGERS, actor_id=OWN), set()),
    "a client of the actor's systems": (client(SYSTEMS, OWN), {OWN}),
    "a client of the actor's door": (client(DOOR), {OWN}),
    "the first client of a new actor's door": (client(NEW_DOOR), {NEW, OPERATOR}),
    "a client at a shared issuer": (client(replace(SHARED), NEW), {OPERATOR}),
    "the prepared client, started": (replace(PREPARED, active=True), {OWN}),
    "the prepared client, started with more": (replace(PREPARED, active=True, scopes=("sip.read",)), set()),
    "the prepared client, changed and stopped": (replace(PREPARED, scopes=("sip.read",)), {OPERATOR}),
    "another client of a door that serves a stranger, too": (replace(client(WIDE), client_id="d"), set()),
    "the client of that door, stopped": (client(WIDE, active=False), {OWN, OPERATOR}),
    "that door, stopped": (replace(WIDE, active=False), {OWN, OPERATOR}),
    "that door, changed and stopped": (replace(WIDE, audience="b", active=False), {OPERATOR}),
    "a client of persons": (client(PERSONS), {OPERATOR}),
}


@pytest.mark.parametrize("administrator", [OPERATOR, OWN, UNIT, STRANGER, NEW])
@pytest.mark.parametrize("what", MAY)
def test_each_registers_what_it_may_and_nothing_else(what: str, administrator: UUID) -> None:
    one, may = MAY[what]
    if administrator in may:
        COUNTY.refuse(administrator, one)
    else:
        with pytest.raises(NotPermitted):
            COUNTY.refuse(administrator, one)


def test_an_issuer_that_names_several_actors_is_of_whoever_administrates_each() -> None:
    COUNTY.refuse(OWN, wide(31, OWN, UNIT))
    for administrator, others in ((OWN, (STRANGER,)), (OWN, (UNIT, STRANGER)), (UNIT, (UNIT,))):
        with pytest.raises(NotPermitted):
            COUNTY.refuse(administrator, wide(31, OWN, *others))
    COUNTY.refuse(OPERATOR, wide(31, NEW, STRANGER))
    with pytest.raises(NotPermitted, match="administrators of its own"):
        COUNTY.refuse(OPERATOR, wide(31, NEW, OWN))


def test_an_actor_whose_door_is_stopped_has_no_administrators() -> None:
    assert COUNTY.has_administrators(OWN)
    assert COUNTY.has_administrators(UNIT), "those of the actor that it is a unit of"
    assert not COUNTY.has_administrators(NEW)
    assert not COUNTY.has_administrators(STRANGER)
    wider = {**COUNTY.clients, UUID(int=50): replace(client(WIDE, scopes=("sip.admin",)), client_id="d")}
    assert replace(COUNTY, clients=wider).has_administrators(STRANGER), "who sign in by the door of another"
    stopped = replace(COUNTY, issuers={**COUNTY.issuers, DOOR.id: replace(DOOR, active=False)})
    assert not stopped.has_administrators(OWN)


def test_the_usual_stands_out_to_nobody() -> None:
    alone = replace(COUNTY, issuers={})
    assert warnings_of(issuer(40, OWN), alone) == ()
    assert warnings_of(client(SYSTEMS, OWN, scopes=("sip.read",)), COUNTY) == ()
    assert warnings_of(actor(NEW), COUNTY) == ()
    assert warnings_of(DOOR, alone) == ("assurance-none",)
    assert warnings_of(replace(DOOR, assurance=("loa3",)), alone) == ()
