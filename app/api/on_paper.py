"""What was signed before somebody's eyes: versions accepted on paper, and what is said against them."""

from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter, Response

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.plan_models import FrozenPlan
from app.api.versions import FROZEN, VERSION, Number
from app.api.views import answered_document
from app.usecases import on_paper, versions
from app.usecases.ports import Replayed

router = APIRouter(tags=["plans"])
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
