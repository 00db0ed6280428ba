"""What the machines share: the house, opened once."""

from collections.abc import Iterator

import pytest

from tests.invariants.house import House, open_house


@pytest.fixture(scope="session")
def house(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(server_url, tmp_path_factory.mktemp("invariants")) as opened:
        yield opened
