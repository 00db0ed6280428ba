"""A database from before persons had keys: it is read as it is, and after the first rotation it is like any other."""

import secrets
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from psycopg.types.json import Jsonb
from pydantic import SecretStr

from app.bootstrap.keeping import keeper
from app.bootstrap.sealing import seal_keys
from app.bootstrap.service import service
from app.domain.errors import Conflict, KeyDestroyed, SettingError
from app.domain.sealing import key_id
from app.settings import Settings
from app.usecases.destroying_keys import DestroyKey
from app.usecases.key_ports import FIRST_FORMAT
from tests.secrecy.quiet import own_database

OLD, NEW = "5e" * 32, "a1" * 32
NUMBER = "198110039800"


def derived(purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(bytes.fromhex(OLD))


def sealed_by_one_key(person: UUID, plain: bytes) -> bytes:
    nonce = secrets.token_bytes(12)
    return b"\x01" + nonce + AESGCM(derived(b"seal")).encrypt(nonce, plain, person.bytes)


def hashed(purpose: bytes, value: bytes) -> bytes:
    code = hmac.HMAC(derived(b"fingerprint"), hashes.SHA256())
    code.update(purpose + b"\x00" + value)
    return code.finalize()


def somebody(database: psycopg.Connection[tuple[object, ...]]) -> UUID:
    """A person as they were kept then, with a crisis plan."""
    from base64 import b64encode

    person = uuid4()
    database.execute("insert into sip.key_mark (mark) values (%s)", (hashed(b"master-key", b"sip"),))
    database.execute(
        "insert into sip.person (person_id, birth_date, identity, details) values (%s, '1981-10-03', %s, %s)",
        (person, sealed_by_one_key(person, NUMBER.encode()), sealed_by_one_key(person, b'{"name": "Karin"}')),
    )
    database.execute(
        "insert into sip.person_identity (hash, person_id) values (%s, %s)",
        (hashed(b"identity-number", NUMBER.encode()), person),
    )
    contacts = b64encode(sealed_by_one_key(person, b"[]")).decode()
    with database.transaction():
        database.execute("set local session_replication_role = replica")
        database.execute(
            """insert into sip.fact (person_id, id, source_version, revision, source, kind, owner, category, disclosed,
                                     fields, named, tentative, void, current)
               values (%s, gen_random_uuid(), 1, 0, 'service', 'crisis-plan', gen_random_uuid(), 'health', true,
                       %s, '{}', false, false, true)""",
            (person, Jsonb({"contacts": contacts, "what_helps": ["Lugn"]})),
        )
    return person


async def test_it_is_read_moved_and_then_each_key_can_be_destroyed(server_url: str, tmp_path: Path) -> None:
    with own_database(server_url) as url, psycopg.connect(url, autocommit=True) as database:
        person = somebody(database)
        copied = database.execute("select identity from sip.person").fetchone()
        assert copied is not None
        settings = Settings.model_validate({"database_url": url, "data_dir": tmp_path, "master_key": OLD})
        wrong = settings.model_copy(update={"master_key": SecretStr(NEW), "key_store": tmp_path / "wrong.sqlite"})
        with pytest.raises(SettingError, match="not the key of this database"):
            async with service(wrong):
                pass
        async with service(settings) as running:
            assert running.vault.unseal(person, copied[0]) == NUMBER.encode()
            assert list(running.vault.index_hashes(NUMBER).values()) == [hashed(b"identity-number", NUMBER.encode())]
        log_key = seal_keys(settings).current
        assert log_key == key_id(derived(b"audit-seal"))

        both = settings.model_copy(update={"master_key": SecretStr(f"{NEW},{OLD}")})
        command = DestroyKey(reason="gallring", decision="dnr 1")
        async with keeper(both, url) as keeping:
            with pytest.raises(Conflict, match="run `sip keys rotate` first"):
                keeping.destroyer.destroy(person, command, "r")
            done = keeping.rotator.rotate(persons=False, request_id="r", show=lambda _: None)
            assert (done.persons, done.kept) == (1, {})
            assert keeping.store.shared(FIRST_FORMAT) == []
        first = "select get_byte(identity, 0), get_byte(details, 0) from sip.person"
        assert database.execute(first).fetchone() == (2, 2)
        facts = "select get_byte(decode(fields ->> 'contacts', 'base64'), 0), fields ->> 'what_helps' from sip.fact"
        assert database.execute(facts).fetchone() == (2, '["Lugn"]')
        keys = seal_keys(both)
        assert keys.current != log_key
        assert keys.seal(log_key, "a block", b"") is not None, "blocks sealed before are verified still"

        alone = settings.model_copy(update={"master_key": SecretStr(NEW)})
        async with service(alone) as running:
            now = database.execute("select identity from sip.person").fetchone()
            assert now is not None
            assert running.vault.unseal(person, now[0]) == NUMBER.encode()
            async with keeper(alone, url) as keeping:
                keeping.destroyer.destroy(person, command, "r")
            for held in (now, copied):
                with pytest.raises(KeyDestroyed):
                    running.vault.unseal(person, held[0])
