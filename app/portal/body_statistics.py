"""A coordination body's quarter: each table with its bars, and as a file."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from markupsafe import Markup
from starlette.responses import Response

from app.domain.days import iso
from app.domain.errors import NotFound
from app.domain.quarters import Quarter
from app.domain.statistics.tables import TABLES
from app.portal.asking import VisitOf
from app.portal.body import BodyKey, around
from app.portal.body_tables import in_language, table_of
from app.portal.showing import PERSONAL, shown
from app.portal.words import words_of
from app.usecases.statistics_csv import Manner, written
from app.usecases.statistics_reading import NoStatistics, read_statistics

router = APIRouter()
AskedQuarter = Annotated[str | None, Query(alias="kvartal", pattern=r"^20[0-9]{2}-Q[1-4]$")]
TableKey = Annotated[str, Path(alias="table", max_length=40)]


@router.get("/samordning/{body}/statistik")
async def statistics(visit: VisitOf, body: BodyKey, quarter: AskedQuarter = None) -> Response:
    service, language = visit.service, visit.language
    there = await around(visit, body, "statistik")
    try:
        found = await read_statistics(service.views, service.registry, visit.caller, body, quarter)
    except NoStatistics:
        if quarter is not None:
            raise
        now = Quarter.of(visit.caller.today)
        return await shown(visit, "body", template="body_no_statistics", until=iso(now.last + 1), **there)
    made = Quarter.read(found["quarter"])
    localized = [in_language(table, language, there["body"].name, made) for table in found["tables"]]
    tables = [table_of(one, language) for one in localized]
    drawn = {
        one["table"]: Markup(service.draw_table(one, language))  # noqa: S704 - our own drawing, which escapes
        for one in localized
    }
    return await shown(
        visit,
        "body",
        template="body_statistics",
        quarter=found["quarter"],
        edition=found["edition"],
        made_on=found["made_on"],
        quarters=[one["quarter"] for one in found["quarters"]],
        tables=tables,
        withheld=[table for table in tables if table.withheld],
        drawn=drawn,
        **there,
    )


@router.get("/samordning/{body}/statistik/{table}.csv")
async def file(visit: VisitOf, body: BodyKey, table: TableKey, quarter: AskedQuarter = None) -> Response:
    if table not in {one.key for one in TABLES}:
        raise NotFound("there is no such table")
    service, language = visit.service, visit.language
    found = await read_statistics(service.views, service.registry, visit.caller, body, quarter, table)
    localized = in_language(found["tables"][0], language, found["name"], Quarter.read(found["quarter"]))
    t = words_of("body", language)
    words = {"row": t.code, "label": t.what, "place_kind": t.place_kind, "place_code": t.place_code}
    manner = Manner(
        delimiter="," if language == "en" else ";",
        decimal="." if language == "en" else ",",
        withheld=t.withheld,
        words=words | {column["column"]: column["label"] for column in localized["columns"]},
    )
    name = f"{body}-{table}-{found['quarter']}.csv"
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return Response(
        "\ufeff" + written(localized, manner),
        media_type="text/csv; charset=utf-8",
        headers={**PERSONAL, "Content-Disposition": f'attachment; filename="{name}"'},
    )
