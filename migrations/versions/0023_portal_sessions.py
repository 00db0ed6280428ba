"""Sessions of the portal: who is signed in there, sealed so that only whoever holds the cookie can open it.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0023"
down_revision = "0022"

HERE = Path(__file__).parent / "0023_portal_sessions"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "sessions.sql").read_bytes())


def downgrade() -> None:
    op.execute("drop function sip.end_session(bytea), sip.use_session(bytea)")
    op.execute("drop function sip.open_session(bytea, bytea, integer, integer)")
    op.execute("drop table sip.portal_session")
