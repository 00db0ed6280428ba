"""What the morning's letters need: the wishes for them, the keys that open addresses, and a post if there is one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from app.adapters.calendar import swedish_working_days
from app.adapters.keys.vault import KeyVault
from app.adapters.mail.smtp import SmtpPost
from app.adapters.postgres.engine import create_engine_as
from app.adapters.postgres.mornings import PostgresMornings
from app.adapters.postgres.registry import PostgresRegistry
from app.bootstrap.keeping import bind, key_store
from app.bootstrap.service import database
from app.settings import Settings
from app.usecases.digesting import Morning


@asynccontextmanager
async def morning(settings: Settings) -> AsyncIterator[Morning]:
    """The morning's letters on the database and the keys of the settings, from start to stop."""
    server = settings.mail_server
    async with database(settings) as url:
        worker = create_engine_as("sip_worker", url, connections=1)
        service = create_engine_as("sip_service", url, connections=1)
        try:
            with closing(key_store(settings)) as keys:
                await bind(keys, PostgresRegistry(service))
                yield Morning(
                    mornings=PostgresMornings(worker, service),
                    boxes=KeyVault(keys),
                    post=SmtpPost(server, settings.mail_from) if server else None,
                    calendar=swedish_working_days(),
                    portal=settings.portal,
                )
        finally:
            await worker.dispose()
            await service.dispose()
