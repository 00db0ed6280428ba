"""What became of a gap: for one reader, the findings held so far against the gaps that the facts show now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from uuid import UUID

from app.domain.days import FUTURE, Day
from app.domain.gaps.engine import Gap, state

Status = Literal["upcoming", "open", "critical", "closed", "retracted"]

REOPENS_WITHIN: Final = 30
"""Days: two intervals of one subject closer than this are one gap that reopened (facts.md, section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One interval of a finding; it exists from `opens` until the day before `closes`."""

    opens: Day
    critical: Day | None = None
    closes: Day | None = None
    owner: UUID
    inhibited_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A gap as one reader knows it: the same card through every reopening. `now` is the span that counts today:
    the one that is open, else the next that is foreseen, else the last."""

    id: UUID
    rule: str
    subject: str
    status: Status
    now: Span
    spans: tuple[Span, ...]
    inhibited_by: tuple[str, ...] = ()
    unconfirmed: bool = False
    evidence: tuple[str, ...] = ()
    valid_until: Day | None = None
    returned: Day | None = None
    """The end of a snooze that was told of last."""
    prevented_until: Day | None = None
    """While it is upcoming: the last day on which what prevents it still does."""
    body: UUID | None = None
    """The version of the coordination body by whose agreements it was last worked out; None: by no body's."""
    holder: UUID | None = None
    """Who holds the card in the reader's stead; None: the reader itself, and for the person: nobody that is known."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """A finding to be written, and the events that tell of it. `new` when it was not held before."""

    finding: Finding
    events: tuple[str, ...]
    new: bool


@dataclass(slots=True)
class View:
    """What a reader's facts show today: the gaps, who owns and inhibits them, and how sure that is."""

    gaps: Sequence[Gap]
    owner_of: Callable[[Gap], UUID]
    inhibitors_today: Callable[[Gap], tuple[str, ...]]
    evidence_of: Callable[[Gap], tuple[str, ...]]
    unconfirmed: Callable[[Gap], bool]
    prevented_until: Callable[[Gap], Day]
    valid_until: Day | None = None
    body: UUID | None = None
    """The version of the coordination body by whose agreements the gaps were found."""
    sees: Callable[[str], bool] = lambda _: True
    """Whether the fact with that id is in the view."""
    holder_of: Callable[[Gap], UUID | None] = lambda _: None
    """Who holds the card in the reader's stead."""

    def span(self, gap: Gap) -> Span:
        """The gap as a span."""
        return Span(
            opens=gap.opens,
            critical=gap.critical,
            closes=gap.closes,
            owner=self.owner_of(gap),
            inhibited_by=gap.inhibited_by,
        )

    def inhibitors(self, gap: Gap, status: Status) -> tuple[str, ...]:
        """The rules that explain the gap: today's while it is open, else those of its opening day."""
        return self.inhibitors_today(gap) if status in ("open", "critical") else gap.inhibited_by

    def until(self, gap: Gap, status: Status) -> Day | None:
        """Until when what prevents the gap does so, while it is only foreseen."""
        return self.prevented_until(gap) if status == "upcoming" else None

    def proves(self, finding: Finding) -> bool:
        """Whether all that is said to prove the finding is in the view still: what has been taken away proves nothing,
        and what is hidden now must not be told by its id."""
        return all(map(self.sees, finding.evidence))

    def is_span(self, span: Span, gap: Gap) -> bool:
        """Whether the span says what `span` of the gap would."""
        said = span.opens, span.critical, span.closes, span.inhibited_by, span.owner
        return said == (gap.opens, gap.critical, gap.closes, gap.inhibited_by, self.owner_of(gap))


def reconcile(
    held: Sequence[Finding],
    view: View,
    today: Day,
    lead_of: Callable[[str], int],
    new_id: Callable[[], UUID],
) -> list[Change]:
    """What must change so that the findings say what the gaps say today.

    A finding whose gap never was, as the facts have it now, is retracted, and comes back as itself if the
    gap does. The result does not depend on the order in which the facts arrived.
    """
    if _all_told(held, view, today, lead_of):
        return []
    changes = []
    held_of: dict[tuple[str, str], list[Finding]] = {}
    for finding in held:
        held_of.setdefault((finding.rule, finding.subject), []).append(finding)
    for chain in chains(gap for gap in view.gaps if state(gap, today, lead_of(gap.rule)) is not None):
        first = chain[0]
        match = _take_same(held_of.get((first.rule, first.subject), []), chain)
        change = _change(match, chain, view, today, lead_of(first.rule), new_id)
        if change is not None:
            changes.append(change)
    for finding in held:
        if finding.status != "retracted" and any(finding is one for one in held_of[finding.rule, finding.subject]):
            gone = replace(finding, status="retracted", version=finding.version + 1)
            changes.append(Change(gone, ("finding-retracted",), new=False))
    return changes


def _all_told(held: Sequence[Finding], view: View, today: Day, lead_of: Callable[[str], int]) -> bool:
    """Whether the findings say already, one for one, what the gaps say, as nearly always; no when it is less simple."""
    left = {(one.rule, one.subject, one.spans[0].opens): one for one in held}
    if len(left) < len(held):
        return False
    last: dict[tuple[str, str], list[Gap]] = {}
    runs: list[list[Gap]] = []
    for gap in view.gaps:  # in the order of their days
        if state(gap, today, lead_of(gap.rule)) is not None:
            key = (gap.rule, gap.subject)
            run = last.get(key)
            if run is None or not _near(run[-1].closes, gap.opens):
                last[key] = run = []
                runs.append(run)
            run.append(gap)
    for run in runs:
        first = run[0]
        finding = left.pop((first.rule, first.subject, first.opens), None)
        gap = _counting(run, today)
        status = state(gap, today, lead_of(gap.rule))
        if finding is None or status is None or not _told(finding, run, gap, status, view):
            return False
    return all(finding.status == "retracted" for finding in left.values())


def _told(held: Finding, chain: Sequence[Gap], gap: Gap, status: Status, view: View) -> bool:
    """Whether the finding says all that the chain does, with this interval the one that counts."""
    return (
        held.status == status
        and len(held.spans) == len(chain)
        and all(map(view.is_span, held.spans, chain))
        and held.now.opens == gap.opens
        and held.now in held.spans
        and held.valid_until == view.valid_until
        and held.inhibited_by == view.inhibitors(gap, status)
        and held.unconfirmed == view.unconfirmed(gap)
        and held.prevented_until == view.until(gap, status)
        and held.holder == view.holder_of(gap)
        and view.proves(held)
    )


def chains(gaps: Iterable[Gap]) -> list[list[Gap]]:
    """The gaps of each rule and subject, in runs that are one gap that reopened."""
    runs: list[list[Gap]] = []
    for gap in sorted(gaps, key=lambda gap: (gap.rule, gap.subject, gap.opens)):
        last = runs[-1][-1] if runs else None
        if last and (last.rule, last.subject) == (gap.rule, gap.subject) and _near(last.closes, gap.opens):
            runs[-1].append(gap)
        else:
            runs.append([gap])
    return runs


def _near(closes: Day | None, opens: Day) -> bool:
    return closes is not None and opens - closes < REOPENS_WITHIN


def _take_same(left: list[Finding], chain: Sequence[Gap]) -> Finding | None:
    """Of what was held of the rule and the subject, what is the same gap; it is taken out."""
    same = [place for place, finding in enumerate(left) if _same(finding, chain)]
    if len(same) > 1:  # the live card first, and of several the one that shares most days with the gap
        same.sort(key=lambda place: (left[place].status == "retracted", -_shared(left[place], chain)))
    return left.pop(same[0]) if same else None


def _same(finding: Finding, chain: Sequence[Gap]) -> bool:
    """Whether what was held of a rule and a subject is near enough to a gap of both."""
    return any(
        gap.opens < _end(span.closes) + REOPENS_WITHIN and span.opens < _end(gap.closes) + REOPENS_WITHIN
        for span in finding.spans
        for gap in chain
    )


def _shared(finding: Finding, chain: Sequence[Gap]) -> Day:
    """How many days both have in common; a day apart counts less than one shared."""
    return sum(
        min(_end(span.closes), _end(gap.closes)) - max(span.opens, gap.opens)
        for span in finding.spans
        for gap in chain
        if span.opens < _end(gap.closes) and gap.opens < _end(span.closes)
    )


def _counting(chain: Sequence[Gap], today: Day) -> Gap:
    """The interval that counts today."""
    if len(chain) == 1:
        return chain[0]
    begun = [gap for gap in chain if gap.opens <= today and today < _end(gap.closes)]
    ahead = [gap for gap in chain if today < gap.opens]
    return begun[0] if begun else ahead[0] if ahead else chain[-1]


def _end(closes: Day | None) -> Day:
    return FUTURE if closes is None else closes


def _change(
    held: Finding | None, chain: Sequence[Gap], view: View, today: Day, lead: int, new_id: Callable[[], UUID]
) -> Change | None:
    gap = _counting(chain, today)
    status = state(gap, today, lead)
    assert status is not None, "chains are made of gaps that have a state today"  # noqa: S101 - an invariant
    if held is not None and _told(held, chain, gap, status, view):
        return None
    said: dict[str, Any] = {
        "status": status,
        "now": view.span(gap),
        "spans": tuple(view.span(each) for each in chain),
        "inhibited_by": view.inhibitors(gap, status),
        "unconfirmed": view.unconfirmed(gap),
        "valid_until": view.valid_until,
        "prevented_until": view.until(gap, status),
        "holder": view.holder_of(gap),
    }
    if held is None:
        new = Finding(
            id=new_id(), rule=gap.rule, subject=gap.subject, evidence=view.evidence_of(gap), body=view.body, **said
        )
        return Change(new, _first_events(status), new=True)
    # When the reader's sight has changed, other facts may prove the same gap.
    sight = held.valid_until == view.valid_until and view.proves(held)
    stands = sight and held.now == said["now"] and held.status != "retracted"
    evidence = held.evidence if stands else view.evidence_of(gap)
    finding = replace(held, evidence=evidence, body=view.body, version=held.version + 1, **said)
    return Change(finding, _events(held, finding), new=False)


def _first_events(now: str) -> tuple[str, ...]:
    return {
        "upcoming": ("finding-upcoming",),
        "open": ("finding-opened",),
        "critical": ("finding-opened", "finding-critical"),
        "closed": ("finding-opened", "finding-closed"),
    }[now]


def _events(held: Finding, finding: Finding) -> tuple[str, ...]:
    if held.status == finding.status:
        return ("finding-changed",) if (held.spans, held.holder) != (finding.spans, finding.holder) else ()
    # A gap that was foreseen to come back has been upcoming meanwhile.
    before = any(span.closes is not None and span.closes <= finding.now.opens for span in finding.spans)
    again = held.status in ("closed", "retracted") or (held.status == "upcoming" and before)
    opened = "finding-reopened" if again else "finding-opened"
    match finding.status:
        case "upcoming":
            closed = ("finding-closed",) if held.status in ("open", "critical") else ()
            return (*closed, "finding-upcoming")
        case "open":
            return (opened,) if held.status != "critical" else ("finding-changed",)
        case "critical":
            return ("finding-critical",) if held.status == "open" else (opened, "finding-critical")
        case _:
            return ("finding-closed",)
