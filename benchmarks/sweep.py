"""How long `sip gaps sweep` takes over a whole database, as a whole command, against reading the facts alone.

Made-up persons of twenty facts, one view each (the person's own), are put straight into a database and looked at by
the detector once; then the sweep, which finds no difference, and the floor are run in turn. The floor is
`COPY (select the same facts) TO STDOUT`. What is extrapolated to a million persons is only multiplied, and says so.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from uuid import UUID, uuid5

import psycopg

from app.adapters.postgres.embedded import EmbeddedPostgres
from app.adapters.postgres.migrate import migrate
from app.domain.days import iso
from benchmarks.figures import show
from benchmarks.population import FACTS, TODAY, reported
from benchmarks.processes import SIP

SPACE = UUID(int=2026)
FACT_COLUMNS = "person_id, id, source_version, source, kind, owner, category, disclosed, plan_id, fields"
FLOOR = f"copy (select {FACT_COLUMNS} from sip.fact where current order by person_id) to stdout"
MILLION, REACH, TIMES, MEMORY = 1_000_000, 120.0, 20.0, 1.0
"""To reach: seconds for so many persons, times the floor, GB of memory per process."""


def fill(database: psycopg.Connection[tuple[object, ...]], persons: int) -> None:
    """Everybody with their facts, as if reported; nothing that a trigger would make of them but the mark to look."""
    database.execute("set session_replication_role = replica")
    with database.cursor() as cursor, cursor.copy(f"copy sip.fact ({FACT_COLUMNS}) from stdin") as copy:
        for number in range(persons):
            person = UUID(int=SPACE.int << 64 | number)
            for fact in reported(number):
                ids: dict[str, str] = {
                    name: str(uuid5(person, fact[name])) for name in ("id", "plan", "need") if name in fact
                }
                actors = [str(uuid5(SPACE, actor)) for actor in fact.get("actors", ())]
                fields = {**fact, **ids} | ({"actors": actors} if actors else {})
                owner = uuid5(SPACE, fact.get("actor", "person"))
                stored = {
                    name: value for name, value in fields.items() if name not in ("id", "kind", "actor", "category")
                }
                category = fact.get("category", "plan")
                plan = ids["id"] if fact["kind"] == "plan" else ids.get("plan")
                copy.write_row(
                    (person, ids["id"], 1, "benchmark", fact["kind"], owner, category, False, plan, json.dumps(stored))
                )
    database.execute("insert into sip.dirty (person_id) select distinct person_id from sip.fact")
    database.execute("set session_replication_role = origin")
    database.execute("vacuum analyze")


def settled(url: str, database: psycopg.Connection[tuple[object, ...]], workers: int) -> None:
    """Let workers look at everybody once."""
    running = [
        subprocess.Popen([SIP, "worker", "--today", iso(TODAY)], env=os.environ | {"DATABASE_URL": url}, stdout=2)
        for _ in range(workers)
    ]
    try:
        while database.execute("select exists (select from sip.dirty)").fetchone() == (True,):
            time.sleep(0.5)
            assert all(worker.poll() is None for worker in running), "a worker ended"
    finally:
        for worker in running:
            worker.terminate()
            worker.wait()
    database.execute("vacuum analyze")


def swept(url: str, processes: int, persons: int) -> float:
    """Seconds for the whole command."""
    command: list[str | Path] = [SIP, "gaps", "sweep", "--processes", str(processes), "--today", iso(TODAY)]
    begin = time.perf_counter()
    done = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    assert done.stdout.startswith(f"{persons} persons: 0 differ; 0 wait"), (done.stdout[-2000:], done.stderr[-2000:])
    return seconds


def copied(database: psycopg.Connection[tuple[object, ...]]) -> float:
    """Seconds to read the same facts and throw them away."""
    begin = time.perf_counter()
    with database.cursor() as cursor, cursor.copy(FLOOR) as copy:
        for _ in copy:
            pass
    return time.perf_counter() - begin


def main() -> None:
    """Measure and print; exit code 1 when a figure was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    sweeps, floors = [], []
    with tempfile.TemporaryDirectory(prefix="sip-benchmark-") as home, EmbeddedPostgres(Path(home)) as server:
        migrate(server.url)
        with psycopg.connect(server.url, autocommit=True) as database:
            fill(database, chosen.persons)
            print(f"{chosen.persons} persons reported", file=sys.stderr)
            settled(server.url, database, chosen.processes)
            print("looked at by the detector", file=sys.stderr)
            for _ in range(chosen.rounds):
                sweeps.append(swept(server.url, chosen.processes, chosen.persons))
                floors.append(copied(database))
    rows = [
        (name, f"{median(values):.2f} s", f"{min(values):.2f} s", f"{max(values):.2f} s")
        for name, values in ((f"sip gaps sweep --processes {chosen.processes}", sweeps), ("floor: COPY", floors))
    ]
    times, million = median(sweeps) / median(floors), median(sweeps) / chosen.persons * MILLION
    # Of the processes that have ended, workers and sweeps, the largest one.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    title = f"A sweep of {chosen.persons} persons of {FACTS} facts, {chosen.rounds} rounds: {times:.1f} times the floor"
    show(title, ("whole command", "median", "best", "worst"), rows)
    print(f"a million persons at this pace, multiplied and not measured: {million:.0f} s")
    print(f"the largest process had {memory:.2f} GB")
    reached = times <= TIMES and million <= REACH and memory <= MEMORY
    print(
        f"to reach: {REACH:g} s for a million, {TIMES:g} times the floor, {MEMORY:g} GB: "
        f"{'reached' if reached else 'NOT reached'}"
    )
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
