"""How long a fact takes to become a finding: from when it was due to be sent until a read would show what it changed.

Every person has had income support for long and no plan, which is a gap. Each measured POST /facts reports
that the support ended, or that it did not: the gap closes or opens again. Load is open loop: a post that is
due is sent, however slow the earlier ones are, and its time counts from when it was due. The finding's row is
looked for over one database connection every 10 ms; what is committed there is what a read shows, and at the
end the service is asked over REST whether it agrees. The floor is the post's own answer in the same run.
"""

import argparse
import asyncio
import sys
import time
from dataclasses import dataclass, field
from datetime import date

import httpx
import psycopg

from app.demo.numbers import test_numbers
from benchmarks.figures import in_ms, percentile, show
from benchmarks.processes import Running, running_service

LOOK = 0.01
"""Seconds between two looks at the findings."""
GRACE = 5.0
"""Seconds after the last post in which its finding may still come."""
FINDINGS = "select person_id::text, status from sip.finding where rule = 'income-support-longterm'"
OPEN = frozenset({"open", "critical"})
REACH = 1.0
"""Seconds that 99 of 100 may take at the most."""


@dataclass
class Measured:
    """Seconds, and what went wrong."""

    answered: list[float] = field(default_factory=list)
    found: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Life:
    """A person, the count of versions of its one changing fact, and since when which state is waited for."""

    person: str
    version: int = 1
    opened: bool = True
    waiting_since: float | None = None


async def prepared(clients: dict[str, httpx.AsyncClient], count: int) -> list[Life]:
    """Persons with some twenty facts each from three units, and the gap open."""
    born = date(1981, 10, 1)
    numbers = [number for day in range(28) for number in test_numbers(born.replace(day=day + 1))]
    lives = []
    for number in numbers[:count]:
        person = (await posted(clients["social-services"], "person-lookups", {"identity_number": number}))["person_id"]
        life = Life(person)
        for unit, client in clients.items():
            contacts = [
                {"id": f"{person}.c{n}", "kind": "contact", "person_id": person, "source_version": 1,
                 "on": f"2025-{n + 1:02}-15", "outcome": "reached"}
                for n in range(6)
            ]  # fmt: skip
            support = [support_fact(life)] if unit == "social-services" else []
            await posted(client, "facts", {"facts": contacts + support})
        lives.append(life)
    return lives


def support_fact(life: Life) -> dict[str, object]:
    """The person's income support, running or ended long ago."""
    fact = {"id": f"{life.person}.support", "kind": "status", "person_id": life.person, "code": "income-support",
            "detail": "unemployed", "start": "2024-01-01", "source_version": life.version}  # fmt: skip
    return fact if life.opened else {**fact, "end": "2025-12-31"}


async def posted(client: httpx.AsyncClient, path: str, body: object) -> dict[str, str]:
    """The answer; AssertionError unless all of it was accepted."""
    answer = await client.post(path, json=body)
    assert answer.is_success, answer.text
    assert '"problem"' not in answer.text, answer.text
    found: dict[str, str] = answer.json()
    return found


async def load(client: httpx.AsyncClient, lives: list[Life], rate: float, seconds: float, measured: Measured) -> None:
    """Send posts at the rate, each to the next person, whether or not the earlier ones have been answered."""
    begin = time.monotonic()
    under_way: set[asyncio.Task[None]] = set()
    for number in range(int(rate * seconds)):
        due = begin + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        task = asyncio.create_task(one(client, lives[number % len(lives)], due, measured))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)


async def one(client: httpx.AsyncClient, life: Life, due: float, measured: Measured) -> None:
    """One post; its finding is somebody else's to find."""
    if life.waiting_since is not None:
        measured.errors.append("the finding of the person's former fact had not come")
    life.version, life.opened, life.waiting_since = life.version + 1, not life.opened, due
    try:
        await posted(client, "facts", {"facts": [support_fact(life)]})
    except (AssertionError, httpx.HTTPError) as error:
        measured.errors.append(f"{type(error).__name__}: {error}")
        life.waiting_since = None
        return
    measured.answered.append(time.monotonic() - due)


async def watch(database: str, lives: list[Life], measured: Measured, stop: asyncio.Event) -> None:
    """Notice when the state that a post has brought about can be read."""
    by_person = {life.person: life for life in lives}
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as connection:
        while not stop.is_set():
            rows = await (await connection.execute(FINDINGS)).fetchall()
            now = time.monotonic()
            for person, status in rows:
                life = by_person[person]
                if life.waiting_since is not None and (status in OPEN) == life.opened:
                    measured.found.append(now - life.waiting_since)
                    life.waiting_since = None
            await asyncio.sleep(LOOK)


async def agrees(client: httpx.AsyncClient, life: Life) -> bool:
    """Whether the person's findings, read over REST, are what was found."""
    answer = (await client.get(f"persons/{life.person}/findings")).json()
    status = [one["status"] for one in answer["findings"] if one["rule"] == "income-support-longterm"]
    return len(status) == 1 and (status[0] in OPEN) == life.opened


async def measure(running: Running, rate: float, seconds: float, persons: int) -> Measured:
    """Prepare, warm up for two seconds, measure, and ask over REST whether it is so."""
    clients = {unit: running.client(unit) for unit in ("social-services", "employment-service", "primary-care")}
    system = clients["social-services"]
    lives = await prepared(clients, persons)
    print(f"{persons} persons prepared", file=sys.stderr)
    measured = Measured()
    stop = asyncio.Event()
    watcher = asyncio.create_task(watch(running.database, lives, measured, stop))
    for phase in (2.0, seconds):
        measured.answered.clear()
        measured.found.clear()
        await load(system, lives, rate, phase, measured)
        end = time.monotonic() + GRACE
        while time.monotonic() < end and any(life.waiting_since is not None for life in lives):
            await asyncio.sleep(LOOK)
    stop.set()
    await watcher
    measured.errors += ["a finding never came" for life in lives if life.waiting_since is not None]
    measured.errors += ["REST shows something else" for life in lives[:50] if not await agrees(system, life)]
    for client in clients.values():
        await client.aclose()
    return measured


def main() -> None:
    """Measure and print; exit code 1 when the figure was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=50, help="posts a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--persons", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args()
    with running_service(workers=chosen.workers) as running:
        measured = asyncio.run(measure(running, chosen.rate, chosen.seconds, chosen.persons))
    rows = [
        (name, *(in_ms(percentile(values, share)) for share in (0.5, 0.95, 0.99, 1)), str(len(values)))
        for name, values in (("fact to finding", measured.found), ("floor: the post's answer", measured.answered))
    ]
    title = f"A fact to its finding: {chosen.rate:g} posts/s for {chosen.seconds:g} s, {len(measured.errors)} errors"
    show(title, ("from when the post was due", "p50", "p95", "p99", "worst", "count"), rows)
    for error in sorted(set(measured.errors))[:5]:
        print(f"error: {error}")
    p99 = percentile(measured.found, 0.99)
    reached = not measured.errors and p99 < REACH
    print(f"to reach: p99 below {in_ms(REACH)}, no errors: {'reached' if reached else 'NOT reached'}")
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
