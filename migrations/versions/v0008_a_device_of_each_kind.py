"""The windows of one computer have one name: a device is known by its name and its kind."""

import sqlalchemy as sa
from alembic import op

from core.store.tables import Instant, Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_anew("office", "name", "kind")


def downgrade() -> None:
    # Of those with one name the one seen last stays.
    op.execute(
        "DELETE FROM device WHERE EXISTS (SELECT 1 FROM device AS other "
        "WHERE other.office = device.office AND other.name = device.name "
        "AND (other.seen_at, other.kind) > (device.seen_at, device.kind))"
    )
    _make_anew("office", "name")


def _make_anew(*key: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("device_pkey", "device")
        op.create_primary_key("device_pkey", "device", list(key))
        return
    op.rename_table("device", "device_before")  # SQLite has no other way to another key
    op.create_table(
        "device",
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("state", Json, nullable=False),
        sa.PrimaryKeyConstraint(*key),
        sa.ForeignKeyConstraint(["office"], ["office.id"]),
    )
    op.execute("INSERT INTO device SELECT office, name, kind, seen_at, state FROM device_before")
    op.drop_table("device_before")
