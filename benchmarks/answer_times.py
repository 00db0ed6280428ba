"""Whether the time of an answer hints at what is hidden: two questions that are answered alike, asked in turn.

An id of something that another agency keeps to itself, and an id of nothing; and the timeline of a person about whom
others have reported nothing, and that of one about whom they have reported much that the reader may not see. Each
answer's time by the clock is noted as whoever asks would note it. What is printed beside the medians is the probability
that an answer to the one takes longer than an answer to the other (one half: nothing can be told), how large the
difference is in standard deviations, and how many answers somebody would have to time to tell the two apart. The third
pair is the same question twice: what it shows is noise, and so is as little in the others.
"""

import argparse
import asyncio
import time
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import islice
from math import ceil, inf, sqrt
from statistics import fmean, median, pvariance
from typing import Final
from uuid import uuid4

import httpx

from app.demo.numbers import test_numbers
from benchmarks.figures import show
from benchmarks.plan_read import posted
from benchmarks.processes import Running, running_service

READER, OTHER = "employment-service", "primary-care"
HIDDEN: Final = 200
"""Facts that the other agency keeps to itself."""
SURE: Final = 2 * (1.96 + 0.84) ** 2
"""Answers of each, times the squared effect, to be right about the difference: 5 % of false alarms, 80 % found."""


async def a_person(running: Running, number: str, hidden: int) -> tuple[str, str]:
    """Somebody whom both agencies know, the reader by a need of its own; and the id of the last hidden fact."""
    reader, other = running.client(READER), running.client(OTHER)
    person = (await posted(other, "person-lookups", {"identity_number": number}))["person_id"]
    await posted(reader, "person-lookups", {"identity_number": number})
    last = (await posted(other, "plans", {"person_id": person, "start": "2026-01-01"}))["id"]
    plan = (await posted(reader, "plans", {"person_id": person, "start": "2026-01-01"}))["id"]
    await posted(reader, f"plans/{plan}/needs", {"category": "work", "start": "2026-01-01"})
    if hidden:
        facts = [
            {
                "kind": "contact", "id": f"{person}.{n}", "person_id": person, "source_version": 1,
                "on": f"2026-{1 + n % 9:02}-{1 + n % 28:02}", "outcome": "reached", "disclosure": "own",
            }
            for n in range(hidden)
        ]  # fmt: skip
        results = (await posted(other, "facts", {"facts": facts}))["results"]
        assert {one["result"] for one in results} == {"created"}
    await reader.aclose()
    await other.aclose()
    return person, last


async def timed(client: httpx.AsyncClient, path: str, status: int) -> float:
    """Seconds until the answer."""
    begin = time.perf_counter()
    answer = await client.get(path)
    took = time.perf_counter() - begin
    assert answer.status_code == status, answer.text
    return took


async def compared(client: httpx.AsyncClient, one: str, other: str, status: int, times: int) -> list[list[float]]:
    """Both asked in turn so many times, now the one first and now the other."""
    took: list[list[float]] = [[], []]
    for path in (one, other) * 20:
        await timed(client, path, status)
    for number in range(times):
        for place in (0, 1) if number % 2 else (1, 0):
            took[place].append(await timed(client, (one, other)[place], status))
    return took


def longer(one: Sequence[float], other: Sequence[float]) -> float:
    """The probability that an answer to the one took longer than an answer to the other; ties count half."""
    ordered = sorted(other)
    wins = sum((bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in one)
    return wins / (len(one) * len(other))


def effect(one: Sequence[float], other: Sequence[float]) -> float:
    """The difference of the means in standard deviations, without the slowest hundredth of each: the machine's own."""
    kept = [sorted(values)[: max(2, len(values) * 99 // 100)] for values in (one, other)]
    deviation = sqrt(fmean([pvariance(values) for values in kept]))
    return (fmean(kept[0]) - fmean(kept[1])) / deviation if deviation else 0.0


def needed(size: float) -> str:
    """How many answers of each one would have to time to tell an effect of that size."""
    answers = SURE / size**2 if size else inf
    return "-" if answers > 1e9 else str(ceil(answers))


async def measure(running: Running, times: int) -> list[tuple[str, list[list[float]]]]:
    """The three pairs, each with the times of the first and of the second question."""
    numbers = islice(test_numbers(date(1981, 10, 3)), 2)
    (empty, foreign), (full, _) = [
        await a_person(running, number, hidden) for number, hidden in zip(numbers, (0, HIDDEN), strict=True)
    ]
    reader = running.client(READER)
    plan, timeline = "plans/{}".format, "persons/{}/timeline".format
    pairs = [
        (
            "an id of another's plan, and of nothing",
            await compared(reader, plan(foreign), plan(uuid4()), 404, times),
        ),
        (
            f"{HIDDEN} hidden facts, and none",
            await compared(reader, timeline(full), timeline(empty), 200, times),
        ),
        ("the same twice: noise", await compared(reader, timeline(empty), timeline(empty), 200, times)),
    ]
    await reader.aclose()
    return pairs


def main() -> None:
    """Measure and print; nothing is asserted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000, help="answers to each question")
    chosen = parser.parse_args()
    with running_service(workers=0) as running:
        pairs = asyncio.run(measure(running, chosen.times))
    rows = [
        (
            name,
            f"{median(one) * 1000:.2f} ms",
            f"{median(other) * 1000:.2f} ms",
            f"{longer(one, other):.2f}",
            f"{effect(one, other):+.2f}",
            needed(effect(one, other)),
        )
        for name, (one, other) in pairs
    ]
    head = ("asked", "the first", "the second", "the first is slower", "standard deviations", "answers to tell")
    show(f"The time of an answer, {chosen.times} answers to each question, asked in turn", head, rows)


if __name__ == "__main__":
    main()
