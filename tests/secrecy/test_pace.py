"""What a pace lets in follows from what its reader holds: nothing that others have, do or hide has a part in it."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
import pytest_asyncio

from app.settings import Settings
from tests.county import TODAY, County
from tests.paced import Desk, paced_desks
from tests.secrecy.lives import Life

pytestmark = pytest.mark.asyncio(loop_scope="session")

STRANGER = "psychiatry"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def desks(the_county: County, settings: Settings) -> AsyncIterator[Iterator[Desk]]:
    async with paced_desks(the_county, settings, 8) as found:
        yield found


async def lives_at(desk: Desk) -> list[Life]:
    """Six waits of different length, one of which is new."""
    return [await desk.waited_for_a_course(TODAY - timedelta(days)) for days in (200, 150, 100, 80, 60, 2)]


async def whose_are_in(desk: Desk, lives: list[Life]) -> list[int]:
    shown = await desk.persons()
    return [number for number, life in enumerate(lives) if life.person in shown]


async def everything(desk: Desk) -> list[bytes]:
    client = desk.county.system(desk.key)
    return [(await client.get(path)).content for path in ("/findings", "/findings?held_back=true", "/pace")]


async def hide_something(life: Life, number: int) -> None:
    """Facts that the desk may not see: they make gaps of others, and a busy detector."""
    await life.tell(STRANGER, "status", f"job{number}", code="job-seeker", start="2025-01-01", disclosure="own")
    await life.tell(STRANGER, "decision", f"ready{number}", code="discharge-ready", on="2026-11-01", disclosure="own")


async def test_two_desks_alike_are_let_in_alike_whatever_is_hidden_from_one_of_them(
    desks: Iterator[Desk], county: County
) -> None:
    quiet, busy = next(desks), next(desks)
    at_quiet, at_busy = await lives_at(quiet), await lives_at(busy)
    for desk in (quiet, busy):
        await desk.pace(2)
    for number, life in enumerate(at_busy):
        await hide_something(life, number)
    for weeks in range(4):
        await county.detect(TODAY + timedelta(7 * weeks))
        assert await whose_are_in(quiet, at_quiet) == await whose_are_in(busy, at_busy)
        await hide_something(at_busy[weeks], 10 + weeks)
    assert len(await whose_are_in(quiet, at_quiet)) == 6


async def test_what_others_hold_and_do_changes_not_a_byte(desks: Iterator[Desk], county: County) -> None:
    mine, other = next(desks), next(desks)
    lives = await lives_at(mine)
    await mine.pace(2)
    await county.detect()
    before = await everything(mine)
    for life in lives:
        await life.tell(other.key, "decision", "left", code="left-school", on="2026-01-10", disclosure="own")
        await hide_something(life, 0)
    await other.ready_for_discharge(date(2026, 11, 2))
    await other.pace(1)
    await county.detect()
    theirs = (await other.list())["findings"][0]
    done = await county.system(other.key).post(
        f"/findings/{theirs['id']}/dismissal", json={"reason": "x"}, headers={"If-Match": "*"}
    )
    assert done.status_code == 200
    await county.detect()
    assert await everything(mine) == before


async def test_the_service_cannot_let_a_card_in_and_sees_its_own_actors_alone(
    desks: Iterator[Desk], county: County, database_url: str
) -> None:
    mine, other = next(desks), next(desks)
    (life, *_), _ = await lives_at(mine), await lives_at(other)
    for desk in (mine, other):
        await desk.pace(2)
    await county.detect()
    with psycopg.connect(database_url) as connection:

        def act_for(desk: Desk) -> None:
            connection.execute("set local role sip_service")
            connection.execute("select set_config('sip.actor', %s, true)", [county.actor(desk.key)])

        def seen() -> set[Any]:
            return {reader for (reader,) in connection.execute("select reader::text from sip.admission")}

        act_for(mine)
        assert seen() == {county.actor(mine.key)}
        row = [life.person, county.actor(mine.key), TODAY]
        for statement in (
            "insert into sip.admission select %s, gen_random_uuid(), %s, %s",
            "delete from sip.admission",
            "update sip.admission set on_day = '2026-01-01'",
            "delete from sip.pace",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode(), row if "%s" in statement else None)
            connection.rollback()
            act_for(mine)
        connection.execute(
            "select set_config('sip.actor', '', true), set_config('sip.person', %s, true)", [life.person]
        )
        assert seen() == set()
        connection.rollback()
