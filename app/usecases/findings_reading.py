"""The worklist and the cards in it: one per person and cause, with what it explains told inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.domain.errors import NotPermitted
from app.domain.findings_work import AT_HAND, STATES, State
from app.domain.gaps.catalogue import RULES
from app.domain.pace import SEVERE
from app.domain.rule_outcomes import outcome
from app.usecases.persons import details_of
from app.usecases.ports import Caller, Vault, Views
from app.usecases.reading import Document, at_work, read_view

TOLD_INSIDE: Final = ("id", "rule", "title", "subject", "owner", "status", "opens", "critical", "closes")


@dataclass(frozen=True, slots=True)
class Which:
    """Which findings are listed: by what the facts say, and by where their cards stand."""

    status: tuple[str, ...]
    state: tuple[State, ...] = STATES
    inhibited: bool = False
    held_back: bool | None = False
    """Those in the worklist (False), those that the actor's pace holds back from it (True), or both (None)."""
    not_held: bool = False
    """Also those whose cards another holds."""


WORKLIST: Final = Which(("critical", "open"), AT_HAND)
AHEAD: Final = Which(("upcoming",), held_back=None)
ON_PERSON: Final = Which(("critical", "open", "upcoming", "closed"), inhibited=True, held_back=None, not_held=True)


def in_state(state: State) -> Which:
    """The findings whose cards stand there."""
    return Which(("critical", "open", "upcoming", "closed"), (state,))


async def read_findings(
    views: Views,
    vault: Vault,
    caller: Caller,
    *,
    which: Which,
    person_id: UUID | None = None,
    mine: bool = False,
    page: int = 1,
    limit: int = 20,
) -> Document:
    """The reader's findings, the most urgent first; `more` when there is another page, and of a worklist with a pace
    what it holds back. NotFound for a person who asks about somebody else."""
    read = await read_view(
        views,
        "findings",
        caller,
        "person",
        status=list(which.status),
        state=list(which.state),
        person_id=person_id,
        mine=mine,
        inhibited=which.inhibited,
        held_back=which.held_back,
        not_held=which.not_held,
        severe=list(SEVERE),
        limit=limit,
        skip=(page - 1) * limit,
    )
    sealed = {UUID(person): bytes.fromhex(details) for person, details in read["details"].items()}
    names = {str(person): details_of(vault, person, box).get("name") for person, box in sealed.items()}
    document = read["document"]
    found = [
        {**_card(f, document["inside"], caller), "person_name": names.get(f["person_id"])} for f in document["findings"]
    ]
    return {"findings": found, **_held_back(document["held_back"]), "more": document["more"]}


async def read_finding(views: Views, vault: Vault, caller: Caller, finding_id: UUID) -> Document:
    """One finding with its history. NotFound when there is none for this reader."""
    read = await read_view(views, "finding", caller, "finding", finding_id=finding_id)
    document, person = read["document"], UUID(read["document"]["person_id"])
    sealed = bytes.fromhex(read["details"]) if read["details"] else None
    return {**_card(document, document["inside"], caller), "person_name": details_of(vault, person, sealed).get("name")}


async def read_pace(views: Views, caller: Caller) -> Document:
    """How fast the worklist of the caller's actor fills. NotFound when it has no pace, NotPermitted for the person."""
    if caller.principal.actor is None:
        raise NotPermitted("only an agency's worklist has a pace")
    document: Document = dict(
        (await read_view(views, "pace", caller, "pace: everything is in the worklist"))["document"]
    )
    return document


async def read_outcomes(views: Views, caller: Caller) -> Document:
    """How each rule has served the caller's actor. NotPermitted for the person."""
    if caller.principal.actor is None:
        raise NotPermitted("only an agency's own cards are counted, and for itself")
    counted = (await read_view(views, "rule-outcomes", caller, "rule"))["document"]["rules"]
    outcomes = ((rule, outcome(counted.get(rule, {}))) for rule in RULES)
    return {"rules": [{"rule": rule, **shown} for rule, shown in outcomes if shown["codes"] or "resolved" in shown]}


def _held_back(held_back: Mapping[str, Any] | None) -> Document:
    if held_back is None:
        return {}
    rules = sorted(held_back["by_rule"].items(), key=lambda one: (-one[1], one[0]))
    titles = {rule: RULES[rule].title_sv if rule in RULES else rule for rule, _ in rules}
    by_rule = [{"rule": rule, "title": titles[rule], "count": count} for rule, count in rules]
    return {"held_back": {**held_back, "by_rule": by_rule}}


def _card(finding: Mapping[str, Any], inside: Sequence[Mapping[str, Any]], caller: Caller) -> Document:
    told = (at_work(other, caller) for other in inside if _explains(finding, other))
    return {**at_work(finding, caller), "explains": [{name: one[name] for name in TOLD_INSIDE} for one in told]}


def _explains(cause: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the other gap is inhibited by this very one: of that rule, about the same plan or need."""
    if cause["one"] != other["one"] or cause["rule"] not in other["inhibited_by"]:
        return False
    rule = RULES.get(other["rule"])
    return rule is not None and any(
        inhibitor.rule == cause["rule"]
        and (inhibitor.same is None or _about(cause, inhibitor.same) == _about(other, inhibitor.same))
        for inhibitor in rule.inhibited_by
    )


def _about(finding: Mapping[str, Any], field: str) -> object:
    return (finding["about"] or {}).get(field)
