"""How many reads of a plan of 60 items the API answers a second: authenticated, disclosed under consent, logged.

The floor is `benchmarks.plan_floor` on the same server and the same rows. Both run all the time, and are asked in
turn; the medians of the rounds are shown, and their ratio. Beside them stands what one answer takes of the processors,
the serving process and PostgreSQL together: where others use them meanwhile, that ratio is the one to look at.
"""

import argparse
import asyncio
import sys
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg

from app.demo.numbers import test_numbers
from app.usecases.registering import actor_id
from benchmarks.figures import show
from benchmarks.http_load import throughput
from benchmarks.processes import Running, answers, free_port, process, processor_seconds, running_service

ITEMS, OTHERS = 60, 20
"""Of the plan that is read; and how many other plans there are."""
PARTIES = ("social-services", "labour-market-unit", "employment-service", "primary-care")
READER = "employment-service"
REACH = 0.5
"""Of the floor's throughput."""


async def planned(running: Running) -> str:
    """A plan of 60 items in all, of four parties who may see one another's; its id."""
    clients = {unit: running.client(unit) for unit in PARTIES}
    owner = clients["social-services"]
    number = next(iter(test_numbers(date(1981, 10, 3))))
    begun = datetime.now(ZoneInfo("Europe/Stockholm")).date() - timedelta(days=100)
    person = (await posted(owner, "person-lookups", {"identity_number": number}))["person_id"]
    started = {"person_id": person, "start": begun.isoformat(), "draft": False}
    plan: str = (await posted(owner, "plans", started))["id"]
    count = 2  # the plan, and its owner as a participant
    for unit in PARTIES[1:]:
        await posted(owner, f"plans/{plan}/participants", {"actor": str(actor_id(unit))})
        count += 1
    consent = {
        "start": begun.isoformat(),
        "end": (begun + timedelta(days=365)).isoformat(),
        "actors": [str(actor_id(unit)) for unit in PARTIES],
        "categories": ["work", "economy", "health"],
    }
    await posted(owner, f"plans/{plan}/consents", consent)
    needed = {"category": "work", "start": begun.isoformat(), "title": "Arbete i egen takt"}
    need = (await posted(owner, f"plans/{plan}/needs", needed))["id"]
    count += 2
    for number_ in range(ITEMS - count):
        activity = {
            "need": need,
            "planned_start": (begun + timedelta(days=number_)).isoformat(),
            "title": f"Arbetsträning, steg {number_}",
        }
        await posted(clients[PARTIES[number_ % len(PARTIES)]], f"plans/{plan}/activities", activity)
    for client in clients.values():
        await client.aclose()
    return plan


def among_others(connection: psycopg.Connection[Any], copies: int) -> None:
    """Put so many copies of all facts and grants beside them, each about others and in another plan, and analyse."""
    of_another = "md5(person_id::text || n)::uuid"
    for statement in (
        "set session_replication_role = replica",  # nothing that a trigger would make of them
        f"""insert into sip.fact (person_id, id, source_version, source, kind, owner, category, disclosed, plan_id,
                                  title, fields, named)
            select {of_another}, md5(id::text || n)::uuid, source_version, source, kind, owner,
                   category, disclosed, md5(plan_id::text || n)::uuid, title, fields, named
              from generate_series(1, {copies}) n, (select * from sip.fact) f order by n""",
        f"""insert into sip.access_grant (person_id, owner, reader, plan_id, category, days, kind, basis)
            select {of_another}, owner, reader, md5(plan_id::text || n)::uuid, category, days, kind,
                   md5(basis::text || n)::uuid
              from generate_series(1, {copies}) n, (select * from sip.access_grant) g order by n""",
        "vacuum analyze",
    ):
        connection.execute(statement.encode())


async def posted(client: httpx.AsyncClient, path: str, body: object) -> Any:
    """The answer; AssertionError unless it was accepted."""
    answer = await client.post(path, json=body)
    assert answer.is_success, answer.text
    return answer.json()


def check_alike(floor: str, api: str, headers: dict[str, str]) -> None:
    """Both answer the same items, or it would be no comparison."""
    served, bare = (httpx.get(api, headers=headers).json(), httpx.get(floor).json())
    ids = [sorted(item["id"] for item in document["items"]) for document in (served, bare)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == ITEMS


async def measure(
    running: Running, rounds: int, seconds: float, connections: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Answers a second, round by round; and the seconds of the processors that an answer takes."""
    plan = await planned(running)
    with psycopg.connect(running.database, autocommit=True) as connection:
        among_others(connection, OTHERS)
    port = free_port()
    reader = str(actor_id(READER))
    command = (sys.executable, "-m", "benchmarks.plan_floor", running.database, plan, reader, str(port))
    with process(*command) as child:
        floor, api = f"http://127.0.0.1:{port}/plan", f"{running.api}/plans/{plan}"
        answers(floor, child)
        headers = {"Authorization": f"Bearer {running.issuer.token(READER)}"}
        check_alike(floor, api, headers)
        found: dict[str, list[float]] = {"api": [], "floor": []}
        taken: dict[str, list[float]] = {"api": [], "floor": []}
        for _ in range(rounds):
            for name, address, sent, serving in (
                ("floor", floor, {}, child.pid),
                ("api", api, headers, running.serving),
            ):
                await throughput(address, sent, connections=connections, seconds=0.3)
                working = [serving, *backends(running.database)]
                begin = processor_seconds(*working)
                found[name].append(await throughput(address, sent, connections=connections, seconds=seconds))
                taken[name].append((processor_seconds(*working) - begin) / (found[name][-1] * seconds))
    return found, taken


def backends(database: str) -> list[int]:
    """PostgreSQL's processes that serve connections."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
        ).fetchall()
    return [pid for (pid,) in rows]


def main() -> None:
    """Measure and print; exit code 1 when the figure was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2, help="of each round and side")
    parser.add_argument("--connections", type=int, default=8)
    chosen = parser.parse_args()
    with running_service(workers=0) as running:
        found, taken = asyncio.run(measure(running, chosen.rounds, chosen.seconds, chosen.connections))
    rows = [
        (
            name,
            f"{median(found[side]):.0f}/s",
            f"{min(found[side]):.0f}/s",
            f"{max(found[side]):.0f}/s",
            f"{median(taken[side]) * 1000:.2f} ms",
        )
        for side, name in (("api", "GET /plans/{plan}"), ("floor", "floor: bare statement"))
    ]
    ratio = median(found["api"]) / median(found["floor"])
    title = f"A plan of {ITEMS} items read by a party, {chosen.connections} connections: {ratio:.2f} of the floor"
    show(title, ("reads", "median", "worst", "best", "of the processors, each"), rows)
    print(f"by the time of the processors: {median(taken['floor']) / median(taken['api']):.2f} of the floor")
    print(f"to reach: {REACH} of the floor: {'reached' if ratio >= REACH else 'NOT reached'}")
    sys.exit(0 if ratio >= REACH else 1)


if __name__ == "__main__":
    main()
