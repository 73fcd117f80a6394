"""An event with an idempotency key keeps what was asked with it: no key answers anything else."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("asked", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("event", "asked")
