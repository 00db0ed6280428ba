"""The number that persons call an actor by.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0032"
down_revision = "0031"

HERE = Path(__file__).parent / "0032_phone"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "phone.sql").read_bytes())


def downgrade() -> None:
    op.execute("alter table sip.actor drop column phone")
