"""Invented persons of whom several agencies know something; who sees what is read off their consents, plainly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, product
from random import Random
from typing import Any
from uuid import UUID

from app.adapters.calendar import swedish_working_days
from app.domain.actors import THE_PERSON, Actor
from app.domain.agreements import CoordinationBody
from app.domain.disclosure import Grant, Sight, basis
from app.domain.facts import CATEGORIES, FRAME, decode
from app.domain.findings import Finding
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.horizon import SeenFact
from app.usecases.detecting import Detector
from app.usecases.dossiers import Dossier
from app.usecases.judging import Judge

TODAY = date(2026, 11, 21).toordinal()
FUNCTIONS = ("social-services", "employment-service", "psychiatry", "primary-care", "social-services")
ACTORS = {
    UUID(int=n): Actor(id=UUID(int=n), name=f"A{n}", function=function, level="municipality", municipality_code="0686")
    for n, function in enumerate(FUNCTIONS, start=11)
}
ME = UUID(int=99)
SOME = tuple(ACTORS)
OPENED = CATEGORIES[:3]


@dataclass(frozen=True, kw_only=True)
class Life:
    """A person's facts, with who sees them; `provisions` are what opens something without a consent."""

    facts: tuple[SeenFact, ...]
    provisions: tuple[Grant, ...] = ()

    def without(self, fact: SeenFact) -> "Life":
        return replace(self, facts=tuple(one for one in self.facts if one is not fact))

    def grants(self) -> list[Grant]:
        """What the consents open, read off the facts one by one; and to whom somebody is known at all."""
        known = {actor for sight, _ in self.facts for actor in (sight.owner, *sight.named)} - {THE_PERSON}
        given = [Grant(owner=actor, reader=actor, kind="own") for actor in sorted(known)]
        joined = {(sight.plan_id, sight.owner) for sight, _ in self.facts if sight.disclosed}
        taking_part = [(sight.plan_id, sight.named[0]) for sight, said in self.facts if said.kind == "participant"]
        for sight, content in self.facts:
            said: Any = content
            if content.kind != "consent" or not said.start <= TODAY or (said.end is not None and said.end < TODAY):
                continue
            named = [UUID(actor) for actor in said.actors]
            for (plan, reader), owner in product(taking_part, [*named, THE_PERSON]):
                opens = sight.owner == THE_PERSON or {(plan, sight.owner), (plan, owner)} <= joined
                if reader in named and reader != owner and opens:
                    given += [
                        Grant(owner=owner, reader=reader, kind="consent", plan_id=plan, category=category,
                              basis=UUID(content.id), start=said.start)
                        for category in {*said.categories, FRAME}
                    ]  # fmt: skip
        return [*given, *self.provisions]

    def seen_by(self, reader: UUID) -> set[str]:
        grants = self.grants()
        if reader == ME:
            return {fact.id for _, fact in self.facts}
        return {fact.id for sight, fact in self.facts if basis(sight, reader, grants, TODAY) is not None}

    def found(self) -> dict[UUID, dict[tuple[str, str], Finding]]:
        """What each reader has today, by rule and subject: what is open and not told inside another's card."""
        ids = count(1)
        judge = Judge(_detector(lambda: UUID(int=next(ids))), ACTORS)
        changes = judge.judge(Dossier(ME, list(self.facts), self.grants()), TODAY).changes
        return {
            reader: {
                (one.finding.rule, one.finding.subject): one.finding
                for one in made
                if one.finding.status in ("open", "critical") and not one.finding.inhibited_by
            }
            for reader, made in changes.items()
        }


def lived(seed: int, *, provisions: bool = False) -> Life:
    """The life of that seed."""
    random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
    facts = tuple(_facts(random))
    opened = [
        Grant(owner=owner, reader=reader, kind="legal-basis", plan_id=plan, category=category, basis=UUID(int=7))
        for owner, reader in random.sample([pair for pair in product(SOME, SOME) if pair[0] != pair[1]], 3)
        for plan in {None, *(sight.plan_id for sight, _ in facts)}
        for category in random.sample((*OPENED, FRAME), 2)
    ]
    return Life(facts=facts, provisions=tuple(opened) if provisions else ())


def _facts(random: Random) -> Iterator[SeenFact]:
    ids = count(1000)

    def an_id() -> str:
        return str(UUID(int=next(ids)))

    def one(kind: str, owner: UUID, *, within: UUID | None = None, category: str = FRAME, disclosed: bool | None = None,
            named: Sequence[UUID] = (), id_: str | None = None, **fields: Any) -> SeenFact:  # fmt: skip
        shown = random.random() < 0.85 if disclosed is None else disclosed
        sight = Sight(kind=kind, owner=owner, category=category, disclosed=shown, plan_id=within, named=tuple(named))
        said = {"category": category} if kind == "need" else {}
        content = decode(kind, {"id": id_ or an_id(), **said, **fields})
        return sight, content

    def day(most: int) -> str:
        return date.fromordinal(TODAY - random.randint(0, most)).isoformat()

    yield one("person", THE_PERSON, birth_date="1990-05-17")
    plans = [(UUID(an_id()), random.choice(SOME[:4])) for _ in range(random.choice((0, 1, 1, 1, 2)))]
    needs: list[tuple[str, UUID, str, UUID]] = []
    for plan, owner in plans:
        at: dict[str, Any] = {"plan": str(plan)}
        yield one("plan", owner, within=plan, disclosed=True, id_=str(plan), actor=str(owner), start=day(200))
        parties = {owner, *random.sample(SOME, random.randint(1, 4))}
        for party in sorted(parties):
            at_once: dict[str, Any] = {"disclosed": True, "named": (party,), "actor": str(party), "start": day(9)}
            yield one("participant", owner, within=plan, **at_once, **at)
        for _ in range(random.randint(0, 2)):
            leads = random.choice(sorted(parties))
            yield one("main-responsible", owner, within=plan, actor=str(leads), start=day(150), **at)
        for _ in range(random.randint(0, 3)):
            category, who, need = random.choice(OPENED), random.choice(sorted(parties)), an_id()
            needs.append((need, plan, category, who))
            yield one("need", who, within=plan, category=category, id_=need, start=day(150), actor=str(who), **at)
    for need, plan, category, who in needs:
        for kind in random.sample(("ownership", "activity", "referral"), random.randint(0, 2)):
            fields: dict[str, Any] = {"start": day(100)}
            to: tuple[UUID, ...] = ()
            if kind == "activity":
                fields["planned_start"] = fields["start"]
                fields["end"] = date.fromordinal(TODAY - random.randint(0, 60)).isoformat()
            if kind == "referral":
                to = (random.choice(SOME),)
                fields = {"sent": day(100), "to": str(to[0])}
            yield one(kind, who, within=plan, category=category, named=to, need=need, actor=str(who), **fields)
    for _ in range(random.randint(1, 4)):
        last = date.fromordinal(TODAY + random.randint(-20, 40)).isoformat()
        until: dict[str, Any] = {"end": last} if random.random() < 0.3 else {}
        actors = random.sample(SOME, random.randint(2, 5))
        yield one(
            "consent", random.choice((THE_PERSON, THE_PERSON, *SOME)), disclosed=False, named=actors,
            actor=str(THE_PERSON), actors=[str(actor) for actor in actors], start=day(300),
            categories=random.sample(OPENED, random.randint(1, 3)),
            **until,
        )  # fmt: skip
    for _ in range(random.randint(0, 5)):
        who, code = random.choice(SOME), random.choice(("income-support", "job-seeker", "youth-duty", "inpatient"))
        yield one("status", who, category=random.choice(OPENED), code=code, actor=str(who), start=day(500))
    for _ in range(random.randint(0, 2)):
        who = random.choice(SOME)
        yield one("contact", who, category="work", actor=str(who), on=day(50), outcome="reached")


def _detector(new_id: Any) -> Detector:
    async def actors() -> dict[UUID, Actor]:
        return ACTORS

    async def bodies() -> list[CoordinationBody]:
        return []

    return Detector(rules=CATALOGUE, calendar=swedish_working_days(), actors=actors, bodies=bodies, new_id=new_id)
