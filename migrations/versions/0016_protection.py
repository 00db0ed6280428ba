"""Protected identity: the levels that actors state, the caseworkers who may open such a person, and the guards.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0016"
down_revision = "0015"

HERE = Path(__file__).parent / "0016_protection"
PARTS = ("tables", "guards")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("nobody who is protected is laid open")
