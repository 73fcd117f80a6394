"""A facilitator's own day as tables: the sum of it, where the time went, and each attention."""

from collections.abc import Iterator
from datetime import timedelta

from core import words
from core.domain.figures.own_day import OwnAttention, OwnDay
from core.domain.journal import reasons
from core.domain.journal.attentions import Ending
from core.domain.service import text_in
from core.errors import N_
from core.language import Language
from core.reports.plain_table import table_text
from core.reports.table import CellKind, Column, Table, TableRow
from core.whole import whole

ENDINGS = whole(
    Ending,
    {
        Ending.TRANSFERRED: N_("Sent on"),
        Ending.NO_SHOW: N_("Nobody came"),
        Ending.CANCELLED: N_("Cancelled"),
        Ending.ABANDONED: N_("The day ended"),
    },
    but={Ending.FINISHED},
)


def own_day_title(own: OwnDay, _: Language) -> str:
    return _("My day · {name} · {day}", name=own.name, day=_.day(own.day))


def own_day_tables(own: OwnDay, _: Language) -> tuple[Table, ...]:
    """Return what somebody did in a day, as tables: the sum, the time, each attention."""
    return (
        Table(
            _("In all"),
            (Column(_("What")), Column(_("Tickets"), CellKind.COUNT)),
            tuple(_counts(own, _)),
        ),
        Table(
            _("How it went"),
            (
                Column(_("Figure")),
                Column(_("Value"), CellKind.NUMBER),
                Column(_("Of how many"), CellKind.COUNT),
            ),
            tuple(_figures(own, _)),
        ),
        Table(
            _("My time"),
            (Column(_("What")), Column(_("Time"), CellKind.DURATION)),
            tuple(_times(own, _)),
        ),
        Table(
            _("Reasons for coming"),
            (Column(_("Reason")), Column(_("Tickets"), CellKind.COUNT)),
            tuple(own.figures.reasons.items()),
        ),
        Table(
            _("Whom I attended"),
            (
                Column(_("When")),
                Column(_("Ticket")),
                Column(_("Service")),
                Column(_("Wait"), CellKind.DURATION),
                Column(_("Service time"), CellKind.DURATION),
                Column(_("What came of it")),
            ),
            tuple(_row(own, each, _) for each in own.attentions),
        ),
    )


def own_day_text(own: OwnDay, _: Language) -> str:
    """Return the day for a terminal; what there is nothing of is left out."""
    tables = [table_text(each, _) for each in own_day_tables(own, _) if each.rows]
    return "\n\n".join([own_day_title(own, _), *tables])


def _counts(own: OwnDay, _: Language) -> Iterator[TableRow]:
    endings = [each.attention.ending for each in own.attentions]
    yield _("Attended"), own.figures.service_mean_min.n
    yield _("Sent on"), endings.count(Ending.TRANSFERRED)
    yield _("Nobody came"), endings.count(Ending.NO_SHOW)


def _figures(own: OwnDay, _: Language) -> Iterator[TableRow]:
    figures = own.figures
    for name, figure in (
        (_("Service, mean (min)"), figures.service_mean_min),
        (_("Service, median (min)"), figures.service_median_min),
        (_("Wait, median (min)"), figures.wait_median_min),
        (_("Resolved at once (%)"), figures.first_contact),
        (_("Survey offered (%)"), figures.survey_offered),
    ):
        yield name, figure.value, figure.n


def _times(own: OwnDay, _: Language) -> Iterator[TableRow]:
    time = own.time
    yield _("At the counter"), _minutes(time.staffed)
    yield _("Serving"), _minutes(time.serving)
    yield _("Free while somebody waited"), _minutes(time.free_while_waited)
    for reason, minutes in time.away.items():
        word = words.reason_word(_, reasons.AWAY, reason)
        yield _("Away: {reason}", reason=word), _minutes(minutes)


def _row(own: OwnDay, each: OwnAttention, _: Language) -> TableRow:
    attention, settings = each.attention, own.settings
    begun = attention.started_at or attention.asked_at or attention.entered_at
    service = settings.service(attention.service)
    return (
        _.clock(settings.local(begun)),
        each.code or _(words.CHANNELS[each.channel]),
        attention.service if service is None else text_in(service.names, _.code),
        _seconds(each.times.wait_s),
        _seconds(each.times.service_s),
        _came_of_it(each, _),
    )


def _came_of_it(each: OwnAttention, _: Language) -> str:
    attention = each.attention
    if attention.ending is None:
        return _("goes on")
    if attention.outcome is None:
        return _(ENDINGS[attention.ending]) if attention.ending in ENDINGS else ""
    outcome = _(words.OUTCOMES[attention.outcome])
    return f"{outcome} · {attention.reason}" if attention.reason else outcome


def _minutes(minutes: float) -> timedelta:
    return timedelta(minutes=round(minutes))


def _seconds(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=round(seconds))
