"""The person accepts what is proposed in a plan that is at work, and gives no reason.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0035"
down_revision = "0034"

HERE = Path(__file__).parent / "0035_at_work"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "at_work.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a function is only ever followed by a better one")
