"""For agency systems: report by one's own keys, one at a time or in batches, as often as one likes."""

from typing import Annotated, Any, Union
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.api.authentication import CallerOf, OnceCallerOf, ServiceOf
from app.api.contract import documented
from app.api.fact_models import (
    COLLECTIONS,
    ReportedFact,
    batch_model,
    content,
    reported_model,
    upsert_model,
)
from app.api.problems import INVALID, answered_error, document, field_errors
from app.api.views import answered_document, item_view
from app.bootstrap.service import Service
from app.domain.errors import DomainError, FactError
from app.usecases import reading
from app.usecases.ports import Caller
from app.usecases.reporting import REPORTED_KINDS, Key, Reported, ReportHeader, report

router = APIRouter(tags=["facts"])
Source = Annotated[str, Path(description="The source that the client was registered with.", max_length=61)]
SourceKey = Annotated[Key, Path(alias="key", description="The source's own stable key.")]
EXAMPLE = {
    "id": "01a1ffba-6426-74d5-b9ad-d548b1222791",
    "outcome": "created",
    "kind": "status",
    "version": "7.0",
}


class FactBatch(BaseModel):
    """Up to 1 000 facts; each is stored or refused by itself, and answered in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    facts: Annotated[
        list[Any],
        Field(
            min_length=1,
            max_length=1000,
            json_schema_extra={"items": {"type": "object"}},
            examples=[[{"id": "case-4711", "kind": "status", "source_version": 7, "code": "income-support"}]],
        ),
    ]


@router.post(
    "/facts",
    **documented(
        "Report facts",
        "Rapporterar upp till 1 000 uppgifter. En felaktig uppgift hindrar inga andra. "
        "Reports up to 1 000 facts; a bad one never blocks a good one.",
        {"results": [EXAMPLE]},
    ),
)
async def report_batch(service: ServiceOf, caller: OnceCallerOf, batch: FactBatch) -> dict[str, Any]:
    caller = Caller(principal=caller.principal, today=caller.today, request_id=caller.request_id)
    return {"results": [await _report_one(service, caller, fact) for fact in batch.facts]}


async def _report_one(service: Service, caller: Caller, given: Any) -> dict[str, Any]:
    key = given.get("id") if isinstance(given, dict) else None
    try:
        kind = given.get("kind") if isinstance(given, dict) else None
        if kind is not None and kind not in REPORTED_KINDS:
            raise FactError("kind", f"there is no such reported kind; use one of {', '.join(REPORTED_KINDS)}")
        model = batch_model(kind) if kind else ReportedFact
        fact = model.model_validate(given)
        source = caller.principal.source or ""
        reported = await _report(service, caller, source, fact.id, fact.kind, fact, ReportedFact)
    except ValidationError as error:
        fields = field_errors(error.errors())
        named = ", ".join(sorted({field["field"] for field in fields}))
        return {"id": key, "problem": document(INVALID, f"check {named}", "/facts", errors=fields)}
    except DomainError as error:
        return {"id": key, "problem": await answered_error(service, caller, error, "/facts")}
    return {"id": key, "outcome": reported.outcome, "item": item_view(reported.item)}


async def _report(
    service: Service, caller: Caller, source: str, key: str, kind: str, body: ReportHeader, header: type[BaseModel]
) -> Reported:
    return await report(
        service.store,
        service.vault,
        service.new_id,
        caller,
        source=source,
        key=key,
        kind=kind,
        header=ReportHeader(**body.model_dump(include=set(ReportHeader.model_fields))),
        fields=content(body, header),
    )


async def _upserted(service: Service, caller: Caller, source: str, key: str, kind: str, body: ReportHeader) -> Response:
    reported = await _report(service, caller, source, key, kind, body, ReportHeader)
    view = {"outcome": reported.outcome, **item_view(reported.item)}
    response = answered_document(view, version=reported.item.version)
    response.status_code = 201 if reported.outcome == "created" else 200
    return response


def _add_upsert(kind: str, collection: str) -> None:
    model = upsert_model(kind)

    async def upsert(service: ServiceOf, caller: CallerOf, source: Source, key: SourceKey, body: model) -> Response:  # type: ignore[valid-type]  # made per kind
        return await _upserted(service, caller, source, key, kind, body)

    router.put(
        f"/sources/{{source}}/{collection}/{{key}}",
        name=f"report_{kind.replace('-', '_')}",
        **documented(
            f"Report: {kind}",
            f"Skapar eller ändrar ({kind}) med källans egen nyckel. Kan sändas om och i vilken ordning som helst. "
            "Creates or changes by the source's own key; safe to send again and in any order.",
            {**EXAMPLE, "kind": kind},
            created=True,
        ),
    )(upsert)


for _kind, _collection in COLLECTIONS.items():
    if _kind != "participant":
        _add_upsert(_kind, _collection)
ReportBody: Any = Annotated[Union[tuple(reported_model(kind) for kind in REPORTED_KINDS)], Field(discriminator="kind")]  # noqa: UP007 - made of a list


@router.put(
    "/sources/{source}/facts/{key}",
    **documented(
        "Report a fact",
        "Skapar eller ändrar en uppgift med källans egen nyckel. Kan sändas om och i vilken ordning som helst. "
        "Creates or changes by the source's own key; safe to send again and in any order.",
        EXAMPLE,
        created=True,
    ),
)
async def report_fact(
    service: ServiceOf,
    caller: CallerOf,
    source: Source,
    key: SourceKey,
    body: ReportBody,
) -> Response:
    return await _upserted(service, caller, source, key, body.kind, body)


@router.get(
    "/facts/{fact}",
    **documented("Read a reported fact", "En rapporterad uppgift. One reported fact.", EXAMPLE),
)
async def read_fact(
    service: ServiceOf, caller: CallerOf, fact: Annotated[UUID, Path(description="The fact's id.")]
) -> Response:
    found = await reading.read_item(service.views, caller, fact, REPORTED_KINDS)
    return answered_document(found, version=found["version"])
