"""What a simulation cannot be asked to do is refused in one clear line, before anything is written."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import FieldError
from app.simulation.setup import municipalities, setup


def test_all_municipalities_are_known_by_name() -> None:
    known = dict(municipalities())

    assert len(known) == 290
    assert setup("0686", 2, 1, "S").name == known["0686"] == "Eksjö kommun"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (("9999", 2, 1, "S"), "municipality"),
        (("Eksjö", 2, 1, "S"), "municipality"),
        (("0686", 0, 1, "S"), "years"),
        (("0686", 11, 1, "S"), "years"),
        (("0686", 2, -1, "S"), "seed"),
        (("0686", 2, 1, "XL"), "size"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: tuple[str, int, int, str], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        setup(*wrong)

    assert refused.value.field == field
    assert "\n" not in str(refused.value)


def test_the_command_says_it_in_one_line_and_writes_nothing(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", "from app.cli.main import main; main()", "simulate", "--municipality", "9999"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1, answer.stderr
    assert "9999" in answer.stderr
    assert not list(tmp_path.iterdir())
