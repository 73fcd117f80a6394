"""A person may be named for some offices; whoever is for none works where the role says."""

import sqlalchemy as sa
from alembic import op

from core.store.tables import Json

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("offices", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("staff", "offices")
