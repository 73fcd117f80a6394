"""A waiting ticket may be kept for one counter: a colleague it was transferred to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("for_counter", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "for_counter")
