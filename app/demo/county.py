"""The demonstration's county: which units take part in the stories, and what is registered about them.

The municipalities' codes and names are from the open data set Swedish Geodata (sjbrg/swedish-geodata,
CC0 1.0), itself from public sources; the organisation numbers are public. Units and people are invented.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Final

from app.demo.stories import Story
from app.domain.labels import label_sv
from app.domain.permissions import Permission
from app.usecases.registering import ActorEntry, ClientEntry, IssuerEntry, Registration

COUNTY: Final = "06"
MUNICIPALITIES: Final = {
    "0680": "Jönköping",
    "0682": "Nässjö",
    "0685": "Vetlanda",
    "0686": "Eksjö",
    "0687": "Tranås",
}
MUNICIPAL: Final = ("social-services", "labour-market-unit", "youth-duty-unit", "adult-education", "school")
REGIONAL: Final = ("primary-care", "psychiatry", "rehabilitation")
OTHERS: Final = {  # function: level, name
    "employment-service": ("state", "Arbetsförmedlingen"),
    "social-insurance": ("state", "Försäkringskassan"),
    "unemployment-fund": ("civil-society", "A-kassan Exempel"),
    "association": ("civil-society", "Föreningen Exempel"),
    "employer": ("business", "Exempelbolaget AB"),
}
ORGANISATION_NUMBERS: Final = {
    "0686": "212000-0464",
    "region": "232100-0057",
    "employment-service": "202100-2114",
    "social-insurance": "202100-5521",
}
PHONES: Final = [f"08-465 004 {last:02}" for last in range(100)]
"""Numbers that nobody has: a series that Post- och telestyrelsen keeps free for books and films."""
GIVEN_NAMES: Final = (
    *("Ali", "Birgitta", "Carlos", "Disa", "Emil", "Fatima", "Gun", "Hampus", "Ingela", "Jamal", "Karin", "Leo"),
    *("Maja", "Nils", "Olga", "Petra", "Qamar", "Rolf", "Stina", "Tom", "Ulla", "Viktor", "Wilma", "Åke"),
)
OFFICE: Final = "eksjo-social-services"
OFFICERS: Final = {
    "coordinator": ("Yusra", "samordnare"),
    "analyst": ("Zlatko", "analytiker"),
    "auditor": ("Ärla", "granskare"),
    "administrator": ("Östen", "administratör"),
}
"""Who has another role than a caseworker's, all of them at the one office: name and word, by role."""
PERSONS: Final = "person"
SYSTEMS: Final = "system"
SIGN_IN_CLIENT: Final = "sip-demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One actor of the county: its key everywhere, and the two caseworkers who sign in for it, by name."""

    slug: str
    name: str
    function: str
    level: str
    organisation_number: str | None
    municipality_code: str | None
    phone: str
    caseworker: str
    colleague: str

    def user(self, who: str) -> str:
        """The reference that the unit's own issuer has for its "caseworker", or for the "colleague"."""
        return self.slug if who == "caseworker" else f"{self.slug}-{who}"


def unit_slug(story: Story, function: str) -> str:
    """The unit that has the function in the story."""
    if function not in MUNICIPAL:
        return function
    return f"{_plain(MUNICIPALITIES[story.served_by])}-{function}"


def units_of(stories: Iterable[Story]) -> dict[str, Unit]:
    """Every unit that a story needs, and each municipality's social services, by slug."""
    wanted = sorted(
        {
            (story.served_by if function in MUNICIPAL else "", function)
            for story in stories
            for function in story.functions
        }
        | {(story.served_by, "social-services") for story in stories}
    )
    names = cycle(GIVEN_NAMES), cycle(reversed(GIVEN_NAMES))
    return {unit.slug: unit for unit in map(_unit, wanted, cycle(PHONES), *names)}


def _unit(place_and_function: tuple[str, str], phone: str, caseworker: str, colleague: str) -> Unit:
    place, function = place_and_function
    slug, said = function, label_sv("function", function)
    capital = said[:1].upper() + said[1:]
    if place:
        level, name, number = "municipality", f"{capital} i {MUNICIPALITIES[place]}", ORGANISATION_NUMBERS.get(place)
        slug = f"{_plain(MUNICIPALITIES[place])}-{function}"
    elif function in REGIONAL:
        level, name, number = "region", f"{capital} i Jönköpings län", ORGANISATION_NUMBERS["region"]
    else:
        (level, name), number = OTHERS[function], ORGANISATION_NUMBERS.get(function)
    return Unit(
        slug=slug,
        name=name,
        function=function,
        level=level,
        organisation_number=number,
        municipality_code=place or None,
        phone=phone,
        caseworker=caseworker,
        colleague=colleague,
    )


def registration(units: Mapping[str, Unit], *, provider: str, former: str | None, audience: str) -> Registration:
    """Everybody, with tokens from the provider at this address; from the `former` address no longer."""
    everybody: list[Permission] = list(Permission)

    def issuers(at: str) -> list[IssuerEntry]:
        kinds = {SYSTEMS: "system", PERSONS: "person", **dict.fromkeys(units, "workforce")}
        return [
            IssuerEntry.model_validate(
                {
                    "url": f"{at}/{path}",
                    "kind": kind,
                    "audience": audience,
                    "algorithms": ["ES256"],
                    "jwks_uri": f"{at}/{path}/jwks",
                    "assurance": [],  # nobody proves anything to sign in here
                    "actor": path if path in units else None,
                }
            )
            for path, kind in kinds.items()
        ]

    def clients(at: str, *, active: bool) -> list[ClientEntry]:
        systems = [
            ClientEntry(
                issuer=f"{at}/{SYSTEMS}",
                client_id=slug,
                actor=slug,
                source=slug if active else None,
                scopes=everybody,
                active=active,
            )
            for slug in units
        ]
        people = [
            ClientEntry(issuer=f"{at}/{path}", client_id=SIGN_IN_CLIENT, scopes=everybody, active=active)
            for path in (PERSONS, *units)
        ]
        return systems + people

    return Registration(
        actors=[_entry(unit) for unit in units.values()],
        issuers=(issuers(former) if former else []) + issuers(provider),
        clients=(clients(former, active=False) if former else []) + clients(provider, active=True),
    )


def _entry(unit: Unit) -> ActorEntry:
    return ActorEntry(
        key=unit.slug,
        name=unit.name,
        function=unit.function,
        level=unit.level,
        organisation_number=unit.organisation_number,
        municipality_code=unit.municipality_code,
        county_code=COUNTY if unit.level in ("municipality", "region") else None,
        phone=unit.phone,
    )


def provider_config(
    units: Mapping[str, Unit],
    stories: Iterable[Story],
    secrets: Mapping[str, str],
    *,
    audience: str,
    returns_to: Sequence[str],
) -> dict[str, Any]:
    """The identity provider's configuration; see app/adapters/identity/demo_provider.py."""
    scopes = [str(scope) for scope in Permission]
    return {
        "audience": audience,
        "keys": "provider-keys.json",
        "redirect_uris": [*returns_to],
        "user_scopes": scopes,
        "agencies": [
            {
                "slug": unit.slug,
                "name": unit.name,
                "system": {"client_id": unit.slug, "client_secret": secrets[unit.slug], "scopes": scopes},
                "caseworkers": _workforce(unit),
            }
            for unit in units.values()
        ],
        "persons": [
            {"sub": story.slug, "name": story.name, "identity_number": story.identity_number} for story in stories
        ],
    }


def _workforce(unit: Unit) -> list[dict[str, Any]]:
    """Who signs in at the unit's own issuer, and as what."""
    caseworkers = [
        {"sub": unit.user(who), "name": getattr(unit, who), "roles": ["caseworker"]}
        for who in ("caseworker", "colleague")
    ]
    officers = OFFICERS.items() if unit.slug == OFFICE else ()
    return caseworkers + [{"sub": role, "name": name, "roles": [role]} for role, (name, _) in officers]


def _plain(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö", "aao"))
