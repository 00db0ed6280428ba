"""Who may know whom in the house: the contracts hold, and each of them is seen to break."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
BREACHES = [
    ("rooms", "domain/days.py", "import app.usecases.ports"),
    ("rooms", "usecases/ports.py", "import app.adapters.calendar"),
    ("rooms", "adapters/calendar.py", "import app.bootstrap"),
    ("rooms", "shed.py", '"""A room that nobody gave a place."""'),
    ("wiring", "api/views.py", "import app.adapters.keys.vault"),
    ("wiring", "cli/canvas.py", "import app.adapters.keys.vault"),
    ("wired", "worker/loop.py", "import app.bootstrap"),
    ("rooms", "portal/dates.py", "import app.api.views"),
    ("circles", "portal/dates.py", "import app.portal.showing"),
    ("wired", "portal/dates.py", "import app.bootstrap"),
    ("settings", "api/views.py", "import app.settings"),
    ("adapters", "adapters/keys/vault.py", "import app.adapters.calendar"),
    ("adapters", "adapters/postgres/engine.py", "import app.adapters.keys.vault"),
    ("rules", "domain/gaps/rules/need_unowned.py", "import app.domain.gaps.rules.plan_stalled"),
    ("truth", "simulation/life.py", "import app.domain.gaps.catalogue"),
    ("truth", "simulation/scoring.py", "import app.domain.gaps.rules.need_unowned"),
    ("rooms", "simulation/run.py", "import app.usecases.detecting"),
    ("circles", "domain/days.py", "import app.domain.timeline"),
]


def check(house: Path, *contract: str) -> subprocess.CompletedProcess[str]:
    """Holds the contracts (or the one) against the house."""
    chosen = [part for name in contract for part in ("--contract", name)]
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-logo", "--no-cache", *chosen], cwd=house, capture_output=True, text=True, timeout=120
    )


def test_every_contract_holds() -> None:
    answer = check(HOUSE)

    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_contract_breaks_when_a_room_reaches_too_far(contract: str, file: str, line: str, tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    with (tmp_path / "app" / file).open("a") as specimen:
        specimen.write(f"\n{line}\n")

    answer = check(tmp_path, contract)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "1 broken" in answer.stdout, answer.stdout


def test_every_contract_has_been_seen_to_break() -> None:
    settings = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert {contract for contract, _, _ in BREACHES} == {one["id"] for one in settings["contracts"]}
