"""A person may be deactivated: their history stays, their PIN opens nothing."""

import sqlalchemy as sa
from alembic import op

from core.store.tables import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("deactivated_at", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("staff", "deactivated_at")
