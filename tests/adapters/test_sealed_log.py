"""The log in PostgreSQL is sealed behind every transaction at work, and whatever is done to it is found."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from app.adapters.audit_head import FileHead
from app.adapters.postgres import sealing
from app.adapters.postgres.sealing import PostgresSealedLog
from app.domain.errors import SettingError
from app.domain.sealing import Block, SealKeys
from app.usecases import sealing as usecase
from app.usecases.sealing import Sealer
from tests.adapters.sealed_log import KEY, TAMPERINGS, Log, chosen, open_log, write

TRIES = int(os.environ.get("SIP_TAMPERINGS", "60"))
"""How many times the log is tampered with; with SIP_TAMPERINGS=1000, a thousand."""


@pytest.fixture
def log(server_url: str, tmp_path: Path) -> Iterator[Log]:
    with open_log(server_url, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    """A log of sixty rows in two blocks, which every test leaves as it was."""
    with open_log(server_url, tmp_path_factory.mktemp("head")) as opened:
        for _ in range(2):
            opened.write(30)
            assert opened.sealer.seal() == 1
        yield opened


def test_what_is_sealed_is_found_as_it_was(log: Log) -> None:
    log.write(3)
    assert log.sealer.seal() == 1
    log.write(2)
    found = log.verified()
    assert (found.faults, found.rows, found.blocks, found.unsealed.count) == ([], 3, 1, 2)
    assert log.sealer.seal() == 1
    assert log.sealer.seal() == 0, "nothing has happened since"
    found = log.verified()
    assert (found.faults, found.rows, found.blocks, found.unsealed.count) == ([], 5, 2, 0)


def test_nothing_is_sealed_behind_which_somebody_is_still_at_work(log: Log) -> None:
    log.write(2)
    with psycopg.connect(log.url) as slow:
        write(slow)
        log.write(3)
        log.sealer.seal()
        assert log.verified().rows == 2
        slow.commit()
    log.sealer.seal()
    found = log.verified()
    assert (found.faults, found.rows, found.unsealed.count) == ([], 6, 0)


def test_a_number_that_was_taken_before_and_written_after_a_seal_is_in_the_next_block(log: Log) -> None:
    log.write()
    ((early,),) = log.database.execute("select nextval(pg_get_serial_sequence('sip.audit', 'n'))").fetchall()
    log.write(2)
    log.sealer.seal()
    log.database.execute(
        "insert into sip.audit (n, request_id, action, outcome) overriding system value values (%s, 'r', 'a', 'read')",
        (early,),
    )
    log.sealer.seal()
    found = log.verified()
    assert (found.faults, found.rows, found.blocks) == ([], 4, 2)


def test_a_cut_that_does_not_wait_lets_a_row_in_behind_it(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CUT", text("select 9223372036854775807"))
    with psycopg.connect(log.url) as slow:
        write(slow)
        log.write(3)
        log.sealer.seal()
        slow.commit()
    assert log.found() == [(1, "inserted")]


def test_what_was_rolled_back_leaves_a_gap_that_nobody_takes_for_a_removal(log: Log) -> None:
    log.write()
    with psycopg.connect(log.url) as undone:
        write(undone)
        undone.rollback()
    log.write()
    log.sealer.seal()
    assert log.found() == []
    last = log.sealer.log.last()
    assert last is not None
    assert last.count == 2
    assert "," in last.numbers


def test_two_who_seal_at_once_seal_each_row_once(log: Log, tmp_path: Path) -> None:
    log.write(5)
    other = Sealer(log.sealer.log, FileHead(tmp_path / "other"), log.sealer.keys)

    class Overtaken(PostgresSealedLog):
        def add(self, block: Block) -> bool:
            other.seal()
            return super().add(block)

    assert replace(log.sealer, log=Overtaken(log.engine)).seal() == 0
    assert log.found() == []
    assert log.verified().rows == 5
    assert other.agrees()


def test_whoever_lacks_the_key_that_the_log_is_sealed_with_seals_nothing_and_says_so(log: Log, tmp_path: Path) -> None:
    def having(*keys: bytes) -> Sealer:
        return Sealer(log.sealer.log, FileHead(tmp_path / "other"), lambda: SealKeys(keys))

    log.write()
    first, new = log.sealer.keys().current, bytes(reversed(range(32)))
    log.sealer.seal()
    log.write()
    for refuses in (having(new).seal, having(new).refuse_foreign_seal):
        with pytest.raises(SettingError, match=f"is sealed with the key {first}, which this process does not have"):
            refuses()
    assert log.verified().blocks == 1
    assert having(new, KEY).seal() == 1, "a new key before the one that is known"
    with pytest.raises(SettingError, match="which this process does not have"):
        log.sealer.seal()


def test_a_long_stretch_becomes_several_blocks(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecase, "BLOCK", 4)
    log.write(10)
    assert log.sealer.seal() == 3
    assert log.verified().faults == []


@pytest.mark.parametrize("seed", range(TRIES))
def test_whatever_is_done_to_the_log_is_found(kept: Log, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - for choosing cases, not secrets
    name = sorted(TAMPERINGS)[seed % len(TAMPERINGS)]
    with kept.tampered() as database:
        values = chosen(database, random)
        for statement in TAMPERINGS[name]:
            database.execute(statement.encode(), values)
        assert kept.found(), f"{name} of {values} was not found"
    assert kept.found() == []


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("edit who", "changed"),
        ("swap", "changed"),
        ("delete", "removed"),
        ("insert", "inserted"),
        ("cut blocks off", "cut-off"),
        ("edit a block", "seal"),
        ("take a block away", "removed"),
    ],
)
def test_one_line_says_what_is_wrong(kept: Log, name: str, what: str) -> None:
    with kept.tampered() as database:
        for statement in TAMPERINGS[name]:
            database.execute(statement.encode(), {"one": 4, "two": 7, "block": 1})
        (fault,) = kept.verified().faults
    assert fault.what == what
    assert str(fault).startswith("block ")


def test_without_the_head_a_tail_that_is_cut_off_cleanly_is_not_found(kept: Log) -> None:
    with kept.tampered() as database:
        database.execute("delete from sip.audit_block where block = 2")
        database.execute("delete from sip.audit where n > 30")
        assert kept.found() == [(2, "cut-off")]
        assert usecase.verify(kept.sealer.log, kept.sealer.keys(), {}, lambda _: None).faults == []
        assert not kept.sealer.agrees()


def test_a_log_that_is_sealed_anew_with_the_right_key_is_another_than_the_head_names(kept: Log, tmp_path: Path) -> None:
    with kept.tampered() as database:
        database.execute("delete from sip.audit where n = 4")
        database.execute("delete from sip.audit_block")
        Sealer(kept.sealer.log, FileHead(tmp_path / "other"), kept.sealer.keys).seal()
        assert {what for _, what in kept.found()} >= {"cut-off"}
        kept.write()
        Sealer(kept.sealer.log, FileHead(tmp_path / "other"), kept.sealer.keys).seal()
        assert "another" in {what for _, what in kept.found()}


def test_no_setting_of_the_server_changes_what_is_sealed(kept: Log) -> None:
    last = kept.url.rpartition("/")[2].partition("?")[0]
    settings = {
        "timezone": "Asia/Tokyo",
        "datestyle": "German",
        "intervalstyle": "sql_standard",
        "bytea_output": "escape",
    }
    for name, value in settings.items():
        kept.database.execute(f"alter database \"{last}\" set {name} = '{value}'")
    kept.engine.dispose()  # so that it connects anew
    try:
        assert kept.found() == []
    finally:
        for name in settings:
            kept.database.execute(f'alter database "{last}" reset {name}')
        kept.engine.dispose()  # or the tests after this one would have what was set


def test_a_key_that_is_not_at_hand_is_asked_for_and_an_older_one_still_verifies(kept: Log) -> None:
    new = bytes(32)
    stranger = usecase.verify(kept.sealer.log, SealKeys([new]), {}, lambda _: None)
    assert {fault.what for fault in stranger.faults} == {"key"}
    assert usecase.verify(kept.sealer.log, SealKeys([new, bytes(range(32))]), {}, lambda _: None).faults == []


def test_a_server_whose_transactions_have_lower_numbers_is_refused_until_the_log_goes_on(log: Log) -> None:
    counts = """create or replace function sip.log_clock(transaction xid8) returns bigint language sql immutable
                return {} + transaction::text::bigint"""
    log.database.execute(counts.format(1_000_000))
    log.write(2)
    log.sealer.seal()
    log.database.execute(counts.format(0))
    with pytest.raises(SettingError, match=r"how-to/audit\.md"):
        log.sealer.seal()

    log.database.execute("set role sip_owner")
    log.database.execute(counts.format(2_000_000))
    log.database.execute("reset role")
    log.write(3)
    assert log.sealer.seal() == 1
    found = log.verified()
    assert (found.faults, found.rows, found.unsealed.count) == ([], 5, 0)


@pytest.mark.parametrize("table", ["audit", "audit_block"])
@pytest.mark.parametrize("act", ["update {} set written = written + 1", "delete from {}", "truncate {}"])
def test_nobody_changes_or_removes_what_is_in_the_log(kept: Log, table: str, act: str) -> None:
    for role in ("none", "sip_owner", "sip_service", "sip_sealer", "sip_worker", "sip_admin"):
        with psycopg.connect(kept.url) as connection:
            connection.execute(f"set role {role}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(act.format(f"sip.{table}").encode())
            connection.rollback()


def test_the_service_does_not_say_where_in_the_log_its_rows_stand(kept: Log) -> None:
    for column, value in (("n", 1), ("written", 1), ("at", "2020-01-01")):
        values: dict[str, Any] = {"value": value}
        with psycopg.connect(kept.url) as connection:
            connection.execute("set role sip_service")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(
                    f"insert into sip.audit ({column}, request_id, action, outcome) overriding system value"
                    " values (%(value)s, 'r', 'a', 'read')",
                    values,
                )
            connection.rollback()
