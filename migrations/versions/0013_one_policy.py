"""Who sees an item, in one policy: what a plan's read pays for secrecy is what it has to.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0013"
down_revision = "0012"

HERE = Path(__file__).parent / "0013_one_policy"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "one_policy.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a policy is only ever followed by a better one")
