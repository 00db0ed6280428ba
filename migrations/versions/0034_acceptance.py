"""The person accepts an activity that is proposed.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0034"
down_revision = "0033"

HERE = Path(__file__).parent / "0034_acceptance"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "acceptance.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what a person has said yes to stays accepted")
