"""The fixed tables: rows and columns, the same whatever has been counted, places, and the sums between cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.actors import Actor
from app.domain.agreements import PAYERS, CoordinationBody
from app.domain.cost_shifts import PAID_BY
from app.domain.facts.outcome_kinds import GOAL_OUTCOMES, STATEMENTS
from app.domain.gaps.catalogue import CATALOGUE
from app.domain.quarters import Quarter
from app.domain.statistics.lives import OTHERS, UNANSWERED
from app.domain.statistics.suppression import Cell, Sum
from app.domain.statistics.tally import Spot, Tallies, Tally

Unit = Literal["number", "days", "working-days", "weeks", "kronor", "per-cent", "mean", "steps"]
Figure = Literal["median", "weeks", "kronor", "share", "mean", "steps"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that counts; or one that tells a figure of what the column `of` counts, and only where that is told."""

    key: str
    unit: Unit = "number"
    of: str | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a body. `total` is the row that the others add up to, if there is one.

    A table by place has its rows once for each place.
    """

    key: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    total: str | None = None
    by_place: bool = False

    @property
    def counting(self) -> tuple[str, ...]:
        """The columns that count."""
        return tuple(column.key for column in self.columns if column.of is None)


RULE_ROWS: Final = tuple(rule.id for rule in CATALOGUE)
MONTHS: Final = ("month-1", "month-2", "month-3")
"""The columns of a quarter's months."""
TABLES: Final = (
    Table(
        "gaps",
        RULE_ROWS,
        (Column("opened"), Column("resolved"), Column("median_days", "days", "resolved", "median")),
        by_place=True,
    ),
    Table("gap-months", RULE_ROWS, tuple(map(Column, MONTHS))),
    Table(
        "meetings",
        ("held", "waiting"),
        (Column("needs"), Column("median_working_days", "working-days", "needs", "median")),
    ),
    Table(
        "follow-ups",
        ("due", "held", "missed"),
        (Column("follow-ups"), Column("share", "per-cent", "follow-ups", "share")),
        total="due",
    ),
    Table("calls", (), (Column("unanswered"),)),
    Table(
        "levels",
        ("open", "all-active", "some-active"),
        (Column("plans"), Column("share", "per-cent", "plans", "share")),
        total="open",
    ),
    Table("goals", GOAL_OUTCOMES, (Column("goals"),)),
    Table("ladder", ("nearer", "same", "further"), (Column("persons"), Column("steps", "steps", "persons", "steps"))),
    Table("self-sufficiency", ("began",), (Column("persons"),)),
    Table("questionnaire", STATEMENTS, (Column("answers"), Column("mean", "mean", "answers", "mean"))),
    Table("costs", PAYERS, (Column("activities"), Column("kronor", "kronor", "activities", "kronor"))),
    Table(
        "cost-shifts",
        ("all", *PAID_BY),
        (
            Column("shifts"),
            Column("weeks", "weeks", "shifts", "weeks"),
            Column("kronor", "kronor", "shifts", "kronor"),
        ),
        total="all",
    ),
)
"""In reading order. That at least five persons stand behind each number is seen to apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that numbers are told of, and the municipalities whose persons are counted in it."""

    kind: Literal["municipality", "body", "county", "rest"]
    code: str
    municipalities: tuple[str, ...]

    @property
    def key(self) -> str:
        """It as part of a cell's name."""
        return f"{self.kind}:{self.code}"


def county_of(municipality: str) -> str:
    """The county's code: the first two figures of the municipality's (Statistics Sweden)."""
    return municipality[:2]


class Geography:
    """Which places there are for the bodies, and how they add up.

    A body's municipalities are told when it has several. A county is told when it is more than one body and no body
    reaches beyond it; what in it belongs to no body is a place that is never told.
    """

    def __init__(self, bodies: Sequence[CoordinationBody], known: Iterable[str]) -> None:
        self.bodies = {body.key: Place("body", body.key, tuple(sorted(body.municipalities))) for body in bodies}
        taken = {code for place in self.bodies.values() for code in place.municipalities}
        rest = sorted(set(known) - taken)
        self.parts = {
            key: tuple(Place("municipality", code, (code,)) for code in place.municipalities)
            for key, place in self.bodies.items()
            if len(place.municipalities) > 1
        }
        self.counties: dict[str, Place] = {}
        self.sums: list[tuple[Place, tuple[Place, ...]]] = [
            (self.bodies[key], each) for key, each in self.parts.items()
        ]
        for county in sorted({county_of(code) for code in taken}):
            within = [body for body in self.bodies.values() if county in map(county_of, body.municipalities)]
            left = tuple(code for code in rest if county_of(code) == county)
            beside = [*within, *([Place("rest", county, left)] if left else [])]
            if len(beside) > 1 and all({*map(county_of, body.municipalities)} == {county} for body in within):
                everywhere = tuple(code for place in beside for code in place.municipalities)
                self.counties[county] = Place("county", county, everywhere)
                self.sums.append((self.counties[county], tuple(beside)))

    def told_to(self, body: CoordinationBody) -> list[Place]:
        """The places of a body's table by place, from the smallest to the largest."""
        counties = sorted({county_of(code) for code in body.municipalities} & self.counties.keys())
        return [*self.parts.get(body.key, ()), self.bodies[body.key], *(self.counties[code] for code in counties)]

    @property
    def everywhere(self) -> list[Place]:
        """Every place that is counted."""
        tied = [place for total, parts in self.sums for place in (total, *parts)]
        return list(dict.fromkeys((*self.bodies.values(), *tied)))


def callees_of(body: CoordinationBody, actors: Iterable[Actor], quarter: Quarter) -> tuple[str, ...]:
    """The actors of the body at the end of the quarter, whose calls are told each by itself."""
    own = sorted((actor.name, str(actor.id)) for actor in actors if body.is_of(actor, quarter.last))
    return tuple(actor for _, actor in own)


def rows_of(table: Table, body: CoordinationBody, actors: Iterable[Actor], quarter: Quarter) -> tuple[str, ...]:
    """The rows of the table for a body."""
    return (*callees_of(body, actors, quarter), OTHERS) if table.key == "calls" else table.rows


def tally_of(spot: Spot, place: Place, by_municipality: Mapping[str, Tallies]) -> Tally:
    """What has been added up in the place."""
    found = Tally()
    for code in place.municipalities:
        if (tally := by_municipality.get(code, {}).get(spot)) is not None:
            found.merge(tally)
    return found


def inner_sums(table: Table, rows: Sequence[str], place: str) -> list[Sum]:
    """What adds up within one table of a body: to its total; and calls and months to the gaps that they are."""
    if table.key == "calls":
        total = Cell("gaps", UNANSWERED, place, "opened")
        return [Sum(total, tuple(Cell(table.key, row, place, "unanswered") for row in rows))]
    if table.key == "gap-months":
        return [
            Sum(Cell("gaps", row, place, "opened"), tuple(Cell(table.key, row, place, month) for month in MONTHS))
            for row in rows
        ]
    if table.total is None:
        return []
    return [
        Sum(
            Cell(table.key, table.total, place, column),
            tuple(Cell(table.key, row, place, column) for row in rows if row != table.total),
        )
        for column in table.counting
    ]
