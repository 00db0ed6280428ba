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


Reference = Annotated[
    UUID | None,
    Query(description="Personens id i loggen, en plans id eller ett ärendenummer. A person's id in the log, or a "
                      "plan's, or a case number.", examples=[examples.PERSON]),
]  # fmt: skip
Reason = Annotated[
    str | None,
    Query(
        max_length=40,
        description="Varför just den här personens logg läses. Why this person's log is read: of audit-reason.",
        json_schema_extra={"enum": list(auditing.REASONS)},
        examples=["sample"],
    ),
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
    reason: Annotated[
        str | None,
        Field(description="Why it was refused: a problem's name; or why an auditor read it: of audit-reason."),
    ] = None
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


class AuditOfPerson(BaseModel):
    """A page of what one's own actor has read and done about one person, in the order of the log."""

    reference: UUID
    reason: Annotated[str, Field(description="As it was stated: of the code list audit-reason.")]
    entries: list[AuditEntry]
    more: bool


class Seal(BaseModel):
    """The newest block of the log; nothing of it as long as there is none."""

    block: int | None = None
    sealed_at: Annotated[str | None, Field(json_schema_extra={"format": "date-time"})] = None
    seal: Annotated[str | None, Field(description="In hexadecimal, as a line of the head has it.")] = None
    late: Annotated[bool, Field(description="Whether something has waited for longer than sealing takes.")]


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


@router.get(
    "/audit/persons",
    name="read_audit_of_person",
    **documented(
        "Read what is logged about one person",
        "Vad den egna aktören läst och gjort om en person, i loggens ordning. Personen pekas ut med en beteckning ur "
        "loggen, en plans id eller ett ärendenummer; skälet sparas, och personen ser i sin logg att den lästs. What "
        "one's own actor has read and done about a person, named by an id out of the log, of a plan, or by a case "
        "number; the reason is kept, and the person sees in the log that it was read.",
        AuditOfPerson,
        {"reference": examples.PERSON, "reason": "sample", "entries": [ENTRY], "more": False},
    ),
)
async def read_audit_of_person(
    service: ServiceOf,
    caller: CallerOf,
    request: Request,
    reference: Reference = None,
    reason: Reason = None,
    page: Page = 1,
    limit: Limit = 20,
) -> Response:
    found = await auditing.read_log_about(service.views, caller, reference, reason=reason, page=page, limit=limit)
    response = answered_document(found)
    query = {"reference": reference, "reason": reason, "limit": limit}
    response.headers.update(page_links(request.url.path, query, page, more=found["more"]))
    return response


@router.get(
    "/audit/seal",
    name="read_audit_seal",
    **documented(
        "Read up to when the log is sealed",
        "Det senaste blocket: numret, när det förseglades, och sigillet att hålla mot kopian av huvudet. Om loggen är "
        "orörd sägs av sip audit verify, aldrig av databasen själv. The newest block, when it was sealed, and the "
        "seal, to be held against the copy of the head. Whether the log is untouched, only sip audit verify says.",
        Seal,
        {"block": 601, "sealed_at": "2026-11-21T09:31:00+00:00", "seal": "3fa9" * 16, "late": False},
    ),
)
async def read_audit_seal(service: ServiceOf, caller: CallerOf) -> Response:
    return answered_document(await auditing.read_seal(service.views, caller))
