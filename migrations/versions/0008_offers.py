"""The catalogue of activities, and the places in it that activities of plans take and give back.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0008"
down_revision = "0007"

HERE = Path(__file__).parent / "0008_offers"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "offers.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what has been offered is never thrown away")
