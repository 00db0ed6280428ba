"""The matrix, opened once for all that is asked in it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.security.matrix import Matrix
from tests.security.opening import opened


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def matrix(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Matrix]:
    """In a database of its own, in which nobody else is."""
    async with opened(server_url, tmp_path_factory.mktemp("matrix")) as found:
        yield found
