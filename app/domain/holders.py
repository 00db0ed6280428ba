"""Who holds the card of a gap: of those who, by what a reader knows, see all that counts for it, the first.

What another's view has is not the reader's to know, and is never asked. A card goes to another only where consents that
the reader sees open to that one everything that the reader sees of what counts: then that one has the gap too, or knows
of something by which it is none. In any other case the reader has the card itself (decision 0038).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from app.domain.actors import THE_PERSON, number_of
from app.domain.days import Day
from app.domain.disclosure import Sight
from app.domain.facts import (
    FRAME,
    Activity,
    Call,
    Consent,
    Fact,
    FollowUp,
    Handler,
    MainResponsible,
    Need,
    Ownership,
    Participant,
    Pause,
    Person,
    Plan,
    Queue,
    Referral,
    Status,
)
from app.domain.gaps.rule import Each, Rule
from app.domain.horizon import SeenFact, in_force

FOR_EVERY_RULE: Final[frozenset[type[Fact]]] = frozenset({Plan, MainResponsible, Pause})
"""What counts for every gap: the days on which nobody lives that life, and by whom the holder is chosen."""
OF_A_PLAN: Final[frozenset[type[Fact]]] = frozenset(
    {Plan, MainResponsible, Need, Ownership, Activity, Queue, FollowUp, Call, Referral, Handler}
)
"""What a rule reads of one plan alone, when it is about one of these and reads nothing else but statuses."""
ABROAD: Final = "abroad"


def turns_on_one_plan(rule: Rule) -> bool:
    """Whether what is in other plans than the gap's own makes no difference to a gap of the rule."""
    about = {rule.subject.kind} if isinstance(rule.subject, Each) else {Person}
    return about <= OF_A_PLAN and {*rule.reads} <= OF_A_PLAN | {Status, Person, Pause}


def known(actor: str | None) -> UUID | None:
    """The actor that a fact names; None where it names a function, or what is no actor's number."""
    try:
        return number_of(actor) if actor else None
    except ValueError:
        return None


class Counted(NamedTuple):
    """What may count for a gap of some rules: facts of these kinds, of statuses those with these codes; `of_one_plan`
    when what is in other plans than the gap's own makes no difference."""

    kinds: frozenset[type[Fact]]
    codes: frozenset[str]
    of_one_plan: bool


@lru_cache(maxsize=256)  # the rules are the same for batch after batch
def counted_by(*rules: Rule) -> Counted:
    """What those rules read, and what counts for every rule, but not who the person is: all who see any of it know."""
    kinds = {kind for rule in rules for kind in rule.reads} | FOR_EVERY_RULE | {Status}
    codes = {code for rule in rules for code in rule.statuses} | {ABROAD}
    return Counted(frozenset(kinds - {Person}), frozenset(codes), all(map(turns_on_one_plan, rules)))


class Shared:
    """What one view tells of what others see of it. It rests on nothing else, and is the same for all who see alike."""

    def __init__(self, visible: Sequence[SeenFact], today: Day) -> None:
        self._visible = visible
        self._consents = [
            (sight.owner, content)
            for sight, content in visible
            if type(content) is Consent and in_force(content, today)
        ]
        self._seers: dict[int, Set[UUID]] = {}
        if self._consents:
            self._take_part()

    def _take_part(self) -> None:
        """Whom the consents name, who is invited to which plan, and who has disclosed something in it."""
        self._plans: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self._joined: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self._consenting = frozenset(
            found for _, one in self._consents for actor in one.actors if (found := known(actor))
        )
        owners = {content.id: sight.owner for sight, content in self._visible if isinstance(content, Plan)}
        for sight, content in self._visible:
            if sight.plan_id is None:
                continue
            invited = isinstance(content, Participant) and owners.get(str(sight.plan_id)) == sight.owner
            if invited and (actor := known(content.actor)):
                self._plans[actor].add(sight.plan_id)
            if sight.disclosed:
                self._joined[sight.plan_id].add(sight.owner)

    def counting(self, counted: Counted, plan_id: UUID | None) -> Iterator[SeenFact]:
        """What the view has of all that may count for a gap, in that plan if it is in one."""
        kinds, codes, of_one_plan = counted
        apart = plan_id is not None and of_one_plan
        for fact in self._visible:
            sight, content = fact
            kind = type(content)
            if (
                kind in kinds
                and (not isinstance(content, Status) or content.code in codes)
                and not (apart and kind in OF_A_PLAN and sight.plan_id not in (None, plan_id))
            ):
                yield fact

    def able(self, counting: Iterable[SeenFact]) -> Set[UUID]:
        """Who sees all of that, by what the view tells: nearly always nobody, which is found out after a few."""
        able: Set[UUID] | None = None
        last = None
        for sight, _ in counting:
            if sight is not last:
                last = sight
                seers = self._seers.get(id(sight))
                if seers is None:
                    seers = self._seers[id(sight)] = self._seers_of(sight)
                able = seers if able is None else able & seers
                if not able:
                    break
        return able or frozenset()

    def holder(
        self, reader: UUID | None, able: Collection[UUID], order: Iterable[UUID], declined: Collection[UUID] = ()
    ) -> UUID | None:
        """Who of those that are `able` holds the card in the reader's stead, or of all when it is the person who reads
        (None); None: the reader itself, or nobody that is known.

        `order` says who comes first, and after those comes everybody by number; whoever has `declined` comes last.
        A card only ever goes to somebody earlier in an order that does not depend on who reads: so never in a ring.
        It is asked for only when there is somebody to choose from.
        """
        others = [actor for actor in able if actor not in (reader, THE_PERSON) and actor not in declined]
        if not others or (reader is None and len(others) == 1):
            return others[0] if others else None
        in_order = list(order)
        places: Mapping[UUID, int] = {actor: n for n, actor in reversed(list(enumerate(in_order)))}

        def place(actor: UUID) -> tuple[bool, int, UUID]:
            return actor in declined, places.get(actor, len(in_order)), actor

        first = min(others, key=place)
        return first if reader is None or place(first) < place(reader) else None

    def opens(self, sight: Sight, actor: UUID) -> bool:
        """Whether the actor sees what has that sight, by its own right or by a consent that is in the view.

        It says no more than `disclosure.basis` over all the grants does, and the same of what the consents give."""
        if sight.owner == actor or actor in sight.named:
            return True
        if not sight.disclosed or sight.kind == Consent.kind:
            return False
        return any(self._by(recorder, consent, sight, actor) for recorder, consent in self._consents)

    def _by(self, recorder: UUID, consent: Consent, sight: Sight, actor: UUID) -> bool:
        both = str(actor) in consent.actors and (sight.owner == THE_PERSON or str(sight.owner) in consent.actors)
        if not both or not (sight.category == FRAME or sight.category in consent.categories):
            return False
        plans = self._plans[actor] if sight.plan_id is None else self._plans[actor] & {sight.plan_id}
        return any(recorder == THE_PERSON or {recorder, sight.owner} <= self._joined[plan] for plan in plans)

    def _seers_of(self, sight: Sight) -> Set[UUID]:
        """Who sees what has that sight: nobody but its owner and those it names, as long as nobody consents."""
        known = {sight.owner, *sight.named}
        if self._consents:
            known |= {actor for actor in self._consenting if self.opens(sight, actor)}
        return known
