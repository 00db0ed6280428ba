"""A database from before a rotation: it says what is missing, and then persons are read and the log holds."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from app.bootstrap.sealing import head_path, sealer
from app.bootstrap.service import service
from app.domain.errors import SettingError
from app.settings import Settings
from tests.adapters.sealed_log import write
from tests.county import County, open_county
from tests.secrecy.quiet import own_database
from tests.service.test_keys_story import NEW, OLD, SIP, environment
from tests.service.test_keys_story import sip as keys_command

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def known(county: County, name: str) -> tuple[str, str]:
    """Somebody with that name: the number and the id."""
    number, social = county.number(), county.system("social-services")
    person = await county.person(number)
    assert (await social.post("/plans", json={"person_id": person})).status_code == 201
    path, body = f"/persons/{person}/details", {"name": name, "contact": "sms 070-174 06 05"}
    assert (await social.put(path, json=body, headers={"If-Match": "*"})).status_code == 200
    return number, person


async def sealed(settings: Settings) -> int:
    """How many blocks a worker makes now."""
    async with sealer(settings) as opened:
        return opened.seal()


async def verified(settings: Settings, *options: str) -> tuple[int, str]:
    done = await asyncio.to_thread(
        subprocess.run,
        [*SIP, "audit", "verify", *options],
        env=environment(settings, SIP_MASTER_KEY=NEW),
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


async def test_a_database_from_before_the_keys_rotated_is_brought_back(server_url: str, tmp_path: Path) -> None:
    with own_database(server_url) as url:
        settings = Settings.model_validate({"database_url": url, "data_dir": tmp_path, "master_key": OLD})
        async with open_county(settings) as county:
            number, person = await known(county, "Elias N.")
        assert await sealed(settings) == 1
        backup = f"{url.partition('?')[0].rpartition('/')[2]}_backup"
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(f"create database {backup} template {backup.removesuffix('_backup')}".encode())
        kept_head = tmp_path / "head-of-that-day"
        shutil.copy(head_path(settings), kept_head)

        code, said = await keys_command(settings, "rotate", "--persons", SIP_MASTER_KEY=f"{NEW},{OLD}")
        assert code == 0, said
        after = settings.model_copy(update={"master_key": SecretStr(NEW)})
        with psycopg.connect(url, autocommit=True) as database:
            write(database)
        assert await sealed(after) == 1

        restored = after.model_copy(update={"database_url": url.replace(backup.removesuffix("_backup"), backup)})
        try:
            await is_as_it_was(restored, number, person, kept_head)
        finally:
            with psycopg.connect(server_url, autocommit=True) as server:
                server.execute(f"drop database {backup} with (force)".encode())


async def is_as_it_was(restored: Settings, number: str, person: str, kept_head: Path) -> None:
    with pytest.raises(SettingError, match="is from before the keys rotated; `sip keys rotate` brings it to the keys"):
        async with service(restored):
            pass
    code, said = await keys_command(restored, "rotate", SIP_MASTER_KEY=NEW)
    assert (code, said.splitlines()[0]) == (0, "going on with what was begun")

    async with service(restored) as running:
        with psycopg.connect(str(restored.database_url)) as database:
            hashed = list(running.vault.index_hashes(number.replace("-", "")).values())
            found = database.execute(
                "select person_id, identity, details from sip.person join sip.person_identity using (person_id)"
                " where hash = any(%s)",
                (hashed,),
            ).fetchall()
        assert [str(one) for one, *_ in found] == [person]
        who, identity, details = found[0]
        assert running.vault.unseal(who, identity).decode() == number.replace("-", "")
        assert json.loads(running.vault.unseal(who, details))["name"] == "Elias N."

    code, said = await verified(restored, "--head", str(kept_head))
    assert (code, said.splitlines()[0].partition(":")[2]) == (0, " all as sealed; held against 1 lines of the head")
    code, said = await verified(restored)
    assert code == 1
    assert "is named by the head, and the log ends with block 1: it has been cut off" in said
