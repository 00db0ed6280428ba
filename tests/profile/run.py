"""Runs the profile checks on the published contract, and shows that every one of them can fail.

Run it with `python tests/profile/run.py`; it needs Node, and installs the linter beside itself the first time.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
CONTRACT = HERE.parents[1] / "openapi" / "openapi.json"
RULES = HERE / "profile.spectral.js"
LINTER = HERE / "node_modules" / ".bin" / "spectral"

sys.path.insert(0, str(HERE.parents[1]))
from tests.profile.breakages import BREAKAGES, specimen  # noqa: E402 - found only from the top of the house


def installed() -> bool:
    """Whether the linter is there."""
    return LINTER.exists()


def install() -> None:
    """Install the linter; OSError when there is no Node."""
    npm = shutil.which("npm")
    if npm is None:
        raise OSError("the profile checks need Node and npm; install them and run again")
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"], cwd=HERE, check=True)


def lint(*contracts: Path) -> list[dict[str, Any]]:
    """What the checks say of the contracts, warnings too."""
    done = subprocess.run(
        [LINTER, "lint", *contracts, "--ruleset", RULES, "--format", "json", "--quiet", "--fail-severity", "hint"],
        capture_output=True,
        text=True,
        check=False,
    )
    if "[" not in done.stdout:
        raise OSError(f"the linter did not run: {done.stderr.strip()[-400:]}")
    found: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("[") : done.stdout.rindex("]") + 1])
    return found


def rule_ids() -> list[str]:
    """The ids of the rules in the rule set."""
    return re.findall(r"rule\('([A-Z]{3}\.\d\d)'", RULES.read_text(encoding="utf-8"))


def breaches(contract: Path) -> list[str]:
    """One line for each check that the contract does not pass."""
    return [f"{one['code']}: {one['message']} at {'.'.join(map(str, one['path']))}" for one in lint(contract)]


def unseen(contract: dict[str, Any]) -> list[str]:
    """The checks that let a contract pass that was broken for them; and those that nothing breaks."""
    small = specimen(contract)
    with TemporaryDirectory() as folder:
        places = {}
        for rule, spoil in BREAKAGES.items():
            broken = deepcopy(small)
            spoil(broken)
            places[rule] = Path(folder) / f"{rule}.json"
            places[rule].write_text(json.dumps(broken, ensure_ascii=False), encoding="utf-8")
        caught = {(Path(one["source"]).stem, one["code"]) for one in lint(*places.values())}
    return sorted(
        {rule for rule in BREAKAGES if (rule, rule) not in caught} | (set(rule_ids()) ^ set(BREAKAGES)),
    )


def main() -> int:
    """Lint, then break; 0 when the contract passes and every check was seen to fail."""
    began = time.monotonic()
    try:
        if not installed():
            install()
        wrong, blind = breaches(CONTRACT), unseen(json.loads(CONTRACT.read_text(encoding="utf-8")))
    except (OSError, subprocess.CalledProcessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    for line in wrong:
        print(line, file=sys.stderr)
    for rule in blind:
        print(f"{rule}: a contract that breaks it is let through", file=sys.stderr)
    took = time.monotonic() - began
    print(f"{len(rule_ids())} profile checks: {len(wrong)} breaches, {len(blind)} blind, {took:.0f} s")
    return 1 if wrong or blind else 0


if __name__ == "__main__":
    sys.exit(main())
