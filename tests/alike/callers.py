"""As whom a token's bearer calls a use case itself, where no operation stands before it."""

import json
from base64 import urlsafe_b64decode
from uuid import UUID

from app.domain.permissions import Permission, Principal
from app.usecases.ports import Caller
from tests.alike.twin import Life
from tests.security.askers import ACTORS, Asker


def caller_of(token: str | None, asker: Asker, life: Life) -> Caller:
    """The caller that the token's bearer is, at an actor or as a person, on the county's day."""
    assert token is not None, "nobody opens a page"
    claims = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    actor = UUID(life.county.actor(ACTORS[asker.actor])) if asker.actor else None
    person = None if actor else UUID(life.person) if asker.person == "the person" else UUID(life.ids["vilda"])
    return Caller(
        principal=Principal(
            client=f"{claims['iss']}#{claims['client_id']}",
            user=claims["sub"],
            actor=actor,
            person=person,
            may=frozenset({Permission.READ}),
        ),
        today=life.county.today.toordinal(),
        request_id=32 * "0",
    )
