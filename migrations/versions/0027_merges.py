"""Two records of one person that are read as one: proposed, reviewed by another, and undone while that is possible.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0027"
down_revision = "0026"

HERE = Path(__file__).parent / "0027_merges"
PARTS = ("tables", "merging", "reading", "keeping")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("whoever is two records again, an undone merge says, and not a schema")
