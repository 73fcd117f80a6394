"""Called tickets are found by their day, whatever the database knows of its years."""

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAS_CALLED = text("call_seq IS NOT NULL")


def upgrade() -> None:
    _make_anew(["office", "day", "call_seq"])


def downgrade() -> None:
    _make_anew(["office", "call_seq"])


def _make_anew(columns: list[str]) -> None:
    op.drop_index("ticket_call", "ticket")
    op.create_index(
        "ticket_call", "ticket", columns, sqlite_where=WAS_CALLED, postgresql_where=WAS_CALLED
    )
