"""Answers to a question: what may be added to one, and one-time links for partners without an account.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0007"
down_revision = "0006"

HERE = Path(__file__).parent / "0007_answer_links"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "answer_links.sql").read_bytes())


def downgrade() -> None:
    raise NotImplementedError("what somebody has answered is never thrown away")
