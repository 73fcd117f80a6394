"""What devices did: the print outbox, the receipts of calls, and who was last seen when."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect, Table, delete, insert, or_, select, type_coerce, update
from sqlalchemy.types import TypeDecorator

from core.domain.live.heard import DeviceHistory, DeviceWord, heard
from core.domain.receipt import Receipt, Unspoken
from core.domain.ticket import OfficeId, TicketId
from core.store import tables
from core.store.tables import IS_UNPRINTED
from core.store.upserts import upsert

_JOB = tables.print_job
_RECEIPT = tables.receipt
_DEVICE = tables.device
UNREADABLE = "unreadable"
KEPT = "_kept"  # beside what a device reports: what is known of it by that
COPY = "copy"  # of the database: no device, but kept as what a computer reports


class _Kept(TypeDecorator[dict[str, Any]]):
    """What is kept of a paper: a damaged one must not hide all others of the query."""

    impl = tables.Json
    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], dict[str, Any]]:
        read = super().result_processor(dialect, coltype) or (lambda value: value)

        def kept(value: Any) -> dict[str, Any]:
            try:
                found = read(value)
            except (TypeError, ValueError):
                found = None
            return found if isinstance(found, dict) else {UNREADABLE: str(value)}

        return kept


_JOBS = select(
    *(
        type_coerce(each, _Kept()).label(each.name) if each is _JOB.c.content else each
        for each in _JOB.c
    )
)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A paper to print.

    `id` is the event that asked for it; `content` what the slip says, empty until the first
    attempt, and what stands there under UNREADABLE where that is damaged; `copy` says that an
    earlier paper may exist.
    """

    id: int
    ticket: TicketId
    device: str
    state: str
    copy: bool
    attempts: int
    content: Mapping[str, Any]
    problem: str | None
    retry_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    name: str
    kind: str
    seen_at: datetime
    state: Mapping[str, Any]
    history: DeviceHistory = field(default_factory=DeviceHistory)


def add_job(connection: Connection, office: OfficeId, job: PrintJob) -> None:
    connection.execute(insert(_JOB), {"office": office} | _job_row(job))


def save_job(connection: Connection, office: OfficeId, job: PrintJob) -> None:
    connection.execute(
        update(_JOB).where(_JOB.c.office == office, _JOB.c.id == job.id).values(**_job_row(job))
    )


def claim_job(connection: Connection, office: OfficeId, job: PrintJob, *, was: PrintJob) -> bool:
    """Write `job` if it still is in the database as it `was` read; return whether it was."""
    known = (_JOB.c.office == office, _JOB.c.id == was.id, _JOB.c.state == was.state)
    found = connection.execute(
        update(_JOB).where(*known, _JOB.c.attempts == was.attempts).values(**_job_row(job))
    )
    return found.rowcount == 1


def job(connection: Connection, office: OfficeId, job_id: int) -> PrintJob | None:
    row = connection.execute(_JOBS.where(_JOB.c.office == office, _JOB.c.id == job_id)).first()
    return None if row is None else _job(row)


def jobs(connection: Connection, office: OfficeId, ids: Collection[int]) -> Sequence[PrintJob]:
    """Return the papers with these numbers that there are."""
    if not ids:
        return ()
    found = connection.execute(_JOBS.where(_JOB.c.office == office, _JOB.c.id.in_(ids)))
    return [_job(row) for row in found]


def unprinted(
    connection: Connection, office: OfficeId, device: str | None = None, *, failed_since: datetime
) -> Sequence[PrintJob]:
    """Return the jobs not printed yet (of one device), in the order they were asked for.

    Those given up before `failed_since` are left out.
    """
    is_of_use = or_(_JOB.c.state != "failed", _JOB.c.changed_at >= failed_since)
    where: list[Any] = [_JOB.c.office == office, IS_UNPRINTED, is_of_use]
    if device is not None:
        where.append(_JOB.c.device == device)
    return [_job(row) for row in connection.execute(_JOBS.where(*where).order_by(_JOB.c.id))]


def add_receipt(connection: Connection, office: OfficeId, receipt: Receipt) -> None:
    """Write what is known of a call at a device, over what was known before."""
    known = {
        name: value
        for name in ("shown_at", "chimed_at", "spoken_at", "failed", "unspoken")
        if (value := getattr(receipt, name)) is not None
    }
    key = {"office": office, "call_seq": receipt.call_seq, "device": receipt.device}
    _upsert(connection, _RECEIPT, key, known)


def receipts(
    connection: Connection, office: OfficeId, call_seqs: Sequence[int]
) -> Sequence[Receipt]:
    rows = connection.execute(
        select(_RECEIPT)
        .where(_RECEIPT.c.office == office, _RECEIPT.c.call_seq.in_(call_seqs))
        .order_by(_RECEIPT.c.call_seq, _RECEIPT.c.device)
    )
    return [
        Receipt(
            row.call_seq,
            row.device,
            row.shown_at,
            row.chimed_at,
            row.spoken_at,
            row.failed,
            None if row.unspoken is None else Unspoken(row.unspoken),
        )
        for row in rows
    ]


def seen(connection: Connection, office: OfficeId, device: Device) -> Device | None:
    """Write that a device is alive and how it is; return what was known of it before.

    The windows of one computer may share a name: another kind is another device.
    """
    before = connection.execute(
        select(_DEVICE).where(
            _DEVICE.c.office == office,
            _DEVICE.c.name == device.name,
            _DEVICE.c.kind == device.kind,
        )
    ).first()
    key = {"office": office, "name": device.name, "kind": device.kind}
    known = None if before is None else _device(before)
    last = None if known is None else (DeviceWord(known.state, known.seen_at), known.history)
    after = heard(last, DeviceWord(device.state, device.seen_at))
    state = {**device.state, KEPT: _plain(after)}
    _upsert(connection, _DEVICE, key, {"seen_at": device.seen_at, "state": state})
    return known


def nothing_after(connection: Connection, office: OfficeId, at: datetime) -> None:
    """Let no device have been seen after `at`, and no paper wait for long after it."""
    connection.execute(
        update(_DEVICE).where(_DEVICE.c.office == office, _DEVICE.c.seen_at > at).values(seen_at=at)
    )
    for column in (_JOB.c.retry_at, _JOB.c.changed_at):
        connection.execute(
            update(_JOB)
            .where(_JOB.c.office == office, IS_UNPRINTED, column > at)
            .values({column.name: at})
        )


def all_devices(connection: Connection, office: OfficeId) -> Sequence[Device]:
    return _known(connection, office, _DEVICE.c.kind != COPY)


def forget(connection: Connection, office: OfficeId, name: str, kind: str) -> None:
    """Take out what a device reported; it comes back when it reports again."""
    connection.execute(
        delete(_DEVICE).where(
            _DEVICE.c.office == office, _DEVICE.c.name == name, _DEVICE.c.kind == kind
        )
    )


def copies(connection: Connection, office: OfficeId) -> Sequence[Device]:
    """Return the latest good copy that each computer made of the database."""
    return _known(connection, office, _DEVICE.c.kind == COPY)


def _known(connection: Connection, office: OfficeId, of_kind: Any) -> Sequence[Device]:
    rows = connection.execute(
        select(_DEVICE)
        .where(_DEVICE.c.office == office, of_kind)
        .order_by(_DEVICE.c.name, _DEVICE.c.kind)
    )
    return [_device(row) for row in rows]


def _device(row: Any) -> Device:
    state = dict(row.state)
    kept = state.pop(KEPT, None)
    known = DeviceHistory() if kept is None else _heard(kept)
    return Device(row.name, row.kind, row.seen_at, state, known)


def _plain(known: DeviceHistory) -> dict[str, Any]:
    return {
        "since": {name: at.isoformat() for name, at in known.since.items()},
        "gaps": [at.isoformat() for at in known.gaps],
    }


def _heard(plain: Mapping[str, Any]) -> DeviceHistory:
    since, gaps = plain["since"], plain["gaps"]
    return DeviceHistory(
        {name: datetime.fromisoformat(at) for name, at in since.items()},
        tuple(datetime.fromisoformat(at) for at in gaps),
    )


def _upsert(
    connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    statement = upsert(connection.dialect.name, table).values(**key, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
        if values
        else statement.on_conflict_do_nothing()
    )


def _job_row(job: PrintJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "ticket": job.ticket,
        "device": job.device,
        "state": job.state,
        "copy": job.copy,
        "attempts": job.attempts,
        "content": dict(job.content),
        "problem": job.problem,
        "retry_at": job.retry_at,
        "changed_at": job.changed_at,
    }


def _job(row: Any) -> PrintJob:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented way to a mapping
    return PrintJob(**{name: values[name] for name in PrintJob.__slots__})
