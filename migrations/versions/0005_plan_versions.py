"""Versions of a plan: what was agreed on, kept as references that nothing changes, and who has accepted it; and the
history of a plan, read from the events beside the versions of its items.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0005"
down_revision = "0004"

HERE = Path(__file__).parent / "0005_plan_versions"
PARTS = ("history", "versions", "refusal")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what people have agreed on is never thrown away")
