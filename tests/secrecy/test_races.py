"""A withdrawal against whatever happens at the same moment: once it is acknowledged, it holds."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.county import PATIENCE, County
from tests.secrecy.lives import begin
from tests.secrecy.worlds import Row, insert

pytestmark = pytest.mark.asyncio(loop_scope="session")

OWNER, OTHER = "social-services", "employment-service"
ROUNDS = 8


async def test_a_party_added_while_the_consent_is_withdrawn_sees_nothing(county: County) -> None:
    county.today = date(2026, 11, 21)
    for _ in range(ROUNDS):
        life = await begin(county)
        await life.plan(OWNER)
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
        await life.consent("consent", [OWNER, OTHER], ["work"])
        await asyncio.gather(life.invite(OWNER, OTHER), life.withdraw("consent"), life.invite(OWNER, "union"))
        assert await life.seen(OTHER) == {"consent"}


@contextmanager
def without_waiting(database: psycopg.Connection[Any]) -> Iterator[None]:
    """While it lasts, nobody waits for whoever is changing what others see."""
    (kept,) = database.execute("select pg_get_functiondef('sip.lock_sight'::regproc)").fetchone() or ("",)
    database.execute(
        "create or replace function sip.lock_sight(person uuid, alone boolean) returns void language sql as ''"
    )
    try:
        yield
    finally:
        database.execute(kept)


@pytest.mark.parametrize("waits", [True, False], ids=["as it is", "without waiting it would"])
async def test_a_consent_withdrawn_while_a_party_is_being_added_opens_nothing(
    county: County, database_url: str, waits: bool
) -> None:
    """The two in one order, to the letter: the party is added, and not committed until the withdrawal is there."""
    county.today = date(2026, 11, 21)
    life = await begin(county)
    await life.plan(OWNER)
    await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
    await life.consent("consent", [OWNER, OTHER], ["work"], start="2026-11-21")
    plan, owner, other = UUID(life.ids["plan"]), UUID(county.actor(OWNER)), UUID(county.actor(OTHER))
    part = Row(person_id=UUID(life.person), id=uuid4(), source="sip", kind="participant", owner=owner, plan_id=plan,
               named=(other,), fields={"actor": str(other), "plan": str(plan), "start": "2026-11-21"})  # fmt: skip
    with (
        psycopg.connect(database_url, autocommit=True) as database,
        nullcontext() if waits else without_waiting(database),
        psycopg.connect(database_url) as adding,
    ):
        adding.execute("select 1")
        assert insert(adding, part)
        withdrawal = asyncio.create_task(life.withdraw("consent"))
        await asyncio.wait([withdrawal], timeout=0.3 if waits else PATIENCE)
        assert withdrawal.done() is not waits
        adding.commit()
        await withdrawal
    assert ("job" in await life.seen(OTHER)) is not waits


async def test_a_newer_version_sent_while_the_consent_is_withdrawn_does_not_revive_it(county: County) -> None:
    county.today = date(2026, 11, 21)
    told: dict[str, Any] = {"start": "2026-01-01", "actors": [OWNER, OTHER]}
    for _ in range(ROUNDS):
        life = await begin(county)
        await life.plan(OWNER, OTHER)
        await life.tell(OWNER, "consent", "paper", categories=["work"], **told)
        await asyncio.gather(
            life.withdraw("paper"),
            life.tell(OWNER, "consent", "paper", version=2, categories=["work", "health"], **told),
        )
        assert await life.seen(OTHER) == {"paper"}


async def test_a_worker_at_work_while_a_consent_is_withdrawn_writes_nothing_that_it_opened(county: County) -> None:
    county.today = date(2026, 11, 21)
    lives = []
    for _ in range(ROUNDS):
        life = await begin(county)
        await life.plan(OWNER, OTHER)
        await life.consent("consent", [OWNER, OTHER], ["work"])
        await life.tell(OWNER, "need", "job", plan="plan", start="2026-03-01", category="work")
        lives.append(life)
    await asyncio.gather(county.detect(), *(life.withdraw("consent") for life in lives))
    for life in lives:
        assert await life.found(OTHER) == set()
