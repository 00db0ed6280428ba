"""A registration says what it lets in, and one that could not be kept is refused with the field that is wrong."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.errors import FieldError
from app.domain.identity import SUFFICIENT, Issuer
from app.domain.pace import Pace
from app.domain.registrations import Administered, Registered, Registrable
from app.usecases.asking_of_tokens import asked
from app.usecases.registering import Registration, actor_id, issuer_in_file, register, rows_of


class Book:
    """A register that remembers the issuers it was told."""

    def __init__(self) -> None:
        self.issuers: list[Issuer] = []

    async def register(self, rows: Sequence[Registrable]) -> None:
        self.issuers += [one for one in rows if isinstance(one, Issuer)]

    async def registered(self) -> Registered:
        return Registered(actors={}, issuers={}, clients={})

    async def actors(self) -> Mapping[UUID, Actor]:
        return {}

    async def set_pace(self, actor: UUID, pace: Pace | None) -> None: ...
    async def set_retention(self, actor: UUID, start_on: Day | None) -> None: ...

    async def bodies(self) -> Sequence[CoordinationBody]:
        return []

    async def take_into_use(self, body: CoordinationBody) -> None: ...


def registration(issuer: dict[str, Any] | None = None, *clients: dict[str, Any]) -> Registration:
    unit = {"name": "Vård", "function": "psychiatry", "level": "region", "organisation_number": "232100-0057"}
    url = "https://idp.example"
    given = {"url": url, "kind": "workforce", "audience": "a", "algorithms": ["ES256"], "jwks_uri": f"{url}/jwks"}
    return Registration.model_validate(
        {
            "actors": [{"key": "a", **unit, "hsa_id": "SE1-A"}, {"key": "b", **unit, "hsa_id": None}],
            "issuers": [{**given, "actor": "a", **(issuer or {})}],
            "clients": clients,
        }
    )


async def registered(issuer: dict[str, Any], *clients: dict[str, Any]) -> Issuer:
    book = Book()
    await register(book, registration(issuer, *clients))
    return book.issuers[0]


@pytest.mark.parametrize(("kind", "levels"), [("workforce", SUFFICIENT), ("person", SUFFICIENT), ("system", ())])
async def test_who_signs_in_has_to_be_sure_unless_the_registration_says_otherwise(
    kind: str, levels: tuple[str, ...]
) -> None:
    actor = "a" if kind == "workforce" else None
    assert (await registered({"kind": kind, "actor": actor})).assurance == levels
    assert (await registered({"kind": kind, "actor": actor, "assurance": []})).assurance == ()


async def test_units_are_named_by_the_keys_of_the_file() -> None:
    found = await registered({"actor": "a", "units": ["b"], "unit_claim": "unit"} | {"units": ["a"]})
    assert found.actors == (actor_id("a"), actor_id("a"))


@pytest.mark.parametrize(
    ("issuer", "clients", "field"),
    [
        ({"units": ["c"], "unit_claim": "unit"}, [], "actor"),
        ({"units": ["b"], "unit_claim": "unit"}, [], "actors.b.hsa_id"),
        ({"units": ["b"]}, [], "units"),
        ({"role_names": {"Chef": "emperor"}}, [], "role_names"),
        ({"assurance": ["två ord"]}, [], "assurance"),
        (
            {"kind": "system", "actor": None, "unit_claim": "unit"},
            [{"issuer": "https://idp.example", "client_id": "c", "actor": "b", "scopes": []}],
            "actors.b.hsa_id",
        ),
    ],
)
async def test_a_registration_that_could_not_be_kept_names_the_field_and_saves_nothing(
    issuer: dict[str, Any], clients: list[dict[str, Any]], field: str
) -> None:
    book = Book()
    with pytest.raises(FieldError) as refused:
        await register(book, registration(issuer, *clients))
    assert refused.value.field == field
    assert not book.issuers


@pytest.mark.parametrize("what", ["actors", "issuers", "clients"])
async def test_what_is_in_a_file_twice_is_refused_and_not_taken_from_its_end(what: str) -> None:
    url = "https://idp.example"
    said = registration({"url": url}, {"issuer": url, "client_id": "c", "scopes": []}).model_dump()
    said[what].append(said[what][0])
    book = Book()
    with pytest.raises(FieldError, match="is there twice; state it once") as refused:
        await register(book, Registration.model_validate(said))
    assert refused.value.field == what
    assert not book.issuers


async def test_a_number_in_a_file_is_the_actor_s_own_and_one_that_cannot_be_called_saves_nothing() -> None:
    def file(phone: str) -> Registration:
        filed = {"key": "a", "name": "Vård", "function": "psychiatry", "level": "region", "phone": phone}
        return Registration.model_validate({"actors": [filed]})

    (actor,) = rows_of(file("08-465 004 00"))
    assert isinstance(actor, Administered)
    assert actor.actor.phone == "08-465 004 00"
    with pytest.raises(FieldError) as refused:
        await register(Book(), file("fråga i växeln"))
    assert refused.value.field == "phone"


def told(stated: Registration) -> list[str]:
    return [*asked(issuer_in_file(stated.issuers[0]), {actor_id(key): key for key in ("a", "b")})]


def test_it_is_told_what_is_asked_of_an_issuers_tokens() -> None:
    mapped = registration(
        {
            "units": ["b"],
            "unit_claim": "unit",
            "organisation_claim": "org",
            "role_names": {"Chef": "manager"},
            "assurance": ["loa3"],
            "assurance_for": {"sip.write": ["loa4"]},
            "proof_required": True,
        }
    )
    assert told(mapped) == [
        "the organisation number is in org",
        "the unit's HSA id is in unit",
        "its users belong, as that says, to a, b",
        "a sign-in has to assure loa3",
        "and for sip.write loa4",
        "tokens have to be bound to a key, with a proof (DPoP)",
        "its role Chef is our manager",
    ]
    (open_door,) = told(registration({"assurance": []}))
    assert open_door.startswith("a sign-in has to assure NOTHING")
    assert told(registration({"kind": "system", "actor": None})) == []
