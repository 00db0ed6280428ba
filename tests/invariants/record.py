"""What has been acknowledged about one person, and who may know of it: worked out from that alone, in the plainest way.

Who may see an item is said once for all tests, from the facts and without grants, in `tests/secrecy/meaning.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.secrecy.meaning import When, holding, may_see
from tests.secrecy.worlds import Row

OF_THE_KIND = {
    "assessment": "health", "activity": "social", "referral": "social", "minutes": "social", "crisis-plan": "health",
    "voice": "social", "ladder-step": "work", "questionnaire": "social", "end-report": "social",
}  # fmt: skip
OF_THE_CODE = {"job-seeker": "work", "income-support": "economy", "sickness-benefit": "health"}


def category_of(kind: str, said: dict[str, Any], of_need: str | None) -> str:
    """Which consents cover it: what it says itself, else its need's, else that of its code or kind, else the frame."""
    own = said.get("category") or of_need or OF_THE_CODE.get(said.get("code", ""))
    return own or OF_THE_KIND.get(kind, "plan")


@dataclass(frozen=True)
class Told:
    """A version that was acknowledged, and the words in it by which it is known again."""

    row: Row
    words: frozenset[str]
    held: bool
    """Whether it held when it came, or came too late."""


@dataclass
class Record:
    """Every version of every item of one person, in the order in which they were acknowledged."""

    person: UUID
    told: list[Told] = field(default_factory=list)
    _known: dict[tuple[UUID, date, int], tuple[set[str], set[str]]] = field(default_factory=dict)

    def add(self, row: Row, words: Iterable[str] = ()) -> None:
        """A version was acknowledged."""
        held = self.versions(row.id)
        newest = max(((one.source_version, one.revision) for one in held), default=(-1, 0))
        self.told.append(Told(row, frozenset(words), (row.source_version, row.revision) > newest))

    def amend(self, item: str, *, words: Iterable[str] = (), void: bool = False, **fields: Any) -> None:
        """The next revision of what holds was acknowledged; `void` when it takes the item away."""
        held = self.now()[item]
        changed = replace(held, revision=held.revision + 1, fields={**held.fields, **fields}, void=void)
        said = next(one.words for one in reversed(self.told) if one.row == held)
        self.add(changed, {*said, *words})

    def name(self, word: str) -> None:
        """The person is called by this word from now on; an older name is nobody's any more."""
        self.told[0] = replace(self.told[0], words=frozenset({word}))
        self._known.clear()

    def versions(self, item: UUID) -> list[Row]:
        return [one.row for one in self.told if one.row.id == item]

    def now(self) -> dict[str, Row]:
        """What holds, by id."""
        return {str(row.id): row for row in holding(one.row for one in self.told)}

    def changes(self, item: str) -> int:
        """How often the item has become something else."""
        return sum(one.held for one in self.told if str(one.row.id) == item)

    def seen(self, reader: UUID, day: date) -> set[str]:
        """The items that the reader, an actor or the person, may see on the day."""
        return self._worked_out(reader, day)[0]

    def heard(self, reader: UUID, day: date) -> set[str]:
        """The words that may be in what the reader is answered."""
        return self._worked_out(reader, day)[1]

    def words(self, item: str, *, title: str | None = None) -> frozenset[str]:
        """The words in what holds of the item, or of them the title alone."""
        row = self.now()[item]
        said = next(one.words for one in reversed(self.told) if one.row == row)
        return said if title is None else frozenset({title})

    def ids_of(self, word: str) -> set[str]:
        """The items in which the word stands or stood."""
        return {str(one.row.id) for one in self.told if word in one.words}

    def _worked_out(self, reader: UUID, day: date) -> tuple[set[str], set[str]]:
        place = (reader, day, len(self.told))
        if place not in self._known:
            rows = holding(one.row for one in self.told)
            everything = reader == self.person
            seen = {str(row.id) for row in rows if everything or may_see(row, reader, rows, When(day))}
            words = {word for one in self.told if everything or self._knows(one.row, reader, rows, seen, day)
                     for word in one.words}  # fmt: skip
            self._known[place] = seen, words
        return self._known[place]

    def _knows(self, row: Row, reader: UUID, rows: list[Row], seen: set[str], day: date) -> bool:
        """Whether the reader may know of the version; of one that does not hold any more by the rights of today."""
        if row.owner == reader:
            return True
        return str(row.id) in seen and not row.void and may_see(row, reader, rows, When(day))
