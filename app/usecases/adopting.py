"""Local agreements by administrators of a body's members: proposed, counted, and taken into use by somebody else."""

from uuid import UUID

from app.domain.agreements import CoordinationBody
from app.domain.agreements_json import stored_of
from app.domain.days import iso
from app.domain.errors import Conflict, FieldError, NotFound, NotPermitted, OwnProposal, StaleVersion
from app.domain.permissions import Principal
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
        preview = AgreementPreview(
            id=new_id(),
            proposed=agreed(body, said),
            on_day=caller.today,
            actor=administrator,
            proposer=_person(caller.principal),
        )
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
        return {**_summary(held, caller), "becomes": shown(held.proposed), **counted}

    return await administration.transact(caller, found)


async def read_proposals(administration: Administration, caller: Caller, key: str) -> list[Document]:
    """What has been proposed to be the body's next agreements, the newest first. NotFound, NotPermitted."""
    administrator = administrator_of(caller)

    async def found(work: Administering) -> list[Document]:
        body = await _body(work, key, administrator, caller)
        return [_summary(one, caller) for one in await work.proposals(key, body.version + 1)]

    return await administration.transact(caller, found)


async def adopt(administration: Administration, caller: Caller, key: str, preview: UUID) -> None:
    """Take the agreement of the preview into use, as it was counted. NotFound, NotPermitted, OwnProposal for whoever
    proposed it, Conflict while it is not counted yet, StaleVersion when the body has agreed on something else
    meanwhile."""
    administrator = administrator_of(caller)

    async def adopted(work: Administering) -> None:
        await work.alone()
        body = await _body(work, key, administrator, caller)
        held = await _preview(work, preview, administrator, caller)
        if held.proposed.key != key:
            raise NotFound("there is no such preview of this body's agreements")
        refuse_unready(held, body)
        if held.proposer is None:
            raise Conflict("it is not known who proposed this; preview it anew, for somebody else to take into use")
        if held.proposer == _person(caller.principal):
            actors = (await work.registered()).actors
            raise OwnProposal(sorted(str(id_) for id_, one in actors.items() if body.is_of(one.actor, caller.today)))
        await take(work, held.proposed)

    await administration.transact(caller, adopted)


def shown(body: CoordinationBody) -> Document:
    """The body as it is answered."""
    return {name: value for name, value in stored_of(body).items() if name != "alone" or value} | {"id": str(body.id)}


def refuse_unready(held: AgreementPreview, body: CoordinationBody) -> None:
    """StaleVersion for what is proposed of an older version of the body, Conflict while it is not counted yet."""
    if held.proposed.version != body.version + 1:
        raise StaleVersion("the body has agreed on something else meanwhile; preview it anew")
    if held.counted is None:
        raise Conflict("what it would change is being counted; read the preview first, and decide then")


async def take(work: Administering, body: CoordinationBody) -> None:
    """Take it into use, and log who did, and whether alone. FieldError, StaleVersion."""
    await work.take_into_use(body)
    await work.log("agreement-adoption-alone" if body.alone else "agreement-adoption", body.id, body.alone)


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


def _summary(held: AgreementPreview, caller: Caller) -> Document:
    return {
        "id": str(held.id),
        "state": "waiting" if held.counted is None else "counted",
        "on": iso(held.on_day),
        "actor": str(held.actor),
        "yours": held.proposer == _person(caller.principal),
    }


def _person(principal: Principal) -> str:
    """Who it is, by whichever of the issuer's clients: a subject is one person's at one issuer."""
    issuer, _, _ = principal.client.partition("#")
    return f"{issuer}#{principal.user}"
