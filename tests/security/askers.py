"""Everybody who asks: each role and each reach of a system at each of four actors, two persons, and nobody."""

import time
from dataclasses import dataclass
from typing import Final, Literal

from app.bootstrap.service import registrar
from app.domain.permissions import Permission
from app.settings import Settings
from app.usecases.registering import Registration, register
from tests.county import AUDIENCE, PERSON, SYSTEM, County, level_of

ACTORS: Final = {
    "owner": "social-services",
    "party": "psychiatry",
    "addressee": "association",
    "stranger": "employment-service",
}
"""Whose plan it is, who takes part in it, who was only asked a question, and who has nothing to do with it."""
ROLES: Final[dict[str, set[str]]] = {
    "caseworker": {"lookup", "read", "write", "consent", "statistics"},
    "coordinator": {"lookup", "read", "write", "consent", "statistics", "unit"},
    "manager": {"read", "statistics", "unit"},
    "analyst": {"statistics"},
    "auditor": {"audit"},
    "administrator": {"admin"},
}
"""What whoever signs in with the role may attempt."""
SYSTEMS: Final[dict[str, set[str]]] = {
    "system": {"lookup", "read", "write", "consent", "statistics", "unit"},
    "system-reads": {"read"},
    "system-nothing": set(),
}
"""What an agency's own system may attempt, by the scopes that it was registered with."""
Kind = Literal["caseworker", "system", "person", "nobody"]


@dataclass(frozen=True)
class Asker:
    """Somebody who asks: at an actor, or a person ("the person" whom the world is about, or "another")."""

    name: str
    kind: Kind
    may: frozenset[str] = frozenset()
    actor: str | None = None
    person: Literal["the person", "another"] | None = None

    @property
    def role(self) -> str:
        """As whom, wherever that is."""
        return self.name.split(" at the ")[0]

    @property
    def source(self) -> str | None:
        """The source that the asker writes with, if it is a system that has one."""
        return ACTORS[self.actor] if self.actor and self.role == "system" else None


ASKERS: Final = (
    *(
        Asker(f"{role} at the {actor}", "caseworker", frozenset(may), actor)
        for actor in ACTORS
        for role, may in ROLES.items()
    ),
    *(Asker(f"colleague at the {actor}", "caseworker", frozenset(ROLES["caseworker"]), actor) for actor in ACTORS),
    *(
        Asker(f"{reach} at the {actor}", "system", frozenset(may), actor)
        for actor in ACTORS
        for reach, may in SYSTEMS.items()
    ),
    Asker("the person", "person", frozenset({"read", "write", "consent"}), person="the person"),
    Asker("another person", "person", frozenset({"read", "write", "consent"}), person="another"),
    Asker("nobody", "nobody"),
    Asker("somebody whose token has expired", "nobody"),
)


CLAIM: Final = "https://id.oidc.se/claim/personalIdentityNumber"
BY_NAME: Final = {asker.name: asker for asker in ASKERS}


def user_of(asker: Asker) -> str:
    """By which reference the caseworker is known at the actor: the caseworker proper is Anna, who has plans in hand and
    is named where a person is protected; her colleague is Cia, who has none and is not."""
    return {"caseworker": "anna", "colleague": "cia"}.get(asker.role, asker.role)


def token_of(county: County, asker: Asker, number: str) -> str | None:
    """The token with which the asker asks; `number` is that of the person, where it is one."""
    match asker.kind:
        case "person":
            return county.token(PERSON, "my-plan", "p", **{CLAIM: number})
        case "nobody":
            if asker.name == "nobody":
                return None
            ended = int(time.time()) - 3600
            return county.token(SYSTEM, "social-services-system", "s", iat=ended - 600, exp=ended)
        case "system":
            client = f"{ACTORS[str(asker.actor)]}-{asker.role}"
            return county.token(SYSTEM, client, client)
    issuer, role = f"/{ACTORS[str(asker.actor)]}", "caseworker" if asker.role == "colleague" else asker.role
    return county.token(issuer, "portal", user_of(asker), roles=[role])


async def admit(county: County, settings: Settings) -> None:
    """Register where the caseworkers of the four actors sign in, and their systems that may do less."""
    async with registrar(settings) as keeper:
        await register(keeper, _registration(county.issuers))


def _registration(issuers: str) -> Registration:
    signing_in = {"audience": AUDIENCE, "algorithms": ["ES256"], "jwks_uri": f"{issuers}/jwks"}
    return Registration.model_validate(
        {
            "actors": [
                {"key": key, "name": f"Provköping, {key}", "function": key, "level": level_of(key)}
                for key in ACTORS.values()
            ],
            "issuers": [
                *(
                    {"url": f"{issuers}/{key}", "kind": "workforce", "actor": key, **signing_in}
                    for key in ACTORS.values()
                ),
                {"url": issuers + SYSTEM, "kind": "system", **signing_in},
            ],
            "clients": [
                *(
                    {"issuer": f"{issuers}/{key}", "client_id": "portal", "scopes": list(Permission)}
                    for key in ACTORS.values()
                ),
                *(
                    {"issuer": issuers + SYSTEM, "client_id": f"{key}-{reach}", "actor": key, "scopes": scopes}
                    for key in ACTORS.values()
                    for reach, scopes in (("system-reads", ["sip.read"]), ("system-nothing", []))
                ),
            ],
        }
    )
