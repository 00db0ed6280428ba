"""The simulated municipality as it is registered: one unit of each function, and access tokens for who takes part."""

import json
import time
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from app.demo.county import MUNICIPAL, OTHERS, PERSONS, PHONES, REGIONAL, SYSTEMS
from app.domain.labels import label_sv
from app.domain.permissions import Permission
from app.simulation.setup import Setup
from app.usecases.registering import ActorEntry, ClientEntry, IssuerEntry, Registration, actor_id

AUDIENCE: Final = "sip-simulation"
CLIENT: Final = "sip-simulation"
IDENTITY: Final = "https://id.oidc.se/claim/personalIdentityNumber"
VALID: Final = 24 * 3600  # seconds: as long as the service is kept running
FUNCTIONS: Final = (*MUNICIPAL, *REGIONAL, *OTHERS)


def unit(function: str) -> str:
    """The id of the unit that has the function."""
    return str(actor_id(f"simulated-{function}"))


def function_of() -> dict[UUID, str]:
    """The function of each unit."""
    return {UUID(unit(function)): function for function in FUNCTIONS}


def _new_key() -> ECKey:
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Issues the tokens of everybody; its key is published where the service answers."""

    address: str
    key: ECKey = field(default_factory=_new_key)

    def jwks(self) -> bytes:
        """The public key, as JSON."""
        return json.dumps({"keys": [self.key.as_dict(private=False)]}).encode()

    def system(self, function: str) -> str:
        """A token of the system of the unit that has the function."""
        return self._token(SYSTEMS, function, function)

    def person(self, identity_number: str) -> str:
        """A token of the person with the number."""
        return self._token(PERSONS, CLIENT, str(uuid4()), **{IDENTITY: identity_number})

    def _token(self, path: str, client_id: str, subject: str, **claims: str) -> str:
        now = int(time.time())
        said = {
            "iss": f"{self.address}/{path}",
            "sub": subject,
            "client_id": client_id,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + VALID,
            "jti": str(uuid4()),
            "scope": " ".join(Permission),
            **claims,
        }
        return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": self.key.kid}, said, self.key)


def registration(setup: Setup, issuer: Issuer, jwks_uri: str) -> Registration:
    """Every unit, and who speaks for it."""
    scopes = list(Permission)
    return Registration(
        actors=[_entry(function, phone, setup) for function, phone in zip(FUNCTIONS, cycle(PHONES))],
        issuers=[
            IssuerEntry.model_validate(
                {
                    "url": f"{issuer.address}/{path}",
                    "kind": kind,
                    "audience": AUDIENCE,
                    "algorithms": ["ES256"],
                    "jwks_uri": jwks_uri,
                    "assurance": [],  # nobody proves anything to sign in here
                }
            )
            for path, kind in ((SYSTEMS, "system"), (PERSONS, "person"))
        ],
        clients=[
            *(
                ClientEntry(
                    issuer=f"{issuer.address}/{SYSTEMS}",
                    client_id=function,
                    actor=_key(function),
                    source=function,
                    scopes=scopes,
                )
                for function in FUNCTIONS
            ),
            ClientEntry(issuer=f"{issuer.address}/{PERSONS}", client_id=CLIENT, scopes=scopes),
        ],
    )


def _key(function: str) -> str:
    return f"simulated-{function}"


def _entry(function: str, phone: str, setup: Setup) -> ActorEntry:
    municipal = function in MUNICIPAL
    level = "municipality" if municipal else "region" if function in REGIONAL else OTHERS[function][0]
    said = label_sv("function", function)
    return ActorEntry(
        key=_key(function),
        name=f"{said[:1].upper()}{said[1:]}, {setup.name} (simulerad)",
        function=function,
        level=level,
        municipality_code=setup.municipality if municipal else None,
        county_code=setup.municipality[:2] if level in ("municipality", "region") else None,
        phone=phone,
    )
