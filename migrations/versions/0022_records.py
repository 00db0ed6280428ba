"""Records put right: what was written on the wrong person, and a number that became another.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0022"
down_revision = "0021"

HERE = Path(__file__).parent / "0022_records"
PARTS = ("corrections", "numbers")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what was taken away from a person does not come back")
