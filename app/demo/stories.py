"""The twelve stories as the demonstration uses them: whose life, who took part, what it says and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from app.bootstrap import read_case
from app.demo.numbers import test_numbers
from app.domain.facts import Fact, Person, Status
from app.domain.gaps.engine import Gap

STORIES = Path(__file__).parents[1] / "stories"

LEFT_BEHIND: Mapping[str, str] = {"09-jonna": "0686"}
"""Whose municipal units are not those of where the person lives now: Jonna moved from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story. `actors` and `readers` are functions; `gaps` are those of the rules there are."""

    key: str
    name: str
    age: int
    municipality: str
    headline: str
    today: date
    readers: tuple[str, ...]
    titles: Mapping[str, str]
    facts: Sequence[Fact]
    gaps: Sequence[Gap]

    @property
    def slug(self) -> str:
        """What the person is called in commands and by the identity provider."""
        return self.key.partition("-")[2]

    @property
    def served_by(self) -> str:
        """The municipality whose units take part."""
        return LEFT_BEHIND.get(self.key, self.municipality)

    @property
    def number(self) -> str:
        """The story's own number."""
        return self.key.partition("-")[0]

    @property
    def is_protected(self) -> bool:
        """Whether the person's whereabouts are not to be told."""
        return any(isinstance(fact, Status) and fact.code == "protected-identity" for fact in self.facts)

    @property
    def born(self) -> date:
        """The person's day of birth."""
        (person,) = (fact for fact in self.facts if isinstance(fact, Person))
        return date.fromordinal(person.birth_date)

    @property
    def identity_number(self) -> str:
        """The person's test number; the stories' days of birth all differ."""
        return next(test_numbers(self.born))

    @property
    def functions(self) -> set[str]:
        """The functions of every actor that reports, is addressed, is consented to or reads."""
        named = {getattr(fact, field, None) for fact in self.facts for field in ("actor", "to")}
        consented = {actor for fact in self.facts for actor in getattr(fact, "actors", ())}
        return {function for function in named | consented | {*self.readers} if function not in (None, "person")}


def read_story(path: Path) -> Story:
    """The story in the file."""
    case = read_case(path, known_only=True)
    told: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["story"]
    return Story(
        key=path.stem,
        name=told["name"],
        age=told["age"],
        municipality=told["municipality"],
        headline=told["headline"],
        today=told["today"],
        readers=tuple(reader["actor"] for reader in told["readers"]),
        titles={item: words["sv"] for item, words in told["titles"].items()},
        facts=case.facts,
        gaps=case.gaps or (),
    )


def read_stories(folder: Path = STORIES) -> list[Story]:
    """All of them, in the order of their numbers."""
    return [read_story(path) for path in sorted(folder.glob("*.yaml"))]
