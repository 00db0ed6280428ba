"""A service's settings on a database of its own, which is there for a while and then gone: for simulations alone."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.adapters.postgres.embedded import EmbeddedPostgres
from app.settings import Settings


@contextmanager
def throwaway_settings() -> Iterator[Settings]:
    """Settings on an embedded PostgreSQL in a temporary directory, whatever the environment names.

    Both are gone afterwards. The server spares itself the disk: who loses power simulates anew.
    Errors: EmbeddedPostgresError.
    """
    with (
        TemporaryDirectory(prefix="sip-simulation-") as home,
        EmbeddedPostgres(Path(home) / "postgres", for_tests=True) as server,
    ):
        given = {"database_url": server.url, "data_dir": home, "master_key": secrets.token_hex(32)}
        yield Settings.model_validate(given)
