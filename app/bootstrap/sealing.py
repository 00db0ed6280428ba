"""What sealing and verifying the log need: the log, the head outside the database, and the keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from app.adapters.audit_head import FileHead
from app.adapters.postgres.engine import create_blocking_engine_as, create_engine_as
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.sealing import PostgresSealedLog
from app.bootstrap.database import database
from app.bootstrap.keeping import bind, key_store
from app.domain.sealing import SealKeys
from app.settings import Settings
from app.usecases.key_ports import AUDIT_SEAL
from app.usecases.sealing import Sealer


def seal_keys(settings: Settings) -> SealKeys:
    """The keys that the settings name, else those in the key store."""
    if settings.audit_keys is not None:
        return SealKeys([bytes.fromhex(key) for key in settings.audit_keys.get_secret_value().split(",")])
    with closing(key_store(settings)) as store:
        return SealKeys([key.secret for key in store.shared(AUDIT_SEAL)])


def head_path(settings: Settings) -> Path:
    """Where the head is kept."""
    return settings.audit_head or settings.data_dir / "audit-head"


@asynccontextmanager
async def sealer(settings: Settings, head: Path | None = None) -> AsyncIterator[Sealer]:
    """A sealer on the database of the settings, from start to stop; `head` is another file than theirs. SettingError
    when its keys would be those of another store than this database's."""
    async with database(settings) as url:
        if settings.audit_keys is None:
            await _refuse_another_store(settings, url)
        engine = create_blocking_engine_as("sip_sealer", url, connections=2)
        try:
            log, noted = PostgresSealedLog(engine), FileHead(head or head_path(settings))
            yield Sealer(log, noted, lambda: seal_keys(settings))
        finally:
            engine.dispose()


async def _refuse_another_store(settings: Settings, url: str) -> None:
    service = create_engine_as("sip_service", url, connections=1)
    try:
        with closing(key_store(settings)) as store:
            await bind(store, PostgresRegistry(service))
    finally:
        await service.dispose()
