"""Threads of messages: who is waited for and since when, worked out from who wrote what to whom, and from nothing else.

A party is waited for since the first message addressed to it that it has not written after. Whoever sees only some of
the messages works it out from those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.domain.actors import THE_PERSON
from app.domain.days import Day, WorkingDays

PERSON: Final = str(THE_PERSON)


class Said(NamedTuple):
    """A message as far as it moves the clocks; parties are ids as text, PERSON among them."""

    writer: str
    on: Day
    addressed_to: tuple[str, ...] = ()
    closes: bool = False


Thread = Sequence[Said]
"""In the order in which they were written."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The parties that are waited for, the day since which one of them is, and how many working days that has been.

    The day itself does not count, today does if it is a working day.
    """

    parties: tuple[str, ...]
    since: Day
    working_days: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of a thread; None: nobody of that sort is waited for."""

    agency: Clock | None
    person: Clock | None


def is_closed(thread: Thread) -> bool:
    """Whether somebody has said that it needs no answer; nothing is written in it afterwards."""
    return any(said.closes for said in thread)


def waited_for(thread: Thread) -> dict[str, Day]:
    """Since which day each party is waited for, those who are waited for longest first."""
    waiting: dict[str, Day] = {}
    for said in thread:
        if said.closes:
            return {}
        waiting.pop(said.writer, None)
        for party in said.addressed_to:
            if party != said.writer:
                waiting.setdefault(party, said.on)
    return waiting


def whom_to_answer(thread: Thread, writer: str) -> tuple[str, ...]:
    """Whom an answer by `writer` is for: those who have addressed it since it last wrote, else whoever wrote last."""
    last = max((n for n, said in enumerate(thread) if said.writer == writer), default=-1)
    asking = [said.writer for said in thread[last + 1 :] if writer in said.addressed_to]
    others = [said.writer for said in thread[last + 1 :]]
    return tuple(dict.fromkeys(asking or others[-1:]))


def takes_part(thread: Thread, party: str) -> bool:
    """Whether the party has written in the thread, or was addressed in it."""
    return any(party == said.writer or party in said.addressed_to for said in thread)


def clocks(thread: Thread, today: Day, working_days: WorkingDays) -> Clocks:
    """How long an agency, and how long the person, has been waited for up to today."""

    def clock(waiting: dict[str, Day]) -> Clock | None:
        if not waiting:
            return None
        since = min(waiting.values())
        waited = sum(1 for day in range(since + 1, today + 1) if day in working_days)
        return Clock(tuple(waiting), since, waited)

    waiting = waited_for(thread)
    person = {party: since for party, since in waiting.items() if party == PERSON}
    return Clocks(clock({p: since for p, since in waiting.items() if p != PERSON}), clock(person))
