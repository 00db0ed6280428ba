"""A session that is looked at by a page that keeps itself up to date, which is nobody using it.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0028"
down_revision = "0027"

HERE = Path(__file__).parent / "0028_portal_watching"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "watching.sql").read_bytes())


def downgrade() -> None:
    op.execute("drop function sip.see_session(bytea)")
