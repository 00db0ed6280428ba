"""What follows from an agreement: a coded no is a field of the question, and a step of escalation says why it came.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0010"
down_revision = "0009"

HERE = Path(__file__).parent / "0010_agreed"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "agreed.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what somebody has answered is never thrown away")
