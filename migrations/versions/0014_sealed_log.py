"""The log sealed in blocks, changed by nobody, and read by the auditor of the actor whose log it is.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0014"
down_revision = "0013"

HERE = Path(__file__).parent / "0014_sealed_log"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "sealed_log.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what has been sealed stays sealed")
