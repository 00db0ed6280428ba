"""Puts very many made-up persons of twenty facts into a database, as the detector has left them, in minutes.

Some thousand are reported and looked at by real workers; PostgreSQL then writes them out again and again, each copy
with a person's number and items' numbers of its own, and with what was found of them.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

import psycopg

from app.adapters.postgres.schema import finding
from app.domain.days import iso
from app.domain.facts import default_category
from benchmarks.population import TODAY, decoded, reported
from benchmarks.processes import SIP

Database = psycopg.Connection[tuple[object, ...]]

SPACE: Final = UUID(int=2026)
ORIGINALS: Final = 2_000
FACT_COLUMNS: Final = "person_id, id, source_version, source, kind, owner, category, disclosed, plan_id, fields"
MARK: Final = "c0de00000000"
"""How the number of every item of an original ends; in a copy it ends in the copy's own."""
ITS_OWN: Final = {
    "person_id": "pg_temp.another(person_id, n)",
    "id": "pg_temp.another(id, n)",
    "reader": "pg_temp.another(reader, n)",
    "subject": "pg_temp.its(subject, n)",
    "evidence": "array(select pg_temp.its(fact, n) from unnest(evidence) with ordinality e (fact, at) order by at)",
}
FINDING: Final = {column.name: ITS_OWN.get(column.name, column.name) for column in finding.c}
"""Each column of a finding, and what it is in a copy."""
COPIES: Final = f"""
create function pg_temp.its(item text, n integer) returns text language sql immutable
    return replace(item, '{MARK}', '{MARK[:4]}' || lpad(to_hex(n), 8, '0'));
create function pg_temp.another(number uuid, n integer) returns uuid language sql immutable
    return md5(number::text || n)::uuid;

insert into sip.fact ({FACT_COLUMNS}, named)
select pg_temp.another(person_id, n), pg_temp.its(id::text, n)::uuid, source_version, source, kind, owner, category,
       disclosed, pg_temp.its(plan_id::text, n)::uuid, pg_temp.its(fields::text, n)::jsonb, named
  from generate_series(1, %(copies)s) n, (select * from sip.fact order by person_id, id) as original
 order by n;

insert into sip.finding ({", ".join(FINDING)})
select {", ".join(FINDING.values())} from generate_series(1, %(copies)s) n, sip.finding;

insert into sip.watch (person_id, wake_on)
select pg_temp.another(person_id, n), wake_on from generate_series(1, %(copies)s) n, sip.watch;
"""


def surroundings(url: str, home: Path) -> dict[str, str]:
    """The environment of a process on that database, which keeps its keys there; nothing is sealed under them."""
    return os.environ | {"DATABASE_URL": url, "SIP_DATA_DIR": str(home), "SIP_MASTER_KEY": "26" * 32}


def opened(url: str) -> Database:
    """A connection on which every statement is a transaction of its own."""
    return psycopg.connect(url, autocommit=True)


def fill(url: str, home: Path, database: Database, persons: int, workers: int) -> int:
    """So many persons or a few more, settled; how many there are."""
    originals = min(persons, ORIGINALS)
    copies = -(-persons // originals) - 1
    database.execute("set session_replication_role = replica")  # nothing that a trigger would make of them
    _report(database, originals)
    print(f"{originals} persons reported", file=sys.stderr)
    _settle(url, home, database, workers)
    print("looked at by the detector", file=sys.stderr)
    if copies:
        _copy(database, copies)
        print(f"each copied {copies} times", file=sys.stderr)
    database.execute("vacuum analyze")
    return originals * (copies + 1)


def _report(database: Database, persons: int) -> None:
    with database.cursor() as cursor, cursor.copy(f"copy sip.fact ({FACT_COLUMNS}, named) from stdin") as copy:
        for number in range(persons):
            person = uuid5(SPACE, f"person {number}")
            for fact in reported(number):
                ids: dict[str, str] = {
                    name: f"{str(uuid5(person, fact[name]))[:24]}{MARK}"
                    for name in ("id", "plan", "need")
                    if name in fact
                }
                actors = [str(uuid5(SPACE, actor)) for actor in fact.get("actors", ())]
                fields = {**fact, **ids} | ({"actors": actors} if actors else {})
                owner = uuid5(SPACE, fact.get("actor", "person"))
                stored = {
                    name: value for name, value in fields.items() if name not in ("id", "kind", "actor", "category")
                }
                category = default_category(decoded(fact), "work" if "need" in fact else None)
                plan = ids["id"] if fact["kind"] == "plan" else ids.get("plan")
                row = (person, ids["id"], 1, "benchmark", fact["kind"], owner, category, False, plan)
                copy.write_row((*row, json.dumps(stored), [UUID(actor) for actor in actors]))
    database.execute("insert into sip.dirty (person_id) select distinct person_id from sip.fact")
    database.execute("vacuum analyze")


def _settle(url: str, home: Path, database: Database, workers: int) -> None:
    """Let workers look at everybody once."""
    running = [
        subprocess.Popen([SIP, "worker", "--today", iso(TODAY)], env=surroundings(url, home), stdout=2)
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


def _copy(database: Database, copies: int) -> None:
    """Write everybody out so many times more; the indexes of the facts are made anew afterwards, which is faster."""
    indexes = database.execute(
        """select indexname, indexdef from pg_indexes
            where schemaname = 'sip' and tablename = 'fact' and indexname <> 'fact_pkey'"""
    ).fetchall()
    for name, _ in indexes:
        database.execute(f"drop index sip.{name}")
    database.execute("alter table sip.fact drop constraint fact_pkey")
    database.execute("set maintenance_work_mem = '1GB'")
    for statement in filter(str.strip, COPIES.split(";\n")):
        database.execute(statement % {"copies": copies})
    database.execute("alter table sip.fact add primary key (person_id, id, source_version, revision)")
    for _, definition in indexes:
        database.execute(str(definition))
