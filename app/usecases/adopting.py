"""Local agreements by administrators of a body's members: proposed, counted, and taken into use as counted."""

from uuid import UUID

from app.domain.agreements import CoordinationBody
from app.domain.agreements_json import stored_of
from app.domain.days import iso
from app.domain.errors import Conflict, FieldError, NotFound, NotPermitted, StaleVersion
from app.usecases.administrating import administrator_of
from app.usecases.administration_ports import Administering, Administration, AgreementPreview
from app.usecases.agreeing import StateAgreement, agreed
from app.usecases.ports import Caller, NewId
from app.usecases.reading import Document


async def propose(
    administration: Administration, new_id: NewId, caller: Caller, key: str, said: StateAgreement
) -> UUID:
    """The id of the preview, which a worker counts. NotFound, NotPermitted, FieldError."""
    administrator = administrator_of(caller)

    async def proposed(work: Administering) -> UUID:
        body = await _body(work, key, administrator, caller)
        known = (await work.registered()).actors
        for number, actor in enumerate(said.bound):
            if actor not in known:
                raise FieldError(f"bound.{number}", "there is no such actor; GET /actors lists them")
        preview = AgreementPreview(id=new_id(), proposed=agreed(body, said), on_day=caller.today, actor=administrator)
        await work.propose(preview)
        await work.log("agreement-preview", preview.id)
        return preview.id

    return await administration.transact(caller, proposed)


async def read_preview(administration: Administration, caller: Caller, preview: UUID) -> Document:
    """The preview, with what was counted once it is. NotFound for whoever administrates no member of the body."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> Document:
        held = await _preview(work, preview, administrator, caller)
        counted = {} if held.counted is None else {"counted": held.counted}
        return {
            "id": str(held.id),
            "state": "waiting" if held.counted is None else "counted",
            "on": iso(held.on_day),
            "actor": str(held.actor),
            "becomes": shown(held.proposed),
            **counted,
        }

    return await administration.transact(caller, found)


async def adopt(administration: Administration, caller: Caller, key: str, preview: UUID) -> None:
    """Take the agreement of the preview into use, as it was counted. NotFound, NotPermitted, Conflict while it is not
    counted yet, StaleVersion when the body has agreed on something else meanwhile."""
    administrator = administrator_of(caller)

    async def adopted(work: Administering) -> None:
        await work.alone()
        body = await _body(work, key, administrator, caller)
        held = await _preview(work, preview, administrator, caller)
        if held.proposed.key != key:
            raise NotFound("there is no such preview of this body's agreements")
        if held.proposed.version != body.version + 1:
            raise StaleVersion("the body has agreed on something else meanwhile; preview it anew")
        if held.counted is None:
            raise Conflict("what it would change is being counted; read the preview first, and decide then")
        await work.take_into_use(held.proposed)
        await work.log("agreement-adoption", held.proposed.id)

    await administration.transact(caller, adopted)


def shown(body: CoordinationBody) -> Document:
    """The body as it is answered."""
    return {**stored_of(body), "id": str(body.id)}


async def _body(work: Administering, key: str, administrator: UUID, caller: Caller) -> CoordinationBody:
    body = next((one for one in await work.bodies() if one.key == key), None)
    if body is None:
        raise NotFound("there is no such coordination body; GET /coordination-bodies lists them by key")
    if not await _is_member(work, body, administrator, caller):
        raise NotPermitted("only administrators of the body's members do that; ask the body to add the actor as one")
    return body


async def _preview(work: Administering, preview: UUID, administrator: UUID, caller: Caller) -> AgreementPreview:
    held = await work.proposal(preview)
    if held is None or not await _is_member(work, held.proposed, administrator, caller):
        raise NotFound("there is no such preview of this body's agreements")
    return held


async def _is_member(work: Administering, body: CoordinationBody, administrator: UUID, caller: Caller) -> bool:
    there = (await work.registered()).actors.get(administrator)
    return there is not None and body.is_of(there.actor, caller.today)
