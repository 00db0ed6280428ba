"""Onboarding: a client or issuer that is stopped acts no more, registrations have a history, administrators a log.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0018"
down_revision = "0017"

HERE = Path(__file__).parent / "0018_onboarding"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "onboarding.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("who was let in, and by whom, is never thrown away")
