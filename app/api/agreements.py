"""Local agreements: previewed, counted by a worker for how many persons they change what, and taken into use."""

from contextlib import suppress
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api import examples
from app.api.addresses import BodyKey
from app.api.agreement_models import AgreementView, Alone, BodyView
from app.api.authentication import Base, CallerOf, OnceCallerOf, ServiceOf, StandingCallerOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.views import answered_document
from app.domain.errors import NotFound
from app.usecases import adopting
from app.usecases.agreeing import StateAgreement
from app.usecases.ports import Caller, Replayed

router = APIRouter(tags=["administration"])
PreviewId = Annotated[UUID, Path(alias="preview", description="Förhandsvisningens id. The preview's id.")]
Persons = Annotated[int | None, Field(description="Null: fewer than five, but some.")]


class AdoptAgreement(BaseModel):
    """The preview whose agreement is taken into use."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    preview: Annotated[UUID, Field(examples=[examples.ITEM])]


class AgreementList(BaseModel):
    """All that the body has agreed on, by date."""

    version: Annotated[int, Field(description="Of the body.")]
    agreements: list[AgreementView]
    alone: Alone = None


class RuleChange(BaseModel):
    """For how many persons an actor's cards of a rule, or steps of escalation, would differ."""

    rule: Annotated[str, Field(examples=["call-unanswered"])]
    now: Persons
    new: Persons
    gone: Persons
    earlier: Persons
    later: Persons
    other_end: Persons


class MemberChange(BaseModel):
    """What would differ for a member; a rule for which nothing does is left out."""

    actor: UUID
    rules: list[RuleChange]


class Counted(BaseModel):
    """What was counted: everybody was judged by the terms in force and by those proposed."""

    judged: Persons
    concerned: Persons
    members: list[MemberChange]


class ProposalView(BaseModel):
    """Which proposal it is, and whether it has been counted."""

    id: UUID
    state: Literal["waiting", "counted"]
    on: DayText
    actor: Annotated[UUID, Field(description="Whose administrator proposed it.")]
    yours: Annotated[bool, Field(description="True: you proposed it, and somebody else takes it into use.")]


class ProposalList(BaseModel):
    """What has been proposed to be the body's next agreements."""

    proposals: list[ProposalView]


class AgreementPreviewView(ProposalView):
    """A body as it would be, and what that would change, once a worker has counted it."""

    becomes: BodyView
    counted: Counted | None = None


AGREEMENT: Final[dict[str, Any]] = {
    "start": "2027-01-01",
    "bound": [examples.OTHER_ACTOR],
    "working_days": {"answer": 3},
    "escalation": {},
    "own_consent_from": 15,
    "funding": {},
    "thresholds": {},
    "requirements": [],
}
BODY: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "key": "hoglandet",
    "version": 2,
    "name": "Höglandets samverkan",
    "municipalities": ["0686"],
    "members": [],
    "agreements": [AGREEMENT],
}
CHANGE: Final[dict[str, Any]] = {"now": 31, "new": 7, "gone": 0, "earlier": 24, "later": 0, "other_end": 0}
PREVIEW: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "state": "counted",
    "on": examples.DAY,
    "actor": examples.ACTOR,
    "yours": False,
    "becomes": BODY,
    "counted": {
        "judged": 1240,
        "concerned": 38,
        "members": [{"actor": examples.ACTOR, "rules": [{"rule": "call-unanswered", **CHANGE}]}],
    },
}


@router.get(
    "/coordination-bodies/{body}/agreements",
    name="agreements",
    **documented(
        "A body's agreements",
        "Allt som samverkansorganet har kommit överens om. All that the body has agreed on.",
        AgreementList,
        {"version": 2, "agreements": [AGREEMENT]},
    ),
)
async def agreements(service: ServiceOf, _caller: StandingCallerOf, body: BodyKey) -> Response:
    return await _answered(service, body)


@router.get(
    "/coordination-bodies/{body}/agreements/previews",
    name="agreement_previews",
    **documented(
        "List what has been proposed",
        "Förslag som någon annan än den som lade dem kan ta i bruk. What somebody else than who proposed it may take "
        "into use.",
        ProposalList,
        {"proposals": [{name: PREVIEW[name] for name in ProposalView.model_fields}]},
    ),
)
async def proposals(service: ServiceOf, caller: CallerOf, body: BodyKey) -> Response:
    return answered_document({"proposals": await adopting.read_proposals(service.administration, caller, body)})


@router.post(
    "/coordination-bodies/{body}/agreements/previews",
    status_code=201,
    name="preview_agreement",
    **documented(
        "See what an agreement would change",
        "Räknas av en arbetare: för hur många personer korten blir nya, försvinner eller flyttas, hos varje medlem. "
        "Counted by a worker: for how many persons cards would be new, gone or moved, for each member.",
        AgreementPreviewView,
        {name: value for name, value in PREVIEW.items() if name != "counted"} | {"state": "waiting"},
        status=201,
    ),
)
async def preview(
    service: ServiceOf, caller: OnceCallerOf, body: BodyKey, command: StateAgreement, base: Base
) -> Response:
    try:
        made = await adopting.propose(service.administration, service.new_id, caller, body, command)
    except Replayed as before:
        made = before.item_id
    response = await read_preview(service, _again(caller), made)
    response.status_code = 201
    response.headers["Location"] = f"{base}/agreement-previews/{made}"
    return response


@router.get(
    "/agreement-previews/{preview}",
    name="read_agreement_preview",
    **documented(
        "Read what an agreement would change",
        "Det som räknats; `waiting` tills det är gjort. What was counted; `waiting` until it is.",
        AgreementPreviewView,
        PREVIEW,
    ),
)
async def read_preview(service: ServiceOf, caller: CallerOf, preview: PreviewId) -> Response:
    return answered_document(await adopting.read_preview(service.administration, caller, preview))


@router.post(
    "/coordination-bodies/{body}/agreements",
    status_code=201,
    name="adopt_agreement",
    **documented(
        "Take an agreement into use",
        "Tar den förhandsvisade överenskommelsen i bruk, så som den räknades; av någon som administrerar en medlem och "
        "inte är den som föreslog den. Takes the agreement of a preview into use; by an administrator of a member who "
        "did not propose it.",
        AgreementList,
        {"version": 2, "agreements": [AGREEMENT]},
        status=201,
    ),
)
async def adopt(
    service: ServiceOf, caller: OnceCallerOf, body: BodyKey, command: AdoptAgreement, base: Base
) -> Response:
    with suppress(Replayed):
        await adopting.adopt(service.administration, caller, body, command.preview)
    response = await _answered(service, body)
    response.status_code = 201
    response.headers["Location"] = f"{base}/coordination-bodies/{body}/agreements"
    return response


async def _answered(service: ServiceOf, key: str) -> Response:
    found = next((one for one in await service.registry.bodies() if one.key == key), None)
    if found is None:
        raise NotFound("there is no such coordination body; GET /coordination-bodies lists them by key")
    told = adopting.shown(found)
    document = {name: told[name] for name in AgreementList.model_fields if name in told}
    return answered_document(document, version=str(found.version))


def _again(caller: Caller) -> Caller:
    return Caller(principal=caller.principal, today=caller.today, request_id=caller.request_id)
