"""Consents: put down in a plan, replaced by later ones, and the person's ledger of all of them."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field, create_model

from app.api import examples
from app.api.addresses import PlanId
from app.api.authentication import Base, CallerOf, IfMatch, OnceCallerOf, ServiceOf, version_of
from app.api.contract import documented
from app.api.fact_models import content, contribution_model
from app.api.persons import PersonId
from app.api.view_models import ITEM_VIEWS, ActorView
from app.api.views import answered_document, answered_item
from app.usecases import consent_ledger, consents
from app.usecases.planning import Contribution

router = APIRouter(tags=["plans"])
ConsentBody: Any = contribution_model("consent")
ConsentId = Annotated[UUID, Path(alias="consent", description="Samtyckets id. The consent's id.")]


class ConsentChange(BaseModel):
    """A version of a consent, and what made it."""

    version: Annotated[str, Field(examples=["1.0"])]
    at: Annotated[str, Field(json_schema_extra={"format": "date-time", "examples": ["2026-11-23T09:30:00+01:00"]})]
    type: Annotated[str, Field(examples=["consent-withdrawal"])]
    told: Annotated[str, Field(description="The same in Swedish.", examples=["Samtycke: återkallades"])]
    actor: Annotated[UUID | None, Field(description="Who did it.")] = None
    user: Annotated[str | None, Field(description="Which of its caseworkers, for its own actor.")] = None
    by_proxy: Annotated[bool | None, Field(description="Done in the person's place, by a mandate.")] = None
    reason: str | None = None


GIVEN: Final[dict[str, Any]] = {
    "state_label": (Annotated[str, Field(description="The state in Swedish.", examples=["gäller"])], ...),
    "given_by": (Annotated[str | None, Field(description="Of the list consent-giver.", examples=["person"])], None),
    "history": (list[ConsentChange], ...),
}
ABOUT: Final = "A consent as it stands, how and by whom it was given, and what became of it."
EntryView: Any = create_model("ConsentEntry", __base__=ITEM_VIEWS["consent"], __doc__=ABOUT, **GIVEN)


class ConsentLedger(BaseModel):
    """A person's consents, as far as the reader sees them."""

    person_id: UUID
    consents: list[EntryView]
    actors: list[ActorView]


ENTRY: Final[dict[str, Any]] = {
    **examples.answered("consent"),
    "state_label": "gäller",
    "given_as": "electronically",
    "given_by": "person",
    "history": [
        {
            "version": "1.0",
            "at": "2026-11-23T09:30:00+01:00",
            "type": "consent-added",
            "told": "Samtycke: lades till",
            "actor": examples.ACTOR,
        }
    ],
}


@router.post(
    "/plans/{plan}/consents",
    status_code=201,
    name="contribute_consent",
    **documented(
        "Contribute: consent",
        "Personens samtycke. Den handläggare som antecknar ett säger hur det gavs, vem som såg det och, om det är på "
        "papper, var papperet finns. Ett utkast (tentative) öppnar inget. The person's consent; a caseworker who "
        "records one says how it was given, who saw it, and where the paper is if there is one. A draft opens nothing.",
        ITEM_VIEWS["consent"],
        examples.answered("consent"),
        status=201,
    ),
)
async def consent(service: ServiceOf, caller: OnceCallerOf, plan: PlanId, body: ConsentBody, base: Base) -> Response:
    item = await consents.record_consent(
        service.store,
        service.new_id,
        caller,
        plan_id=plan,
        header=Contribution(**body.model_dump(include=set(Contribution.model_fields))),
        fields=content(body, Contribution),
    )
    return answered_item(item, caller.today, base, 201)


@router.post(
    "/consents/{consent}/replacement",
    tags=["moves"],
    status_code=201,
    name="consent_replacement",
    **documented(
        "Consent: replacement",
        "Ett nytt samtycke i stället för ett äldre, eller ett utkast som nu har getts. Av personen eller en aktör som "
        "samtycket nämner. A new consent in place of an older one, or of a draft that has now been given. By the "
        "person, or an actor that the consent names.",
        ITEM_VIEWS["consent"],
        examples.answered("consent", replaces=examples.ITEM),
        status=201,
    ),
)
async def replacement(
    service: ServiceOf, caller: OnceCallerOf, older: ConsentId, body: ConsentBody, if_match: IfMatch, base: Base
) -> Response:
    item = await consents.replace_consent(
        service.store,
        service.new_id,
        caller,
        consent_id=older,
        version=version_of(if_match),
        header=Contribution(**body.model_dump(include=set(Contribution.model_fields))),
        fields=content(body, Contribution),
    )
    return answered_item(item, caller.today, base, 201)


@router.get(
    "/persons/{person}/consents",
    tags=["persons"],
    name="read_consents",
    **documented(
        "Read the ledger of consents",
        "Varje samtycke som läsaren får se: mellan vilka, om vad, varför, hur länge, hur och av vem det gavs, och vad "
        "som hänt med det. Every consent that this reader may see: among whom, about what, why, for how long, how and "
        "by whom it was given, and what became of it.",
        ConsentLedger,
        {"person_id": examples.PERSON, "consents": [ENTRY], "actors": examples.ACTORS},
    ),
)
async def ledger(service: ServiceOf, caller: CallerOf, person: PersonId) -> Response:
    return answered_document(await consent_ledger.read_consents(service.views, caller, person))
