"""The one table of who may do what: a row for every operation of the contract, and none beside."""

from dataclasses import replace
from typing import Final

from tests.security.oracle.administrating import ADMINISTRATING
from tests.security.oracle.contributing import CONTRIBUTING
from tests.security.oracle.moving import MOVING
from tests.security.oracle.of_nobody import OF_NOBODY
from tests.security.oracle.reading import READING
from tests.security.oracle.row import Row

OPEN_TO_ALL: Final = {name: replace(row, protected="everybody") for name, row in (OF_NOBODY | ADMINISTRATING).items()}
"""What bears no person hides none."""
TABLE: Final[dict[str, Row]] = {**READING, **MOVING, **CONTRIBUTING, **OPEN_TO_ALL}
