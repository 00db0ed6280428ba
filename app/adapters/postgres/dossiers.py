"""Everything that is known of some persons, read with one statement that gives one row for each of them.

PostgreSQL puts a person's facts, grants, findings and acts together as text, since a row with its columns costs
Python more than what is in it. Only here does that text become a dossier, one person at a time.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from msgspec.json import Decoder, decode

from app.adapters.postgres.escalations import STEP, taken_of
from app.adapters.postgres.findings import ACT, FINDING, StoredFinding, act_of, day_of, finding_of
from app.adapters.postgres.items import stated_by
from app.domain.actors import number_of
from app.domain.disclosure import Grant, Sight
from app.domain.errors import DomainError
from app.domain.facts import UNREAD_KINDS, Stated, all_from_stored
from app.domain.findings import Finding
from app.domain.horizon import SeenFact
from app.domain.making import making
from app.usecases.dossiers import Dossier

T = TypeVar("T")
THESE: Final = "person_id = any(:persons)"
UNREAD: Final = ", ".join(f"'{kind}'" for kind in UNREAD_KINDS)
STRETCH: Final = "person_id > :after and person_id <= :upto"
findings_in: Final = Decoder(list[StoredFinding]).decode
make_grant: Final = making(Grant)
make_sight: Final = making(Sight)
UNREADABLE: Final = (DomainError, ValueError, LookupError, TypeError, AttributeError)

# What each table knows of a person, one row a person and table, put side by side by the grouping and not by a join: a
# plan that takes the persons for fewer than they are would look for each of them in all of a table.
# The facts in an order of their own: in that of the pages of the table, hidden facts would show in others' evidence.
# Whether the person is protected is told by the grants, of which there are few. Nothing is found by what an emergency
# opens, nor for whoever acts for the person.
# The lower bound of a grant's days is inclusive, the upper exclusive; null is no bound.
PARTS: Final = f"""
    select person_id, true as known, string_agg(id::text, ',') filter (where agreed) as ids,
           string_agg(sight, chr(10)) filter (where agreed) as sights,
           string_agg(fields::text, ',') filter (where agreed) as fields, null as grants, null as findings,
           null as acts, null as escalations, null::boolean as guarded, null::date as wake_on, null::boolean as marked
      from (select person_id, id, fields, not void and not tentative and kind not in ({UNREAD}) as agreed,
                   concat_ws('|', kind, owner, category, disclosed, plan_id,
                             case when cardinality(named) = 0 then '-' else named::text end) as sight
              from fact where current and {{persons}} order by person_id, id) as in_order
     group by person_id
    union all
    select person_id, true, null, null, null, null, json_agg({FINDING} order by id)::text, null, null, null, null, null
      from finding where {{persons}} group by person_id
    union all
    select person_id, null, null, null, null,
           json_agg(json_build_array(owner, reader, kind, plan_id, category, lower(days), upper(days), basis))::text,
           null, null, null, bool_or(guarded), null, null
      from access_grant where {{persons}} and kind not in ('emergency', 'mandate') group by person_id
    union all
    select person_id, null, null, null, null, null, null, json_agg({ACT} order by version)::text, null, null, null, null
      from finding_work where {{persons}} group by person_id
    union all
    select person_id, null, null, null, null, null, null, null, json_agg({STEP} order by n)::text, null, null,
           null
      from escalation where {{persons}} group by person_id"""  # noqa: S608 - only its own literals
BOOKED: Final = """
    union all
    select person_id, null, null, null, null, null, null, null, null, null, wake_on, null from watch where {persons}
    union all
    select person_id, null, null, null, null, null, null, null, null, null, null, true from dirty where {persons}
    union all
    select person_id, null, null, null, null, null, null, null, null, null, null, true from recheck where {persons}"""


def known(persons: str, *, booked: bool = False) -> str:
    """The statement that reads the persons of whom this condition speaks, THESE or STRETCH, in the order of their ids.

    `wake_on` and `marked` say which day is booked and whether the detector has been told to look, if that is asked.
    """
    parts = (PARTS + BOOKED if booked else PARTS).format(persons=persons)
    return f"""select person_id, max(ids) as ids, max(sights) as sights, max(fields) as fields, max(grants) as grants,
                      max(findings) as findings, max(acts) as acts, max(escalations) as escalations,
                      bool_or(guarded) as guarded, max(wake_on) as wake_on, bool_or(marked) as marked
                 from ({parts}) as part group by person_id having bool_or(known) order by person_id"""  # noqa: S608


def dossier_of(row: Sequence[Any]) -> Dossier:
    """The dossier that a row of the statement holds, and whether there is anything in it that cannot be read."""
    person, ids, sights, fields, grants, findings, acts, escalations, guarded, *_ = row
    try:
        return Dossier(
            person,
            _facts(ids.split(","), sights.split("\n"), decode(f"[{fields}]")) if ids else [],
            [*map(_grant, decode(grants))] if grants else [],
            _by_reader(findings_in(findings)) if findings else {},
            acts=_by_first(decode(acts), act_of) if acts else {},
            escalations=_by_first(decode(escalations), taken_of) if escalations else {},
            guarded=bool(guarded),
        )
    except UNREADABLE as error:
        return Dossier(person, unreadable=type(error).__name__)


def _facts(ids: list[str], columns: list[str], fields: list[Any]) -> list[SeenFact]:
    stated, sights = zip(*map(KNOWN_COLUMNS.__getitem__, columns), strict=True)
    return [*zip(sights, all_from_stored(ids, stated, fields), strict=True)]


def _by_first(stored: list[list[Any]], read: Callable[[list[Any]], T]) -> dict[UUID, list[T]]:
    """What each of them says, by the number that it begins with."""
    groups: dict[str, list[T]] = {}
    for one in stored:
        groups.setdefault(one[0], []).append(read(one))
    return {UUID(number): group for number, group in groups.items()}


def _by_reader(stored: list[StoredFinding]) -> dict[UUID, list[Finding]]:
    groups: dict[UUID, list[Finding]] = {}
    for one in stored:
        groups.setdefault(one.reader, []).append(finding_of(one))
    return groups


class KnownColumns(dict[str, tuple[Stated, Sight]]):
    """What the columns of a fact say of it, and who may see it, by their text: of many facts the same."""

    def __missing__(self, columns: str) -> tuple[Stated, Sight]:
        kind, owner, category, disclosed, *plan, named = columns.split("|")
        sight = make_sight(
            kind,
            number_of(owner),
            category,
            disclosed == "t",
            number_of(plan[0]) if plan else None,
            tuple(map(number_of, named[1:-1].split(","))) if named != "-" else (),
        )
        if len(self) >= MOST:
            self.clear()
        known = self[columns] = (kind, *stated_by(kind, owner, category)), sight
        return known


MOST: Final = 20_000
"""Of so many a process remembers what they say."""
KNOWN_COLUMNS: Final = KnownColumns()


def _grant(stored: list[Any]) -> Grant:
    owner, reader, kind, plan, category, start, end, consent = stored
    return make_grant(
        number_of(owner),
        number_of(reader),
        kind,
        number_of(plan) if plan else None,
        category,
        day_of(start) if start else None,
        day_of(end) if end else None,
        number_of(consent) if consent else None,
        None,
    )
