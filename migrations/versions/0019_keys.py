"""Keys of persons: which key finds persons, which store holds the keys, and whose key has been destroyed.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0019"
down_revision = "0018"

HERE = Path(__file__).parent / "0019_keys"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "keys.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("persons found by a newer key would not be found by the first one")
