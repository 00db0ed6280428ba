"""Messages: seen by whoever sees what they are about, and no part of what is agreed on in a version of the plan.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0011"
down_revision = "0010"

HERE = Path(__file__).parent / "0011_messages"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "messages.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what somebody has written is never thrown away")
