"""Keys rotate as often as one likes and stop wherever they like: everybody is found and read, the destroyed never."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from random import Random
from uuid import uuid4

import pytest
import pytest_asyncio

from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.persons import Overtaken, PostgresPersons
from app.demo.numbers import test_numbers as numbers_of
from app.usecases.ports import PersonRecord
from tests.secrecy.kept_keys import Kept, kept_county

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEEDS = range(4)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def kept(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kept]:
    async with kept_county(server_url, tmp_path_factory.mktemp("kept")) as opened:
        yield opened


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_interrupts_it_everybody_is_found_and_read_and_the_destroyed_stay_so(
    kept: Kept, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - which turn things take
    known: dict[str, tuple[str, str]] = {}
    destroyed: set[str] = set()
    for turn in range(8):
        number = kept.county.number()
        known[number] = (await kept.described(f"Nr {turn}", number), f"Nr {turn}")
        done = await kept.rotate(persons=random.random() < 0.4, calls=random.choice([None, random.randrange(40)]))
        if done is not None and random.random() < 0.5:
            gone = random.choice(sorted(known))
            await kept.destroy(known[gone][0], decision="dnr 1")
            destroyed.add(gone)
        chosen = random.choice(sorted(known))
        if chosen not in destroyed:
            known[chosen] = (known[chosen][0], f"Ny {turn}")
            await kept.named(*known[chosen])
        for one, (person, name) in known.items():
            assert await kept.county.person(one) == person
            assert await kept.name(person) == (None if one in destroyed else name)
    while await kept.rotate() is None:
        pass
    kept_rows = kept.database.execute("select key_id, count(*) from sip.person_identity group by 1").fetchall()
    assert sum(count for _, count in kept_rows) >= len(known)
    assert len(kept.masters.read()) == 1


async def test_whoever_is_looked_up_while_keys_rotate_is_one_person(kept: Kept) -> None:
    numbers = [kept.county.number() for _ in range(5)]
    ids: dict[str, set[str]] = {number: set() for number in numbers}
    stop = asyncio.Event()

    async def look_up() -> None:
        while not stop.is_set():
            for number in numbers:
                ids[number].add(await kept.county.person(number))

    looking = [asyncio.create_task(look_up()) for _ in range(3)]
    for _ in range(3):
        assert await asyncio.to_thread(asyncio.run, kept.rotate(persons=True)) is not None
        numbers.append(kept.county.number())
        ids[numbers[-1]] = set()
    stop.set()
    await asyncio.gather(*looking)
    assert {len(found) for found in ids.values() if found} == {1}
    assert len([found for found in ids.values() if found]) >= 5


async def test_after_a_rotation_nobody_is_found_by_an_earlier_key_but_the_destroyed(kept: Kept) -> None:
    person = await kept.described("Elias N.")
    await kept.rotate()
    await kept.destroy(person, decision="dnr 2")
    done = await kept.rotate()
    assert done is not None
    under: dict[str, bool] = dict(kept.database.execute("select id, current from sip.index_key").fetchall())
    assert [current for current in under.values() if current] == [True]
    assert set(done.kept) == {name for name, current in under.items() if not current}
    rows = kept.database.execute(
        "select count(*) from sip.person_identity i join sip.index_key k on k.id = i.key_id where not k.current"
        " and i.person_id not in (select person_id from sip.destroyed_key)"
    ).fetchone()
    assert rows == (0,)


async def test_nobody_is_added_under_a_key_that_is_not_current(kept: Kept) -> None:
    await kept.rotate()
    with pytest.raises(Exception, match="another key finds persons now"):
        kept.database.execute(
            "insert into sip.person_identity (hash, person_id, key_id) values ('\\x01', gen_random_uuid(), 'first')"
        )


async def test_whoever_looked_before_the_key_changed_sees_who_was_added_meanwhile(kept: Kept) -> None:
    await kept.rotate()
    before = kept.database.execute("select id from sip.index_key where current").fetchone()
    assert before is not None
    hashes = {before[0]: b"by the one before", "next": b"by the next"}
    engine = create_engine_as("sip_service", str(kept.settings.database_url), connections=1)
    async with engine.connect() as connection:
        late = PostgresPersons(connection)
        assert await late.find(hashes) is None
        kept.database.execute(
            "insert into sip.person_identity (hash, person_id, key_id) values (%s, gen_random_uuid(), %s)",
            (hashes[before[0]], before[0]),
        )
        kept.database.execute("update sip.index_key set current = false where current")
        kept.database.execute("insert into sip.index_key values ('next', true)")
        with pytest.raises(Overtaken):
            await late.add(PersonRecord(person_id=uuid4(), birth_date=1, identity=b""), hashes)
        await connection.rollback()
    await engine.dispose()
    kept.database.execute("delete from sip.person_identity where hash = any(%s)", (list(hashes.values()),))
    kept.database.execute("delete from sip.index_key where id = 'next'")
    kept.database.execute("update sip.index_key set current = true where id = %s", before)


async def test_a_person_whose_number_became_another_is_found_by_both_under_every_key(kept: Kept) -> None:
    numbers = list(numbers_of(date(1979, 8, 7)))
    former, given = numbers[-1], numbers[0]
    person = await kept.described("Elias N.", former)
    both = {"former_number": former, "identity_number": given}
    changed = await kept.county.system("social-services").put(f"/persons/{person}/identity-number", json=both)
    assert changed.status_code == 204, changed.text
    for persons in (True, False):
        assert await kept.rotate(persons=persons) is not None
        assert [await kept.county.person(number) for number in (former, given)] == [person] * 2
    under = kept.database.execute(
        "select distinct k.current from sip.person_identity i join sip.index_key k on k.id = i.key_id"
        " where i.person_id = %s",
        [person],
    ).fetchall()
    assert under == [(True,)]
