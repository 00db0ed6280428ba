"""What several readers were told of one life, as it was read day by day, and what groups of them knew together."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from app.domain.days import Day
from app.simulation.driver import Diary, Episode, Sighting


class Told(NamedTuple):
    """A finding as a reader is told of it on a day: forecast, or open. `explained`: another gap is its cause."""

    rule: str
    subject: str
    is_open: bool
    explained: bool = False


class Watch:
    """One life as its readers saw it. `audiences` says whose sight is counted together under which name.

    What was read holds until the same reader's view is read again. Days have to come in order.
    """

    def __init__(self, audiences: Mapping[str, Set[str]]) -> None:
        self._audiences = audiences
        self._diaries = {name: Diary() for name in audiences}
        self._views: dict[str, Sequence[Told]] = {}
        self._since: Day | None = None

    def read(self, reader: str, day: Day, told: Sequence[Told]) -> None:
        """What the reader is told from this day on."""
        self.hold_until(day)
        self._views[reader] = told

    def hold_until(self, day: Day) -> None:
        """Nothing changed for any reader before this day."""
        if self._since is not None and self._since < day:
            for name, readers in self._audiences.items():
                self._write_down(self._diaries[name], readers, self._since, day)
        self._since = day

    def episodes(self) -> dict[str, tuple[Episode, ...]]:
        """What each audience came to know; a gap that several of its readers saw is one."""
        return {name: diary.episodes() for name, diary in self._diaries.items()}

    def _write_down(self, diary: Diary, readers: Set[str], day: Day, until: Day) -> None:
        together: dict[tuple[str, str], Told] = {}
        for told in (one for reader in sorted(readers & self._views.keys()) for one in self._views[reader]):
            key = told.rule, told.subject
            before = together.get(key)
            if before is None or (told.is_open and not before.is_open):
                together[key] = told
            elif told.is_open and before.is_open:
                together[key] = told._replace(explained=told.explained and before.explained)
        for told in together.values():
            opens = day if told.is_open else until
            diary.write_down(Sighting(told.rule, told.subject, day, opens, None, told.explained), day, until)
