"""Two records of one person: proposed to be one, reviewed by another, undone."""

from contextlib import suppress
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.authentication import CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.persons import PersonId
from app.api.view_models import ActorView
from app.api.views import answered_document
from app.usecases import merging
from app.usecases.ports import Replayed

router = APIRouter(tags=["persons"])
MergeId = Annotated[UUID, Path(alias="merge", description="Förslagets id i listan. The merge's id.")]
State = Literal["proposed", "declined", "applied", "undone"]


class MergeStep(BaseModel):
    """What became of it on a day, and by whom at one's own actor."""

    state: State
    on: DayText
    reason: Literal["different-persons", "evidence-insufficient", "merged-by-mistake"] | None = None
    user: Annotated[str | None, Field(description="One's own caseworker, by an opaque reference.")] = None


class MergeView(BaseModel):
    """Two records, of which it was said that they are one person's."""

    id: UUID
    leading: Annotated[UUID, Field(description="The record whose day of birth counts.")]
    absorbed: UUID
    actor: UUID
    evidence: Literal["number-changed", "number-mistyped", "two-coordination-numbers", "confirmed-by-person"]
    state: State
    undo_until: Annotated[DayText | None, Field(description="The last day on which it can be undone.")] = None
    history: list[MergeStep]


class Merges(BaseModel):
    """What was said of the record being one with another, the newest first."""

    person_id: UUID
    records: Annotated[list[UUID], Field(description="The records that are one for you now, the leading one first.")]
    merges: list[MergeView]
    actors: list[ActorView]


PROPOSED: Final[dict[str, Any]] = {
    "id": examples.ITEM,
    "leading": examples.PERSON,
    "absorbed": "3f1c9a52-7d0e-4b6b-8a3e-2c5d9e8f7a61",
    "actor": examples.ACTOR,
    "evidence": "number-changed",
    "state": "proposed",
    "history": [{"state": "proposed", "on": examples.DAY, "user": "sara"}],
}
APPLIED: Final[dict[str, Any]] = {
    **PROPOSED,
    "state": "applied",
    "undo_until": "2027-02-21",
    "history": [*PROPOSED["history"], {"state": "applied", "on": examples.DAY, "user": "bo"}],
}
UNDONE: Final[dict[str, Any]] = {
    **APPLIED,
    "state": "undone",
    "history": [
        *APPLIED["history"],
        {"state": "undone", "on": examples.DAY, "reason": "different-persons", "user": "bo"},
    ],
}


def _told(merge: dict[str, Any], *, one: bool = False) -> dict[str, Any]:
    records = [merge["leading"], merge["absorbed"]] if one else [merge["leading"]]
    return {"person_id": examples.PERSON, "records": records, "merges": [merge], "actors": examples.ACTORS[:1]}


@router.post(
    "/persons/{person}/merges",
    name="propose_merge",
    **documented(
        "Propose that two records are one person",
        "En handläggare som känner båda akterna föreslår att de gäller samma person. Ingenting ändras förrän en annan "
        "har granskat det. A caseworker who knows both records proposes that they are of one person; nothing changes "
        "until somebody else has reviewed it.",
        Merges,
        _told(PROPOSED),
    ),
)
async def propose(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, command: merging.ProposeMerge
) -> Response:
    with suppress(Replayed):  # it was done before: how it stands is answered anew
        await merging.propose(service.store, service.new_id, caller, person, command)
    return answered_document(await merging.read_merges(service.views, caller, person))


@router.get(
    "/persons/{person}/merges",
    name="read_merges",
    **documented(
        "List what was said of records being one",
        "Vad den egna aktören har föreslagit och beslutat, och vilka akter som läses som en; för personen själv det "
        "som gäller. What one's own actor has proposed and decided, and which records are read as one; to the person, "
        "what stands.",
        Merges,
        _told(APPLIED, one=True),
    ),
)
async def merges(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    return answered_document(await merging.read_merges(service.views, caller, person))


@router.post(
    "/persons/{person}/merges/{merge}/review",
    name="review_merge",
    **documented(
        "Review a proposed merge",
        "En annan samordnare än den som föreslog bestämmer att akterna läses som en, eller avslår. Another coordinator "
        "than who proposed it decides that the records are read as one, or declines.",
        Merges,
        _told(APPLIED, one=True),
    ),
)
async def review(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, merge: MergeId, command: merging.ReviewMerge
) -> Response:
    with suppress(Replayed):
        await merging.review(service.store, caller, person, merge, command)
    return answered_document(await merging.read_merges(service.views, caller, person))


@router.post(
    "/persons/{person}/merges/{merge}/undo",
    name="undo_merge",
    **documented(
        "Undo a merge",
        "Akterna är var för sig igen, med det som står på var och en; det går till och med den dag som anges. The "
        "records are two again, each with what stands on it; until the day that is told.",
        Merges,
        _told(UNDONE),
    ),
)
async def undo(
    service: ServiceOf, caller: OnceCallerOf, person: PersonId, merge: MergeId, command: merging.UndoMerge
) -> Response:
    with suppress(Replayed):
        await merging.undo(service.store, caller, person, merge, command)
    return answered_document(await merging.read_merges(service.views, caller, person))
