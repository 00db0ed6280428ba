"""What local agreements need: everybody to try them on, and the reader of their files."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.adapters.postgres.agreement_previews import PostgresTrials
from app.adapters.postgres.engine import create_engine_as
from app.adapters.yaml12 import YamlProblem, parse
from app.bootstrap.sweeping import sweeper
from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.domain.errors import FieldError
from app.settings import Settings
from app.usecases.agreeing import BodyEntry, entry_of
from app.usecases.comparing_terms import Tally, tally
from app.usecases.detecting import Detector
from app.usecases.judging import Judge
from app.usecases.sweeping import Everybody
from app.usecases.trying_agreements import Trials


@dataclass(frozen=True)
class Trial:
    """Everybody, and the terms in force to hold others against."""

    everybody: Everybody
    detector: Detector

    async def actors(self) -> Mapping[UUID, Actor]:
        """Those that are registered."""
        return await self.detector.actors()

    async def bodies(self) -> list[CoordinationBody]:
        """Those that are in use."""
        return list(await self.detector.bodies())

    async def compare(self, body: CoordinationBody, today: Day, show: Callable[[int, UUID], None]) -> Tally:
        """What would differ with the body as proposed."""
        actors, bodies = await self.actors(), await self.bodies()
        others = [one for one in bodies if one.key != body.key]
        now, then = (Judge(self.detector, actors, held) for held in (bodies, [*others, body]))
        return await tally(self.everybody, now, then, today, show)


@asynccontextmanager
async def trial(settings: Settings) -> AsyncIterator[Trial]:
    """A trial of terms, from start to stop."""
    async with sweeper(settings) as opened:
        yield Trial(opened.everybody, opened.detector)


@asynccontextmanager
async def trials(settings: Settings) -> AsyncIterator[tuple[Trials, Everybody]]:
    """The agreements that wait to be counted, and everybody to count them on, from start to stop."""
    async with sweeper(settings) as opened:
        engine = create_engine_as("sip_worker", opened.url, connections=1)
        try:
            yield PostgresTrials(engine), opened.everybody
        finally:
            await engine.dispose()


def read_body(file: Path) -> BodyEntry:
    """The coordination body in a YAML or JSON file. FieldError names the file and the line or the field."""
    try:
        stated = parse(file.read_bytes()).plain()
    except OSError:
        raise FieldError(str(file), "cannot be read; check that it is there") from None
    except YamlProblem as problem:
        raise FieldError(f"{file}:{problem.line}", str(problem)) from None
    try:
        return entry_of(stated)
    except FieldError as error:
        raise FieldError(f"{file}: {error.field}", error.problem) from None
