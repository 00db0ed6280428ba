"""The holder of a card: one of those who see its gap alike, while the others have it as something to know of.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0024"
down_revision = "0023"

HERE = Path(__file__).parent / "0024_holder"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "holder.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("who had a card to themselves would share it again")
