"""A coordination body's statistics as its members read them: a quarter as it was made, of nobody."""

from collections.abc import Callable

from app.domain.errors import FieldError, NotFound
from app.domain.permissions import Permission, check
from app.domain.quarters import Quarter
from app.domain.statistics.tables import TABLES
from app.usecases.body_reading import body_of_member
from app.usecases.ports import Caller, Registry, Views
from app.usecases.reading import Document

DrawStatistics = Callable[[Document], str]
DrawTable = Callable[[Document, str], str]
"""Draws one table in a language, to stand inside a page."""


class NoStatistics(NotFound):
    """There are none of that quarter, or none at all yet."""


async def read_statistics(
    views: Views, registry: Registry, caller: Caller, key: str, quarter: str | None, table: str | None = None
) -> Document:
    """The last edition of the quarter (of the newest one that has been made, if none is named), one table of it or all,
    and all the quarters that there are. FieldError for what is no quarter or no table, NotFound for a body that there
    is not, NoStatistics for a quarter, NotPermitted for whoever is no member.
    """
    check(caller.principal, Permission.STATISTICS)
    asked = None if quarter is None else str(Quarter.read(quarter))
    known = [one.key for one in TABLES]
    if table is not None and table not in known:
        raise FieldError("table", f"there is no such table; use one of {', '.join(known)}")
    await body_of_member(registry, caller, key)
    read = await views.read("statistics", caller, body=key, quarter=asked)
    document: Document = read["document"] if read else {"quarters": [], "shown": None}
    if document["shown"] is None:
        there = ", ".join(one["quarter"] for one in document["quarters"]) or "none yet"
        raise NoStatistics(f"there are no statistics of that quarter; there are of: {there}")
    tables = [one for one in document["shown"]["tables"] if table in (None, one["table"])]
    return {**document["shown"], "tables": tables, "quarters": document["quarters"]}
