"""A coordination body's statistics as its members read them: a quarter as it was made, of nobody."""

from collections.abc import Callable

from app.domain.errors import NotFound
from app.domain.permissions import Permission, check
from app.domain.quarters import Quarter
from app.usecases.body_reading import body_of_member
from app.usecases.ports import Caller, Registry, Views
from app.usecases.reading import Document

DrawStatistics = Callable[[Document], str]


async def read_statistics(views: Views, registry: Registry, caller: Caller, key: str, quarter: str | None) -> Document:
    """The last edition of the quarter (of the newest one that has been made, if none is named), and all the quarters
    that there are. FieldError for what is no quarter, NotFound for a body or a quarter that there is not, NotPermitted
    for whoever is no member.
    """
    check(caller.principal, Permission.STATISTICS)
    asked = None if quarter is None else str(Quarter.read(quarter))
    await body_of_member(registry, caller, key)
    read = await views.read("statistics", caller, body=key, quarter=asked)
    document: Document = read["document"] if read else {"quarters": [], "shown": None}
    if document["shown"] is None:
        there = ", ".join(one["quarter"] for one in document["quarters"]) or "none yet"
        raise NotFound(f"there are no statistics of that quarter; there are of: {there}")
    return {**document["shown"], "quarters": document["quarters"]}
