"""How far a reader sees: whether an absence may only seem so, judged by what it sees and never by what it does not.

A party is covered for a category when consents that the reader sees open that party's items of the category to
it. A consent that an agency recorded counts only for parties (and a recorder) of whom the reader sees something
in a plan, since it opens nothing of others (decision 0008).
"""

from collections.abc import Sequence, Set
from typing import Final
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day
from app.domain.disclosure import Sight
from app.domain.facts import CATEGORIES, FRAME, Consent, Fact, Participant, Plan
from app.domain.facts.codes import DECISION_CATEGORY, STATUS_CATEGORY
from app.domain.gaps.rule import Rule

OF_A_NEED: Final = frozenset({"need", "ownership", "activity", "referral", "queue"})
"""Kinds that take the category of their need, and may be of any category when they have none."""

HEALTH: Final = frozenset({"assessment"})


SeenFact = tuple[Sight, Fact]
"""What decides who may see a fact, and the fact."""


class Horizon:
    """One reader's view of one person on a day."""

    def __init__(self, visible: Sequence[SeenFact], reader: UUID, today: Day) -> None:
        self._by_id = {fact.id: fact for _, fact in visible}
        self._has_plan = any(isinstance(fact, Plan) for _, fact in visible)
        in_plans = {sight.owner for sight, _ in visible if sight.plan_id is not None}
        parties = {UUID(fact.actor) for _, fact in visible if isinstance(fact, Participant) and fact.actor}
        self._opened: dict[UUID, set[str]] = {party: set() for party in parties - {reader}}
        for sight, consent in visible:
            if not isinstance(consent, Consent) or not in_force(consent, today) or str(reader) not in consent.actors:
                continue
            own = sight.owner == THE_PERSON
            for party, opened in self._opened.items():
                if str(party) in consent.actors and (own or {party, sight.owner} <= in_plans):
                    opened.update(consent.categories, [FRAME])

    def leaves_open(self, rule: Rule, subject: str) -> bool:
        """Whether a gap of the rule may be filled by something that the reader does not see."""
        return self.may_hide(self._categories(rule, subject))

    def may_hide(self, categories: Set[str]) -> bool:
        """Whether some party may have something in one of these categories that the reader does not see."""
        return not self._has_plan or any(not categories <= opened for opened in self._opened.values())

    def _categories(self, rule: Rule, subject: str) -> set[str]:
        """The categories that what the rule reads may belong to."""
        kinds = {kind.kind for kind in rule.reads}
        wanted = {FRAME}
        if kinds & OF_A_NEED:
            anchor = self._by_id.get(subject)
            need = self._by_id.get(getattr(anchor, "need", None) or subject)
            known = need.category if need is not None and need.kind == "need" else None
            wanted |= {known} if known else set(CATEGORIES)
        if kinds & HEALTH:
            wanted.add("health")
        if "decision" in kinds:
            wanted |= set(DECISION_CATEGORY.values())
        if "status" in kinds:
            wanted |= {STATUS_CATEGORY[code] for code in rule.statuses}
        return wanted


def in_force(consent: Consent, today: Day) -> bool:
    """Whether the day is one of the consent's; the day of withdrawal is not."""
    ended = consent.end is not None and consent.end < today
    withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= today
    return consent.start <= today and not ended and not withdrawn
