"""Short numbers are numbers to call: 112, 1177, 114 14.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0033"
down_revision = "0032"

HERE = Path(__file__).parent / "0033_short_numbers"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "short_numbers.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a short number that has been registered is kept")
