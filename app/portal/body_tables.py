"""A table of statistics as a page shows it: in the reader's words, with what is withheld said as such."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.domain.gaps.catalogue import RULES
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.locale import ENGLISH, SWEDISH, Locale
from app.domain.quarters import Quarter
from app.domain.statistics.edition import ROW_WORDS
from app.domain.statistics.tables import MONTHS
from app.portal.numbers import number_words
from app.usecases.chart_scene import capital

ROWS: Final = "statistics-row"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, and a text for each column, None where the number is withheld."""

    name: str
    rule: str | None
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table: the rows with a number in them, and the names of those of which nothing is told."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    withheld: tuple[str, ...]


def in_language(table: Mapping[str, Any], language: str, body: str, quarter: Quarter) -> dict[str, Any]:
    """The table as it was made, with its words in the language; of several places, each row says which, and the months
    have their names."""
    labels = LABELS_EN if language == "en" else LABELS_SV
    words = {**labels["statistics-column"], **_months(quarter, ENGLISH if language == "en" else SWEDISH)}
    columns = [{**one, "label": words[one["column"]]} for one in table["columns"]]
    places = {(place["kind"], place["code"]) for row in table["rows"] if (place := row.get("place"))}
    rows = [
        {**row, "label": capital(_label(table["table"], row, language, body if len(places) > 1 else None))}
        for row in table["rows"]
    ]
    return {**table, "title": labels["statistics-table"][table["table"]], "columns": columns, "rows": rows}


def table_of(table: Mapping[str, Any], language: str) -> Shown:
    """The table to show. Rows of which nothing is told are named together, so that those with numbers are found."""
    told, withheld = [], []
    for row in table["rows"]:
        values = tuple(_written(row["values"][column["column"]], language) for column in table["columns"])
        if any(value is not None for value in values):
            told.append(Row(row["label"], row["row"] if row["row"] in RULES else None, values))
        else:
            withheld.append(row["label"])
    columns = tuple(capital(column["label"]) for column in table["columns"])
    return Shown(table["table"], table["title"], columns, tuple(told), tuple(withheld))


def _months(quarter: Quarter, locale: Locale) -> dict[str, str]:
    first = date.fromordinal(quarter.first)
    names = [locale.month(first.replace(month=first.month + n)) for n in range(len(MONTHS))]
    return {
        code: locale.say(f"öppnade i {name}", f"opened in {name}") for code, name in zip(MONTHS, names, strict=True)
    }


def _label(table: str, row: Mapping[str, Any], language: str, body: str | None) -> str:
    label = _row_label(table, row, language)
    place = row.get("place")
    if place is None or body is None:
        return label
    labels = LABELS_EN if language == "en" else LABELS_SV
    where = body if place["kind"] == "body" else f"{labels['statistics-place'][place['kind']]} {place['code']}"
    return f"{label}, {where}"


def _row_label(table: str, row: Mapping[str, Any], language: str) -> str:
    code, label = row["row"], row["label"]
    if language == "sv":
        return str(label)
    if code in RULES:
        return RULES[code].title_en
    lists = (LABELS_EN[name] for name in (ROW_WORDS.get(table, ROWS), ROWS))
    return next((words[code] for words in lists if code in words), str(label))


def _written(value: float | None, language: str) -> str | None:
    return None if value is None else number_words(value, language)
