"""Who holds the cards of the gaps in one view, for each of those who see it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final, Protocol
from uuid import UUID

from app.domain.actors import MUNICIPALITY_FUNCTION
from app.domain.days import Day
from app.domain.disclosure import Sight
from app.domain.facts import MainResponsible, Plan
from app.domain.findings import Finding
from app.domain.findings_work import Act, counting
from app.domain.gaps.engine import Gap
from app.domain.gaps.owners import main_of
from app.domain.holders import Counted, Shared, known
from app.domain.horizon import SeenFact
from app.domain.timeline import Timeline, holds_on

WRONG_RECIPIENT: Final = "wrong-recipient"
Declined = Mapping[tuple[str, str], Collection[UUID]]
"""Who has said that a card is for somebody else, by rule and subject."""


class View(Protocol):
    """What some readers see alike."""

    @property
    def visible(self) -> Sequence[SeenFact]: ...
    @property
    def sight_of(self) -> Mapping[str, Sight]: ...
    @property
    def timeline(self) -> Timeline: ...


class Holders:
    """The holders in one view. `counted` says by the id of a rule what may count for its gaps and for those that
    explain them; `owner_among` names the actor that owns a gap where it names a function, as whoever sees nothing but
    those facts would."""

    def __init__(
        self,
        view: View,
        today: Day,
        counted: Mapping[str, Counted],
        owner_among: Callable[[str, Sequence[SeenFact]], UUID],
        declined: Declined,
    ) -> None:
        self._view, self._today, self._counted, self._owner_among = view, today, counted, owner_among
        self._declined = declined
        self._shared = Shared(view.visible, today)
        self._able: dict[tuple[str, UUID | None], Collection[UUID]] = {}
        self._found: dict[tuple[UUID | None, str, str, str], UUID | None] = {}

    def of(self, gap: Gap, reader: UUID | None) -> UUID | None:
        """Who holds it in the reader's stead; of all, when it is the person who reads (None)."""
        able = self._able_for(gap)
        if not able:
            return None
        key = (reader, gap.rule, gap.subject, gap.owner)
        if key not in self._found:
            declined = self._declined.get((gap.rule, gap.subject), ())
            self._found[key] = self._shared.holder(reader, able, self._order(gap), declined)
        return self._found[key]

    def counting(self, gap: Gap) -> list[SeenFact]:
        """What the view has of all that the gap turns on, and what would tell it inside another's card."""
        return [*self._shared.counting(self._counted[gap.rule], self._plan_id(gap))]

    def _able_for(self, gap: Gap) -> Collection[UUID]:
        key = (gap.rule, self._plan_id(gap))
        able = self._able.get(key)
        if able is None:
            able = self._able[key] = self._shared.able(self._shared.counting(self._counted[gap.rule], key[1]))
        return able

    def _plan_id(self, gap: Gap) -> UUID | None:
        """The plan that the gap is in."""
        sight = self._sight(gap)
        return sight.plan_id if sight else None

    def _sight(self, gap: Gap) -> Sight | None:
        return self._view.sight_of.get(gap.subject)

    def _order(self, gap: Gap) -> Iterator[UUID]:
        """The owner, who leads the plan, whose plan it is, whose the subject is, and the municipality."""
        counting = self.counting(gap)
        yield self._owner_among(gap.owner, counting)
        sight = self._sight(gap)
        plan = self._plan(sight)
        for actor in (main_of(self._view.timeline, plan, self._today), plan.actor) if plan else ():
            if found := known(actor):
                yield found
        if sight is not None:
            yield sight.owner
        yield self._owner_among(MUNICIPALITY_FUNCTION, counting)

    def _plan(self, sight: Sight | None) -> Plan | None:
        """The plan that the gap is in, else the one begun first of those open today."""
        if sight is not None and sight.plan_id is not None:
            return self._view.timeline.plan(str(sight.plan_id))
        open_now = [plan for plan in self._view.timeline.of(Plan) if holds_on(plan, self._today)]
        return min(open_now, key=lambda plan: (plan.start, plan.id), default=None)


def declined_in(findings: Mapping[UUID, Sequence[Finding]], acts: Mapping[UUID, Sequence[Act]]) -> Declined:
    """Who of these readers has said of which card, as it stands, that it is for somebody else."""
    said: dict[tuple[str, str], set[UUID]] = {}
    for reader, held in findings.items() if acts else ():
        for finding in held:
            if any(act.code == WRONG_RECIPIENT for act in counting(finding, acts.get(finding.id, ()))[-1:]):
                said.setdefault((finding.rule, finding.subject), set()).add(reader)
    return said


def next_turn(timeline: Timeline, today: Day) -> Day | None:
    """The next day on which somebody else leads a plan, or a plan begins or has ended."""
    periods: Sequence[Plan | MainResponsible] = [*timeline.of(Plan), *timeline.of(MainResponsible)]
    edges = [edge for fact in periods for edge in (fact.start, None if fact.end is None else fact.end + 1)]
    return min([edge for edge in edges if edge is not None and edge > today], default=None)
