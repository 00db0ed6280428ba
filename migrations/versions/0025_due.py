"""What is due goes by itself: from which day for whom, and the keys of whoever is gone.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0025"
down_revision = "0022"

SQL = Path(__file__).parent / "0025_due" / "due.sql"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute(SQL.read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a key that is to be destroyed is not forgotten")
