"""What a report refers to: plans, needs and actors, in whatever form they are named, as the service's own ids."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.errors import UnknownReference
from app.domain.item import Item, participation_id
from app.usecases.ports import Frame, Work


def with_actors_normal(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with every actor's id in its one usual form; what is no id is left for the check to refuse."""
    return {name: _normal(value) if name in ("actor", "to", "actors") else value for name, value in fields.items()}


def _normal(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_normal(one) for one in value]
    with suppress(ValueError, AttributeError, TypeError):
        return str(UUID(value))
    return value


async def resolve_frame(
    work: Work, person_id: UUID, source: str, given: dict[str, Any], held: Item | None
) -> Frame | None:
    """Replace the references to plan and need by the service's own ids; the frame is the need's, else the plan's.

    What the item referred to before it may go on referring to, also when that has been taken away since.
    """
    found = None
    for field in ("plan", "need"):
        reference = given.get(field)
        if not isinstance(reference, str):
            continue
        item_id, frame = await _frame(work, source, reference)
        if frame is None and held is not None and held.plan_id and getattr(held.content, field, None) == str(item_id):
            frame = Frame(person_id=person_id, plan_id=held.plan_id, kind=field, category=held.category)
        if frame is None or frame.person_id != person_id or frame.kind != field:
            raise UnknownReference(
                field,
                f"there is no such {field} that you take part in; use its id or your own key for it, "
                "and ask the plan's owner to add you as a participant",
            )
        if found is not None and found.plan_id != frame.plan_id:
            raise UnknownReference(field, "is of another plan; leave one of the two out")
        given[field], found = str(item_id), frame
    return found


async def _frame(work: Work, source: str, reference: str) -> tuple[UUID | None, Frame | None]:
    """What the reference leads to: the service's own id, or a key of the source, which may look like an id too."""
    with suppress(ValueError):
        item_id = UUID(reference)
        if (frame := await work.items.frame(item_id)) is not None:
            return item_id, frame
    known = await work.items.keyed(source, reference)
    if known:
        return known[1], await work.items.frame(known[1])
    with suppress(ValueError):
        return UUID(reference), None
    return None, None


async def check_previous(work: Work, person_id: UUID, given: dict[str, Any]) -> None:
    """UnknownReference unless the referral before this one is seen, and of the same need as far as the caller is told
    its need: whoever was only asked is not."""
    reference = given.get("previous")
    if not isinstance(reference, str):
        return
    found = None
    with suppress(ValueError):
        found = await work.referrals.seen(UUID(reference))
    need = getattr(found.item.content, "need", None) if found else None
    if found is None or found.item.person_id != person_id or (found.whole and need != given.get("need")):
        raise UnknownReference(
            "previous", "there is no such referral of the same need that you see; use its id, or leave it out"
        )
    given["previous"] = str(found.item.id)


async def check_party(work: Work, plan_id: UUID, actor: object) -> None:
    """UnknownReference unless the actor takes part in the plan."""
    if await work.items.load(participation_id(plan_id, actor)) is None:
        raise UnknownReference("actor", "takes no part in the plan; add it as a participant first")


async def check_actors(work: Work, given: dict[str, Any]) -> None:
    """UnknownReference for the first field that names an actor that is not registered."""
    named = {field: _as_list(given[field]) for field in ("actor", "to", "actors") if given.get(field)}
    wanted = {}
    for field, ids in named.items():
        for text in ids:
            try:
                wanted[UUID(text)] = field
            except ValueError:
                raise UnknownReference(field, "there is no such actor; GET /actors lists them by id") from None
    known = await work.actors(wanted.keys() - {THE_PERSON}) | {THE_PERSON}
    for actor, field in wanted.items():
        if actor not in known:
            raise UnknownReference(field, "there is no such actor; GET /actors lists them by id")


def _as_list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
