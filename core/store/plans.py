"""Changes of the settings that begin later: what, when, whose, and why not yet.

The office's row says when the next one is due, so that an action that takes its lock knows it
without asking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from core.domain.ticket import OfficeId
from core.store import tables

_PLAN = tables.planned_change
_OFFICE = tables.office
_DUE_AT = func.coalesce(_PLAN.c.retry_at, _PLAN.c.at, type_=_PLAN.c.at.type)


@dataclass(frozen=True, slots=True)
class Plan:
    """`id` is the event that planned it; `changes` what to set at each path, None to take out.

    `by` None: whoever holds the database. `back`: it ends what was for today only. `problem`: why
    it could not be done at its time, as plain data; it is tried again at `retry_at`.
    """

    id: int
    at: datetime
    changes: Mapping[str, Any]
    by: str | None = None
    back: bool = False
    problem: Any = None
    retry_at: datetime | None = None


def every(connection: Connection, office: OfficeId) -> tuple[Plan, ...]:
    """Return what is planned, in the order in which it begins."""
    rows = connection.execute(
        select(_PLAN).where(_PLAN.c.office == office).order_by(_PLAN.c.at, _PLAN.c.id)
    )
    return tuple(map(_plan, rows))


def due(connection: Connection, office: OfficeId, at: datetime) -> Plan | None:
    """Return the first change that is due at an instant; None when there is none."""
    row = connection.execute(
        select(_PLAN)
        .where(_PLAN.c.office == office, at >= _DUE_AT)
        .order_by(_PLAN.c.at, _PLAN.c.id)
        .limit(1)
    ).first()
    return None if row is None else _plan(row)


def save(connection: Connection, office: OfficeId, plan: Plan) -> None:
    """Write a plan, in place of what it was; without any change it is taken out."""
    _remove(connection, office, plan.id)
    if plan.changes:
        connection.execute(
            insert(_PLAN),
            {
                "office": office,
                "id": plan.id,
                "at": plan.at,
                "changes": dict(plan.changes),
                "by": plan.by,
                "back": plan.back,
                "problem": plan.problem,
                "retry_at": plan.retry_at,
            },
        )
    _tell_next(connection, office)


def remove(connection: Connection, office: OfficeId, number: int) -> None:
    _remove(connection, office, number)
    _tell_next(connection, office)


def _remove(connection: Connection, office: OfficeId, number: int) -> None:
    connection.execute(delete(_PLAN).where(_PLAN.c.office == office, _PLAN.c.id == number))


def _tell_next(connection: Connection, office: OfficeId) -> None:
    following = select(func.min(_DUE_AT)).where(_PLAN.c.office == office).scalar_subquery()
    connection.execute(update(_OFFICE).where(_OFFICE.c.id == office).values(plan_at=following))


def _plan(row: Row[Any]) -> Plan:
    return Plan(row.id, row.at, row.changes, row.by, row.back, row.problem, row.retry_at)
