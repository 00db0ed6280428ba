"""A person's name through a rotation, an interrupted one, the closing of the case, and the end of the person's key."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio
from pydantic import SecretStr

from app.adapters.keys.vault import KeyVault
from app.bootstrap.keeping import key_store
from app.bootstrap.service import service
from app.domain.errors import SettingError
from app.settings import Settings
from tests.api.answers import problem
from tests.county import open_county
from tests.secrecy.kept_keys import Kept, kept_county
from tests.secrecy.quiet import own_database
from tests.service.meeting_story import HEALTH, OWNER, Around, four_agencies

pytestmark = pytest.mark.asyncio(loop_scope="module")
SIP = [sys.executable, "-c", "from app.cli.main import main; main()"]
ROOT = Path(__file__).parents[2]
OLD, NEW = "5e" * 32, "a1" * 32
MANY = 4000
CRISIS: dict[str, Any] = {
    "early_signs": ["Sover lite"],
    "what_helps": ["Lugn och ro"],
    "what_to_avoid": ["Många frågor"],
    "contacts": [{"name": "Mamma", "phone": "070-174 06 05"}],
}


def environment(settings: Settings, **more: str) -> dict[str, str]:
    given = {"DATABASE_URL": str(settings.database_url), "SIP_DATA_DIR": str(settings.data_dir)}
    named = {"SIP_MASTER_KEY_FILE": str(settings.master_key_file)} if settings.master_key_file else {}
    return {**os.environ, "PYTHONPATH": str(ROOT), **given, **named, **more}


async def sip(settings: Settings, *words: str, **more: str) -> tuple[int, str]:
    """What the command says, run while the service goes on."""
    done = await asyncio.to_thread(
        subprocess.run, [*SIP, "keys", *words], env=environment(settings, **more), capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def kept(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kept]:
    async with kept_county(server_url, tmp_path_factory.mktemp("story")) as opened:
        yield opened


async def told(around: Around) -> dict[str, Any]:
    """What of the person is sealed, as it is told where it is shown."""
    person = await around.read(OWNER, f"/persons/{around.person}")
    crisis = (await around.read(HEALTH, f"/plans/{around.plan}/crisis-plan"))["current"]
    await around.county.detect()
    names = {f.get("person_name") for f in (await around.read(OWNER, f"/persons/{around.person}/findings"))["findings"]}
    return {"name": person.get("name"), "contact": person.get("contact"), "call": crisis["contacts"], "cards": names}


async def test_a_persons_name_until_the_key_is_destroyed(kept: Kept) -> None:
    county = kept.county
    around = await four_agencies(county, categories=("work", "education", "social", "health"))
    await kept.named(around.person, "Elias N.")
    await around.done_by_put(HEALTH, "crisis-plan", **CRISIS)
    await around.add(OWNER, "needs", category="work", start="2026-06-01")
    before = await told(around)
    assert before["name"] == "Elias N."
    assert before["call"] == CRISIS["contacts"]
    assert before["cards"] == {"Elias N."}
    # A copy of the database as it is now: the person, and the versions of the crisis plan.
    copied = kept.database.execute(
        "select identity, details from sip.person where person_id = %s", (around.person,)
    ).fetchone()
    contacts = kept.database.execute(
        "select fields from sip.fact where person_id = %s and kind = 'crisis-plan'", (around.person,)
    ).fetchone()
    assert copied is not None
    assert contacts is not None

    code, said = await sip(kept.settings, "rotate", "--persons")
    assert (code, said.splitlines()[0][:40]) == (0, "all keys are under the new master key; 1")
    assert await told(around) == before
    assert await county.person(around.number) == around.person
    assert (await around.at["person"].get(f"/persons/{around.person}")).json()["name"] == "Elias N."
    kept.database.execute(
        "update sip.person set identity = %s, details = %s where person_id = %s", (*copied, around.person)
    )
    assert await told(around) == before, "a copy from before the rotation is read still"

    code, said = await sip(kept.settings, "destroy", around.person, "--reason", "gallring 2026-11", "--yes")
    assert (code, said) == (
        1,
        "the person has 1 plans that have not ended; close the case first, or name retention's decision with "
        "--decision\n",
    )
    for wrong in (["--reason", ""], ["--reason", "se 19900517-9800"], ["--reason", "x" * 201]):
        code, said = await sip(kept.settings, "destroy", around.person, *wrong, "--yes")
        assert code == 1, said
        assert "reason" in said
    assert await told(around) == before

    await around.done(OWNER, f"/plans/{around.plan}/closing", reason="moved")
    code, said = await sip(kept.settings, "destroy", around.person, "--reason", "gallring 2026-11", "--yes")
    assert (code, said) == (0, f"the key of {around.person} is destroyed\n")

    gone: dict[str, Any] = {"name": None, "contact": None, "call": [], "cards": {None}}
    after = await told(around)
    assert {**after, "cards": after["cards"] or {None}} == gone
    kept.database.execute(
        "update sip.person set identity = %s, details = %s where person_id = %s", (*copied, around.person)
    )
    assert {**await told(around), "cards": {None}} == gone, "nor from a copy of the database"
    assert await county.person(around.number) == around.person, "the index remains"
    problem(await kept.named(around.person, "Elias N."), 409, "key-destroyed")
    log = (await around.at["person"].get(f"/persons/{around.person}/access-log?limit=100")).json()
    assert "Den som sköter tjänsten gjorde ditt namn och hur du nås oläsligt för gott." in str(log)
    assert "Elias" not in str(log)


async def test_a_store_from_before_a_destruction_destroys_the_key_again(kept: Kept) -> None:
    person = await kept.described("Karin")
    old = kept.settings.data_dir / "old.sqlite"
    assert (await sip(kept.settings, "copy", str(old)))[0] == 0
    await kept.destroy(person, decision="dnr 3")
    brought_back = kept.settings.model_copy(update={"key_store": old})
    async with service(brought_back) as running:
        held = kept.database.execute("select details from sip.person where person_id = %s", (person,)).fetchone()
        assert held is not None
        with pytest.raises(Exception, match="has been destroyed"):
            running.vault.unseal(UUID(person), held[0])


async def test_a_store_of_another_database_is_not_taken(kept: Kept) -> None:
    other = kept.settings.model_copy(update={"key_store": kept.settings.data_dir / "other.sqlite"})
    with pytest.raises(SettingError, match="not the key store of this database"):
        async with service(other):
            pass


async def test_the_list_tells_ages_and_no_key(kept: Kept) -> None:
    code, said = await sip(kept.settings, "list", "--persons")
    assert code == 0
    assert " days old, under master key " in said
    assert "under master key" in said.splitlines()[1]
    async with kept.keeper() as keeping:
        for one in keeping.store.shared("index"):
            assert one.secret.hex() not in said


@pytest.fixture
def crowded(server_url: str, tmp_path: Path) -> Any:
    with own_database(server_url) as url:
        yield Settings.model_validate({"database_url": url, "data_dir": tmp_path, "master_key": OLD})


async def test_a_rotation_that_is_killed_goes_on_when_it_is_run_again(crowded: Settings) -> None:
    both = {"SIP_MASTER_KEY": f"{NEW},{OLD}"}
    assert (await sip(crowded, "rotate", SIP_MASTER_KEY=OLD))[0] == 1
    settings = crowded.model_copy(update={"master_key": SecretStr(both["SIP_MASTER_KEY"])})
    async with open_county(settings) as county:
        numbers = [county.number() for _ in range(5)]
        persons = [await county.person(number) for number in numbers]
        with psycopg.connect(str(crowded.database_url), autocommit=True) as database:
            many(settings, database)
            killed = subprocess.Popen([*SIP, "keys", "rotate"], env=environment(settings, **both))
            moved = "select count(*) from sip.person_identity where key_id <> 'first'"
            end = time.monotonic() + 60
            while not (under_new := database.execute(moved).fetchone() or (0,))[0]:
                assert killed.poll() is None
                assert time.monotonic() < end
                await asyncio.sleep(0.005)
            killed.send_signal(signal.SIGKILL)
            killed.wait()
            assert 0 < under_new[0] < MANY
            assert [await county.person(number) for number in numbers] == persons

            code, said = await sip(settings, "rotate", **both)
            assert (code, said.splitlines()[0]) == (0, "going on with what was begun")
            assert [await county.person(number) for number in numbers] == persons
            assert database.execute("select count(*), bool_and(current) from sip.index_key").fetchone() == (1, True)
    alone = crowded.model_copy(update={"master_key": SecretStr(NEW)})
    async with service(alone) as running:
        with psycopg.connect(str(crowded.database_url)) as database:
            for number, person in zip(numbers, persons, strict=True):
                hashed = list(running.vault.index_hashes(number).values())
                found = database.execute(
                    "select person_id, identity from sip.person join sip.person_identity using (person_id)"
                    " where hash = any(%s)",
                    (hashed,),
                ).fetchall()
                assert [str(one) for one, _ in found] == [person]
                assert running.vault.unseal(*found[0]) == number.encode()
    with pytest.raises(SettingError, match="not the key of the key store"):
        async with service(crowded):
            pass


def many(settings: Settings, database: psycopg.Connection[Any]) -> None:
    """So many persons that moving them takes a while."""
    with closing(key_store(settings)) as store:
        ids = [uuid4() for _ in range(MANY)]
        store.renew(ids, missing=True)
        vault = KeyVault(store)
        rows = [(one, vault.seal(one, str(one).encode()), vault.index_hashes(str(one))["first"]) for one in ids]
    with database.transaction(), database.cursor() as cursor:
        cursor.executemany(
            "insert into sip.person (person_id, birth_date, identity) values (%s, '1990-01-01', %s)",
            [row[:2] for row in rows],
        )
        cursor.executemany(
            "insert into sip.person_identity (person_id, hash, key_id) values (%s, %s, 'first')",
            [(one, hashed) for one, _, hashed in rows],
        )


async def test_a_process_that_was_not_given_the_new_master_key_refuses_and_makes_nobody_twice(
    crowded: Settings,
) -> None:
    async with open_county(crowded) as county:
        number = county.number()
        person = await county.person(number)
        assert (await sip(crowded, "rotate", SIP_MASTER_KEY=f"{NEW},{OLD}"))[0] == 0
        for one in (number, county.number()):
            answer = await county.system(OWNER).post("/person-lookups", json={"identity_number": one})
            problem(answer, 503, "unavailable")
            assert NEW not in answer.text
            assert "SIP_" not in answer.text
    with psycopg.connect(str(crowded.database_url)) as database:
        assert [str(one) for (one,) in database.execute("select person_id from sip.person")] == [person]
