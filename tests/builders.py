"""Values for tests, with defaults: a test states only what matters to it.

Everything happens in San Andrés on Tuesday 24 November 2026, a working day, unless told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import WEEKDAYS, Hours, Span, Weekday
from core.domain.journal.attentions import Visit, visits_of
from core.domain.numbering import code_of
from core.domain.service import Counter, Mode, OfficeSettings, Prefixes, Service
from core.domain.ticket import (
    CounterNumber,
    Event,
    Kind,
    Line,
    OfficeId,
    ServiceKey,
    Ticket,
    TicketId,
    apply,
    make,
)

TIMEZONE = "America/Bogota"
OFFICE = OfficeId("san-andres")
SERVICE = ServiceKey("atencion")

# What an event of each kind carries when a test does not care.
DATA: Mapping[Kind, Mapping[str, Any]] = {
    Kind.ISSUED: {"day": "2026-11-24", "line": "general", "service": SERVICE},
    Kind.SERVED_NOW: {"day": "2026-11-24", "line": "preferential", "service": SERVICE},
    Kind.ARRIVED: {"day": "2026-11-24", "line": "preferential", "service": SERVICE},
    Kind.CALLED: {"why": {"rule": "first_come"}},
    Kind.ATTENDED: {"why": {"rule": "first_come"}},
    Kind.LINE_CHANGED: {"line": "preferential", "reason": "asked"},
    Kind.FINISHED: {"outcome": "resolved"},
    Kind.TRANSFERRED: {"service": "caja"},
    Kind.REINSTATED: {"place": 0},
    Kind.STEPPED_AWAY: {"reason": "baño"},
    Kind.UNDONE: {"before": {"state": "undone", "finished_at": "2026-11-24T13:01:00+00:00"}},
    Kind.CAME_BACK: {"away_s": 60.0},
    Kind.SIGNED_IN: {"away_s": 60.0},
}


def local(moment: str, timezone: str = TIMEZONE) -> datetime:
    """Return the UTC instant of an office's wall clock, written `2026-11-24 09:41`."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


MORNING = local("2026-11-24 08:00")


def span(opens: int, closes: int) -> Span:
    return Span(time(opens), time(closes))


def a_week(*spans: Span) -> dict[Weekday, tuple[Span, ...]]:
    """Return a week open in `spans` from Monday to Friday."""
    return dict.fromkeys(WEEKDAYS[:5], spans)


def san_andres_hours(**changes: Any) -> Hours:
    return replace(Hours(TIMEZONE, a_week(span(8, 12), span(13, 17))), **changes)


def providencia_hours(**changes: Any) -> Hours:
    return replace(Hours(TIMEZONE, a_week(span(7, 12), span(13, 16))), **changes)


def an_office_settings(*, counters: int = 3, **changes: Any) -> OfficeSettings:
    """Return the settings of San Andrés with `counters` counters and `changes` of fields."""
    settings = OfficeSettings(
        name="San Andrés",
        company="SOPESA",
        mode=Mode.TICKET,
        hours=san_andres_hours(),
        services=(
            Service(SERVICE, {"es": "Atención al usuario", "en": "Customer service"}),
            Service(ServiceKey("caja"), {"es": "Caja", "en": "Payments"}),
        ),
        counters=tuple(Counter(CounterNumber(number)) for number in range(1, counters + 1)),
    )
    return replace(settings, **changes)


def an_event(
    kind: Kind,
    *,
    seq: int = 1,
    at: datetime = MORNING,
    ticket: int | None = None,
    counter: int | None = 1,
    staff: str | None = "ana",
    **data: Any,
) -> Event:
    """Return an event of `kind` with the data such an event needs, `data` on top."""
    return Event(
        office=OFFICE,
        seq=seq,
        at=at,
        kind=kind,
        ticket=None if ticket is None else TicketId(ticket),
        counter=None if counter is None else CounterNumber(counter),
        staff=staff,
        data={**DATA.get(kind, {}), **data},
    )


def a_ticket(
    number: int = 1,
    *,
    line: Line | str = Line.GENERAL,
    after: Sequence[Kind] = (),
    issued_at: datetime = MORNING,
    **changes: Any,
) -> Ticket:
    """Return the ticket that was issued with `number` and lived through `after`, a minute each.

    Its id is `number` too. `changes` are fields set at the end, whatever its life was.
    """
    line = Line(line)
    series = Prefixes().of(line)
    code = code_of(series, number)
    ticket = make(
        an_event(
            Kind.ISSUED,
            seq=number,
            at=issued_at,
            line=line.value,
            series=series,
            number=number,
            code=code,
        )
    )
    return replace(lived(ticket, *after), **changes)


def an_attention(seq: int = 1, *, after: Sequence[Kind] = (), **data: Any) -> Ticket:
    """Return a ticket without a number: somebody attended at once, or by another channel."""
    return lived(make(an_event(Kind.SERVED_NOW, seq=seq, **data)), *after)


def lived(ticket: Ticket, *kinds: Kind, every: timedelta = timedelta(minutes=1)) -> Ticket:
    """Return `ticket` after events of `kinds`, one after the other, `every` so long."""
    for minutes, kind in enumerate(kinds, start=1):
        event = an_event(
            kind,
            seq=1000 * ticket.id + minutes,
            at=ticket.issued_at + minutes * every,
            ticket=ticket.id,
        )
        ticket = apply(ticket, event)
    return ticket


def a_visit(
    number: int = 1,
    *steps: tuple[Kind, float],
    line: Line | str = Line.GENERAL,
    taken_at: datetime = MORNING,
    at_once: bool = False,
    **data: Any,
) -> Visit:
    """Return the visit of a ticket and its `steps`: each a kind, and minutes since the ticket.

    `data` is the first event's; `at_once`: it is attended at once, without a number.
    """
    kind = Kind.SERVED_NOW if at_once else Kind.ISSUED
    first = an_event(kind, seq=number, at=taken_at, line=Line(line).value, **data)
    ended: dict[Kind, dict[str, Any]] = {Kind.DAY_ENDED: {"tickets": [number]}}
    events = [
        an_event(
            each,
            seq=1000 * number + n,
            at=taken_at + timedelta(minutes=minutes),
            ticket=number,
            **ended.get(each, {}),
        )
        for n, (each, minutes) in enumerate(steps, start=1)
    ]
    (visit,) = visits_of([first, *events])
    return visit
