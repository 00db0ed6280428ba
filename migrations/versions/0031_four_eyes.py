"""Who has proposed an agreement, and whether one person alone has taken a version into use.

The SQL stands in the file beside this one, so that it can be read as SQL.
"""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op

revision = "0031"
down_revision = "0030"

HERE = Path(__file__).parent / "0031_four_eyes"


def upgrade() -> None:
    op.execute("set local search_path = sip")
    driver = cast("psycopg.Connection[object]", op.get_bind().connection.driver_connection)
    driver.execute((HERE / "four_eyes.sql").read_bytes())


def downgrade() -> None:
    op.execute("alter table sip.agreement_preview drop column proposer")
    op.execute("alter table sip.coordination_body drop column alone")
