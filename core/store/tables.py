"""The tables, the same on SQLite and PostgreSQL.

Primary keys are (office, id), so that two offices' databases merge without conflict. The row of an
office is its lock: see `core.store.offices.lock`. No bug above can do what the constraints forbid:
a number twice, two open tickets at one counter, one facilitator at two counters.

Which rows an index holds stands under `sqlite_where` alone, and means both: the migrations make the
indexes, and the other word would load PostgreSQL's dialect into every window.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

LARGEST_ID = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return value.astimezone(UTC)  # type: ignore[no-any-return]  # psycopg gives a datetime
        return _EPOCH + timedelta(microseconds=value)


class JsonText(TypeDecorator[Any]):
    """Plain values: `jsonb` on PostgreSQL, a text on SQLite. None is NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 - see `upserts`

        return dialect.type_descriptor(JSONB(none_as_null=True))


Json = JsonText()

metadata = MetaData()

office = Table(
    "office",
    metadata,
    Column("id", Text, primary_key=True),
    Column("event_seq", BigInteger, nullable=False),
    Column("settings_seq", BigInteger, nullable=False),  # the event that last changed them
    Column("day", Date, nullable=False),  # the business day that stands
    Column("until", Date),  # the last date for which it does
    # Of the latest event, to tell whether the clock is right (`core.domain.calendar.present`):
    Column("at", Instant),  # its time
    Column("trust", Text),  # what that is worth: a `core.domain.calendar.present.Trust`
    Column("boot", Text),  # the machine that recorded it, and
    Column("uptime_s", Float),  # for how long that was on
    Column("plan_at", Instant),  # when the next planned change of the settings is due
)

office_settings = Table(
    "office_settings",
    metadata,
    Column("office", Text, primary_key=True),
    Column("document", Json, nullable=False),
    ForeignKeyConstraint(["office"], ["office.id"]),
)

planned_change = Table(
    "planned_change",
    metadata,
    Column("office", Text, nullable=False),
    Column("id", BigInteger, nullable=False),  # the event that planned it
    Column("at", Instant, nullable=False),
    Column("changes", Json, nullable=False),
    Column("by", Text),
    Column("back", Boolean, nullable=False),  # it ends what was for today only
    Column("problem", Json),  # why it could not be done at its time
    Column("retry_at", Instant),
    PrimaryKeyConstraint("office", "id"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)

event = Table(
    "event",
    metadata,
    Column("office", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("ticket", BigInteger),
    Column("counter", Integer),
    Column("staff", Text),
    Column("data", Json, nullable=False),
    Column("request", Text),  # the caller's idempotency key
    Column("asked", Text),  # a digest of what was asked with it
    PrimaryKeyConstraint("office", "seq"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)
Index(
    "event_request",
    event.c.office,
    event.c.request,
    unique=True,
    sqlite_where=event.c.request.isnot(None),
)
Index("event_at", event.c.office, event.c.at)
Index(  # what is told of an office's history, which is no ticket's
    "event_told",
    event.c.office,
    event.c.kind,
    event.c.seq,
    sqlite_where=event.c.ticket.is_(None),
)

series = Table(
    "series",
    metadata,
    Column("office", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("series", Text, nullable=False),
    Column("last_number", Integer, nullable=False),
    PrimaryKeyConstraint("office", "day", "series"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)

ticket = Table(
    "ticket",
    metadata,
    Column("office", Text, nullable=False),
    Column("id", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("line", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("series", Text),
    Column("number", Integer),
    Column("code", Text),
    Column("counter", Integer),
    Column("staff", Text),
    Column("calls", Integer, nullable=False),
    Column("call_seq", BigInteger),
    Column("outcome", Text),
    Column("reason", Text),
    Column("why", Json),
    Column("for_counter", Integer),
    Column("reinstated", Boolean, nullable=False),
    Column("called_at", Instant),
    Column("last_called_at", Instant),
    Column("started_at", Instant),
    Column("held_at", Instant),
    Column("paused_s", Float, nullable=False),
    Column("finished_at", Instant),
    PrimaryKeyConstraint("office", "id"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)
# The conditions of the partial indexes. Queries use these very texts: with a bound parameter in
# place of the word neither database can tell that the index holds the rows.
# A number is never given twice; also the way to a ticket by its code.
Index("ticket_number", ticket.c.office, ticket.c.day, ticket.c.series, ticket.c.number, unique=True)
IS_OPEN = text("state IN ('called', 'serving')")
Index(
    "ticket_open_at_counter",
    ticket.c.office,
    ticket.c.counter,
    unique=True,
    sqlite_where=IS_OPEN,
)
# The waiting tickets in their order: a few rows whatever the history. A query names the lines, and
# hides the day, so that no other index looks better, also where nothing is known of the years:
# SQLite's statistics are never made.
IS_WAITING = text("state = 'waiting'")
Index(
    "ticket_waiting",
    ticket.c.office,
    ticket.c.line,
    ticket.c.place,
    sqlite_where=IS_WAITING,
)
IS_HELD = text("state = 'held'")
Index("ticket_held", ticket.c.office, ticket.c.counter, sqlite_where=IS_HELD)
WAS_CALLED = text("call_seq IS NOT NULL")
Index(
    "ticket_call",
    ticket.c.office,
    ticket.c.day,
    ticket.c.call_seq,
    sqlite_where=WAS_CALLED,
)
WAS_SERVED = text("state = 'finished' AND channel = 'in_person'")
Index(
    "ticket_served",
    ticket.c.office,
    ticket.c.finished_at,
    sqlite_where=WAS_SERVED,
)

staff = Table(
    "staff",
    metadata,
    Column("office", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("must_change_pin", Boolean, nullable=False),
    Column("wrong_tries", Integer, nullable=False),
    Column("paused_until", Instant),
    Column("deactivated_at", Instant),  # who left: the history stays, the PIN opens nothing
    Column("offices", Json),  # where they may work: `core.domain.staff.works_at`
    PrimaryKeyConstraint("office", "username"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)

counter = Table(
    "counter",
    metadata,
    Column("office", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("staff", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("away_since", Instant),
    Column("away_reason", Text),
    PrimaryKeyConstraint("office", "number"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)
Index("counter_staff", counter.c.office, counter.c.staff, unique=True)

print_job = Table(
    "print_job",
    metadata,
    Column("office", Text, nullable=False),
    Column("id", BigInteger, nullable=False),  # the event that asked for the paper
    Column("ticket", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("copy", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("content", Json, nullable=False),
    Column("problem", Text),
    Column("retry_at", Instant),
    Column("changed_at", Instant, nullable=False),
    PrimaryKeyConstraint("office", "id"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)
IS_UNPRINTED = text("state <> 'printed'")
Index(
    "print_job_open",
    print_job.c.office,
    print_job.c.device,
    sqlite_where=IS_UNPRINTED,
)

receipt = Table(
    "receipt",
    metadata,
    Column("office", Text, nullable=False),
    Column("call_seq", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("shown_at", Instant),
    Column("chimed_at", Instant),
    Column("spoken_at", Instant),
    Column("failed", Text),
    Column("unspoken", Text),  # why not, where nothing is broken
    PrimaryKeyConstraint("office", "call_seq", "device"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)

device = Table(
    "device",
    metadata,
    Column("office", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("state", Json, nullable=False),
    PrimaryKeyConstraint("office", "name", "kind"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)

summary = Table(  # what a day, month or year comes to: worked out from the journal
    "summary",
    metadata,
    Column("office", Text, nullable=False),
    # As its days begin: 2026-11-24, 2026-11, 2026; others: core.store.figures.learnt
    Column("period", Text, nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("office", "period"),
    ForeignKeyConstraint(["office"], ["office.id"]),
)
