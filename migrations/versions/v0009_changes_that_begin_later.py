"""Changes of the settings may begin later; an office's row says when the next one is due."""

import sqlalchemy as sa
from alembic import op

from core.store.tables import Instant, Json

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("plan_at", Instant(), nullable=True))
    op.create_table(
        "planned_change",
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("changes", Json, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("back", sa.Boolean, nullable=False),
        sa.Column("problem", Json),
        sa.Column("retry_at", Instant()),
        sa.PrimaryKeyConstraint("office", "id"),
        sa.ForeignKeyConstraint(["office"], ["office.id"]),
    )


def downgrade() -> None:
    # What was planned is not done: an older turnos knows no plans, and its journal tells them.
    op.drop_table("planned_change")
    op.drop_column("office", "plan_at")
