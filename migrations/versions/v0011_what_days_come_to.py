"""What days, months and years come to is kept: a year's figures are read in an instant."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary",
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("office", "period"),
        sa.ForeignKeyConstraint(["office"], ["office.id"]),
    )


def downgrade() -> None:
    op.drop_table("summary")
