"""What an agreement would change, counted before it is taken into use: persons by member and rule, no small number."""

from collections.abc import Mapping
from typing import Any, Final, Literal, Protocol
from uuid import UUID

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.days import Day
from app.usecases.administration_ports import AgreementPreview
from app.usecases.comparing_terms import DIFFERENCES, Difference, Tally, tally
from app.usecases.detecting import Detector
from app.usecases.judging import Judge
from app.usecases.reading import Document
from app.usecases.sweeping import Everybody

FEWEST: Final = 5
"""Fewer persons than that are not told apart from each other."""
COLUMNS: Final[tuple[Difference | Literal["now"], ...]] = ("now", *DIFFERENCES)


class Trials(Protocol):
    """The agreements that wait to be counted."""

    async def claim(self) -> AgreementPreview | None:
        """The oldest one that nobody counts; None: nobody waits."""
        ...

    async def counted(self, preview: UUID, found: Mapping[str, Any]) -> None:
        """Keep what was counted."""
        ...


async def try_next(trials: Trials, everybody: Everybody, detector: Detector) -> bool:
    """Count what the next agreement that waits would change; whether there was one."""
    preview = await trials.claim()
    if preview is None:
        return False
    actors, bodies = await detector.actors(), list(await detector.bodies())
    others = [one for one in bodies if one.key != preview.proposed.key]
    now, then = (Judge(detector, actors, held) for held in (bodies, [*others, preview.proposed]))
    counted = await tally(everybody, now, then, preview.on_day, lambda _persons, _last: None)
    await trials.counted(preview.id, told(counted, preview.proposed, actors, preview.on_day))
    return True


def told(counted: Tally, body: CoordinationBody, actors: Mapping[UUID, Actor], day: Day) -> Document:
    """What each member of the body is told: by rule for how many persons its cards are new, gone, earlier, later or
    end otherwise. Null: fewer than five, but some; a rule that nothing differs for is left out."""
    members = [actor for actor in actors.values() if body.is_of(actor, day)]
    return {
        "judged": _number(counted.persons),
        "concerned": _number(counted.concerned),
        "members": [
            {"actor": str(member.id), "rules": rules}
            for member in sorted(members, key=lambda one: (one.name, one.id))
            if (rules := _rules_of(counted, member.id))
        ],
    }


def _rules_of(counted: Tally, member: UUID) -> list[Document]:
    differing = {rule for reader, rule, kind in counted.persons_of if reader == member and kind != "now"}
    return [
        {"rule": rule, **{_name(kind): _number(counted.persons_of[member, rule, kind]) for kind in COLUMNS}}
        for rule in sorted(differing)
    ]


def _name(kind: str) -> str:
    return kind.replace(" ", "_")


def _number(persons: int) -> int | None:
    return None if 0 < persons < FEWEST else persons
