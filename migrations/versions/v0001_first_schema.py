"""The first schema: one office's queue, its journal, people and devices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.store.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

# The doorbell: a commit that touches one of these rings every listening window.
RINGS = ("event", "print_job", "receipt", "device")
BELL = """
CREATE FUNCTION turnos_ring() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('turnos', ''); RETURN NULL; END $$
"""


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_seq", sa.BigInteger(), nullable=False),
        sa.Column("settings_seq", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "counter",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("away_since", Instant(), nullable=True),
        sa.Column("away_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "number"),
    )
    op.create_index("counter_staff", "counter", ["office", "staff"], unique=True)
    op.create_table(
        "device",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "name"),
    )
    op.create_table(
        "event",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "seq"),
    )
    op.create_index("event_at", "event", ["office", "at"], unique=False)
    op.create_index(
        "event_request",
        "event",
        ["office", "request"],
        unique=True,
        sqlite_where=sa.text("request IS NOT NULL"),
        postgresql_where=sa.text("request IS NOT NULL"),
    )
    op.create_table(
        "office_settings",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office"),
    )
    op.create_table(
        "print_job",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("copy", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("retry_at", Instant(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "print_job_open",
        "print_job",
        ["office", "device"],
        unique=False,
        sqlite_where=sa.text("state <> 'printed'"),
        postgresql_where=sa.text("state <> 'printed'"),
    )
    op.create_table(
        "receipt",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("call_seq", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("shown_at", Instant(), nullable=True),
        sa.Column("chimed_at", Instant(), nullable=True),
        sa.Column("spoken_at", Instant(), nullable=True),
        sa.Column("failed", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "call_seq", "device"),
    )
    op.create_table(
        "series",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "day", "series"),
    )
    op.create_table(
        "staff",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("must_change_pin", sa.Boolean(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("paused_until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "username"),
    )
    op.create_table(
        "ticket",
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("call_seq", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("why", JSON, nullable=True),
        sa.Column("reinstated", sa.Boolean(), nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        sa.Column("last_called_at", Instant(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("held_at", Instant(), nullable=True),
        sa.Column("paused_s", sa.Float(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
        ),
        sa.PrimaryKeyConstraint("office", "id"),
    )
    op.create_index(
        "ticket_call",
        "ticket",
        ["office", "call_seq"],
        unique=False,
        sqlite_where=sa.text("call_seq IS NOT NULL"),
        postgresql_where=sa.text("call_seq IS NOT NULL"),
    )
    op.create_index(
        "ticket_held",
        "ticket",
        ["office", "counter"],
        unique=False,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_index("ticket_number", "ticket", ["office", "day", "series", "number"], unique=True)
    op.create_index(
        "ticket_open_at_counter",
        "ticket",
        ["office", "counter"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )
    op.create_index(
        "ticket_served",
        "ticket",
        ["office", "finished_at"],
        unique=False,
        sqlite_where=sa.text("state = 'finished' AND channel = 'in_person'"),
        postgresql_where=sa.text("state = 'finished' AND channel = 'in_person'"),
    )
    op.create_index(
        "ticket_waiting",
        "ticket",
        ["office", "line", "place"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    # ### end Alembic commands ###

    if op.get_bind().dialect.name == "postgresql":
        op.execute(BELL)
        for table in RINGS:
            op.execute(
                f"CREATE TRIGGER turnos_ring AFTER INSERT OR UPDATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION turnos_ring()"
            )


def downgrade() -> None:
    for table in (
        "ticket",
        "staff",
        "series",
        "receipt",
        "print_job",
        "office_settings",
        "event",
        "device",
        "counter",
        "office",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION turnos_ring()")
