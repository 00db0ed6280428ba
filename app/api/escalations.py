"""Escalations of silence: those that the caller's actor was told of, and the list of a coordination body."""

from enum import Enum
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.addresses import BodyKey
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.domain.escalation import Step
from app.usecases import escalation_reading

router = APIRouter()
FINDINGS: list[str | Enum] = ["findings"]
AtStep = Annotated[Step | None, Query(description="Bara det som kommit dit, t.ex. manager. Only what has come there.")]


class StepView(BaseModel):
    """A step, the day on which it was due and the day on which it was taken."""

    step: Step
    due: DayText
    taken: DayText
    origin: Annotated[
        Literal["facts", "rule-change"], Field(description="rule-change: it follows from changed rules or terms alone.")
    ]


class EscalationView(BaseModel):
    """A silence, and everything that this reader was told of it."""

    person_id: UUID
    reader: Annotated[UUID, Field(description="The actor that was told.")]
    rule: Annotated[str, Field(examples=["call-unanswered"])]
    title: Annotated[str, Field(examples=["Kallelse utan svar"])]
    subject: Annotated[UUID, Field(description="The id of the call or referral.")]
    owner: Annotated[UUID, Field(description="The actor that it is up to.")]
    opens: Annotated[DayText, Field(description="The day on which the answer was missed.")]
    age_days: Annotated[int, Field(description="Days since then.")]
    step: Annotated[Step, Field(description="The step taken last, of the list escalation-step.")]
    steps: list[StepView]
    case_number: Annotated[
        UUID | None, Field(description="Its number on the list of the body, for whoever is awaited.")
    ] = None


class EscalationList(BaseModel):
    """A page of silences, the oldest first."""

    escalations: list[EscalationView]
    more: bool


class CaseView(BaseModel):
    """A case on the list of a body: nothing of the person, the plan or the question."""

    case_number: UUID
    rule: Annotated[str, Field(examples=["call-unanswered"])]
    title: Annotated[str, Field(examples=["Kallelse utan svar"])]
    actor: Annotated[UUID, Field(description="The actor that it is up to.")]
    age_days: Annotated[int, Field(description="Days since the answer was missed.")]


class CaseList(BaseModel):
    """A page of cases, the oldest first."""

    escalations: list[CaseView]
    more: bool


CASE: Final[dict[str, Any]] = {
    "rule": "call-unanswered",
    "title": "Kallelse utan svar",
    "age_days": 17,
    "case_number": "6f1e2c1a-55c1-4e0b-9a53-2f4f6f1f8f10",
}
ESCALATION: Final = {
    "person_id": examples.PERSON,
    "reader": examples.OTHER_ACTOR,
    "subject": examples.ITEM,
    "owner": examples.OTHER_ACTOR,
    "opens": "2026-11-30",
    "step": "body",
    "steps": [{"step": "reminded", "due": "2026-12-01", "taken": "2026-12-01", "origin": "facts"}],
    **CASE,
}


@router.get(
    "/escalations",
    tags=FINDINGS,
    **documented(
        "What has been escalated",
        "Frågor utan svar som den egna aktören har fått veta om, de äldsta först: påminnelser, det som gått till "
        "chefen, till den huvudansvariga och till samverkansorganets lista. Silences that one's own actor was told of.",
        EscalationList,
        {"escalations": [ESCALATION], "more": False},
    ),
)
async def escalations(
    service: ServiceOf, caller: CallerOf, request: Request, step: AtStep = None, page: Page = 1, limit: Limit = 20
) -> Response:
    found = await escalation_reading.read_escalations(service.views, caller, step=step, page=page, limit=limit)
    return _paged(request, found, {**({"step": step} if step else {}), "limit": limit}, page)


@router.get(
    "/coordination-bodies/{body}/escalations",
    tags=FINDINGS,
    **documented(
        "The list of a coordination body",
        "Det som ingen svarat på trots alla steg, för organets medlemmar: ärendenummer, regel, aktör och ålder, inget "
        "om personen. What nobody has answered in spite of every step, for the body's members; nothing of the person.",
        CaseList,
        {"escalations": [{**CASE, "actor": examples.OTHER_ACTOR}], "more": False},
    ),
)
async def body_escalations(
    service: ServiceOf, caller: CallerOf, request: Request, body: BodyKey, page: Page = 1, limit: Limit = 20
) -> Response:
    found = await escalation_reading.read_body_list(
        service.views, service.registry, caller, body, page=page, limit=limit
    )
    return _paged(request, found, {"limit": limit}, page)


def _paged(request: Request, found: dict[str, Any], query: dict[str, Any], page: int) -> Response:
    response = answered_document(found)
    response.headers.update(page_links(request.url.path, query, page, more=found["more"]))
    return response
