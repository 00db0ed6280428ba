"""The log for the auditor of one's own actor: a day's rows, and samples; ids and codes, no content."""

from secrets import randbits
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.api import examples
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.finding_models import DayText
from app.api.queries import Limit, Page
from app.api.views import answered_document, page_links
from app.usecases import auditing

router = APIRouter(tags=["audit"])
OnDay = Annotated[str | None, Query(description="Dagen; annars i dag. The day; else today.", examples=["2026-11-21"])]
OfUser = Annotated[
    str | None, Query(max_length=200, description="En användares referens. One user's reference, as in the log.")
]
First = Annotated[str | None, Query(description="Första dagen; annars sex dagar före den sista. The first day.")]
Last = Annotated[str | None, Query(description="Sista dagen; annars i dag. The last day; else today.")]
Size = Annotated[int, Query(ge=1, le=100, description="Hur många rader. How many rows.")]
Seed = Annotated[
    int | None,
    Query(ge=0, le=2**31 - 1, description="Fröet: samma frö drar samma rader. The seed: the same draws the same rows."),
]


class AuditEntry(BaseModel):
    """A row of the log: who, about whom by an opaque id, what by categories, on which basis, and with which outcome."""

    at: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    by: Annotated[Literal["caseworker", "system", "link"], Field(description="Of the code list log-by.")]
    user: Annotated[str | None, Field(description="The caseworker, by the identity provider's reference.")] = None
    client: str | None = None
    person_id: UUID | None = None
    on_behalf: Annotated[UUID | None, Field(description="In whose name it was done, if not the actor's.")] = None
    action: Annotated[str, Field(description="Of the code list log-action, or kind and act.", examples=["read-plan"])]
    outcome: Literal["done", "read", "refused"]
    reason: Annotated[str | None, Field(description="Why it was refused: a problem's name.")] = None
    request_id: str
    categories: Annotated[list[str], Field(description="Of what was read or done.", examples=[["work"]])]
    bases: Annotated[list[str], Field(description="Of the code list log-basis, or a consent's id.")]


class AuditDay(BaseModel):
    """A page of a day's rows, in the order of the log."""

    day: DayText
    entries: list[AuditEntry]
    more: bool


class AuditSample(BaseModel):
    """The rows that the seed draws from those days."""

    first: DayText
    last: DayText
    seed: int
    entries: list[AuditEntry]


ENTRY: Final[dict[str, Any]] = {
    "at": "2026-11-21T09:30:00+00:00",
    "by": "caseworker",
    "user": "3f6c",
    "client": "https://login.eksjo.example.se#portal",
    "person_id": examples.PERSON,
    "action": "read-plan",
    "outcome": "read",
    "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    "categories": ["plan", "work"],
    "bases": ["own"],
}


@router.get(
    "/audit",
    name="read_audit",
    **documented(
        "Read a day's log",
        "Den egna aktörens rader i loggen, en dag i taget: vem, om vem (id), vilka områden, på vilken grund. Kräver "
        "rollen granskare (sip.audit) och loggas. One's own actor's rows of a day; needs the role auditor, is logged.",
        AuditDay,
        {"day": examples.DAY, "entries": [ENTRY], "more": False},
    ),
)
async def read_audit(
    service: ServiceOf,
    caller: CallerOf,
    request: Request,
    day: OnDay = None,
    user: OfUser = None,
    page: Page = 1,
    limit: Limit = 20,
) -> Response:
    found = await auditing.read_log(service.views, caller, on=day, user=user, page=page, limit=limit)
    response = answered_document(found)
    query = {"day": found["day"], **({"user": user} if user else {}), "limit": limit}
    response.headers.update(page_links(request.url.path, query, page, more=found["more"]))
    return response


@router.get(
    "/audit/samples",
    name="draw_audit_sample",
    **documented(
        "Draw a sample of the log",
        "Ett slumpmässigt stickprov av den egna aktörens läsningar och ändringar om personer. Fröet står i svaret, så "
        "att samma stickprov kan dras igen. A random sample of what one's own actor read or did about persons.",
        AuditSample,
        {"first": "2026-11-15", "last": examples.DAY, "seed": 2026, "entries": [ENTRY]},
    ),
)
async def draw_audit_sample(
    service: ServiceOf,
    caller: CallerOf,
    first: First = None,
    last: Last = None,
    size: Size = 20,
    seed: Seed = None,
) -> Response:
    drawn = randbits(31) if seed is None else seed
    found = await auditing.draw_sample(service.views, caller, first=first, last=last, size=size, seed=drawn)
    return answered_document(found)
