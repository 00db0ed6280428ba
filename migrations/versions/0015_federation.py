"""Federated identity: how each issuer's claims are read and what it has to assure, and proofs that are used once.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0015"
down_revision = "0014"

HERE = Path(__file__).parent / "0015_federation"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "federation.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("without its claims an issuer would let in whom it should not")
