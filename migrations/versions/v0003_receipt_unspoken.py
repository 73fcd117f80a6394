"""A receipt may say that a call was not spoken on purpose: withdrawn, muted, a silent display."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("receipt", sa.Column("unspoken", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("receipt", "unspoken")
