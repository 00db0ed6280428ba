"""The domain's decision, the read statement and row-level security say the same of every item, reader and day,
and what they say follows from the facts."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest

from app.adapters.postgres import reads
from app.adapters.postgres.migrate import MIGRATIONS
from app.domain import disclosure
from app.domain.actors import THE_PERSON
from app.domain.disclosure import Grant, Sight, basis
from tests.secrecy.meaning import When, holding, may_see
from tests.secrecy.quiet import own_database
from tests.secrecy.worlds import Connection, Row, World, grown

WORLDS = 80
BUNDLE = 20
"""Worlds in one test."""
TO_FIND_A_MUTANT = 100
"""Worlds in which a broken gate must have shown."""

LATER = """create or replace function sip.moment() returns timestamptz language sql stable parallel safe
           return transaction_timestamp() + interval '25 hours'"""
"""The hours of every emergency of the base day are over by the database's clock."""

Seen = dict[str, str]
"""Item by id → basis, as text."""


@pytest.fixture(scope="module")
def empty_url(server_url: str) -> Iterator[str]:
    """A database with nobody in it, so that whatever a plain query gives is of the world at hand."""
    with own_database(server_url) as url:
        yield url


@pytest.fixture
def database(empty_url: str) -> Iterator[Connection]:
    """A transaction as the superuser, in which worlds grow and vanish."""
    with psycopg.connect(empty_url, options="-c search_path=sip -c jit=off") as connection:
        yield connection
        connection.rollback()


def acting(connection: Connection, *, actor: UUID | None = None, person: UUID | None = None, day: date) -> None:
    connection.execute(
        """select set_config('sip.actor', %s, true), set_config('sip.person', %s, true),
                  set_config('sip.today', %s, true)""",
        (str(actor or ""), str(person or ""), day.isoformat()),
    )


def by_the_domain(connection: Connection, world: World, reader: UUID, day: date) -> Seen:
    """Gate 1: disclosure.basis over the grants that the database holds."""
    grants = [
        Grant(owner=owner, reader=to, kind=kind, plan_id=plan, category=category, basis=why, until=until,
              start=lower and lower.toordinal(), end=upper and upper.toordinal())
        for owner, to, kind, plan, category, why, until, lower, upper in connection.execute(
            """select owner, reader, kind, plan_id, category, basis, until, lower(days), upper(days)
                 from access_grant where person_id = %s""", (world.person,))
    ]  # fmt: skip
    (moment,) = connection.execute("select moment()").fetchone() or (None,)
    if reader == world.person:
        return {str(row.id): "self" for row in holding(world.rows)}
    sights = {
        str(row.id): Sight(
            kind=row.kind,
            owner=row.owner,
            category=row.category,
            disclosed=row.disclosed,
            plan_id=row.plan_id,
            named=row.named,
        )
        for row in holding(world.rows)
    }
    decided = {
        str(row.id): basis(
            sights[str(row.id)],
            reader,
            grants,
            day.toordinal(),
            moment=moment,
            tied_to=sights.get(row.fields.get("about", "")),
        )
        for row in holding(world.rows)
    }
    return {item: str(why) for item, why in decided.items() if why is not None}


def by_the_statement(connection: Connection, world: World) -> tuple[set[str], Seen]:
    """Gate 2: the timeline that is answered, and what was logged of it."""
    values = {"person_id": world.person, "request_id": "r", "client": "c", "user": "u", "action": "read-timeline"}
    row = connection.execute(reads.STATEMENTS["timeline"], values).fetchone()
    answered = {item["id"] for item in row[0]["items"]} if row else set()
    connection.execute("reset role")
    (items,) = connection.execute("select items from audit order by n desc limit 1").fetchone() if row else ([],)  # type: ignore[misc]  # there is one
    return answered, {item["id"]: item["basis"] for item in items}


def by_the_rows(connection: Connection) -> tuple[set[str], set[tuple[Any, ...]]]:
    """Gate 3: what a plain query as the service's role gives; all of it, and what holds of it."""
    rows = connection.execute(
        "select id::text, source_version, revision, owner, current and not void from fact"
    ).fetchall()
    return {row[0] for row in rows if row[4]}, {row[:4] for row in rows if not row[4]}


def disagreements(connection: Connection, seed: int) -> list[str]:
    """Where, in the world of the seed, one gate says something else than another, or than the facts."""
    faults = []
    with connection.transaction(force_rollback=True):
        world = grown(connection, seed)
        rows = holding(world.rows)
        days = world.days()
        stride = max(1, len(days) // 2)
        looked_at = days[seed % stride :: stride]
        late = seed % 3 == 2
        if late:
            connection.execute(LATER)
        for day in looked_at:
            when = When(day, late)
            for reader in [*world.actors, world.person]:
                asked = {"person": reader} if reader == world.person else {"actor": reader}
                acting(connection, **asked, day=day)
                meant = {str(row.id) for row in rows if reader == world.person or may_see(row, reader, rows, when)}
                decided = by_the_domain(connection, world, reader, day)
                # Past every policy, so that it is the statement's own condition which decides; on one of the days.
                alone = by_the_statement(connection, world)[0] if day == looked_at[0] else meant
                connection.execute("set local role sip_service")
                plain, others = by_the_rows(connection)
                answered, logged = by_the_statement(connection, world)
                told = earlier(world, reader, meant, rows, when)
                if others != told or not meant == set(decided) == alone == plain == answered or decided != logged:
                    faults.append(f"seed {seed}, {day}, reader {reader}")
    return faults


def earlier(world: World, reader: UUID, meant: set[str], rows: list[Row], when: When) -> set[tuple[Any, ...]]:
    """The versions that hold no longer, and what was taken away, as far as the reader may see them: its own, and
    those of what it sees now that it would see if they held."""
    return {
        (str(row.id), row.source_version, row.revision, row.owner)
        for row in world.rows
        if row not in rows
        and (
            reader in (row.owner, world.person)
            or (str(row.id) in meant and not row.void and row.kind != "person" and may_see(row, reader, rows, when))
        )
    }


@pytest.mark.parametrize("first", range(0, WORLDS, BUNDLE))
def test_the_three_gates_agree_and_mean_what_the_facts_say(database: Connection, first: int) -> None:
    for seed in range(first, first + BUNDLE):
        assert disagreements(database, seed) == []


def test_the_worlds_hold_what_can_go_wrong(database: Connection) -> None:
    seen: dict[str, int] = {}
    for seed in range(WORLDS):
        with database.transaction(force_rollback=True):
            world = grown(database, seed)
            for day in world.days():
                for reader in world.actors:
                    kinds = {str(row.id): row.kind for row in world.rows}
                    for why in by_the_domain(database, world, reader, day).values():
                        sort = why if why in set(disclosure.Basis) else kinds[why]
                        seen[sort] = seen.get(sort, 0) + 1
    assert all(seen[sort] > 100 for sort in ("own", "named", "relation", "consent", "legal-basis")), seen
    assert all(seen[sort] > 20 for sort in ("tied", "emergency-access")), sorted(seen.items())


POLICY_MUTANTS = {
    "any day": ("AND (g.days @> ( SELECT today() AS today))", ""),
    "any category": ("AND (g.category = fact.category)", ""),
    "any owner": ("AND (g.owner = fact.owner)", ""),
    "its owner as the reader": ("(g.reader = ( SELECT me() AS me))", "(g.owner = (select me()))"),
    "past its hours": ("AND ((g.until IS NULL) OR (( SELECT moment() AS moment) < g.until))", ""),
    "any plan": ("AND ((fact.plan_id IS NULL) OR (g.plan_id = fact.plan_id))", ""),
    "undisclosed too": ("(disclosed AND", "(true AND"),
    "consents as other items": ("(kind <> 'consent'::text)", "true"),
    "taken away": ("WHEN void THEN false", ""),
    "nobody's question": ("(( SELECT me() AS me) = ANY (named))", "false"),
    "hidden since": ("(current OR still_seen(person_id, id))", "true"),
    "what held once": ("(current OR still_seen(person_id, id))", "current"),
    "a stranger's person": ("knows(person_id)", "true"),
    "who the person was": ("(current AND knows(person_id))", "knows(person_id)"),
    "whatever it is about": ("(NOT sees_by_right(person_id, ((fields ->> 'about'::text))::uuid))", "false"),
    "whoever wrote": (f"AND (owner = '{THE_PERSON}'::uuid) AND current)", "AND current)"),
    "what the person took away": (f"(owner = '{THE_PERSON}'::uuid) AND current)", f"(owner = '{THE_PERSON}'::uuid))"),
    "not even one's own": ("(owner = ( SELECT me() AS me))", "false"),
    "not even about oneself": ("(person_id = ANY (( SELECT mine() AS mine)::uuid[]))", "false"),
}


@pytest.mark.parametrize("mutant", POLICY_MUTANTS)
def test_a_policy_that_is_broken_is_found(database: Connection, mutant: str) -> None:
    before, after = POLICY_MUTANTS[mutant]
    row = database.execute("select qual from pg_policies where tablename = 'fact' and policyname = 'seen'").fetchone()
    assert row is not None
    broken = " ".join(row[0].split()).replace(before, after)
    assert broken != " ".join(row[0].split()), row[0]
    database.execute(f"alter policy seen on fact using ({broken})")
    assert any(disagreements(database, seed) for seed in range(TO_FIND_A_MUTANT))


STATEMENT_MUTANTS = {
    "any day": ("and g.days @> (select sip.today()) ", ""),
    "any category": ("and g.category = f.category ", ""),
    "any owner": ("and g.owner = f.owner ", ""),
    "past its hours": (" and (g.until is null or (select sip.moment()) < g.until)", ""),
    "undisclosed too": ("f.disclosed and ", ""),
    "consents as other items": ("f.kind <> 'consent'", "true"),
    "any plan": ("and (f.plan_id is null or g.plan_id = f.plan_id) ", ""),
    "taken away": ("not f.void", "true"),
    "whatever it is about": ("f.kind = 'message' and not sip.sees_by_right", "false and not sip.sees_by_right"),
    "whoever wrote": (f"and f.owner = '{THE_PERSON}' then 'tied'", "then 'tied'"),
    "a stranger's person": ("case when sip.knows(f.person_id) then 'relation' end", "'relation'"),
}


@pytest.mark.parametrize("mutant", STATEMENT_MUTANTS)
def test_a_statement_that_is_broken_is_found(
    database: Connection, mutant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = STATEMENT_MUTANTS[mutant]
    broken = reads.STATEMENTS["timeline"].replace(before, after)
    assert broken != reads.STATEMENTS["timeline"]
    monkeypatch.setitem(reads.STATEMENTS, "timeline", broken)
    assert any(disagreements(database, seed) for seed in range(TO_FIND_A_MUTANT))


PROJECTION_MUTANTS = {
    "a stranger's consent": ("c.recorder = the_person()", "true"),
    "the day of withdrawal": ("(f.fields ->> 'withdrawn_on')::date", "(f.fields ->> 'withdrawn_on')::date + 1"),
    "the day after the end": ("(f.fields ->> 'end')::date + 1", "(f.fields ->> 'end')::date + 2"),
    "a plan taken away": ("and plan.current and not plan.void", ""),
    "a draft": ("and not f.tentative", ""),
    "another owner's legal basis": (
        "from legal l\n",
        """from (select l.id, x.owner, l.named, l.fields, l.days
                from legal l, (select distinct f.owner from fact f where f.person_id = person) x) l\n""",
    ),
    "a legal basis for every category": (
        "jsonb_array_elements_text(l.fields -> 'categories')",
        "unnest(categories())",
    ),
    "a legal basis the other way round": ("select distinct l.owner, n.reader,", "select distinct n.reader, l.owner,"),
    "an emergency of who is no party": ("          join party p on p.plan_id = e.plan_id and p.actor = e.owner\n", ""),
    "an emergency of who has not joined": (
        "          join joined j on j.plan_id = e.plan_id and j.actor = e.owner\n",
        "",
    ),
    "an emergency that opens who has not joined": (
        "join joined o on o.plan_id = e.plan_id and o.actor <> e.reader",
        "join party o on o.plan_id = e.plan_id and o.actor <> e.reader",
    ),
    "an emergency without a last day": ("daterange(e.on_day, e.on_day + 2)", "daterange(e.on_day, null)"),
    "not only its parties": (
        "join party p on p.actor = any (c.named)",
        "cross join lateral (select q.plan_id, unnest(c.named) as actor from party q) p",
    ),
}


@pytest.mark.parametrize("mutant", PROJECTION_MUTANTS)
def test_a_projection_that_is_broken_is_found(database: Connection, mutant: str) -> None:
    before, after = PROJECTION_MUTANTS[mutant]
    source = (MIGRATIONS / "versions/0017_grants/grants.sql").read_text()
    start = source.index("create function sip.grants_due")
    function = source[start : source.index("end;\n", start) + len("end;\n")]
    broken = function.replace(before, after).replace("create function", "create or replace function")
    assert function.count(before) == 1
    database.execute(broken.encode())
    assert any(disagreements(database, seed) for seed in range(TO_FIND_A_MUTANT))


DOMAIN_MUTANTS = {
    "any day": (Grant, "holds_on", lambda self, day: True),
    "past its hours": (Grant, "holds_at", lambda self, moment: True),
    "anything of anybody": (disclosure, "_opens", lambda grant, item, reader, day: grant.reader == reader),
    "no legal basis": (disclosure, "OPENING", frozenset({"consent", "emergency"})),
    "no emergency": (disclosure, "OPENING", frozenset({"consent", "legal-basis"})),
}


@pytest.mark.parametrize("mutant", DOMAIN_MUTANTS)
def test_a_domain_that_is_broken_is_found(database: Connection, mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, broken = DOMAIN_MUTANTS[mutant]
    monkeypatch.setattr(where, name, broken)
    assert any(disagreements(database, seed) for seed in range(TO_FIND_A_MUTANT))
