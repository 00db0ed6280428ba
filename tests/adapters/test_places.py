"""The count of places is the number of live activities, whatever is written, and the database takes none too many."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.actors import THE_PERSON
from tests.secrecy.worlds import Connection, Row, insert

ME, OWNER = uuid4(), uuid4()
OFFERS = (uuid4(), uuid4())
ACTIVITIES = tuple(uuid4() for _ in range(4))
LIVE = """
    select o.id, p.capacity, p.taken,
           (select count(*) from sip.fact f
             where f.kind = 'activity' and f.current and not f.void and f.fields ->> 'offer' = o.id::text
               and f.fields ->> 'end' is null and f.fields ->> 'outcome' is null)
      from (select distinct id from sip.offer) o join sip.offer_place p on p.offer_id = o.id where o.id = any(%s)"""


@dataclass(frozen=True)
class Write:
    """A version of an activity: in which offer it takes a place, if any, and whether it is over or taken away."""

    activity: UUID
    version: int
    offer: UUID | None
    over: Mapping[str, str]
    void: bool

    @property
    def place(self) -> UUID | None:
        return None if self.over or self.void else self.offer


@dataclass(frozen=True)
class Capacity:
    """An offer gets so many places."""

    offer: UUID
    places: int


OVER = st.sampled_from([{}, {}, {"end": "2026-11-20", "outcome": "completed"}, {"outcome": "cancelled"}])
WRITES = st.builds(
    Write, st.sampled_from(ACTIVITIES), st.integers(1, 6), st.sampled_from([None, *OFFERS]), OVER, st.booleans()
)
STEPS = st.lists(WRITES | st.builds(Capacity, st.sampled_from(OFFERS), st.integers(0, 3)), max_size=25)


@dataclass
class Model:
    """What ought to be: places by offer, and every version that was let in."""

    places: dict[UUID, int] = field(default_factory=lambda: dict.fromkeys(OFFERS, 1))
    versions: dict[tuple[UUID, int], Write] = field(default_factory=dict)

    def taken(self, also: Write | None = None) -> dict[UUID, int]:
        known = [*self.versions.values(), *([also] if also else [])]
        current = {one.activity: one for one in sorted(known, key=lambda one: one.version)}
        held = [one.place for one in current.values()]
        return {offer: held.count(offer) for offer in OFFERS}

    def takes(self, step: Write | Capacity) -> bool:
        """Whether the step is let in, and if so that it has been made."""
        if isinstance(step, Capacity):
            good = step.places >= self.taken()[step.offer]
            self.places[step.offer] = step.places if good else self.places[step.offer]
            return good
        if (step.activity, step.version) in self.versions:
            return False
        good = all(count <= self.places[offer] for offer, count in self.taken(step).items())
        if good:
            self.versions[step.activity, step.version] = step
        return good


@pytest.fixture(scope="module")
def connection(database_url: str) -> Iterator[Connection]:
    with psycopg.connect(database_url) as opened:
        yield opened
        opened.rollback()


def begun(connection: Connection) -> None:
    """Somebody, an actor, and two offers of one place each."""
    connection.rollback()
    connection.execute(
        "insert into sip.actor (id, name, function, level) values (%s, 'Skolan', 'adult-education', 'municipality')",
        [OWNER],
    )
    assert insert(connection, Row(person_id=ME, id=ME, source="sip", kind="person", owner=THE_PERSON))
    for offer in OFFERS:
        assert made(connection, Capacity(offer, 1))


def made(connection: Connection, step: Write | Capacity) -> bool:
    """Whether the database let it in."""
    try:
        with connection.transaction():
            if isinstance(step, Capacity):
                connection.execute(
                    """insert into sip.offer (id, version, body, actor, title, category, target_groups, scope,
                                              capacity, start_dates, client, "user")
                       select %(id)s, coalesce(max(version), 0) + 1, 'b', %(actor)s, 'Kurs', 'work', '{}', 'local',
                              %(places)s, '{}', 'c', 'u' from sip.offer where id = %(id)s""",
                    {"id": step.offer, "actor": OWNER, "places": step.places},
                )
                return True
            said: dict[str, Any] = {"planned_start": "2026-11-20", **step.over}
            fields = said if step.offer is None else {**said, "offer": str(step.offer)}
            row = Row(person_id=ME, id=step.activity, source_version=step.version, source="sip", kind="activity",
                      owner=OWNER, category="work", fields=fields, void=step.void)  # fmt: skip
            return insert(connection, row)
    except psycopg.errors.CheckViolation as refused:
        if refused.diag.constraint_name != "offer_place_left":
            raise
        return False


def counted(connection: Connection) -> dict[UUID, tuple[int, int, int]]:
    """By offer: places, how many are taken by the count, and how many by the activities themselves."""
    return {offer: (there, kept, live) for offer, there, kept, live in connection.execute(LIVE, [list(OFFERS)])}


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_places_taken_are_the_live_activities_and_never_more_than_there_are(
    connection: Connection, steps: list[Write | Capacity]
) -> None:
    begun(connection)
    model = Model()
    for step in steps:
        assert made(connection, step) == model.takes(step), step
        taken = model.taken()
        expected = {offer: (model.places[offer], taken[offer], taken[offer]) for offer in OFFERS}
        assert counted(connection) == expected, step


def test_without_the_trigger_the_count_would_be_wrong(connection: Connection) -> None:
    begun(connection)
    connection.execute("alter table sip.fact disable trigger keep_places")
    assert made(connection, Write(ACTIVITIES[0], 1, OFFERS[0], {}, False))
    assert counted(connection)[OFFERS[0]] == (1, 0, 1)
    connection.rollback()


def test_a_place_in_what_nobody_offers_is_refused(connection: Connection) -> None:
    begun(connection)
    assert not made(connection, Write(ACTIVITIES[0], 1, uuid4(), {}, False))


@pytest.mark.parametrize(
    "mistake",
    [
        "update sip.offer set capacity = 99",
        "update sip.offer_place set taken = 0",
        "delete from sip.offer",
        "insert into sip.offer_place (offer_id, capacity) values (gen_random_uuid(), 1)",
        "select sip.keep_capacity()",
    ],
)
def test_the_service_counts_no_place_by_hand(connection: Connection, mistake: str) -> None:
    begun(connection)
    connection.execute("set local role sip_service")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(mistake)
    connection.rollback()


OTHER = uuid4()
SAID = """insert into sip.offer (id, version, body, actor, title, category, target_groups, scope, capacity, start_dates,
                                 client, "user")
          values (%s, %s, %s, %s, 'Kurs', 'work', '{}', 'local', 5, '{}', 'c', 'u')"""


@pytest.mark.parametrize(
    ("good", "said"),
    [
        (True, (OFFERS[0], 2, "b", OWNER)),
        (True, (OTHER, 1, "b", OWNER)),
        (False, (OFFERS[0], 3, "b", OWNER)),
        (False, (OFFERS[0], 2, "c", OWNER)),
        (False, (OTHER, 1, "b", ME)),
        (False, (OTHER, 2, "b", OWNER)),
    ],
)
def test_an_actor_speaks_for_its_own_offers_version_by_version(
    connection: Connection, good: bool, said: tuple[Any, ...]
) -> None:
    begun(connection)
    connection.execute("set local role sip_service")
    connection.execute("select set_config('sip.actor', %s, true)", [str(OWNER)])
    if good:
        connection.execute(SAID, said)
    else:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(SAID, said)
    connection.rollback()
