"""`sip gaps`: for those who write gap rules and case files, and for those who wonder what a rule says."""

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.progress import with_progress
from app.domain.errors import CaseFileError
from app.domain.printable import printable

if TYPE_CHECKING:
    from app.domain.cases import Case
    from app.domain.gaps.engine import Gap

app = typer.Typer(help="Check and evaluate case files, and list the rules.", no_args_is_help=True)

SUFFIXES = (".yaml", ".yml", ".json")
Paths = Annotated[list[Path], typer.Argument(help="Case files, or directories of them.", show_default=False)]
KnownOnly = Annotated[
    bool, typer.Option("--known-only", help="Leave out expected gaps of rules that do not exist (yet).")
]


class Format(StrEnum):
    """How gaps are printed."""

    JSON = "json"
    TEXT = "text"


@app.command()
def check(paths: Paths, known_only: KnownOnly = False) -> None:
    """Hold what case files state against what the rules find, and print what differs.

    Ends with 0 when everything is as stated, with 1 when something differs or cannot be read.

    Example: sip gaps check tests/cases
    """
    from app.bootstrap import working_days
    from app.usecases.cases import differences

    calendar = working_days()
    as_stated = differing = 0
    files = [file for path in paths for file in _files(path)]
    cases = _Cases(files, known_only)
    for file, case in cases:
        if case.gaps is None:
            cases.refuse(f"{file}:1: gaps: are missing; list those that are expected, or write []")
            continue
        found = differences(case, calendar)
        if not found:
            as_stated += 1
            continue
        differing += 1
        typer.echo(printable(f"{file}: {case.name}"))
        for gap in found.missing:
            typer.echo(f"  - stated, not found: {_line(gap)}")
        for gap in found.unexpected:
            typer.echo(f"  + found, not stated: {_line(gap)}")
    if cases.refused < len(files):
        told = f"{as_stated} as stated, {differing} differ, {cases.refused} not readable"
        typer.echo(f"{_count(len(files), 'case')}: {told}")
    if differing or cases.refused:
        raise typer.Exit(1)


@app.command()
def evaluate(
    paths: Paths, form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT
) -> None:
    """Print the gaps that case files give, ordered by opening day, rule and subject.

    As JSON a single file gives a list of gaps; a directory, or several paths, one object from file name
    to such a list. Names in a directory are relative to it. What cannot be read is told on standard error,
    the rest is printed, and the command ends with 1.

    Example: sip gaps evaluate tests/cases --format json
    """
    from app.bootstrap import working_days
    from app.usecases.cases import as_json, evaluate_case

    calendar = working_days()
    single = len(paths) == 1 and not paths[0].is_dir()
    root = paths[0] if len(paths) == 1 and not single else None
    cases = _Cases([file for path in paths for file in _files(path)], known_only=True)
    found = {str(file.relative_to(root) if root else file): evaluate_case(case, calendar) for file, case in cases}
    if form is Format.JSON:
        printed = {name: [as_json(gap) for gap in gaps] for name, gaps in found.items()}
        if not single:
            typer.echo(json.dumps(printed, indent=1))
        elif printed:
            typer.echo(json.dumps(next(iter(printed.values())), indent=1))
    else:
        for name, gaps in found.items():
            typer.echo(f"{name}: {_count(len(gaps), 'gap')}")
            for gap in gaps:
                typer.echo(f"  {_line(gap)}")
    if cases.refused:
        raise typer.Exit(1)


@app.command("list")
def list_rules() -> None:
    """List the rules in launch order: name, severity, and the Swedish title.

    Example: sip gaps list
    """
    from app.domain.gaps.catalogue import CATALOGUE

    for rule in CATALOGUE:
        typer.echo(f"{rule.id:<32} {rule.severity:<9} {rule.title_sv}")


class _Cases:
    """The cases in files; what is wrong with one is told on standard error, and the others go on."""

    def __init__(self, files: Sequence[Path], known_only: bool) -> None:
        self.files, self.known_only = files, known_only
        self.refused = 0

    def __iter__(self) -> Iterator[tuple[Path, "Case"]]:
        from app.bootstrap import read_case

        for file in with_progress(self.files, "cases"):
            try:
                case = read_case(file, self.known_only)
            except CaseFileError as error:
                self.refuse(*error.problems)
            else:
                yield file, case

    def refuse(self, *problems: str) -> None:
        self.refused += 1
        for problem in problems:
            print(problem, file=sys.stderr)


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise CaseFileError([f"{path}: there is no such file or directory"])
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
    if not files:
        raise CaseFileError([f"{path}: holds no case file ({', '.join(SUFFIXES)})"])
    return files


def _line(gap: "Gap") -> str:
    from app.usecases.cases import as_json

    stated = ", ".join(
        f"{name}: {'null' if value is None else value if isinstance(value, str) else _list(value)}"
        for name, value in as_json(gap).items()
    )
    return printable(f"{{{stated}}}")


def _list(names: object) -> str:
    return f"[{', '.join(names)}]" if isinstance(names, list) else str(names)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
