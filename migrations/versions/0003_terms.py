"""Terms: local agreements, the edition of the rules in use, and a queue of those whom a change of either concerns.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0003"
down_revision = "0002"

HERE = Path(__file__).parent / "0003_terms"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "terms.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what bodies have agreed on, and what was found by it, is never thrown away")
