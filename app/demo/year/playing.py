"""Plays simulated lives through the running service, day by day, and scores what each audience came to see."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from uuid import UUID

import uvicorn

from app.bootstrap.sweeping import sweeper
from app.demo.ending import end_on_signals
from app.demo.teller import TellingError
from app.demo.year.county import FUNCTIONS, function_of
from app.demo.year.running import Running, running_service, some_at_once
from app.demo.year.telling import Resident, by_day, settle, tell_day
from app.domain.days import Day
from app.settings import Settings
from app.simulation.driver import Detect, Episode, Played, play
from app.simulation.life import Life
from app.simulation.population import life_of
from app.simulation.scoring import Score, ThroughService, score
from app.simulation.setup import Setup
from app.simulation.watching import Told, Watch
from app.usecases.sweeping import Stretch, Swept, in_order

PERSON: Final = "person"
EVERYTHING, ANYONE, MUNICIPALITY = "everything", "anyone", "municipality"
AUDIENCES: Final = {
    EVERYTHING: frozenset({PERSON}),
    ANYONE: frozenset(FUNCTIONS),
    MUNICIPALITY: frozenset({"social-services"}),
}
"""Whose sight counts together: the person's own, which is everything; any agency's; the municipality's alone."""
AT_HAND: Final = ("open", "critical")
MOST: Final = 100  # findings on a page


@dataclass(slots=True)
class Year:
    """What came out: of each life, by audience, what was seen; and how many requests it took."""

    lives: list[dict[str, Played]] = field(default_factory=list)
    requests: int = 0
    missed: int = 0
    """Persons of whom the sweep at the end found anything otherwise."""


def score_through(
    setup: Setup, settings: Settings, detect: Detect, advance: Callable[[int], None] = lambda _: None
) -> ThroughService:
    """The whole simulation through the service, and what the engine alone finds in the same lives; see `play_through`.

    `detect` is the engine. Ends with KeyboardInterrupt when it is interrupted, with nothing left running.
    """
    lives = [life_of(number, setup) for number in range(setup.persons)]
    year = _until_interrupted(play_through(setup, settings, lives, advance))
    scores = {name: Score() for name in AUDIENCES}
    differ = 0
    for life, seen in zip(lives, year.lives, strict=True):
        differ += not alike(seen[EVERYTHING].episodes, play(life, detect).episodes)
        for name, played in seen.items():
            scores[name].add(score(life, played))
    return ThroughService(scores[EVERYTHING], scores[ANYONE], scores[MUNICIPALITY], year.requests, differ, year.missed)


def _until_interrupted(playing: Coroutine[Any, Any, Year]) -> Year:
    async def play_on() -> Year:
        end_on_signals()
        return await playing

    try:
        with asyncio.Runner(loop_factory=uvicorn.Config("").get_loop_factory()) as runner:
            return runner.run(play_on())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


def alike(some: Iterable[Episode], others: Iterable[Episode]) -> bool:
    """Whether both tell of the same openings and closings, to the day, in whatever order."""
    return sorted(some, key=repr) == sorted(others, key=repr)


async def play_through(
    setup: Setup, settings: Settings, lives: Sequence[Life], advance: Callable[[int], None] = lambda _: None
) -> Year:
    """Play the lives on the database of the settings, which is used for nothing else. `advance` is told of days.

    TellingError when the service refuses what a simulated agency reports; FieldError as `settle` has it.
    """
    async with running_service(settings, setup) as running:
        residents = settle(lives)
        watches = [Watch(AUDIENCES) for _ in residents]
        reports = by_day(residents)
        county = _County(running, residents, watches)
        for today in range(lives[0].start, lives[0].end):
            running.calendar.today = today
            await tell_day(running, reports.get(today, ()))
            await running.detect()
            await county.read(today)
            advance(1)
        year = Year(requests=running.requests, missed=await _swept(settings, lives[0].end - 1))
        for resident, watch in zip(residents, watches, strict=True):
            watch.hold_until(resident.life.end)
            told = sum(report.recorded < resident.life.end for report in resident.life.reports)
            looks = running.bell.looks[UUID(resident.called.person_id)] if resident.known else 0
            year.lives.append({name: Played(seen, told, looks) for name, seen in watch.episodes().items()})
        return year


async def _swept(settings: Settings, today: Day) -> int:
    """Of how many persons anything differs when everybody is judged anew."""
    differing: set[UUID] = set()
    async with sweeper(settings) as opened:

        async def look(stretch: Stretch) -> Swept:
            return await opened.look(stretch, today)

        async for _, swept in in_order(opened.everybody, look, None, asyncio.Event()):
            differing |= {one.person_id for one in swept.differences}
    return len(differing)


class _County:
    """Everybody who reads, and what each person's watch is told of it."""

    def __init__(self, running: Running, residents: Sequence[Resident], watches: Sequence[Watch]) -> None:
        self._running = running
        self._everybody = list(zip(residents, watches, strict=True))
        self._persons: dict[str, tuple[Resident, Watch]] = {}
        self._functions = function_of()

    async def read(self, today: Day) -> None:
        """Read every view that has changed, each under its reader's own rights."""
        changed = self._running.bell.changed()
        if any(str(person) not in self._persons for person, _ in changed):
            self._persons = {one[0].called.person_id: one for one in self._everybody if one[0].known is not None}
        await some_at_once(partial(self._read, person, reader, today) for person, reader in changed)

    async def _read(self, person: UUID, reader: UUID, today: Day) -> None:
        resident, watch = self._persons[str(person)]
        name = PERSON if reader == person else self._functions[reader]
        token = self._running.person(resident.number) if reader == person else self._running.system(name)
        watch.read(name, today, await _findings(self._running, str(person), token))


async def _findings(running: Running, person: str, token: str) -> list[Told]:
    """What the reader is told of the person: the list begins with what is open, and closed ones come last."""
    told: list[Told] = []
    page = 1
    while True:
        answer = await running.ask("GET", f"persons/{person}/findings?limit={MOST}&page={page}", token)
        if answer.is_error:
            raise TellingError(f"findings: {answer.json().get('detail', answer.status_code)}")
        document = answer.json()
        told += [_told(one) for one in document["findings"] if one["status"] in (*AT_HAND, "upcoming")]
        if not document["more"] or document["findings"][-1]["status"] == "closed":
            return told
        page += 1


def _told(finding: dict[str, Any]) -> Told:
    """As the gap's own interval has it, which says by what it was explained on the day on which it opened."""
    spans = (span for span in finding["spans"] if span["opens"] == finding["opens"])
    explained = any(bool(span["inhibited_by"]) for span in spans)
    return Told(finding["rule"], finding["subject"], finding["status"] in AT_HAND, explained)
