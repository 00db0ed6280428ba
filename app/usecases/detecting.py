"""The detector: looks at the persons something has happened to, and writes for every reader what is found."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import Day, WorkingDays
from app.domain.errors import FieldError
from app.domain.gaps.rule import Rule
from app.domain.gaps.terms import in_force
from app.usecases.dossiers import Dossier
from app.usecases.escalating import Escalating
from app.usecases.judging import Judge, Verdict
from app.usecases.ports import NewId

log = logging.getLogger("sip.detector")


class Batch(Protocol):
    """Persons that one worker has taken, in one transaction; leaving it without an error commits."""

    dossiers: Sequence[Dossier]

    async def save(self, verdicts: Sequence[Verdict]) -> None: ...


class Queue(Protocol):
    """Where persons wait for the detector: those something has happened to, and those whose day has come.
    And where cards wait for a worklist, when its actor has a pace."""

    def take(self, size: int, today: Day) -> AbstractAsyncContextManager[Batch]: ...

    async def let_in(self, today: Day) -> int:
        """Let into the worklists the cards that the week's budgets have room for, and those that never wait; how
        many. However many workers do it at once, no budget is given out twice."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """The rules in force, and what they need to know beside the facts."""

    rules: Sequence[Rule]
    calendar: WorkingDays
    actors: Callable[[], Awaitable[Mapping[UUID, Actor]]]
    bodies: Callable[[], Awaitable[Sequence[CoordinationBody]]]
    new_id: NewId
    escalating: Escalating = field(default_factory=Escalating)
    _agreed: dict[UUID, Sequence[Rule]] = field(default_factory=dict, init=False, repr=False)

    async def at_hand(self) -> Judge:
        """A judge who knows the actors and the agreements of the moment."""
        return Judge(self, await self.actors(), await self.bodies())

    def rules_under(self, body: CoordinationBody | None) -> Sequence[Rule]:
        """The rules with the thresholds that the body has agreed on. If it has agreed on something that the rules
        no longer know, they stand by themselves, and the log says so."""
        if body is None:
            return self.rules
        if body.id not in self._agreed:
            try:
                self._agreed[body.id] = in_force(self.rules, body.terms)
            except FieldError as error:
                log.error("what %s has agreed on (version %d) is left out: %s", body.key, body.version, error)
                self._agreed[body.id] = self.rules
        return self._agreed[body.id]

    async def judge(self, dossiers: Sequence[Dossier], today: Day) -> list[Verdict]:
        """What is found out about each of these persons. One whose life no rule can be held against keeps what
        was found before, is looked at again tomorrow, and stands in the log by id; the others do not wait."""
        judge = await self.at_hand()
        verdicts = []
        for dossier in dossiers:
            try:
                verdicts.append(judge.judge(dossier, today))
            except Exception as fault:
                log.error("person %s was not judged: %s", dossier.person_id, type(fault).__name__)
                verdicts.append(Verdict(dossier.person_id, {}, today + 1))
        return verdicts


async def detect(queue: Queue, detector: Detector, today: Day, *, size: int = 50) -> int:
    """Take a batch, judge it, save it; the number of persons looked at."""
    async with queue.take(size, today) as batch:
        await batch.save(await detector.judge(batch.dossiers, today))
        return len(batch.dossiers)


Clock = Callable[[], Day]
"""Gives today's civil day in Europe/Stockholm."""
