"""For agency systems: report by one's own keys, one at a time or in batches, as often as one likes."""

from typing import Annotated, Any, Union
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.api import examples
from app.api.authentication import Base, CallerOf, IdempotencyKey, ServiceOf, StandingCallerOf
from app.api.contract import documented
from app.api.error_answers import refusal_document
from app.api.fact_models import (
    COLLECTIONS,
    IN_THE_SERVICE_ALONE,
    ReportedFact,
    batch_model,
    content,
    reported_model,
    upsert_model,
)
from app.api.problems import validation_document
from app.api.view_models import ITEM_VIEWS, BatchResult
from app.api.views import answered_document, item_view, location_of
from app.api.wrong_fields import nameable_key
from app.bootstrap.service import Service
from app.domain.errors import DomainError, FactError, NotAuthenticated
from app.domain.labels import LABELS_EN, LABELS_SV
from app.usecases import reading
from app.usecases.ports import Caller
from app.usecases.reporting import REPORTED_KINDS, Key, Reported, ReportHeader, report

router = APIRouter(tags=["sources"])
Source = Annotated[str, Path(description="The source that the client was registered with.", max_length=61)]
SourceKey = Annotated[Key, Path(alias="key", description="The source's own stable key.")]
EXAMPLE = {"result": "created", **examples.answered("status", version="7.0")}


class FactBatch(BaseModel):
    """Up to 1 000 facts; each is stored or refused by itself, and answered in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    facts: Annotated[
        list[Any],
        Field(
            min_length=1,
            max_length=1000,
            json_schema_extra={"items": {"type": "object"}},
            examples=[[batch_model("status").model_config["json_schema_extra"]["examples"][0]]],
        ),
    ]


@router.post(
    "/facts",
    **documented(
        "Report facts",
        "Rapporterar upp till 1 000 uppgifter. En felaktig uppgift hindrar inga andra. "
        "Reports up to 1 000 facts; a bad one never blocks a good one.",
        BatchResult,
        {
            "results": [
                {"id": "case-4711", "result": "created", "item": examples.answered("status", version="7.0")},
                {
                    "id": "case-4712",
                    "problem": {
                        "type": "urn:sip:problem:invalid-request",
                        "title": "Något i begäran är fel",
                        "status": 422,
                        "detail": "check start; nothing was changed",
                        "instance": "/sip-api/v1/facts",
                        "errors": [{"field": "start", "detail": "is missing"}],
                    },
                },
            ]
        },
    ),
)
async def report_batch(
    service: ServiceOf, caller: StandingCallerOf, batch: FactBatch, base: Base, _key: IdempotencyKey = None
) -> dict[str, Any]:
    return {"results": [await _report_one(service, caller, fact, f"{base}/facts") for fact in batch.facts]}


async def _report_one(service: Service, caller: Caller, given: Any, address: str) -> dict[str, Any]:
    key = given.get("id") if isinstance(given, dict) else None
    # What is no key is not given back: it may be anything, an identity number too.
    named = {"id": key} if nameable_key(key) else {}
    person_id = None
    try:
        kind = given.get("kind") if isinstance(given, dict) else None
        if kind is not None and kind not in REPORTED_KINDS:
            raise FactError("kind", f"there is no such reported kind; use one of {', '.join(REPORTED_KINDS)}")
        model = batch_model(kind) if kind else ReportedFact
        fact = model.model_validate(given)
        person_id = fact.person_id
        source = caller.principal.source or ""
        reported = await _report(service, caller, source, fact.id, fact.kind, fact, ReportedFact)
    except ValidationError as error:
        return {**named, "problem": validation_document(error.errors(), address)}
    except NotAuthenticated:
        raise  # the client was stopped meanwhile: nothing of the batch is gone on with
    except DomainError as error:
        return {**named, "problem": await refusal_document(service.store, caller, error, address, person_id)}
    return {**named, "result": reported.outcome, "item": item_view(reported.item, caller.today)}


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


async def _upserted(
    service: Service, caller: Caller, base: str, source: str, key: str, kind: str, body: ReportHeader
) -> Response:
    reported = await _report(service, caller, source, key, kind, body, ReportHeader)
    view = {"result": reported.outcome, **item_view(reported.item, caller.today)}
    response = answered_document(view, version=reported.item.version)
    if reported.outcome == "created":
        response.status_code = 201
        response.headers["Location"] = f"{base}/{location_of(reported.item)}"
    return response


def _add_upsert(kind: str, collection: str) -> None:
    model = upsert_model(kind)

    async def upsert(
        service: ServiceOf,
        caller: CallerOf,
        source: Source,
        key: SourceKey,
        body: model,  # type: ignore[valid-type]  # made per kind
        base: Base,
    ) -> Response:
        return await _upserted(service, caller, base, source, key, kind, body)

    router.put(
        f"/sources/{{source}}/{collection}/{{key}}",
        name=f"report_{kind.replace('-', '_')}",
        **documented(
            f"Report: {LABELS_EN['kind'][kind]}",
            f"Skapar eller ändrar ({LABELS_SV['kind'][kind]}) med källans egen nyckel. "
            "Kan sändas om och i vilken ordning som helst. "
            "Creates or changes by the source's own key; safe to send again and in any order.",
            ITEM_VIEWS[kind],
            {"result": "created", **examples.answered(kind, version="7.0")},
            created=True,
        ),
    )(upsert)


for _kind, _collection in COLLECTIONS.items():
    if _kind not in IN_THE_SERVICE_ALONE:
        _add_upsert(_kind, _collection)
ReportBody: Any = Annotated[Union[tuple(reported_model(kind) for kind in REPORTED_KINDS)], Field(discriminator="kind")]  # noqa: UP007 - made of a list


REPORTED_VIEW: Any = Annotated[Union[tuple(ITEM_VIEWS[kind] for kind in REPORTED_KINDS)], Field(discriminator="kind")]  # noqa: UP007 - as above


@router.put(
    "/sources/{source}/facts/{key}",
    **documented(
        "Report a fact",
        "Skapar eller ändrar en uppgift med källans egen nyckel. Kan sändas om och i vilken ordning som helst. "
        "Creates or changes by the source's own key; safe to send again and in any order.",
        REPORTED_VIEW,
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
    base: Base,
) -> Response:
    return await _upserted(service, caller, base, source, key, body.kind, body)


@router.get(
    "/facts/{fact}",
    **documented(
        "Read a reported fact",
        "En rapporterad uppgift. One reported fact.",
        REPORTED_VIEW,
        examples.answered("status", version="7.0"),
    ),
)
async def read_fact(
    service: ServiceOf, caller: CallerOf, fact: Annotated[UUID, Path(description="The fact's id.")]
) -> Response:
    found = await reading.read_item(service.views, caller, fact, REPORTED_KINDS)
    return answered_document(found, version=found["version"])
