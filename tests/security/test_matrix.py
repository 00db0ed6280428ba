"""The access matrix: every operation × everybody × every thing × every consent × every level of protection is answered
as the table says.

`make matrix` (SIP_MATRIX=whole) asks all of it; without, as much as sampling.py says.
"""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from app.domain import permissions
from tests.security.askers import ASKERS, ROLES, SYSTEMS
from tests.security.judging import judge
from tests.security.matrix import Matrix
from tests.security.opening import WHOLE
from tests.security.oracle import TABLE
from tests.security.people import CONSENTS, PROTECTION
from tests.security.sampling import way_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONTRACT = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_text(encoding="utf-8"))
OPERATIONS = sorted(f"{method.upper()} {path}" for path, methods in CONTRACT["paths"].items() for method in methods)
Recording = Callable[[str, object], None]


async def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert sorted(TABLE) == OPERATIONS


async def test_every_role_and_every_scope_stands_in_the_table() -> None:
    assert ROLES.keys() == permissions.ROLES.keys()
    assert {f"sip.{scope}" for scope in SYSTEMS["system"] | ROLES["auditor"] | ROLES["administrator"]} == set(
        permissions.Permission
    )


async def test_there_is_enough_to_ask(matrix: Matrix) -> None:
    """More than twenty thousand cells; everybody has each operation to ask for, every consent has its share, and so has
    every way in which a role is answered about somebody of each level of protection."""
    every = [cell for operation in OPERATIONS for cell in matrix.cells(operation)]
    asked = [cell for operation in OPERATIONS for cell in matrix.sample(operation)]
    assert len(asked) >= 20_000
    for some in (every, asked):
        assert {(cell.operation, cell.asker) for cell in some} == set(product(OPERATIONS, ASKERS))
        of_persons = {cell.operation for cell in some if matrix.is_of_persons(cell.row)}
        assert {(cell.operation, cell.world.consent) for cell in some} >= set(product(of_persons, CONSENTS))
        protected = [cell for cell in some if cell.world.me.protection != "none"]
        assert {cell.world.me.protection for cell in protected} == {*PROTECTION} - {"none"}
        assert {way_of(cell) for cell in protected} == {
            way_of(cell) for cell in every if cell.world.me.protection != "none"
        }
    done = {cell.operation for cell in asked if judge(cell)[0] == "done"}
    # Of each person there is one record here, so that no two can be one; tests/api/test_merges.py makes some.
    assert set(OPERATIONS) - done == {"GET /pace", "POST /actors", "POST /persons/{person}/merges"}, (
        "an operation that nobody may carry out is not tried"
    )


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_is_answered_as_the_table_says(matrix: Matrix, operation: str, record_property: Recording) -> None:
    count, wrong = await matrix.check(operation, matrix.cells(operation) if WHOLE else matrix.sample(operation))
    record_property("cells", count)
    assert not wrong, f"{len(wrong)} of {count} cells are wrong, such as:\n" + "\n".join(wrong[:12])
