"""What a shared plan has to say, requirement by requirement, each with its provision, and whether a plan says it.

The four are those of the SIP provision: which activities are needed, which of them each principal (huvudman: a
municipality or a region) answers for, what others do, and which principal answers for the whole. A plan is judged
by what one reader sees of it. More items can only make more of it so; an absence may therefore only seem so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from app.domain.actors import Actor
from app.domain.days import Day
from app.domain.facts import (
    CATEGORIES,
    FRAME,
    Activity,
    Consent,
    Fact,
    FollowUp,
    Handler,
    MainResponsible,
    Need,
    Participant,
)
from app.domain.gaps.sources import Source
from app.domain.timeline import consent_days

Held = TypeVar("Held", MainResponsible, Handler)
Met = Literal["met", "unconfirmed", "not-met"]
"""`unconfirmed`: not met by what the reader sees, and something that the reader does not see may meet it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one reader sees a plan say: its agreed facts, and whose principal each municipal or regional actor is."""

    facts: Sequence[Fact]
    principals: Mapping[str, str]
    today: Day

    def needs(self) -> set[str]:
        """The needs that somebody has to meet with an activity."""
        open_ = (n for n in self.facts if isinstance(n, Need) and not n.self_handled)
        return {need.id for need in open_ if need.end is None or need.end > self.today}

    def activities(self) -> list[Activity]:
        """The activities that are done or to be done; what was cancelled or broken off is neither."""
        return [a for a in self.facts if isinstance(a, Activity) and a.outcome in (None, "completed")]

    def in_force(self, kind: type[Held]) -> Iterator[Held]:
        """The responsibilities of that kind that have not ended."""
        held = (fact for fact in self.facts if isinstance(fact, kind))
        return (fact for fact in held if fact.end is None or fact.end > self.today)

    def parties(self) -> set[str]:
        """The actors that take part."""
        return {str(p.actor) for p in self.facts if isinstance(p, Participant)}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a plan has to say; `categories` are those of the items that can say it."""

    key: str
    source: Source
    remedy_sv: str
    categories: Set[str]
    said_by: Callable[[Statement], bool]
    title: str | None = None

    @property
    def title_sv(self) -> str:
        """What has to be said."""
        return self.title or self.source.text

    def under(self, source: Source) -> "Requirement":
        """The same, asked for by that source."""
        return replace(self, source=source, title=self.title_sv)


def principal_of(actor: Actor) -> str | None:
    """The municipality or region that the actor is a unit of; None when it is of neither."""
    code = {"municipality": actor.municipality_code, "region": actor.county_code}
    return f"{actor.level} {code[actor.level] or ''}" if actor.level in code else None


def _activities_named(plan: Statement) -> bool:
    planned = plan.activities()
    return bool(planned) and plan.needs() <= {activity.need for activity in planned}


def _principals_answer(plan: Statement) -> bool:
    taking_part = {plan.principals[party] for party in plan.parties() if party in plan.principals}
    answering = {plan.principals.get(str(activity.actor)) for activity in plan.activities()}
    return bool(taking_part) and taking_part <= answering


def _others_named(plan: Statement) -> bool:
    others = plan.parties() - plan.principals.keys()
    return others <= {str(activity.actor) for activity in plan.activities()}


def _responsible_named(plan: Statement) -> bool:
    return any(str(one.actor) in plan.principals for one in plan.in_force(MainResponsible))


def _follow_up_dated(plan: Statement) -> bool:
    booked = (f for f in plan.facts if isinstance(f, FollowUp) and f.held is None and f.rebooked_on is None)
    return any(followup.due >= plan.today for followup in booked)


def _contacts_named(plan: Statement) -> bool:
    return plan.parties() <= {str(one.actor) for one in plan.in_force(Handler)}


def _consent_given(plan: Statement) -> bool:
    """Every actor that takes part is named by a consent in force; one by itself needs none."""
    parties = plan.parties()
    given = (f for f in plan.facts if isinstance(f, Consent) and plan.today in consent_days(f))
    return len(parties) < 2 or parties <= {actor for consent in given for actor in consent.actors}


EVERYWHERE: Final = frozenset({*CATEGORIES, FRAME})
REQUIREMENTS: Final = (
    Requirement(
        "activities",
        Source("law", "Vilka insatser som behövs", "sip"),
        "Skriv in minst en insats, och en för varje behov som personen inte sköter själv.",
        EVERYWHERE,
        _activities_named,
    ),
    Requirement(
        "principals",
        Source("law", "Vilka insatser kommunen och regionen var för sig svarar för", "sip"),
        "Be varje kommun och region som deltar att skriva in minst en insats.",
        EVERYWHERE,
        _principals_answer,
    ),
    Requirement(
        "others",
        Source("law", "Vad andra än kommunen och regionen gör", "sip"),
        "Be varje annan deltagare att skriva in vad den gör.",
        EVERYWHERE,
        _others_named,
    ),
    Requirement(
        "main-responsible",
        Source("law", "Vem av kommunen och regionen som har det övergripande ansvaret", "sip"),
        "Utse en huvudansvarig hos kommunen eller regionen.",
        frozenset({FRAME}),
        _responsible_named,
    ),
)
"""What the law asks for."""

LOCAL_REQUIREMENTS: Final[Mapping[str, Requirement]] = {
    one.key: one
    for one in (
        Requirement(
            "follow-up",
            Source("agreement", "En dag för uppföljning"),
            "Boka en dag för uppföljning, i dag eller senare.",
            frozenset({FRAME}),
            _follow_up_dated,
        ),
        Requirement(
            "contact-people",
            Source("agreement", "En kontaktperson hos varje aktör som deltar"),
            "Be varje deltagare att ange en handläggare.",
            frozenset({FRAME}),
            _contacts_named,
        ),
        Requirement(
            "consent",
            Source("agreement", "Personens samtycke som omfattar alla aktörer som deltar"),
            "Fråga personen om samtycke för alla som deltar.",
            frozenset({FRAME}),
            _consent_given,
        ),
    )
}
"""What a local agreement may ask for beside, by key; `under` says which agreement does."""


def asked_for(local: Iterable[str], source: Source) -> tuple[Requirement, ...]:
    """What the law asks for, and what an agreement adds by these keys."""
    return (*REQUIREMENTS, *(LOCAL_REQUIREMENTS[key].under(source) for key in LOCAL_REQUIREMENTS if key in set(local)))


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement, and whether the plan meets it."""

    requirement: Requirement
    state: Met


def judge(
    plan: Statement, may_hide: Callable[[Set[str]], bool], requirements: Sequence[Requirement] = REQUIREMENTS
) -> list[Judged]:
    """Every requirement in its order; `may_hide` says whether something in these categories may be hidden."""

    def state(requirement: Requirement) -> Met:
        if requirement.said_by(plan):
            return "met"
        return "unconfirmed" if may_hide(requirement.categories) else "not-met"

    return [Judged(requirement, state(requirement)) for requirement in requirements]
