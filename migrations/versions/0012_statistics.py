"""A coordination body's statistics: the tables of each quarter as they were made, read by its members.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0012"
down_revision = "0011"

HERE = Path(__file__).parent / "0012_statistics"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "statistics.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what has been published is never thrown away")
