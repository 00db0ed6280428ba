"""Caseloads: the caseworkers of an actor, who stands in for whom, what was handed over; and acceptances on paper.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0009"
down_revision = "0008"

HERE = Path(__file__).parent / "0009_caseload"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in ("caseload.sql", "papers.sql"):
        driver.execute((HERE / part).read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what was handed over and what somebody signed is never thrown away")
