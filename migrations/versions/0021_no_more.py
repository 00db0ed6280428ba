"""Nobody says more than its commands do: events of a person, keys of a source, and whoever comes by a link.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0021"
down_revision = "0020"

HERE = Path(__file__).parent / "0021_no_more"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "no_more.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("a policy is only ever followed by a better one")
