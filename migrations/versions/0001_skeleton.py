"""The skeleton: who takes part, the one timeline, who may see it, what was found, and the log.

Every table that bears a person has `person_id` first in its key and row-level security forced on it.
The policies and triggers stand in the SQL files beside this one, so that they can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0001"
down_revision = None

HERE = Path(__file__).parent / "0001_skeleton"
PARTS = ("tables", "projections", "policies")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    # Straight to the driver: with SQLAlchemy between, the `%` of format() would be read as a placeholder.
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("the first revision is undone by dropping the database")
