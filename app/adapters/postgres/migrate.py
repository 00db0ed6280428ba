"""Brings a database to the newest schema: the roles, the owner's schema, the Alembic revisions."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from app.adapters.postgres.engine import sqlalchemy_url
from app.adapters.postgres.schema import metadata

ROLES = ("sip_owner", "sip_service", "sip_worker", "sip_admin", "sip_sealer", "sip_keeper", "sip_retention")
"""sip_owner owns the schema and nobody logs in as it; the others own nothing and cannot bypass row-level security."""

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
_ONE_AT_A_TIME = 5_497_331_001


def migrate(url: str) -> None:
    """Upgrade the database at `url`, whose user may create roles (or finds them there already).

    Safe to call from several processes at once: an advisory lock lets one of them work.
    """
    engine = create_engine(sqlalchemy_url(url), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text("select pg_advisory_lock(:n)"), {"n": _ONE_AT_A_TIME})
            _roles(connection)
            connection.execute(text("create schema if not exists sip authorization sip_owner"))
        with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
            connection.execute(text("set role sip_owner"))
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes.update(connection=connection, target_metadata=metadata)
            command.upgrade(config, "head")
            connection.commit()
    finally:
        engine.dispose()


def _roles(connection: Connection) -> None:
    there = set(connection.execute(text("select rolname from pg_roles")).scalars())
    for role in ROLES:
        if role not in there:
            connection.execute(text(f"create role {role} nologin noinherit"))
    # A user that an administrator has prepared is a member already, and may lack the right to grant.
    missing = connection.execute(
        text(
            "select r from unnest(cast(:roles as text[])) as r where not pg_has_role(current_user, r::name, 'member')"
        ),
        {"roles": list(ROLES)},
    ).scalars()
    for role in missing:
        connection.execute(text(f"grant {role} to current_user"))
