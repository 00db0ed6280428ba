"""Small invented worlds around one person: plans, parties, consents and items, put straight into the timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from app.domain.actors import THE_PERSON

Connection = psycopg.Connection[tuple[Any, ...]]
BASE = date(2026, 11, 21)
CATEGORIES = ("work", "health", "economy")
GRANTING = ("consent", "legal-basis", "emergency-access")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One version of one item, as the table keeps it."""

    person_id: UUID
    id: UUID
    source_version: int = 1
    revision: int = 0
    source: str
    kind: str
    owner: UUID
    category: str = "plan"
    disclosed: bool = True
    plan_id: UUID | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    named: tuple[UUID, ...] = ()
    tentative: bool = False
    void: bool = False


def insert(connection: Connection, row: Row) -> bool:
    """Append the row; False when the database refused it, and nothing happened."""
    values = {**vars(row), "named": list(row.named), "fields": Jsonb(row.fields)}
    columns = ", ".join(values)
    places = ", ".join(f"%({name})s" for name in values)
    try:
        with connection.transaction():
            connection.execute(f"insert into sip.fact ({columns}, current) values ({places}, true)", values)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.SerializationFailure, psycopg.errors.UniqueViolation):
        return False
    return True


@dataclass
class World:
    """A person, the actors around it, and every version that the database has accepted."""

    person: UUID
    actors: Sequence[UUID]
    rows: list[Row]

    def days(self) -> list[date]:
        """The days on which what somebody sees may change, the day before each, and the base day."""
        found = {BASE}
        for row in self.rows:
            for name, shift in (("start", 0), ("end", 1), ("withdrawn_on", 0), ("on", 2)):
                if row.kind in GRANTING and name in row.fields:
                    edge = date.fromisoformat(row.fields[name]) + timedelta(shift)
                    found |= {edge, edge - timedelta(1)}
        return sorted(found)


def grown(connection: Connection, seed: int, around: Sequence[UUID] = ()) -> World:
    """The world of that seed, in the connection's transaction; `around` are the first of its actors."""
    random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
    connection.execute("select set_config('sip.today', %s, true)", (BASE.isoformat(),))
    world = World(an_id(random), [*around, *(an_id(random) for _ in range(5 - len(around)))], [])
    connection.execute(
        "insert into sip.person (person_id, birth_date, identity) values (%s, '1990-05-17', '\\x00')", (world.person,)
    )
    for row in _rows(random, world):
        if insert(connection, row):
            world.rows.append(row)
    return world


def an_id(random: Random) -> UUID:
    """A random id of that sequence."""
    return UUID(int=random.getrandbits(128), version=4)


def _rows(random: Random, world: World) -> Iterator[Row]:
    me = world.person
    who = Row(person_id=me, id=me, source="sip", kind="person", owner=THE_PERSON)
    yield who
    *known, _stranger = world.actors
    plans: list[tuple[UUID, UUID]] = []
    made: list[Row] = []
    for _ in range(random.choice((1, 2, 2, 2))):
        plan, owner = an_id(random), random.choice(known)
        plans.append((plan, owner))
        made.append(_row(random, me, plan, "plan", owner, plan_id=plan))
        made += [
            _row(random, me, an_id(random), "participant", owner, plan_id=plan, named=(actor,))
            for actor in {owner, *random.sample(known, random.randint(0, 3))}
        ]
    for _ in range(random.randint(1, 3)):
        made.append(_consent(random, me, known, random.choice([THE_PERSON, THE_PERSON, *known])))
    for _ in range(random.randint(0, 2)):
        made.append(_legal_basis(random, me, known))
    for _ in range(random.randint(5, 10)):
        kind, owner = random.choice(("status", "activity", "need", "call", "referral")), random.choice(known)
        within = random.choice([None, *(plan for plan, _ in plans)])
        to = (random.choice(known),) if kind in ("call", "referral") else ()
        made.append(_row(random, me, an_id(random), kind, owner, plan_id=within, named=to, whole=False))
    made.append(_row(random, me, an_id(random), "need", THE_PERSON, whole=False))
    order = made[:1] + random.sample(made[1:], len(made) - 1) if random.random() < 0.5 else made
    for place, row in reversed(list(enumerate(order))):
        if random.random() < (0.6 if row.kind == "plan" else 0.35):
            later = random.randint(place, len(order))
            order[later + 1 : later + 1] = _changed(random, row, known)
    yield from order
    parties = [(row.named[0], row.plan_id) for row in made if row.kind == "participant" and row.plan_id]
    opened = random.choices(parties, k=random.randint(1, 5))
    for reader, plan in opened:
        yield _emergency(random, me, reader, plan)
    for row in made:  # some leave who have opened the plan in an emergency
        if row.kind == "participant" and (row.named[0], row.plan_id) in opened and random.random() < 0.25:
            yield replace(row, source_version=9, void=True)
    yield from _messages(random, me, [row for row in made if row.plan_id], [THE_PERSON, *world.actors])
    if random.random() < 0.5:
        yield replace(who, revision=1)


def _row(
    random: Random,
    person: UUID,
    item: UUID,
    kind: str,
    owner: UUID,
    *,
    plan_id: UUID | None = None,
    named: tuple[UUID, ...] = (),
    whole: bool = True,
) -> Row:
    category = "plan" if whole else random.choice(CATEGORIES)
    disclosed = whole or random.random() < 0.75
    source = f"of-{owner}"
    return Row(
        person_id=person, id=item, source=source, kind=kind, owner=owner,
        category=category, disclosed=disclosed, plan_id=plan_id, named=named,
    )  # fmt: skip


def _consent(random: Random, person: UUID, known: Sequence[UUID], recorder: UUID) -> Row:
    start = BASE + timedelta(random.randint(-4, 3))
    fields: dict[str, Any] = {"start": start.isoformat(), "categories": random.sample(CATEGORIES, random.randint(0, 2))}
    if random.random() < 0.6:
        fields["end"] = (start + timedelta(random.randint(-1, 5))).isoformat()
    if random.random() < 0.5:
        fields["withdrawn_on"] = (start + timedelta(random.randint(0, 4))).isoformat()
    named = tuple(random.sample(known, random.randint(2, 3)))
    row = _row(random, person, an_id(random), "consent", recorder, named=named)
    return replace(row, fields=fields, tentative=random.random() < 0.15)


def _legal_basis(random: Random, person: UUID, known: Sequence[UUID]) -> Row:
    """Of an owner, for some of the others and perhaps itself."""
    start = BASE + timedelta(random.randint(-4, 2))
    fields: dict[str, Any] = {
        "start": start.isoformat(),
        "end": (start + timedelta(random.randint(-1, 6))).isoformat(),
        "categories": random.sample((*CATEGORIES, "plan"), random.randint(1, 3)),
        "provision": "disclosure-duty",
    }
    named = tuple(random.sample(known, random.randint(1, 3)))
    row = _row(random, person, an_id(random), "legal-basis", random.choice(known), named=named)
    return replace(row, fields=fields, disclosed=False)


def _emergency(random: Random, person: UUID, reader: UUID, plan: UUID) -> Row:
    row = _row(random, person, an_id(random), "emergency-access", reader, plan_id=plan)
    return replace(row, fields={"on": BASE.isoformat(), "why": "Fara för liv"}, disclosed=False)


def _changed(random: Random, row: Row, known: Sequence[UUID]) -> Iterator[Row]:
    """Later versions, versions that arrive too late, and versions that take the item away."""
    version = random.choice((0, 2, 2, 3))
    newer = replace(row, source_version=version)
    frames = row.kind in ("plan", "participant", *GRANTING)
    match random.choice(("void", "void", "cut") if frames else ("void", "narrow", "wide", "move", "named")):
        case "void":
            newer = replace(newer, void=True)
        case "narrow":
            newer = replace(newer, disclosed=False)
        case "wide":
            newer = replace(newer, disclosed=True)
        case "move" if row.kind in ("status", "activity", "need"):
            newer = replace(newer, category=random.choice(CATEGORIES), plan_id=None)
        case "named" if row.kind in ("call", "referral"):
            newer = replace(newer, named=(random.choice(known),))
        case _ if row.kind in ("consent", "legal-basis"):
            newer = replace(newer, fields={**row.fields, "withdrawn_on": BASE.isoformat()})
    yield newer
    if newer.void and random.random() < 0.3:
        yield replace(row, source_version=version + 1)


def _messages(random: Random, person: UUID, items: Sequence[Row], writers: Sequence[UUID]) -> Iterator[Row]:
    """What some have written about items of the plans, of the category that each had then; some is taken away."""
    for _ in range(random.randint(2, 5)):
        about, writer = random.choice(items), random.choice(writers)
        row = replace(
            _row(random, person, an_id(random), "message", writer, plan_id=about.plan_id),
            category=random.choice([about.category, about.category, *CATEGORIES]),
            fields={"about": str(about.id)},
        )
        yield row
        if random.random() < 0.2:
            yield replace(row, revision=1, void=True)
