"""The grants beside a consent: a provision that a discloser names, an emergency, and who may act for somebody else.

The SQL stands in the files beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0017"
down_revision = "0016"

HERE = Path(__file__).parent / "0017_grants"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    for part in ("grants.sql", "granting.sql", "policies.sql"):
        driver.execute((HERE / part).read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what somebody has consented to is never thrown away")
