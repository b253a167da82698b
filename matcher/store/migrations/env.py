"""Runs migrations on the connection and inside the transaction that `upgrade.upgrade` prepared."""

from alembic import context

from matcher.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
