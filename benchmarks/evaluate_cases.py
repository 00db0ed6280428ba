"""How long `sip gaps evaluate DIRECTORY --format json` takes for many cases, as a whole process.

The cases are the project's own, copied under new names. The floor is another whole process that only parses the
same files with PyYAML's C parser and prints how many there were. Both are run in turn, and medians are shown.
"""

import argparse
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.figures import show
from benchmarks.processes import SIP

CASES = Path(__file__).parents[1] / "tests" / "cases"
FLOOR = """
import pathlib, sys, yaml
print(len([yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in pathlib.Path(sys.argv[1]).iterdir()]))
"""
REACH = 5.0
"""Seconds for 1 000 cases."""


def copied(directory: Path, count: int) -> None:
    """As many cases as are asked for."""
    originals = itertools.cycle(sorted(CASES.glob("*.yaml")))
    for number, original in zip(range(count), originals, strict=False):
        shutil.copy(original, directory / f"{number:05}-{original.name}")


def timed(*command: str | Path) -> tuple[float, str]:
    """Seconds from the start of the process to its end, and what it printed."""
    begin = time.perf_counter()
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - begin, answer.stdout


def main() -> None:
    """Measure and print; exit code 1 when the figure was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    evaluated, parsed = [], []
    with tempfile.TemporaryDirectory(prefix="sip-benchmark-") as directory:
        copied(Path(directory), chosen.cases)
        for _ in range(chosen.rounds):
            seconds, printed = timed(SIP, "gaps", "evaluate", directory, "--format", "json")
            assert len(json.loads(printed)) == chosen.cases
            evaluated.append(seconds)
            seconds, printed = timed(sys.executable, "-c", FLOOR, directory)
            assert int(printed) == chosen.cases
            parsed.append(seconds)
    rows = [
        (name, f"{median(values):.2f} s", f"{min(values):.2f} s", f"{max(values):.2f} s")
        for name, values in (("sip gaps evaluate", evaluated), ("floor: parsing the YAML alone", parsed))
    ]
    ratio = median(evaluated) / median(parsed)
    title = f"{chosen.cases} cases evaluated, {chosen.rounds} rounds, {ratio:.1f} times the floor"
    show(title, ("whole process", "median", "best", "worst"), rows)
    reached = median(evaluated) < REACH * chosen.cases / 1000
    print(f"to reach: {REACH:g} s for 1 000 cases: {'reached' if reached else 'NOT reached'}")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
