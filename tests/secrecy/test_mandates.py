"""Who acts for whom: the domain, the database and the facts say the same, and by a mandate nothing else is done."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from app.adapters.postgres.migrate import MIGRATIONS
from app.adapters.postgres.work import SETTINGS, acting_as
from app.domain.civil_days import anniversary
from app.domain.disclosure import Grant, mandate
from app.domain.permissions import Principal
from app.usecases.ports import Caller
from tests.secrecy.meaning import holding
from tests.secrecy.quiet import own_database
from tests.secrecy.test_three_gates import acting
from tests.secrecy.worlds import BASE, Connection, Row, an_id, insert

POWERS = ("read", "consent")
WORLDS = 60
SOURCE = (MIGRATIONS / "versions/0017_grants/grants.sql").read_text()


@pytest.fixture(scope="module")
def empty_url(server_url: str) -> Iterator[str]:
    with own_database(server_url) as url:
        yield url


@pytest.fixture
def database(empty_url: str) -> Iterator[Connection]:
    """A transaction as the superuser, in which worlds grow and vanish."""
    with psycopg.connect(empty_url, options="-c search_path=sip -c jit=off") as connection:
        yield connection
        connection.rollback()


def grown(connection: Connection, random: Random) -> tuple[UUID, date, list[Row]]:
    """A person who is soon of age, a plan in which one actor has something and another nothing, and mandates."""
    person, (party, guest), plan = an_id(random), (an_id(random), an_id(random)), an_id(random)
    born = date(BASE.year - 18, BASE.month, BASE.day) + timedelta(random.randint(-3, 3))
    connection.execute(
        "insert into sip.person (person_id, birth_date, identity) values (%s, %s, '\\x00')", (person, born)
    )
    connection.execute("select set_config('sip.today', %s, true)", (BASE.isoformat(),))
    rows = [Row(person_id=person, id=plan, source="a", kind="plan", owner=party, plan_id=plan)]
    rows += [Row(person_id=person, id=an_id(random), source="a", kind="participant", owner=party, plan_id=plan,
                 named=(actor,)) for actor in (party, guest)]  # fmt: skip
    for _ in range(random.randint(1, 3)):
        rows += _mandate(random, person, random.choice((party, party, guest)))
    told = []
    for row in rows:
        # The person accepts it itself, and nobody else can.
        acting(connection, person=person if "accepted_on" in row.fields and row.revision == 1 else None, day=BASE)
        if insert(connection, row):
            told.append(row)
    return person, born, told


def _mandate(random: Random, person: UUID, owner: UUID) -> Iterator[Row]:
    start = BASE + timedelta(random.randint(-3, 2))
    fields: dict[str, Any] = {
        "form": random.choice(("guardian", "proxy")),
        "proxy": str(an_id(random)),
        "powers": random.sample(POWERS, random.randint(1, 2)),
        "start": start.isoformat(),
        "end": (start + timedelta(random.randint(-1, 5))).isoformat(),
    }
    row = Row(person_id=person, id=an_id(random), source=f"of-{owner}", kind="mandate", owner=owner, disclosed=False,
              fields=fields)  # fmt: skip
    yield row
    if random.random() < 0.6:
        fields = {**fields, "accepted_on": BASE.isoformat()}
        yield Row(**{**vars(row), "revision": 1, "fields": fields})
        if random.random() < 0.4:
            fields = {**fields, "withdrawn_on": (BASE + timedelta(random.randint(0, 1))).isoformat()}
            yield Row(**{**vars(row), "revision": 2, "fields": fields})


def meant(row: Row, power: str, born: date, rows: list[Row], day: date) -> bool:
    """Whether by that mandate somebody acts for the person on the day, with the power."""
    said = row.fields
    ends = min(
        date.fromisoformat(said["end"]) + timedelta(1), date.fromisoformat(said.get("withdrawn_on", "9999-12-31"))
    )
    starts = date.fromisoformat(said["start"])
    if said["form"] == "guardian":
        if row.owner not in {one.owner for one in rows if one.plan_id and one.disclosed}:
            return False
        ends = min(ends, date.fromordinal(anniversary(born.toordinal(), 18)))
    elif "accepted_on" not in said:
        return False
    starts = max(starts, date.fromisoformat(said.get("accepted_on", "0001-01-01")))
    return power in said["powers"] and starts <= day < ends


def disagreements(connection: Connection, seed: int) -> list[str]:
    """Where the domain, the database or what a proxy sees is otherwise than the facts say."""
    random, faults = Random(seed), []  # noqa: S311 - for choosing cases, not secrets
    with connection.transaction(force_rollback=True):
        person, born, told = grown(connection, random)
        rows = holding(told)
        grants = [
            Grant(owner=owner, reader=to, kind=kind, category=category, basis=why,
                  start=lower and lower.toordinal(), end=upper and upper.toordinal())
            for owner, to, kind, category, why, lower, upper in connection.execute(
                "select owner, reader, kind, category, basis, lower(days), upper(days) from access_grant")
        ]  # fmt: skip
        for row in (row for row in rows if row.kind == "mandate"):
            proxy = UUID(row.fields["proxy"])
            for day in (BASE + timedelta(n) for n in range(-4, 8)):
                acts = [power for power in POWERS if meant(row, power, born, rows, day)]
                decided = [power for power in POWERS if mandate(proxy, power, grants, day.toordinal()) == row.id]
                (found,) = connection.execute(
                    """select array(select p from unnest(%s::text[]) p where mandate_of(%s, %s, p, %s) = %s)""",
                    (list(POWERS), proxy, person, day, row.id),
                ).fetchone() or ([],)
                seen = seen_by(connection, proxy, person, row.id, day)
                if not acts == decided == found or (seen > 0) != bool(acts) or seen not in (0, len(rows)):
                    faults.append(f"seed {seed}, {day}, {row.fields}")
    return faults


def seen_by(connection: Connection, proxy: UUID, person: UUID, by: UUID, day: date) -> int:
    """How many items whoever acts by that mandate sees, by the very settings of a transaction."""
    with connection.transaction(force_rollback=True):
        connection.execute("set local role sip_service")
        connection.execute(SETTINGS, by_mandate(proxy, person, by, day))
        (count,) = connection.execute("select count(*) from fact where current and not void").fetchone() or (0,)
        return int(count)


def by_mandate(proxy: UUID, person: UUID, by: UUID, day: date) -> dict[str, str]:
    """The settings of a transaction in which the proxy acts."""
    who = Principal(client="c", user="u", person=person, proxy=proxy, reads_by=by)
    return acting_as(Caller(principal=who, today=day.toordinal(), request_id="r"))


def test_a_mandate_is_what_the_facts_say_wherever_it_is_asked(database: Connection) -> None:
    for seed in range(WORLDS):
        assert disagreements(database, seed) == []


MUTANTS = {
    "past its date": ("least((m.fields ->> 'end')::date + 1,", "least((m.fields ->> 'end')::date + 2,"),
    "taken back": ("(m.fields ->> 'withdrawn_on')::date,\n", "null,\n"),
    "of age": ("(child.birth_date + interval '18 years')::date", "(child.birth_date + interval '19 years')::date"),
    "never accepted": ("else m.fields ? 'accepted_on' end", "else true end"),
    "by somebody who has nothing in a plan": ("exists (select from joined j where j.actor = m.owner)\n", "true\n"),
    "any power": ("jsonb_array_elements_text(m.powers)", "unnest('{read,consent}'::text[])"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_projection_of_mandates_that_is_broken_is_found(database: Connection, mutant: str) -> None:
    before, after = MUTANTS[mutant]
    start = SOURCE.index("create function sip.grants_due")
    function = SOURCE[start : SOURCE.index("end;\n", start) + len("end;\n")]
    assert function.count(before) == 1
    database.execute(function.replace(before, after).replace("create function", "create or replace function").encode())
    assert any(disagreements(database, seed) for seed in range(WORLDS))


def test_a_mandate_that_is_asked_of_no_day_is_found(database: Connection) -> None:
    start = SOURCE.index("create function sip.acts_for")
    function = SOURCE[start : SOURCE.index("'');\n", start) + len("'');\n")]
    broken = function.replace("and g.days @> on_day::date", "").replace("create function", "create or replace function")
    assert broken.count("days") == 0
    database.execute(broken.encode())
    assert any(disagreements(database, seed) for seed in range(WORLDS))


@pytest.mark.parametrize("kind", ["consent", "voice", "mandate"])
def test_by_a_mandate_one_consents_and_does_nothing_else(database: Connection, kind: str) -> None:
    person, owner, plan, proxy = uuid4(), uuid4(), uuid4(), uuid4()
    database.execute(
        "insert into sip.person (person_id, birth_date, identity) values (%s, '2012-03-01', '\\x00')", (person,)
    )
    acting(database, day=BASE)
    given = {"form": "guardian", "proxy": str(proxy), "powers": ["consent"], "start": "2026-11-01", "end": "2027-01-01"}
    held = Row(person_id=person, id=uuid4(), source="a", kind="mandate", owner=owner, disclosed=False, fields=given)
    for row in (
        Row(person_id=person, id=plan, source="a", kind="plan", owner=owner, plan_id=plan),
        Row(person_id=person, id=uuid4(), source="a", kind="participant", owner=owner, plan_id=plan, named=(owner,)),
        held,
    ):
        assert insert(database, row)
    database.execute("set local role sip_service")
    database.execute(SETTINGS, by_mandate(proxy, person, held.id, BASE))
    the_person = UUID("00000000-0000-4000-8000-000000000001")
    fields = {"start": "2026-11-21", "categories": []} if kind == "consent" else given
    row = Row(person_id=person, id=uuid4(), source="sip", kind=kind, owner=the_person, disclosed=False, fields=fields)
    assert insert(database, row) is (kind == "consent")
