"""How long `sip gaps sweep` takes over a whole database, as a whole command, against reading the facts alone.

Made-up persons of twenty facts, one view each (the person's own), as the detector has left them; then the sweep, which
finds no difference, and the floor are run in turn. The floor is `COPY (select the same facts) TO STDOUT`. Beside the
time on the clock stands what all processes took of the processors, PostgreSQL's too: others may use them meanwhile.
What is extrapolated to a million persons is only multiplied, but for the start of the command, and says so.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from app.adapters.postgres.embedded import EmbeddedPostgres
from app.adapters.postgres.migrate import migrate
from app.domain.days import iso
from benchmarks.figures import show
from benchmarks.many_persons import FACT_COLUMNS, fill, opened, surroundings
from benchmarks.population import FACTS, TODAY
from benchmarks.processes import SIP

FLOOR = f"copy (select {FACT_COLUMNS} from sip.fact where current order by person_id) to stdout"
MILLION, REACH, TIMES, MEMORY = 1_000_000, 120.0, 20.0, 1.0
"""To reach: seconds for so many persons, times the floor, GB of memory per process."""
FEW = 100
BUT_FEW = "select distinct person_id from sip.fact order by person_id desc offset %(few)s limit 1"
TICKS = os.sysconf("SC_CLK_TCK")


def swept(url: str, home: Path, processes: int, persons: int, *after: str) -> None:
    """The whole command, which finds nothing about so many persons."""
    command: list[str | Path] = [SIP, "gaps", "sweep", "--processes", str(processes), "--today", iso(TODAY), *after]
    done = subprocess.run(command, env=surroundings(url, home), capture_output=True, text=True, check=False)
    assert done.stdout.startswith(f"{persons} persons: 0 differ; 0 wait"), (done.stdout[-2000:], done.stderr[-2000:])


def copied(url: str) -> None:
    """Read the same facts and throw them away."""
    with opened(url) as database, database.cursor() as cursor, cursor.copy(FLOOR) as copy:
        for _ in copy:
            pass


def timed(one: Callable[[], None], home: Path) -> tuple[float, float]:
    """Seconds on the clock, and seconds of the processors: of this process, its children and the database's."""
    begin, used = time.perf_counter(), _used(home)
    one()
    seconds = time.perf_counter() - begin
    return seconds, _used(home) - used


def _used(home: Path) -> float:
    """Seconds of the processors until now, when the last session of the database has ended: what PostgreSQL's own
    processes took is told of those alone that have, all at once, and may be minutes when one has filled a table."""
    postmaster = (home / "data" / "postmaster.pid").read_text().split()[0]
    while any(map(_is_a_session, Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split())):
        time.sleep(0.01)
    mine = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    ended = Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()[11:15]
    return sum(one.ru_utime + one.ru_stime for one in mine) + sum(map(int, ended)) / TICKS


def _is_a_session(process: str) -> bool:
    """Whether the process of PostgreSQL, by its id, serves a connection, or is about to have ended."""
    try:
        named = Path(f"/proc/{process}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True  # which is to be asked anew
    return not named or "[local]" in named


def main() -> None:
    """Measure and print; exit code 1 when a figure was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    sweeps, floors, starts = [], [], []
    with tempfile.TemporaryDirectory(prefix="sip-benchmark-") as directory:
        home = Path(directory)
        with EmbeddedPostgres(home) as server:
            migrate(server.url)
            with opened(server.url) as database:
                persons = fill(server.url, home, database, chosen.persons, chosen.processes)
                (after,) = database.execute(BUT_FEW, {"few": FEW}).fetchone() or ()
            for _ in range(chosen.rounds):
                starts.append(
                    timed(lambda: swept(server.url, home, chosen.processes, FEW, "--after", str(after)), home)
                )
                sweeps.append(timed(lambda: swept(server.url, home, chosen.processes, persons), home))
                floors.append(timed(lambda: copied(server.url), home))
    rows = [
        (name, *(f"{seconds:.2f} s" for seconds in _spread(times)))
        for name, times in (
            (f"sip gaps sweep --processes {chosen.processes}", sweeps),
            (f"the same for the last {FEW} persons: the start", starts),
            ("floor: COPY", floors),
        )
    ]
    sweep, floor, start = (median(seconds for seconds, _ in times) for times in (sweeps, floors, starts))
    million = start + (sweep - start) / (persons - FEW) * MILLION
    # Of the processes that have ended, workers and sweeps, the largest one.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    title = (
        f"A sweep of {persons} persons of {FACTS} facts, {chosen.rounds} rounds: {sweep / floor:.1f} times the floor"
    )
    show(title, ("whole command", "median", "best", "worst", "of the processors, median"), rows)
    multiplied = "" if persons == MILLION else ", multiplied and not measured"
    print(f"a million persons at this pace{multiplied}: {million:.0f} s")
    print(f"the largest process had {memory:.2f} GB")
    reached = sweep / floor <= TIMES and million <= REACH and memory <= MEMORY
    print(
        f"to reach: {REACH:g} s for a million, {TIMES:g} times the floor, {MEMORY:g} GB: "
        f"{'reached' if reached else 'NOT reached'}"
    )
    sys.exit(0 if reached else 1)


def _spread(times: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The median, the least and the greatest on the clock, and the median of the processors'."""
    seconds = [one for one, _ in times]
    return median(seconds), min(seconds), max(seconds), median(used for _, used in times)


if __name__ == "__main__":
    main()
