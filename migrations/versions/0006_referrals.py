"""Referrals with coded answers, and the escalation of silence: its steps, and the list of a coordination body.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0006"
down_revision = "0005"

HERE = Path(__file__).parent / "0006_referrals"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "referrals.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what was answered, and to whom a silence was told, is never thrown away")
