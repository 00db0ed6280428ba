"""What is answered, as models for the contract alone: nothing is validated or written through them at run time."""

from typing import Annotated, Any, Final, Literal, Union
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.api.fact_models import item_model
from app.api.finding_models import DayText, FindingView, Prevention
from app.api.problems import Problem
from app.api.thread_models import WaitingThread
from app.domain.facts import ITEM_KINDS

Function = Annotated[str, Field(description="A code of the code list function.", examples=["social-services"])]


class ItemView(BaseModel):
    """What every item says beside its own fields; a field that is not there is not known or not for this reader."""

    result: Annotated[
        Literal["created", "changed", "unchanged", "superseded"] | None,
        Field(description="What became of the report, in the answer to one."),
    ] = None
    id: UUID
    title: Annotated[str | None, Field(examples=["Arbetsträning i butik"])] = None
    person_id: UUID | None = None
    plan_id: UUID | None = None
    owner: Annotated[UUID, Field(description="The actor whose item it is.")]
    category: Annotated[str, Field(description="Which consents cover it; `plan` is part of every consent.")]
    disclosure: Literal["own", "parties"]
    tentative: Annotated[bool | None, Field(description="True until it is agreed.")] = None
    reason: Annotated[str | None, Field(description="Why it ended.")] = None
    version: Annotated[str, Field(description="What stands in the ETag.", examples=["7.0"])]
    state: Annotated[
        str,
        Field(
            description="Where it stands in its life: of the code list activity-state for an activity, and so on "
            "(meeting-outcome for a meeting); of item-state for the kinds that have none of their own.",
            examples=["ongoing"],
        ),
    ]
    possible: Annotated[list[str], Field(description="What can be done next, by whoever may.")]


ITEM_VIEWS: Final[dict[str, Any]] = {kind: item_model(kind, ItemView) for kind in ITEM_KINDS}
AnyItem: Any = Annotated[Union[tuple(ITEM_VIEWS.values())], Field(discriminator="kind")]  # noqa: UP007 - made of a list


class ActorView(BaseModel):
    """An organisation unit that takes part."""

    id: UUID
    name: Annotated[str, Field(examples=["Eksjö, socialtjänsten"])]
    function: Function
    level: Annotated[str, Field(examples=["municipality"])]
    organisation_number: str | None = None
    hsa_id: str | None = None
    municipality_code: str | None = None
    county_code: str | None = None
    phone: Annotated[str | None, Field(description="To call it.", examples=["08-465 004 00"])] = None
    mine: Annotated[bool | None, Field(description="Whether the caller speaks for it.")] = None


class ActorList(BaseModel):
    """A page of actors."""

    actors: list[ActorView]
    more: bool


class PlanView(BaseModel):
    """A plan with everything in it that this reader may see."""

    id: UUID
    person_id: UUID
    items: list[AnyItem]
    waiting: Annotated[list[WaitingThread], Field(description="Threads of messages that wait for somebody.")]
    actors: list[ActorView]


class ReaderView(BaseModel):
    """Whose view it is: an actor, or the person."""

    id: UUID
    name: str | None = None


class TimelineView(BaseModel):
    """A person's timeline as one reader sees it on one day."""

    person: UUID
    name: str | None
    today: DayText
    reader: ReaderView
    items: list[AnyItem]
    actors: list[ActorView]
    findings: list[FindingView]


class PersonView(BaseModel):
    """Who the person is, and how to reach the person."""

    id: UUID
    birth_date: DayText
    deceased_on: DayText | None = None
    protection: Literal["none", "marked", "protected-registration", "new-identity"]
    name: str | None = None
    contact: str | None = None
    language: str | None = None
    interpreter: bool | None = None
    version: int
    records: Annotated[
        list[UUID] | None, Field(description="The records that are this person's for you, where there is another.")
    ] = None


class PersonFound(BaseModel):
    """The id under which the person is known here."""

    person_id: UUID


class PersonVersion(BaseModel):
    """The version that the person's details have now."""

    version: int


class LogEntry(BaseModel):
    """One reading or change: when, by which actor, of which items and on which ground."""

    at: Annotated[str, Field(json_schema_extra={"format": "date-time", "examples": ["2026-11-21T09:30:00+01:00"]})]
    actor: UUID | None
    action: Annotated[str, Field(examples=["read-plan"])]
    outcome: Literal["done", "read", "refused"]
    items: list[dict[str, str]]
    by: Annotated[
        Literal["caseworker", "system", "link", "person", "proxy", "unknown"], Field(description="Of log-by.")
    ]
    in_your_name: Annotated[bool, Field(description="Whether an actor did it in the person's name.")]
    words: Annotated[str, Field(description="The same as a Swedish sentence.")]


class AccessLog(BaseModel):
    """A page of the log about one person, the newest first."""

    entries: list[LogEntry]
    more: bool
    actors: list[ActorView]


class ProblemView(BaseModel):
    """What is wrong with one item of a batch, as a problem (RFC 9457)."""

    model_config = ConfigDict(title=Problem.__name__)
    type: Annotated[str, Field(examples=["urn:sip:problem:invalid-request"])]
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] | None = None


class FactResult(BaseModel):
    """What became of one fact: the result and the item, or the problem. `id` is the key that was given."""

    id: Annotated[str | None, Field(examples=["case-4711"])] = None
    result: Literal["created", "changed", "unchanged", "superseded"] | None = None
    item: AnyItem | None = None
    problem: ProblemView | None = None


class BatchResult(BaseModel):
    """One result per fact, in the order in which they were sent."""

    results: list[FactResult]


class ApiInfo(BaseModel):
    """What this API is."""

    api_name: str
    api_version: str
    api_released: DayText
    api_documentation: str
    api_status: str


class Health(BaseModel):
    """How the process feels."""

    status: str


class Threshold(BaseModel):
    """A number that a rule compares with, and where it comes from."""

    value: int
    unit: str
    source: str


class RuleView(BaseModel):
    """A rule: what it finds, why, and on which grounds."""

    id: str
    title: str
    title_en: str
    explanation: str
    severity: str
    lead: Annotated[int, Field(description="Days ahead that it is shown as upcoming.")]
    critical_after: Annotated[int | None, Field(description="Days until it is critical.")]
    reads: list[str]
    sources: list[dict[str, str]]
    thresholds: dict[str, Threshold]


class Rules(BaseModel):
    """Every rule."""

    rules: list[RuleView]


class Code(BaseModel):
    """A code with its words."""

    code: str
    sv: str
    en: str


class CodeLists(BaseModel):
    """The code lists by name, each in life-cycle order."""

    code_lists: dict[str, list[Code]]


class ThresholdAtWork(BaseModel):
    """A number that a rule compared with, and which days it counted."""

    name: Annotated[str, Field(examples=["answer_within"])]
    label: Annotated[str, Field(description="What it is, in Swedish.")]
    value: int
    unit: Annotated[str, Field(examples=["days"])]
    source: Annotated[str, Field(description="Who decided it: law, agreement, agency or default.")]
    edge: Annotated[
        Literal["opens", "closes"] | None, Field(description="Which day it decided; null when it decided none here.")
    ]
    counted_from: Annotated[DayText | None, Field(description="From which day, or back from which later day.")]
    told: Annotated[str, Field(description="The same as a Swedish sentence.")]


class Explanation(BaseModel):
    """Why a finding is there, by what this reader may see."""

    id: UUID
    person_id: UUID
    rule: Annotated[str, Field(examples=["referral-unanswered"])]
    title: Annotated[str, Field(examples=["Överlämning utan svar"])]
    subject: Annotated[str, Field(description="The id of what it is about, or `person`.")]
    owner: Annotated[UUID, Field(description="The actor that it is up to.")]
    status: Literal["upcoming", "open", "critical", "closed"]
    opens: DayText
    critical: DayText | None
    closes: DayText | None
    days: Annotated[list[str], Field(description="When it opens, becomes critical and closes, a sentence each.")]
    explanation: Annotated[str | None, Field(description="What it means and what to do; absent of a rule gone.")] = None
    edition: Annotated[str | None, Field(description="The edition of the rules by which it was worked out.")] = None
    remedy: Annotated[str | None, Field(description="What closes it.")] = None
    prevent: Annotated[Prevention | None, Field(description="What prevents it; only while it is upcoming.")] = None
    severity: Literal["low", "medium", "high", "critical"] | None = None
    sources: Annotated[list[dict[str, str]] | None, Field(description="The grounds of the rule.")] = None
    thresholds: list[ThresholdAtWork] | None = None
    closed_by: Annotated[list[str], Field(description="The ids of the items that close it on the day that is known.")]
    unconfirmed: Annotated[bool, Field(description="Whether something that this reader cannot see may refute it.")]
    not_seen: Annotated[str, Field(description="What it rests on, in words that hint at nothing else.")]
    items: Annotated[list[AnyItem], Field(description="The evidence, as this reader sees it, and the person.")]
    actors: list[ActorView]
