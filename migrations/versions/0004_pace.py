"""The pace of a worklist: how many new cards a week an actor takes, and which of them have been let in.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0004"
down_revision = "0003"

HERE = Path(__file__).parent / "0004_pace"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "pace.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what has been let into a worklist stays in it")
