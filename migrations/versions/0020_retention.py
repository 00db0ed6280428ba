"""Legal holds, and what is removed when its time has come: by a role of its own that sees no content.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0020"
down_revision = "0019"

HERE = Path(__file__).parent / "0020_retention"
PARTS = ("legal_hold", "removal")


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in PARTS:
        driver.execute((HERE / f"{part}.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what has been removed is not brought back")
