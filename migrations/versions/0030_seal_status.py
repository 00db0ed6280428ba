"""Up to when the log is sealed, for an auditor.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0030"
down_revision = "0029"

HERE = Path(__file__).parent / "0030_seal_status"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "seal_status.sql").read_bytes())


def downgrade() -> None:
    op.execute("drop function sip.seal_status()")
