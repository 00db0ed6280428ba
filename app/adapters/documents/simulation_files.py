"""Writes a simulation's report, pictures and figures, each whole or not at all; keeps what an interrupted run did."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from app.adapters.documents.simulation_pictures import delays_svg, recall_svg
from app.adapters.documents.simulation_report import report_html
from app.domain.errors import FieldError
from app.simulation.assumptions import GROUPS, SHARES
from app.simulation.kept import score_as_json, score_of_json, through_as_json
from app.simulation.scoring import Score, ThroughService
from app.simulation.setup import Setup

UNFINISHED: Final = "unfinished.jsonl"


class Unfinished:
    """The portions that are done, a line each, in a file that begins with what is simulated.

    A line that was cut off, or a file of another simulation, counts as not done.
    """

    def __init__(self, out: Path, setup: Setup) -> None:
        with _writable():
            out.mkdir(parents=True, exist_ok=True)
            self._path = out / UNFINISHED
            self._done = self._read(setup)
            lines = [json.dumps(setup.as_json())]
            lines += [json.dumps([first, score_as_json(score)]) for first, score in self._done.items()]
            _write(self._path, "".join(f"{line}\n" for line in lines))

    def finished(self) -> dict[int, Score]:
        """The portions that are done, by their first person."""
        return dict(self._done)

    def keep(self, first: int, portion: Score) -> None:
        """One more portion is done."""
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([first, score_as_json(portion)]) + "\n")

    def remove(self) -> None:
        """The whole is done."""
        self._path.unlink(missing_ok=True)

    def _read(self, setup: Setup) -> dict[int, Score]:
        if not self._path.exists():
            return {}
        done: dict[int, Score] = {}
        try:
            whose, *lines = self._path.read_text(encoding="utf-8").splitlines()
            if json.loads(whose) == setup.as_json():
                for line in lines:
                    first, kept = json.loads(line)
                    done[int(first)] = score_of_json(kept)
        except (ValueError, KeyError, TypeError):
            return done
        return done


def make_room(out: Path) -> None:
    """See to it that the directory is there and can be written to. FieldError when it cannot."""
    with _writable():
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass


@contextmanager
def _writable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FieldError("out", f"cannot be written to: {error.strerror}; name another directory") from None


def write_report(
    out: Path, setup: Setup, score: Score, titles: Mapping[str, str], through: ThroughService | None = None
) -> list[Path]:
    """The report (HTML, with its pictures inside), the pictures by themselves, and the figures as JSON.

    `through` when the service itself was simulated, and `score` is what any agency there came to see.
    """
    figures = {
        "synthetic": True,
        "setup": setup.as_json(),
        "score": score_as_json(score),
        "through_service": None if through is None else through_as_json(through),
        "assumptions": {
            name: {"percent": one.value, "sv": one.sv, "to_be_calibrated_on": one.source}
            for name, one in {**GROUPS, **SHARES}.items()
        },
    }
    contents = {
        "rapport.html": report_html(setup, score, titles, through),
        "dagar.svg": delays_svg(score, through),
        "sorter.svg": recall_svg(score),
        "siffror.json": json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    for name, text in contents.items():
        _write(out / name, text)
    return [out / name for name in contents]


def _write(path: Path, text: str) -> None:
    """The whole text, or what was there before."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)
