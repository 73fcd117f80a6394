"""An `INSERT` that gives way to a row which is there already, as each database words it.

Apart, because PostgreSQL's words are 3 MB that a window beside an office in a file does without.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert


def upsert(database: str, table: Table) -> "SqliteInsert | PostgresInsert":
    """Return an insert into `table` to which `on_conflict_…` can be added.

    `database` is the kind of it, as a connection's dialect names it.
    """
    if database == "sqlite":
        from sqlalchemy.dialects.sqlite import insert  # noqa: PLC0415 - see above

        return insert(table)
    from sqlalchemy.dialects.postgresql import insert as insert_there  # noqa: PLC0415 - see above

    return insert_there(table)
