"""Where the keys are, and what keeping them needs: the store, the database as their keeper sees it, and the vault."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from app.adapters.keys.masters import KeyFile, Masters
from app.adapters.keys.rotation import RotatingFileStore
from app.adapters.keys.vault import KeyVault
from app.adapters.postgres.engine import create_blocking_engine_as, create_engine_as
from app.adapters.postgres.registry import PostgresRegistry
from app.adapters.postgres.sealed_persons import PostgresSealedPersons
from app.domain.errors import SettingError
from app.settings import Settings
from app.usecases.destroying_keys import Destroyer
from app.usecases.key_ports import INDEX, KeysUnavailable
from app.usecases.rotating_keys import Rotator

FIRST_INDEX = "first"
"""The id of a database's first key of the index."""


@dataclass(frozen=True)
class Keeper:
    """Everything that `sip keys` drives."""

    store: RotatingFileStore
    rotator: Rotator
    destroyer: Destroyer
    new_master: Callable[[], None]
    """Makes the new master key, where it is kept in a file; elsewhere it has been set."""
    only_new_master: Callable[[], None]
    """Forgets the others, where they are kept in a file."""


def key_store(settings: Settings) -> RotatingFileStore:
    """The store of keys, made if there is none."""
    return RotatingFileStore(store_path(settings), Masters(_master_keys(settings)))


def store_path(settings: Settings) -> Path:
    """Where the store of keys is."""
    return settings.key_store or settings.data_dir / "keys.sqlite"


async def bind(store: RotatingFileStore, registry: PostgresRegistry) -> str:
    """Hold the store and the database together; the id of the key that finds persons there. SettingError when they are
    not of one pair. Keys that the database knows to be destroyed are destroyed in a store that is older than that."""
    mark = KeyVault(store).fingerprint("master-key", "sip")
    held = await registry.key_store(
        store.store_id(), mark, lambda used_before: store.begin(FIRST_INDEX, first_format=used_before)
    )
    for person in held.destroyed - store.destroyed():
        store.destroy(person)
    return held.index


async def bound_for_use(store: RotatingFileStore, registry: PostgresRegistry) -> None:
    """As `bind`; SettingError, too, for a database from before a rotation, in which persons would not be found."""
    if await bind(store, registry) not in {key.id for key in store.shared(INDEX)}:
        raise SettingError(
            "the database is from before the keys rotated; `sip keys rotate` brings it to the keys that there are now"
        )


@asynccontextmanager
async def keeper(settings: Settings, url: str) -> AsyncIterator[Keeper]:
    """The keeper of the keys of the database at `url`, from start to stop."""
    store = key_store(settings)
    service = create_engine_as("sip_service", url, connections=1)
    engine = create_blocking_engine_as("sip_keeper", url, connections=2)
    try:
        await bind(store, PostgresRegistry(service))
        persons = PostgresSealedPersons(engine)
        in_file = None if settings.master_key else KeyFile(_key_file(settings))
        yield Keeper(
            store=store,
            rotator=Rotator(store, persons, KeyVault(store)),
            destroyer=Destroyer(store, persons),
            new_master=in_file.add if in_file else _nothing,
            only_new_master=in_file.keep_first if in_file else _nothing,
        )
    except KeysUnavailable as error:
        raise SettingError(str(error)) from None
    finally:
        engine.dispose()
        await service.dispose()
        store.close()


def _master_keys(settings: Settings) -> Callable[[], list[bytes]]:
    """The keys, from the environment or from a file: for the embedded database the one beside it."""
    if settings.master_key is not None:
        keys = [bytes.fromhex(key) for key in settings.master_key.get_secret_value().split(",")]
        return lambda: keys
    if settings.database_url is not None and settings.master_key_file is None:
        raise SettingError("set SIP_MASTER_KEY to 64 hexadecimal digits, the same for every process on this database")
    return KeyFile(_key_file(settings)).read


def _key_file(settings: Settings) -> Path:
    return settings.master_key_file or settings.data_dir / "master.key"


def _nothing() -> None:
    """What there is to do where the operator sets the keys."""
