"""Nobody acts for a protected person: a mandate opens one to nobody who is not named.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0025"
down_revision = "0024"

HERE = Path(__file__).parent / "0025_no_proxy"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "no_proxy.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a function is only ever followed by a better one")
