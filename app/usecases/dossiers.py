"""All that is known of one person, in one record or several, and which part of it a reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.actors import THE_PERSON
from app.domain.days import Day, earliest
from app.domain.disclosure import Grant, basis
from app.domain.escalation import Taken
from app.domain.findings import Finding
from app.domain.findings_work import Act
from app.domain.gaps.engine import Gap
from app.domain.gaps.rule import PERSON
from app.domain.horizon import SeenFact


@dataclass(slots=True)
class Dossier:
    """All that is known of one person: for the detector's eyes only."""

    person_id: UUID
    facts: list[SeenFact] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    findings: dict[UUID, list[Finding]] = field(default_factory=dict)
    unreadable: str | None = None
    """What is wrong with a stored fact that cannot be read; nothing is worked out then."""
    acts: dict[UUID, list[Act]] = field(default_factory=dict)
    """What was done with each finding, in order."""
    escalations: dict[UUID, list[Taken]] = field(default_factory=dict)
    """The steps of escalation that each reader was told of, in order."""
    guarded: bool = False
    """Whether the person is protected: what a register says of the place is then not held against anybody."""
    records: Sequence["Dossier"] = field(default=(), repr=False, compare=False)
    """Those of all the records that are this person's, itself among them and the leading one first; none when this is
    the only one."""


def records_of(dossier: Dossier) -> Sequence[Dossier]:
    """All records of the person, this one among them."""
    return dossier.records or (dossier,)


def readers_of(dossier: Dossier) -> set[UUID]:
    """Everybody who may see something, or was told something before; the person under the record's own id."""
    readers = {dossier.person_id, *dossier.findings, *dossier.escalations}
    readers.update([grant.reader for grant in dossier.grants])
    readers.discard(THE_PERSON)
    return readers


def known_to(dossier: Dossier, reader: UUID, today: Day) -> Sequence[Dossier]:
    """The records that are one person's to the reader, the leading one first: the person has them all, and an agency
    those that it knows, if it knows this one."""
    if not dossier.records or reader == dossier.person_id:
        return records_of(dossier)
    known = [
        record
        for record in dossier.records
        if any(grant.reader == reader and grant.holds_on(today) for grant in record.grants)
    ]
    return known if any(record is dossier for record in known) else (dossier,)


def places_seen(dossier: Dossier, known: Sequence[Dossier], reader: UUID, today: Day) -> tuple[int, ...]:
    """The places of the facts that the reader may see, counted through all records: of each by its own grants. Facts
    that nothing tells apart share their sight."""
    places: list[int] = []
    start = 0
    for record in records_of(dossier):
        end = start + len(record.facts)
        if reader == dossier.person_id:
            places += range(start, end)
        elif any(record is one for one in known):
            may: dict[int, bool] = {}
            for sight, _ in record.facts:
                if id(sight) not in may:
                    may[id(sight)] = basis(sight, reader, record.grants, today) is not None
            places += [n for n, (sight, _) in enumerate(record.facts, start) if may[id(sight)]]
        start = end
    return tuple(places)


def standing_on(dossier: Dossier, known: Sequence[Dossier], gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps that are about something on this record; about the person as such, on the first that is known."""
    subjects = {content.id for _, content in dossier.facts} | ({PERSON} if known[0] is dossier else set())
    return [gap for gap in gaps if gap.subject in subjects]


def sight_ends(dossier: Dossier, reader: UUID, today: Day) -> Day | None:
    """The first day on which the reader may see less than today, in any of the records."""
    grants = (grant for record in records_of(dossier) for grant in record.grants)
    return earliest(*(g.end for g in grants if g.reader == reader and g.end is not None and g.holds_on(today)))


def grant_edge(grants: Sequence[Grant], today: Day) -> Day | None:
    """The next day on which somebody's sight changes."""
    return min([edge for g in grants for edge in (g.start, g.end) if edge is not None and edge > today], default=None)
