"""What the demonstration prints: its steps, each story as it is found, and where everything is."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text

from app.cli.bars import print_timeline, print_two_readers
from app.cli.demo_guide import to_paste, worth_a_look
from app.demo.county import MUNICIPALITIES, OFFICE, OFFICERS, PERSONS, unit_slug
from app.demo.demonstration import Demonstration
from app.demo.telling import Told
from app.usecases.chart import layout

TWICE: Final = "06-goran"
"""The story that is shown as two readers see it."""
PLAIN_WIDTH: Final = 120
"""Columns when there is no terminal to ask."""


class Output:
    """The terminal, or a file: with a bar that comes and goes, or in plain lines."""

    def __init__(self, said_folder: Path | None) -> None:
        width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", PLAIN_WIDTH))
        self._console = Console(highlight=False, markup=False, width=width)
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._folder = said_folder
        self._first = True

    @contextmanager
    def working(self, stories: int) -> Iterator[None]:
        """A bar over the stories, on a terminal, until they are told."""
        if not self._console.is_terminal:
            yield
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self._console, transient=True) as self._progress:
            self._task = self._progress.add_task("Startar …", total=stories)
            yield

    def step(self, text: str) -> None:
        """One line about what is going on."""
        if self._progress is not None and self._task is not None and not self._progress.finished:
            self._progress.update(self._task, description=text)
        self._console.print(Text(text, "dim"))

    async def story(self, running: Demonstration, told: Told) -> None:
        """The story in a line, and its timeline as its first reader sees it; one story as two readers."""
        story = told.story
        first, self._first = self._first, False
        where = "" if story.is_protected else f", {MUNICIPALITIES[story.municipality]}"
        self._console.print()
        self._console.rule(Text(f"{story.number} · {story.name}, {story.age} år{where}", "bold"), align="left")
        self._console.print(Text(story.headline, "italic"), end="\n\n")
        shown = [await running.view(story, told.life, reader) for reader in story.readers]
        charts = [layout(view) for view in shown if view is not None]
        if story.key == TWICE and len(charts) == 2:
            print_two_readers(charts[0], charts[1], self._console, key=first)
        elif shown[0] is not None:
            print_timeline(charts[0], self._console, key=first)
        else:
            self._console.print("Den här dagen finns det inget som läsaren får se.")
        if not told.settled and running.today >= story.today:
            self._console.print(Text("Detektorn hann inte bli klar; läs tidslinjen igen om en stund.", "yellow"))
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)

    def told(self) -> None:
        """All is told: the bar goes."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def addresses(self, running: Demonstration, lives: Mapping[str, Told]) -> None:
        """Where everything is, as whom one can sign in, and a command to paste."""
        program = f"{sys.argv[0]} sign-in"
        options = f" --data-dir {self._folder}" if self._folder else ""
        print_ = self._console.print
        print_()
        self._console.rule(Text("Titta själv", "bold"), align="left")
        for name, value in (
            ("Portalen", running.portal),
            ("API", running.api),
            ("Dess beskrivning", f"{running.api}/openapi.json"),
            ("Identitetsleverantör", f"{running.provider}/… (system, person, eller en verksamhets kortnamn)"),
            ("Databas och loggar", str(running.folder)),
        ):
            print_(Text(f"  {name:<22}{value}"), soft_wrap=True)
        print_("\nÖppna portalen som en handläggare, eller som personen själv:\n")
        for unit in running.units.values():
            print_(Text(f"  {unit.caseworker}, {unit.name}: {running.door(unit.slug, unit.slug)}"), soft_wrap=True)
        if office := running.units.get(OFFICE):
            for role, (name, word) in OFFICERS.items():
                print_(Text(f"  {name}, {word}, {office.name}: {running.door(OFFICE, role)}"), soft_wrap=True)
        for told in lives.values():
            print_(
                Text(f"  {told.story.name}, personen själv: {running.door(PERSONS, told.story.slug)}"), soft_wrap=True
            )
        print_("\nEn token för API:et, som gäller i en timme; KORTNAMN är det sista i adressen ovan:")
        print_(Text(f"  {program} KORTNAMN{options}\n", "bold"), soft_wrap=True)
        if TWICE not in lives:
            return
        told = lives[TWICE]
        slug = unit_slug(told.story, told.story.readers[0])
        print_(f"\nTidslinjen för {told.story.name} som {running.units[slug].name} ser den; klistra in raden:")
        print_(Text(to_paste(running, slug, f"persons/{told.life.person_id}/timeline"), "bold"), soft_wrap=True)
        print_("Som bild (SVG): samma rad, med -H 'Accept: image/svg+xml' -o tidslinje.svg sist.\n")
        for tells, command in worth_a_look(running, lives):
            print_(tells, soft_wrap=True)
            print_(Text(command + "\n"), soft_wrap=True)
        print_(Text("Allt är igång. Ctrl-C stoppar det; nästa gång går det vidare härifrån.", "bold"))
