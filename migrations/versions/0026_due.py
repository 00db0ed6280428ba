"""What is due goes by itself, with the keys of whoever is gone; and for whom somebody acts.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0026"
down_revision = "0025"

HERE = Path(__file__).parent / "0026_due"
PARTS = ("due", "represented")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a key that is to be destroyed is not forgotten")
