"""A round: one life told in both counties, in one of them with what goes on unseen, and all that its viewers hear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Final

import pytest

from app.usecases import persons
from tests.alike.looking import READS, Viewer
from tests.alike.telling import Told
from tests.alike.twin import Twin
from tests.alike.unseen import OF_OTHERS, OF_STRANGERS, OF_THE_OWNER, OF_THE_PARTY, Unseen
from tests.county import TODAY

MOMENTS: Final = (0, 0, 27)
"""Days after the first on which everybody looks: twice on the first; meanwhile the detector looks every third day."""
LOG: Final = ("/audit", "/audit/samples", "/audit/persons")
DESK: Final = ("/caseload", "/deputies", "/persons-without-handler", "/persons/{person}/named-handlers", "/findings",
               "/colleagues", "/caseload-transfers/{transfer}", "/plans/{plan}")  # fmt: skip
FOREIGN: Final = ("/persons/{person}/timeline", "/persons/{person}/findings", "/findings", "/plans/{plan}")
EVERYTHING: Final = tuple(READS)
TRIED: Final = 3
"""Of what changes something every third is tried in a round."""


@dataclass(frozen=True)
class Audience:
    """Viewers with what each asks for, and what is hidden from all of them; the first tries everything too."""

    viewers: Mapping[str, tuple[str, ...]]
    deeds: tuple[str, ...]


# What was done unseen of an audience stays, so that only who comes later may be shown less of it.
AUDIENCES: Final = (
    Audience(
        {"caseworker at the owner": EVERYTHING, "coordinator at the owner": DESK, "auditor at the owner": LOG},
        OF_STRANGERS,
    ),
    Audience(
        {
            "system at the party": EVERYTHING,
            "caseworker at the party": DESK,
            "coordinator at the party": DESK,
            "auditor at the party": LOG,
        },
        (*OF_STRANGERS, *OF_THE_OWNER),
    ),
    Audience(
        {"system at the addressee": EVERYTHING, "caseworker at the stranger": EVERYTHING, "another person": FOREIGN},
        (*OF_STRANGERS, *OF_THE_OWNER, *OF_THE_PARTY),
    ),
    Audience({"the person": EVERYTHING}, OF_OTHERS),
)


@dataclass
class Heard:
    """What the viewers of one county heard in a round."""

    viewers: dict[str, Told] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    hidden: list[list[str]] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    tried: int = 0


async def a_round(twin: Twin, seed: int, hidden: list[list[str]] | None = None) -> Heard:
    """The round of that seed: with what goes on unseen, or without; then `hidden` are the addresses of what there was
    in the other county, by the look."""
    with pytest.MonkeyPatch.context() as patch:  # persons too have the same id in both: lists may go by it
        patch.setattr(persons, "uuid4", twin.ids)
        return await _told(twin, seed, hidden)


async def _told(twin: Twin, seed: int, hidden: list[list[str]] | None) -> Heard:
    audience = AUDIENCES[seed % len(AUDIENCES)]
    haunted = hidden is None
    unseen = Unseen(Random(seed), audience.deeds, twin.ids)  # noqa: S311 - for choosing cases, not secrets
    heard = Heard()
    twin.county.today = TODAY
    life = await twin.life("partial", unseen.meanwhile if haunted else None)
    viewers = [Viewer(twin, life, name, asks) for name, asks in audience.viewers.items()]
    for viewer in viewers:
        await viewer.acted()
    before = 0
    for moment, day in enumerate(MOMENTS):
        for each in range(before, day + 1, 3):
            await twin.county.detect(TODAY + timedelta(each))
        before = day
        if haunted:
            heard.hidden.append(unseen.addresses[-6:])
        for viewer in viewers:
            await viewer.look(moment, (hidden or heard.hidden)[moment])
        if haunted and day == 0:
            await (unseen.everything(life) if moment == 0 else unseen.something(life, times=2))
            await twin.county.detect()
    heard.tried = await viewers[0].try_everything(seed // len(AUDIENCES) % TRIED, TRIED)
    for viewer in viewers:
        heard.viewers[viewer.name] = viewer.told
        heard.reached |= viewer.reached
    heard.done = unseen.done
    return heard
