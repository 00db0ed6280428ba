"""What is taken out whole, as models for the contract alone: all about a person, and an agency's items in a plan."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.api.correction_models import CorrectionView
from app.api.finding_models import DayText, FindingView
from app.api.holds import LegalHoldView
from app.api.plan_models import Moment, VersionView
from app.api.protection_models import NamedHandlerView, StatedLevel
from app.api.view_models import ActorView, LogEntry

Disclosure = Literal["own", "parties"]


class WholeVersion(BaseModel):
    """One version of an item: what it said, when it came, and by whom."""

    version: Annotated[str, Field(examples=["7.0"])]
    at: Moment
    current: Annotated[bool, Field(description="Whether it is the one that holds.")]
    category: str
    disclosure: Disclosure
    plan_id: UUID | None = None
    title: str | None = None
    reason: str | None = None
    tentative: Annotated[bool | None, Field(description="True while it was not agreed.")] = None
    void: Annotated[bool | None, Field(description="True of the version that took it away.")] = None
    by: Annotated[UUID | None, Field(description="The actor that made it, or the person.")] = None
    user: Annotated[str | None, Field(description="One's own caseworker, by an opaque reference.")] = None
    fields: Annotated[
        dict[str, Any],
        Field(description="What it said, by the fields of its kind.", examples=[{"start": examples.DAY}]),
    ]


class WholeItem(BaseModel):
    """An item with every version that there has been of it, in their order."""

    id: UUID
    kind: Annotated[str, Field(description="Of the code list kind.", examples=["activity"])]
    label: Annotated[str, Field(description="The kind in Swedish.", examples=["insats"])]
    owner: UUID
    versions: list[WholeVersion]


class WholePerson(BaseModel):
    """Who the person is, as far as the service knows."""

    id: UUID
    identity_number: Annotated[
        str | None, Field(description="Twelve digits; absent when the person's key has been destroyed.")
    ] = None
    birth_date: DayText
    protection: Literal["none", "marked", "protected-registration", "new-identity"]
    municipality_code: str | None = None
    name: str | None = None
    contact: str | None = None
    language: str | None = None
    interpreter: bool | None = None


class OtherRecord(BaseModel):
    """Who the person is by another of the person's records, where two are read as one."""

    id: UUID
    identity_number: str | None = None
    birth_date: DayText
    name: str | None = None
    contact: str | None = None
    language: str | None = None
    interpreter: bool | None = None


class Sharing(BaseModel):
    """Why an actor may know or see something of the person now."""

    owner: Annotated[UUID, Field(description="Whose items.")]
    reader: Annotated[UUID, Field(description="Who may see them, or is known to.")]
    kind: Annotated[str, Field(description="own, addressee, named, consent …", examples=["consent"])]
    plan_id: UUID | None = None
    category: str | None = None
    basis: Annotated[UUID | None, Field(description="The consent, or the question.")] = None
    start: DayText | None = None
    end: Annotated[DayText | None, Field(description="The first day on which it no longer is so.")] = None


class Delivered(BaseModel):
    """What an actor has read of others' items, by category and basis; what was delivered stays with its receiver."""

    actor: UUID
    category: Annotated[str, Field(examples=["work"])]
    basis: Annotated[str, Field(description="Of the code list log-basis.", examples=["consent"])]
    times: int
    first: Moment
    last: Moment


class PersonExport(BaseModel):
    """Everything that is kept about a person. `format` names the form; another form has another name."""

    format: Literal["sip-person-export-1"]
    made: DayText
    person: WholePerson
    other_records: list[OtherRecord]
    items: list[WholeItem]
    plan_versions: list[VersionView]
    findings: Annotated[list[FindingView], Field(description="The gaps in the person's own view.")]
    sharing: list[Sharing]
    delivered: list[Delivered]
    holds: Annotated[list[LegalHoldView], Field(description="What actors keep although its time has come.")]
    protection: Annotated[list[StatedLevel], Field(description="What actors have said of protection, in order.")]
    handlers: Annotated[list[NamedHandlerView], Field(description="Whom they named to open what is protected.")]
    corrections: Annotated[list[CorrectionView], Field(description="What was taken away as somebody else's.")]
    log: Annotated[list[LogEntry], Field(description="Who has read or done what, the oldest first.")]
    actors: list[ActorView]


class TakenBy(BaseModel):
    """Who took the archive out."""

    client: str
    user: str | None


class KindCount(BaseModel):
    """How much there is of a kind."""

    items: int
    versions: int


class ArchivedFile(BaseModel):
    """A file of the archive, and what it has to hash to."""

    name: Annotated[str, Field(examples=["items.ndjson"])]
    bytes: int
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class ArchiveManifest(BaseModel):
    """What is in the archive, who took it out and when."""

    format: Literal["sip-plan-archive-1"]
    made: DayText
    by: TakenBy
    actor: ActorView
    plan_id: UUID
    person_id: UUID
    kinds: Annotated[dict[str, KindCount], Field(examples=[{"activity": {"items": 1, "versions": 2}}])]
    plan_versions: Annotated[list[int], Field(description="The plan's frozen versions that own items are in.")]
    files: list[ArchivedFile]


class FrozenItem(BaseModel):
    """Which version of an own item is in which frozen version of the plan."""

    n: int
    item: UUID
    version: str


class OwnAcceptance(BaseModel):
    """A frozen version that the actor stands behind."""

    n: int
    on: DayText


class ArchivedVersions(BaseModel):
    """Where own items are in what was agreed on."""

    frozen: list[FrozenItem]
    accepted: list[OwnAcceptance]


class PlanArchive(BaseModel):
    """An actor's own items in a plan, with a manifest; of others there are ids alone."""

    manifest: ArchiveManifest
    items: list[WholeItem]
    versions: ArchivedVersions
