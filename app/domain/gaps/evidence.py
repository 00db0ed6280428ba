"""Which facts made a gap: enough of them to make it on their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.facts import Fact, Pause, Person, Status
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.gaps.engine import Gap, evaluate
from app.domain.gaps.rule import Rule
from app.domain.gaps.terms import own_date
from app.domain.timeline import Timeline


def evidence(timeline: Timeline, gap: Gap, rules: Sequence[Rule] = CATALOGUE) -> tuple[str, ...]:
    """The ids of the facts that made the gap: they alone make it.

    Those without any one of which it would be another gap, or none, are nearly always all of them. Where facts say
    the same (a denial, and an assessment that says what it said) none of these is missed by itself: of such the
    earliest are told as well, of one day those with the smallest id, and no more of them than it takes.
    """
    (rule,) = (rule for rule in rules if rule.id == gap.rule)
    bare = replace(gap, inhibited_by=())

    def makes(life: Timeline) -> bool:
        return bare in evaluate(life, (rule,))

    read = [fact for fact in timeline.facts if _may_be_read(fact, rule)]
    proof = [fact for fact in read if not makes(timeline.without(fact))]
    if len(proof) < len(read) and not makes(timeline.only([timeline.person, *proof])):
        life = timeline.only([timeline.person, *read])
        spare = [fact for fact in read if fact not in proof]
        for fact in sorted(spare, key=lambda fact: (own_date(fact), fact.id), reverse=True):
            if makes(fewer := life.without(fact)):
                life = fewer
        proof = [fact for fact in life.facts if not isinstance(fact, Person)]
    return tuple(fact.id for fact in proof)


def _may_be_read(fact: Fact, rule: Rule) -> bool:
    return isinstance(fact, (*rule.reads, Pause, Status)) and not isinstance(fact, Person)
