"""Waiting and called tickets are found by their day, whatever the database knows of its years."""

from alembic import op
from sqlalchemy import text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITS = text("state = 'waiting'")
WAS_CALLED = text("call_seq IS NOT NULL")


def upgrade() -> None:
    _make_anew(["office", "day", "line", "place"], ["office", "day", "call_seq"])


def downgrade() -> None:
    _make_anew(["office", "line", "place"], ["office", "call_seq"])


def _make_anew(waiting: list[str], called: list[str]) -> None:
    for name, columns, holds in (
        ("ticket_waiting", waiting, WAITS),
        ("ticket_call", called, WAS_CALLED),
    ):
        op.drop_index(name, "ticket")
        op.create_index(name, "ticket", columns, sqlite_where=holds, postgresql_where=holds)
