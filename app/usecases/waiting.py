"""Threads as they are told: what each is about, whether it is open, and whom it waits for since when."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.days import Day, WorkingDays, day, iso
from app.domain.messages import Clock, Said, clocks, is_closed

Document = dict[str, Any]
Told = Mapping[str, Any]
"""A message as a document tells it; its text may be left out."""


def threads_of(messages: Iterable[Told]) -> dict[str, list[Told]]:
    """The messages by the id of their thread, in the order in which they come."""
    threads: dict[str, list[Told]] = {}
    for message in messages:
        threads.setdefault(message.get("thread") or message["id"], []).append(message)
    return threads


def said_in(messages: Iterable[Told]) -> list[Said]:
    """The messages as far as they move the clocks."""
    return [Said(m["owner"], day(m["on"]), tuple(m["addressed_to"]), m["closes"]) for m in messages]


def told(thread: str, messages: list[Told], today: Day, calendar: WorkingDays) -> Document:
    """The thread with its clocks, as far as these messages of it say."""
    said = said_in(messages)
    running = clocks(said, today, calendar)
    closed = is_closed(said)
    return {
        "id": thread,
        "about": messages[0]["about"],
        "state": "closed" if closed else "open",
        "possible": [] if closed else ["answers", "closing"],
        "waiting_for_agency": _clock(running.agency),
        "waiting_for_person": _clock(running.person),
    }


def still_waiting(messages: Iterable[Told], today: Day, calendar: WorkingDays) -> list[Document]:
    """The threads in which somebody is waited for, whoever waits longest first."""
    threads = [told(thread, said, today, calendar) for thread, said in threads_of(messages).items()]
    waiting = [thread for thread in threads if _since(thread)]
    return sorted(waiting, key=lambda thread: min(_since(thread)))


def _since(thread: Told) -> list[str]:
    clocks_running = (thread["waiting_for_agency"], thread["waiting_for_person"])
    return [clock["since"] for clock in clocks_running if clock]


def _clock(clock: Clock | None) -> Document | None:
    if clock is None:
        return None
    return {"parties": list(clock.parties), "since": iso(clock.since), "working_days": clock.working_days}
