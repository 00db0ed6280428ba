"""A simulated municipality from the first person to the report, whole, interrupted, and in several processes."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.adapters.documents.simulation_files import UNFINISHED, Unfinished, write_report
from app.bootstrap.simulation import make_detect, titles
from app.domain.errors import FieldError
from app.simulation.kept import through_of_json
from app.simulation.run import one_portion, run
from app.simulation.scoring import Score, ThroughService
from tests.simulation.worlds import few

FEW = few(120)
AT_A_TIME = 30


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Score:
    """The score of the few, undisturbed."""
    return run(FEW, make_detect, Unfinished(tmp_path_factory.mktemp("whole"), FEW), portion=AT_A_TIME)


def test_the_score_is_the_same_in_two_processes(whole: Score, tmp_path: Path) -> None:
    assert run(FEW, make_detect, Unfinished(tmp_path, FEW), processes=2, portion=AT_A_TIME) == whole


def test_an_interrupted_run_goes_on_from_what_was_kept(whole: Score, tmp_path: Path) -> None:
    first = Unfinished(tmp_path, FEW)
    first.keep(*one_portion(FEW, make_detect, AT_A_TIME, 30))
    first.keep(*one_portion(FEW, make_detect, AT_A_TIME, 90))
    kept = tmp_path / UNFINISHED
    kept.write_text(kept.read_text()[:-200])  # as if it had been cut off in the middle of a line
    again = Unfinished(tmp_path, FEW)
    steps: list[int] = []

    assert set(again.finished()) == {30}
    assert run(FEW, make_detect, again, advance=steps.append, portion=AT_A_TIME) == whole
    assert sum(steps) == 120


def test_what_another_simulation_kept_is_not_taken_for_this_one(tmp_path: Path) -> None:
    Unfinished(tmp_path, FEW).keep(*one_portion(FEW, make_detect, AT_A_TIME, 0))

    assert Unfinished(tmp_path, few(120, seed=2)).finished() == {}


def test_the_report_says_that_nobody_in_it_exists_and_what_it_cannot_say(whole: Score, tmp_path: Path) -> None:
    report = write_report(tmp_path, FEW, whole, titles())[0].read_text()

    assert "Alla personer är påhittade" in report
    assert "Vad simuleringen inte kan säga" in report
    assert "Insatsen pågår bara på pappret" in report
    assert "ska kalibreras mot" in report
    assert "None" not in report


def test_the_report_of_the_service_says_what_secrecy_hides_and_when_the_service_is_at_fault(
    whole: Score, tmp_path: Path
) -> None:
    nothing = run(FEW, lambda: lambda _: [], Unfinished(tmp_path / "blind", FEW), portion=AT_A_TIME)
    through = ThroughService(
        everything=whole, anyone=whole, municipality=nothing, requests=1_234, differing=0, missed=0
    )
    faulty = replace(through, differing=3)
    report = write_report(tmp_path, FEW, whole, titles(), through)[0].read_text()
    figures = json.loads((tmp_path / "siffror.json").read_text())

    assert "Vad sekretessen betyder" in report
    assert "och socialtjänsten för sig 0." in report
    assert "socialtjänsten för sig: 0 %" in (tmp_path / "dagar.svg").read_text()
    assert "för alla 120." in report
    assert "Det är ett fel i tjänsten" in write_report(tmp_path, FEW, whole, titles(), faulty)[0].read_text()
    assert through_of_json(figures["through_service"]) == through
    assert "Vad sekretessen betyder" not in write_report(tmp_path, FEW, whole, titles())[0].read_text()


def test_the_figures_and_pictures_are_written_whole_and_nothing_else(whole: Score, tmp_path: Path) -> None:
    written = write_report(tmp_path, FEW, whole, titles())
    figures = json.loads((tmp_path / "siffror.json").read_text())

    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert figures["synthetic"] is True
    assert figures["score"]["persons"] == 120
    for picture in tmp_path.glob("*.svg"):
        ElementTree.parse(picture)  # noqa: S314 — our own document


def test_a_world_in_which_nothing_happened_still_gives_a_report(tmp_path: Path) -> None:
    assert "I korthet" in write_report(tmp_path, FEW, Score(persons=1), titles())[0].read_text()


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(FieldError, match="out: cannot be written to"):
        Unfinished(tmp_path / "taken", FEW)


def test_nothing_dropped_is_found_only_by_chance_when_the_detector_is_blind(whole: Score, tmp_path: Path) -> None:
    blind = run(FEW, lambda: lambda _: [], Unfinished(tmp_path, FEW), portion=AT_A_TIME)

    assert blind.total().found == 0
    assert blind.total().spells == whole.total().spells
    assert blind.total().practice == whole.total().practice
    assert whole.total().found > whole.total().practice > 0


def test_the_smallest_size_is_simulated_from_the_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from app.cli.main import main\nif __name__ == '__main__': main()", "simulate"]
    answer = subprocess.run(
        [*command, "--municipality", "0686", "--years", "1", "--seed", "1", "--out", "report", "--processes", "2"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert answer.returncode == 0, answer.stderr
    assert "1800 of 1800 persons" in answer.stderr
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == [
        "dagar.svg",
        "rapport.html",
        "siffror.json",
        "sorter.svg",
    ]
