"""Who has asked for the letter in the morning, and at which address, sealed.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0029"
down_revision = "0028"

HERE = Path(__file__).parent / "0029_digest"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "digest.sql").read_bytes())


def downgrade() -> None:
    op.execute("drop table sip.digest")
