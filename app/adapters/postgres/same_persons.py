"""Which records are one person's, for whoever works out something of everybody: the detector, the sweep, statistics."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, TextClause, text

from app.usecases.dossiers import Dossier

# Each record that is one with others, with every one of them and itself, the leading one first.
OTHERS: Final = """
    (with one as (select person_id, leading_id from same_person
                   union select leading_id, leading_id from same_person)
     select a.person_id, b.person_id as other, b.person_id = b.leading_id as leads
       from one a join one b using (leading_id))"""


def same(persons: str) -> TextClause:
    """The statement that tells which records are one with those of the persons of whom this condition speaks, THESE or
    STRETCH of `dossiers`."""
    return text(f"select person_id, other from {OTHERS} o where {persons} order by person_id, leads desc, other")  # noqa: S608 - only its own literals


def put_together(dossiers: Mapping[UUID, Dossier], same: Iterable[Row[Any]]) -> None:
    """Let each dossier know those of the other records, by the rows that `same` gives; it knows itself among them."""
    records: defaultdict[UUID, list[Dossier]] = defaultdict(list)
    for person, other in ((row.person_id, row.other) for row in same):
        records[person].append(dossiers[other])
    for of_person in records.values():
        for one in of_person:
            one.records = tuple(of_person)
