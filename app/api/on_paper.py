"""What was given or signed before somebody's eyes: consents that are recorded, and versions accepted on paper."""

from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.fact_models import content, contribution_model
from app.api.plan_models import FrozenPlan
from app.api.versions import FROZEN, VERSION, Number
from app.api.view_models import ITEM_VIEWS
from app.api.views import answered_document, answered_item
from app.usecases import on_paper, versions
from app.usecases.planning import Contribution
from app.usecases.ports import Replayed

router = APIRouter(tags=["plans"])
ConsentBody: Any = contribution_model("consent")
PERSON: Final = "00000000-0000-4000-8000-000000000001"
SIGNED: Final[dict[str, Any]] = {
    **VERSION["acceptances"][0],
    "acceptor": PERSON,
    "on_paper": {
        "recorded_by": examples.ACTOR,
        "witness": "Anna, socialsekreterare",
        "kept": "Akten, arkivskåp 2",
    },
}
CONTRADICTED: Final = {"on": examples.DAY, "reason": "Jag har inte skrivit under"}


@router.post(
    "/plans/{plan}/consents",
    status_code=201,
    name="contribute_consent",
    **documented(
        "Contribute: consent",
        "Personens samtycke. Den handläggare som antecknar ett säger hur det gavs, vem som såg det och, om det är på "
        "papper, var papperet finns. The person's consent; a caseworker who records one says how it was given, who saw "
        "it, and where the paper is if there is one.",
        ITEM_VIEWS["consent"],
        examples.answered("consent"),
        status=201,
    ),
)
async def consent(service: ServiceOf, caller: OnceCallerOf, plan: PlanId, body: ConsentBody, base: Base) -> Response:
    item = await on_paper.record_consent(
        service.store,
        service.new_id,
        caller,
        plan_id=plan,
        header=Contribution(**body.model_dump(include=set(Contribution.model_fields))),
        fields=content(body, Contribution),
    )
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/plans/{plan}/versions/{version}/paper-acceptance",
    name="accept_version_on_paper",
    **documented(
        "Record an acceptance on paper",
        "Personen, eller en deltagare utan konto, har skrivit under på papper; vem som såg det och var papperet finns. "
        "The person, or a participant without an account, has signed on paper: who saw it, and where the paper is.",
        FrozenPlan,
        {**FROZEN, "acceptances": [SIGNED]},
    ),
)
async def accept_on_paper(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, version: Number, command: on_paper.AcceptOnPaper
) -> Response:
    with suppress(Replayed):  # it was done before: how it stands is answered anew
        await on_paper.accept_on_paper(
            service.store, service.registry, caller, plan_id=plan, n=version, command=command
        )
    return answered_document(await versions.read_version(service.views, caller, plan, n=version))


@router.post(
    "/plans/{plan}/versions/{version}/contradiction",
    name="contradict_acceptance",
    **documented(
        "Contradict a paper",
        "Den i vars namn ett papper finns säger att det inte stämmer. Whose name a paper is in says that it is not so.",
        FrozenPlan,
        {**FROZEN, "acceptances": [{**SIGNED, "on_paper": {**SIGNED["on_paper"], "contradicted": CONTRADICTED}}]},
    ),
)
async def contradict(
    service: ServiceOf, caller: OnceCallerOf, plan: PlanId, version: Number, command: on_paper.ContradictIt
) -> Response:
    with suppress(Replayed):
        await on_paper.contradict(service.store, caller, plan_id=plan, n=version, command=command)
    return answered_document(await versions.read_version(service.views, caller, plan, n=version))
