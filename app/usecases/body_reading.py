"""Who reads what a coordination body is told: its members of the day."""

from collections.abc import Sequence

from app.domain.agreements import CoordinationBody
from app.domain.errors import NotFound, NotPermitted
from app.usecases.ports import Caller, Registry


async def body_of_member(registry: Registry, caller: Caller, key: str) -> CoordinationBody:
    """The body, if the caller's actor is one of its members. NotFound when there is no such body, NotPermitted for
    everybody else."""
    body = next((body for body in await registry.bodies() if body.key == key), None)
    if body is None:
        raise NotFound("there is no such coordination body; GET /coordination-bodies lists them by key")
    actor = (await registry.actors()).get(caller.principal.actor) if caller.principal.actor else None
    if actor is None or not body.is_of(actor, caller.today):
        raise NotPermitted("only the members of the body read this; ask the body to add the actor as one")
    return body


async def bodies_of_caller(registry: Registry, caller: Caller) -> Sequence[CoordinationBody]:
    """The bodies of which the caller's actor is a member today, by name."""
    actor = (await registry.actors()).get(caller.principal.actor) if caller.principal.actor else None
    found = [body for body in await registry.bodies() if actor is not None and body.is_of(actor, caller.today)]
    return sorted(found, key=lambda body: body.name)
