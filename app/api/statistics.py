"""A coordination body's statistics: fixed tables of a quarter, without filters, as they were made."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from app.api.addresses import BodyKey
from app.api.authentication import CallerOf, ServiceOf
from app.api.contract import documented
from app.api.escalations import FINDINGS
from app.api.finding_models import DayText
from app.api.views import answered_document
from app.domain.errors import FieldError
from app.usecases.statistics_csv import written
from app.usecases.statistics_reading import read_statistics

router = APIRouter()
QuarterText = Annotated[str, Field(pattern=r"^[0-9]{4}-Q[1-4]$", examples=["2026-Q3"])]
AskedQuarter = Annotated[
    str | None, Query(description="Kvartalet, t.ex. 2026-Q3; annars det senaste. The quarter; else the newest.")
]

AskedTable = Annotated[
    str | None, Query(description="Bara den tabellen, t.ex. costs. That table alone; needed for text/csv.")
]


class MadeView(BaseModel):
    """A quarter that there are statistics of, and when its last edition was made."""

    quarter: QuarterText
    edition: Annotated[int, Field(ge=1, description="1, and one more for each correction.")]
    made_on: DayText


class StatisticsColumn(BaseModel):
    """A column, with the unit of its numbers."""

    column: Annotated[str, Field(description="Of the list statistics-column.", examples=["median_days"])]
    label: Annotated[str, Field(examples=["dagar till lösning, median"])]
    unit: Literal["number", "days", "working-days", "weeks", "kronor", "per-cent", "mean", "steps"]


class StatisticsPlace(BaseModel):
    """The place that a row is about: a municipality or county by its code, or the body by its key."""

    kind: Annotated[Literal["municipality", "body", "county"], Field(description="Of the list statistics-place.")]
    code: Annotated[str, Field(examples=["06"])]


class StatisticsRow(BaseModel):
    """A row: a number for each column, null for one that is withheld."""

    row: Annotated[str, Field(description="A rule, an actor, or a code.", examples=["call-unanswered"])]
    label: Annotated[str, Field(examples=["Kallelse utan svar"])]
    place: StatisticsPlace | None = None
    values: Annotated[
        dict[str, float | None],
        Field(
            description="By column. Null when it rests on fewer than five persons, or would give away one that does.",
            examples=[{"opened": 12, "resolved": 7, "median_days": 21.5}],
        ),
    ]


class StatisticsTable(BaseModel):
    """A table. Its rows and columns are the same whatever has been counted."""

    table: Annotated[str, Field(description="Of the list statistics-table.", examples=["gaps"])]
    title: Annotated[str, Field(examples=["Glapp per regel"])]
    columns: list[StatisticsColumn]
    rows: list[StatisticsRow]


class StatisticsView(BaseModel):
    """A quarter's tables, and the quarters that there are, the newest first."""

    body: Annotated[str, Field(description="The body's key.")]
    name: str
    quarter: QuarterText
    edition: int
    made_on: DayText
    tables: list[StatisticsTable]
    quarters: list[MadeView]


SHIFTS: Final[dict[str, Any]] = {
    "table": "cost-shifts",
    "title": "Ersättning som följdes av försörjningsstöd",
    "columns": [
        {"column": "shifts", "label": "övervältringar", "unit": "number"},
        {"column": "weeks", "label": "veckor", "unit": "weeks"},
        {"column": "kronor", "label": "kronor", "unit": "kronor"},
    ],
    "rows": [
        {"row": "all", "label": "sammanlagt", "values": {"shifts": 11, "weeks": 84.3, "kronor": 89604}},
        {"row": "sickness-benefit", "label": "sjukpenning", "values": {"shifts": None, "weeks": None, "kronor": None}},
    ],
}
MADE: Final[dict[str, Any]] = {"quarter": "2026-Q3", "edition": 1, "made_on": "2026-10-01"}


@router.get(
    "/coordination-bodies/{body}/statistics",
    tags=FINDINGS,
    **documented(
        "A quarter's statistics",
        "Fasta tabeller för ett kvartal som är slut, för organets medlemmar: glapp, tid till möte, uppföljning, "
        "kallelser utan svar, nivåer, utfall, kostnader och övervältringar. Inga fria urval, ingen person; tal som "
        "bygger på färre än fem visas inte. Som bild med Accept: image/svg+xml, en tabell som fil med Accept: text/csv "
        "(`withheld` där ett tal inte visas). Fixed tables of a quarter for members: no filters, no person, no number "
        "that rests on fewer than five; as a picture with Accept: image/svg+xml, one table as a file with text/csv.",
        StatisticsView,
        {"body": "prov", "name": "Provköpings samverkan", **MADE, "tables": [SHIFTS], "quarters": [MADE]},
    ),
)
async def statistics(
    service: ServiceOf,
    caller: CallerOf,
    request: Request,
    body: BodyKey,
    quarter: AskedQuarter = None,
    table: AskedTable = None,
) -> Response:
    wanted = request.headers.get("accept", "")
    if "text/csv" in wanted and table is None:
        raise FieldError("table", "name one: a file holds one table; without Accept: text/csv all are answered")
    found = await read_statistics(service.views, service.registry, caller, body, quarter, table)
    if "image/svg+xml" in wanted:
        return Response(service.draw_statistics(found), media_type="image/svg+xml")
    if "text/csv" in wanted:
        return Response(written(found["tables"][0]), media_type="text/csv; charset=utf-8")
    return answered_document(found)
