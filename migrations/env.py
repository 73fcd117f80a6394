"""Alembic's way in: the connection, its lock and its transaction are `core.store.upgrade`'s."""

from alembic import context

_given = context.config.attributes

context.configure(
    connection=_given["connection"],
    target_metadata=_given["metadata"],
    version_table=_given["version_table"],
    render_as_batch=True,
    transactional_ddl=False,  # one transaction is open already, around all of it
)
context.run_migrations()
