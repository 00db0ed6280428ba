"""Which silences concern a reader: gaps of the escalated rules in its own view, where it is awaited or leads."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from app.domain.days import Day
from app.domain.escalation import ESCALATED, OF_THE_OWNER, Silence
from app.domain.gaps.engine import Gap
from app.domain.gaps.owners import main_of
from app.domain.horizon import SeenFact
from app.domain.timeline import Timeline


def silences_for(
    reader: UUID,
    visible: Sequence[SeenFact],
    timeline: Timeline,
    gaps: Iterable[Gap],
    owner_of: Callable[[Gap], UUID],
    today: Day,
) -> list[Silence]:
    """Those that are open today and of which the reader is told: as whoever is awaited, as the main responsible of
    the plan that the question is part of, or as both."""
    found = []
    for gap in gaps:
        if gap.rule not in ESCALATED or not gap.opens <= today or (gap.closes is not None and gap.closes <= today):
            continue
        owner = owner_of(gap)
        steps = OF_THE_OWNER if owner == reader else frozenset()
        if _leads(reader, visible, timeline, gap.subject, today):
            steps |= {"main-responsible"}
        if steps:
            found.append(Silence(gap.rule, gap.subject, owner, gap.opens, steps))
    return found


def _leads(reader: UUID, visible: Sequence[SeenFact], timeline: Timeline, subject: str, today: Day) -> bool:
    plan_id = next((fact.sight.plan_id for fact in visible if fact.content.id == subject), None)
    plan = timeline.plan(str(plan_id)) if plan_id else None
    return plan is not None and main_of(timeline, plan, today) == str(reader)
