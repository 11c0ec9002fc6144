"""What alembic calls to run the steps: in the transaction of whoever opens the store."""

from __future__ import annotations

from alembic import context

from pipeline.store.migrate import REVISION_TABLE
from pipeline.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=REVISION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
