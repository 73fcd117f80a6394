"""The history of changes is found by its kinds, however many tickets came between."""

from alembic import op
from sqlalchemy import text

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OF_NO_TICKET = text("ticket IS NULL")


def upgrade() -> None:
    op.create_index(
        "event_told",
        "event",
        ["office", "kind", "seq"],
        sqlite_where=OF_NO_TICKET,
        postgresql_where=OF_NO_TICKET,
    )


def downgrade() -> None:
    op.drop_index("event_told", "event")
