"""Whose agreement counts for a plan, by what one reader sees of it and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody, body_in_view


def body_of_plan(
    bodies: Sequence[CoordinationBody],
    actors: Mapping[UUID, Actor],
    owner: UUID,
    seen: Iterable[UUID],
) -> CoordinationBody | None:
    """That of the municipality whose unit owns the plan, else that of the only municipality that the reader sees
    somebody of: `seen` are the reader's own actor and whoever owns something that it sees."""
    place_of = {actor.id: actor.municipality_code for actor in actors.values()}
    return body_in_view(bodies, place_of.get(owner), (place_of.get(actor) for actor in seen))
