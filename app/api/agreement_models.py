"""What is answered about coordination bodies and their agreements, as models for the contract alone."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.api.finding_models import DayText


class AgreementView(BaseModel):
    """A local agreement, which counts for what begins while it is in force."""

    start: DayText
    end: DayText | None = None
    bound: Annotated[list[UUID], Field(description="Actors that have signed and so answer calls, beside those by law.")]
    working_days: Annotated[dict[str, int], Field(description="By step, where it is not as elsewhere.")]
    escalation: Annotated[
        dict[str, int], Field(description="Working days from a missed answer, by step, where not as elsewhere.")
    ]
    own_consent_from: Annotated[int, Field(description="Years from which a young person consents alone.")]
    funding: Annotated[dict[str, int], Field(description="By payer, in per cent.")]
    thresholds: Annotated[
        dict[str, dict[str, int]], Field(description="By rule and name, where it is not the rule's own.")
    ]
    requirements: Annotated[
        list[str], Field(description="What a plan has to say beside what the law asks for, by key.")
    ]


class MembershipView(BaseModel):
    """An actor that takes part in the body, and for how long."""

    actor: UUID
    start: DayText
    end: DayText | None = None


Alone = Annotated[
    str | None,
    Field(
        description="Of the list alone-reason: why one person alone took this version into use.", examples=["urgent"]
    ),
]


class BodyView(BaseModel):
    """A coordination body (samverkansorgan), and all it has agreed on."""

    id: UUID
    key: str
    version: int
    name: str
    municipalities: Annotated[list[str], Field(description="Statistics Sweden's codes.", examples=[["0686"]])]
    members: list[MembershipView]
    agreements: list[AgreementView]
    alone: Alone = None


class BodyList(BaseModel):
    """Every coordination body."""

    coordination_bodies: list[BodyView]
