"""What a simulation is asked to do, and the refusal of what makes no sense."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from app.domain.days import Day
from app.domain.errors import FieldError

FIRST_DAY: Final[Day] = date(2024, 1, 1).toordinal()
"""Every simulated world begins on this day, so that the same seed gives the same world in any year."""
MOST_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class Size:
    """How many persons, and which share of them (percent) belong to a target group; the others live quietly."""

    persons: int
    in_target_groups: int


SIZES: Final = {"S": Size(1_800, 100), "M": Size(17_800, 10), "L": Size(370_000, 10)}
"""S: the target groups of a small municipality. M: all its inhabitants. L: those of its county."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Where, how long (years of 365 days), which world (seed), how many persons.

    `in_target_groups` is the percent of them that an agency has anything to do with.
    """

    municipality: str
    name: str
    years: int
    seed: int
    size: str
    persons: int
    in_target_groups: int

    @property
    def start(self) -> Day:
        """The first simulated day."""
        return FIRST_DAY

    @property
    def end(self) -> Day:
        """The day after the last simulated one."""
        return FIRST_DAY + 365 * self.years

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def setup(municipality: str, years: int, seed: int, size: str) -> Setup:
    """What to simulate; FieldError names the first thing that is wrong and what would be right."""
    name = next((name for code, name in municipalities() if code == municipality), None)
    if name is None:
        raise FieldError(
            "municipality", f"there is no Swedish municipality with the code {municipality[:20]!r}; Eksjö is 0686"
        )
    if not 1 <= years <= MOST_YEARS:
        raise FieldError("years", f"have to be from 1 to {MOST_YEARS}")
    if not 0 <= seed < 2**63:
        raise FieldError("seed", "has to be a whole number from 0 up, of at most 18 digits")
    if size not in SIZES:
        raise FieldError("size", f"has to be one of {', '.join(SIZES)}")
    return Setup(municipality, name, years, seed, size, SIZES[size].persons, SIZES[size].in_target_groups)


def municipalities() -> Iterator[tuple[str, str]]:
    """Code and name of Sweden's 290 municipalities.

    From the open data set Swedish Geodata (sjbrg/swedish-geodata, commit 03b0a24, CC0 1.0), itself from
    Statistics Sweden's and public sources.
    """
    with (files("app.simulation") / "municipalities.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            yield row["municipality_code"], row["municipality_name"]
