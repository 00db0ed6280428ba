"""What is answered about findings and the work with them, as models for the contract alone."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.api import examples
from app.domain.findings_work import State

DayText = Annotated[str, Field(json_schema_extra={"format": "date", "examples": [examples.DAY]})]


class Span(BaseModel):
    """One interval of days on which the gap exists; `closes` is the first day on which it no longer does."""

    opens: DayText
    critical: DayText | None
    closes: DayText | None
    owner: UUID
    inhibited_by: list[str]


class WorkView(BaseModel):
    """What was last done with a card since its gap opened."""

    state: Annotated[Literal["acknowledged", "snoozed", "resolved", "dismissed"], Field(examples=["snoozed"])]
    on: DayText
    code: Annotated[str | None, Field(description="A code of the code list resolution.", examples=["fixed"])] = None
    reason: str | None = None
    until: Annotated[DayText | None, Field(description="The day on which it comes back.")] = None
    routed_to: Annotated[UUID | None, Field(description="The actor that it is for, in this reader's view.")] = None


class WorkedView(WorkView):
    """One act in a card's history, by whom and when."""

    at: Annotated[str, Field(json_schema_extra={"format": "date-time", "examples": ["2026-11-21T09:30:00+01:00"]})]
    user: Annotated[str, Field(description="An opaque reference to who did it.")]


class Prevention(BaseModel):
    """What keeps a gap that is foreseen from opening."""

    by: Annotated[DayText, Field(description="The last day on which it still helps.")]
    what: Annotated[
        str,
        Field(
            description="What has to happen by then, as a Swedish sentence.",
            examples=["Glappet öppnas inte om detta sker senast 14 mars 2027: kursen börjar."],
        ),
    ]


class ExplainedView(BaseModel):
    """A gap that another one explains: it is told in that one's card and has none of its own."""

    id: UUID
    rule: str
    title: str
    subject: str
    owner: UUID
    status: Literal["upcoming", "open", "critical"]
    opens: DayText
    critical: DayText | None
    closes: DayText | None


class FindingView(BaseModel):
    """A gap as it was found for this reader, on the facts that this reader may see."""

    id: UUID
    person_id: UUID
    person_name: str | None = None
    rule: Annotated[str, Field(examples=["referral-unanswered"])]
    title: Annotated[str, Field(examples=["Överlämning utan svar"])]
    subject: Annotated[str, Field(description="The id of what it is about, or `person`.")]
    plan_id: Annotated[UUID | None, Field(description="The plan that its subject is in, where it is in one.")] = None
    owner: Annotated[UUID, Field(description="The actor that it is up to.")]
    holder: Annotated[
        UUID | None,
        Field(
            description="The actor that holds the card: one of those of whom this reader knows that they see what the "
            "gap turns on, else the reader's own. Only the holder has it in its worklist. Null when a person reads "
            "what nobody is known to hold."
        ),
    ]
    turn: Annotated[
        str | None,
        Field(
            description="Whom to turn to, in Swedish; left out when it is up to the reader's own actor.",
            examples=["Kontakta Arbetsförmedlingen Eksjö"],
        ),
    ] = None
    status: Annotated[Literal["upcoming", "open", "critical", "closed"], Field(description="What the facts say.")]
    state: Annotated[State, Field(description="Where its card stands at work.")]
    possible: Annotated[list[str], Field(description="What can be done with it now: acknowledgement, snooze …")]
    work: Annotated[WorkView | None, Field(description="What was last done with it.")] = None
    opens: DayText
    critical: DayText | None
    closes: DayText | None
    prevent: Annotated[
        Prevention | None, Field(description="What keeps it from opening; only while it is upcoming.")
    ] = None
    spans: list[Span]
    explains: Annotated[list[ExplainedView] | None, Field(description="The gaps that this one explains.")] = None
    inhibited_by: Annotated[list[str], Field(description="The rules whose findings explain this one.")]
    unconfirmed: Annotated[bool, Field(description="Whether something that this reader cannot see may refute it.")]
    evidence: Annotated[list[str], Field(description="The ids of the facts that prove it.")]
    origin: Annotated[
        Literal["facts", "rule-change"],
        Field(description="Why it last changed; what changed rules or terms alone have made is told to nobody."),
    ]
    version: Annotated[str, Field(description="What stands in the ETag of the finding.", examples=["2.1"])]


class FindingWithHistory(FindingView):
    """A finding, and everything that has been done with it, the first act first."""

    history: list[WorkedView]


class HeldBackByRule(BaseModel):
    """How many cards of one rule wait."""

    rule: Annotated[str, Field(examples=["referral-unanswered"])]
    title: Annotated[str, Field(examples=["Överlämning utan svar"])]
    count: int


class Week(BaseModel):
    """The actor's budget of new cards in the week at hand (ISO 8601), and how much of it is used."""

    budget: Annotated[int, Field(description="New cards a week.", examples=[40])]
    let_in_this_week: Annotated[int, Field(description="Those never held back, and those taken in, count too.")]
    next_week_on: Annotated[DayText, Field(description="The Monday on which there is room for more.")]


class HeldBack(Week):
    """Of the very list that was asked for: the cards that the actor's pace holds back."""

    count: Annotated[int, Field(description="How many there are.", examples=[212])]
    critical: Annotated[int, Field(description="Of them, critical since before the actor began; the next to come.")]
    by_rule: Annotated[list[HeldBackByRule], Field(description="The same by rule, the greatest first.")]


class PaceView(Week):
    """How fast the worklist of the caller's actor fills."""

    start_on: Annotated[DayText, Field(description="What opened before this day is the backlog.")]
    cards_per_caseworker: Annotated[int, Field(description="New cards a week.", examples=[8])]
    caseworkers: Annotated[int, Field(examples=[5])]


class FindingList(BaseModel):
    """A page of findings, the most urgent first."""

    findings: list[FindingView]
    held_back: Annotated[HeldBack | None, Field(description="What waits; only where the actor has a pace.")] = None
    more: bool


class RuleOutcome(BaseModel):
    """How one rule has served the caller's own actor. What could point somebody out (1 to 4) is left out."""

    rule: Annotated[str, Field(examples=["referral-unanswered"])]
    resolved: Annotated[int | None, Field(description="How many cards were resolved, from 5 up.")] = None
    right: Annotated[int | None, Field(description="Of them, those where the gap was real.")] = None
    wrong: Annotated[
        int | None, Field(description="Of them, those that were not-relevant or rested on a wrong fact.")
    ] = None
    precision: Annotated[int | None, Field(description="Per cent right.", examples=[82])] = None
    codes: Annotated[dict[str, int], Field(description="Resolutions by code.")]


class RuleOutcomes(BaseModel):
    """Every rule of which a card has been resolved often enough to be counted."""

    rules: list[RuleOutcome]
