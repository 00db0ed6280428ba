"""Runs the migrations on the connection that `sip migrate` hands over, as the role that owns the schema."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("target_metadata"),
    version_table_schema="sip",
)
with context.begin_transaction():
    context.run_migrations()
