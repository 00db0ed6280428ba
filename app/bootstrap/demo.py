"""What the demonstration needs of the adapters: the embedded database with a register, and signing in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from app.adapters.identity.demo_sign_in import sign_in
from app.adapters.postgres.embedded import EmbeddedPostgresError
from app.adapters.yaml12 import parse
from app.bootstrap.agreeing import read_body
from app.bootstrap.service import registrar
from app.domain.errors import DomainError
from app.settings import Settings
from app.usecases.registering import Register

__all__ = ["county_register", "read_body", "read_yaml", "sign_in"]


class DatabaseUnavailable(DomainError):
    """The embedded database cannot be used; the message says what to do."""


@asynccontextmanager
async def county_register(settings: Settings) -> AsyncIterator[Register]:
    """The register on a migrated database that is kept running meanwhile. DatabaseUnavailable."""
    try:
        async with registrar(settings) as register:
            yield register
    except EmbeddedPostgresError as error:
        raise DatabaseUnavailable(str(error)) from error


def read_yaml(path: Path) -> Any:
    """What one of the demonstration's own files says, in which a date is text."""
    return parse(path.read_bytes()).plain()
