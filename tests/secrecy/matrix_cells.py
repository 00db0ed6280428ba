"""The words of the access matrix in SQL: the cells of a row that stands, and a row that somebody tries to write."""

from typing import NamedTuple

from tests.secrecy.matrix_world import Values


class Cells(NamedTuple):
    """What decides about one sort of row: `where` finds it, and each of the others names the callers that may."""

    table: str
    sort: str
    where: str
    select: str = ""
    update: str = ""
    delete: str = ""


class Written(NamedTuple):
    """A row that somebody could try to write, and who may write it as it is."""

    table: str
    what: str
    values: Values
    who: str = ""
