"""Findings at work: what caseworkers have done with their cards, appended act by act.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0002"
down_revision = "0001"

HERE = Path(__file__).parent / "0002_finding_work"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "finding_work.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what caseworkers have done is never thrown away")
