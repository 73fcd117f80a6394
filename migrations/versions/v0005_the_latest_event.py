"""An office knows when its latest event was, and for which dates its business day stands."""

import sqlalchemy as sa
from alembic import op

from core.store.tables import Instant

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = (
    ("until", sa.Date()),
    ("at", Instant()),
    ("trust", sa.Text()),
    ("boot", sa.Text()),
    ("uptime_s", sa.Float()),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("office", sa.Column(name, kind, nullable=True))
    op.execute(
        "UPDATE office SET until = day, at = "
        "(SELECT event.at FROM event WHERE event.office = office.id ORDER BY seq DESC LIMIT 1)"
    )


def downgrade() -> None:
    for name, _kind in reversed(COLUMNS):
        op.drop_column("office", name)
