"""An edition of a quarter's statistics: from what was added up to what each body is told, the withheld left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.domain.actors import Actor
from app.domain.agreements import CoordinationBody
from app.domain.costs import weeks
from app.domain.gaps.catalogue import RULES
from app.domain.labels import label_sv
from app.domain.quarters import Quarter
from app.domain.statistics.suppression import Cell, Counted, Sum, published
from app.domain.statistics.tables import (
    RULE_ROWS,
    TABLES,
    Column,
    Geography,
    Place,
    Table,
    inner_sums,
    rows_of,
    tally_of,
)
from app.domain.statistics.tally import Spot, Tallies, Tally

Document = dict[str, Any]
Number = float | None
Told = dict[Cell, Number]
NO_PLACES: Final = frozenset({"rest"})


class Edition:
    """The tables of all bodies, worked out together: what one is told must not give away what another is not."""

    def __init__(
        self,
        quarter: Quarter,
        by_municipality: Mapping[str, Tallies],
        bodies: Sequence[CoordinationBody],
        actors: Mapping[str, Actor],
        former: Mapping[str, Document] | None = None,
    ) -> None:
        self._quarter = quarter
        self._by_municipality = by_municipality
        self._bodies = sorted(bodies, key=lambda body: body.key)
        self._actors = actors
        self._former: Told = {}
        for document in (former or {}).values():
            self._former |= told_in(document)
        known = {actor.municipality_code for actor in actors.values() if actor.municipality_code}
        self._geography = Geography(self._bodies, known | by_municipality.keys())
        self._tallies: dict[Cell, Tally] = {}
        self._sums: list[Sum] = []
        self._rows: dict[tuple[str, str], tuple[str, ...]] = {}
        for table in TABLES:
            self._lay_out(table)

    def documents(self) -> dict[str, Document]:
        """What each body is told, by its key."""
        counts = {cell: tally.counted for cell, tally in self._tallies.items()}
        hidden = {cell for cell in counts if cell.place.split(":")[0] in NO_PLACES}
        former: dict[Cell, int | None] = {
            cell: None if (count := self._former[cell]) is None else int(count)
            for cell in counts
            if cell in self._former
        }
        told = published(counts, self._sums, hidden, former or None)
        return {body.key: self._document(body, told) for body in self._bodies}

    @property
    def counts(self) -> Mapping[Cell, Counted]:
        """What is counted in each cell, before anything is withheld."""
        return {cell: tally.counted for cell, tally in self._tallies.items()}

    @property
    def sums(self) -> Sequence[Sum]:
        """What adds up to what, in all tables of all bodies."""
        return self._sums

    def _lay_out(self, table: Table) -> None:
        if table.by_place:
            for place in self._geography.everywhere:
                self._count(table, table.rows, place)
            for total, parts in self._geography.sums:
                self._sums += [
                    Sum(_cell(table, row, total, column), tuple(_cell(table, row, part, column) for part in parts))
                    for row in table.rows
                    for column in table.counting
                ]
        for body in self._bodies:
            place = self._geography.bodies[body.key]
            rows = self._rows[table.key, body.key] = rows_of(table, body, self._actors.values(), self._quarter)
            if not table.by_place:
                self._count(table, rows, place)
            self._sums += inner_sums(table, rows, place.key)

    def _count(self, table: Table, rows: Sequence[str], place: Place) -> None:
        for row in rows:
            for column in table.counting:
                spot = Spot(table.key, row, column)
                self._tallies[_cell(table, row, place, column)] = tally_of(spot, place, self._by_municipality)

    def _document(self, body: CoordinationBody, told: Mapping[Cell, int | None]) -> Document:
        tables = []
        for table in TABLES:
            own = self._geography.bodies[body.key]
            places = self._geography.told_to(body) if table.by_place else [own]
            rows = [
                {
                    "row": row,
                    "label": self._label(table, row),
                    **({"place": {"kind": place.kind, "code": place.code}} if table.by_place else {}),
                    "values": {column.key: self._value(table, row, place, column, told) for column in table.columns},
                }
                for row in self._rows[table.key, body.key]
                for place in places
            ]
            tables.append(
                {
                    "table": table.key,
                    "title": label_sv("statistics-table", table.key),
                    "columns": [
                        {"column": one.key, "label": label_sv("statistics-column", one.key), "unit": one.unit}
                        for one in table.columns
                    ],
                    "rows": rows,
                }
            )
        return {"body": body.key, "name": body.name, "quarter": str(self._quarter), "tables": tables}

    def _value(self, table: Table, row: str, place: Place, column: Column, told: Mapping[Cell, int | None]) -> Number:
        counted = _cell(table, row, place, column.of or column.key)
        count = told[counted]
        if count is None or column.of is None:
            return count
        if column.figure == "share":
            return self._share(table, row, place, column, told)
        if self._former.get(counted) == count:  # it stands as it was told
            return self._former.get(_cell(table, row, place, column.key))
        return _figure(self._tallies[counted], column)

    def _share(self, table: Table, row: str, place: Place, column: Column, told: Mapping[Cell, int | None]) -> Number:
        """Per cent of the total."""
        total, part = (told[_cell(table, str(name), place, str(column.of))] for name in (table.total, row))
        return round(100 * part / total) if total and part is not None else None

    def _label(self, table: Table, row: str) -> str:
        if table.rows is RULE_ROWS:
            return RULES[row].title_sv
        if row in self._actors:
            return self._actors[row].name
        words = "statistics-row" if row == table.total else ROW_WORDS.get(table.key, "statistics-row")
        return label_sv(words, row)


ROW_WORDS: Final = {
    "goals": "goal-outcome",
    "questionnaire": "questionnaire-statement",
    "costs": "payer",
    "cost-shifts": "status",
}
"""The code lists of rows that are codes already."""


def told_in(document: Document) -> Told:
    """Every number in what a body was told, None for those withheld."""
    own = f"body:{document['body']}"
    return {
        Cell(table["table"], row["row"], _place(row.get("place")) or own, column): value
        for table in document["tables"]
        for row in table["rows"]
        for column, value in row["values"].items()
    }


def _place(place: Mapping[str, str] | None) -> str | None:
    return None if place is None else f"{place['kind']}:{place['code']}"


def _cell(table: Table, row: str, place: Place, column: str) -> Cell:
    return Cell(table.key, row, place.key, column)


def _figure(tally: Tally, column: Column) -> Number:
    if column.figure == "median":
        median = tally.median()
        return None if median is None else int(median) if median.is_integer() else median
    if column.figure == "mean":
        return tally.mean("agreement")
    if column.figure == "weeks":
        return weeks(tally.sums["days_paid"])
    return tally.sums[str(column.figure)]
