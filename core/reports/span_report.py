"""A span's report as its readers see it: what a leader would say first, figures, charts, tables.

One content for the page, the sheet and the text; nothing is worked out here but words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from core import words
from core.domain.figures.figures import DEFINITIONS, Figure, Figures
from core.domain.figures.report import (
    CounterTime,
    Report,
    StepLength,
    Stretch,
    month_end,
    step_length,
)
from core.domain.journal.measured import LONGEST_MEASURED
from core.domain.service import text_in
from core.domain.ticket import Line, ServiceKey
from core.errors import N_
from core.language import OWN_NAMES, Language
from core.reports.chart.chart import (
    Categories,
    Chart,
    ChartKind,
    Series,
    SeriesRole,
    TargetLine,
    ValueAxis,
    Values,
)
from core.reports.content import (
    KeyFigure,
    KeyFigures,
    Letterhead,
    Paragraph,
    ParagraphLook,
    ReportContent,
    ReportPart,
    Verdict,
)
from core.reports.table import CellKind, Column, Missed, Table, TableCell, TableRow
from core.whole import whole

Key = TypeVar("Key")
MOST_NAMED = 5  # where the target was missed; of more it is told how many
NBSP = "\N{NO-BREAK SPACE}"
LINE_ROLES = {Line.GENERAL: SeriesRole.GENERAL, Line.PREFERENTIAL: SeriesRole.PREFERENTIAL}
STEPS = whole(
    StepLength,
    {
        StepLength.HOUR: N_("By hour"),
        StepLength.DAY: N_("By day"),
        StepLength.WEEK: N_("By week"),
        StepLength.MONTH: N_("By month"),
    },
)
TITLES = {"day": N_("Daily report"), "month": N_("Monthly report"), "year": N_("Yearly report")}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the span in a table or along a chart: its name, short, and its figures."""

    name: str
    short: str
    figures: Figures
    lines: Mapping[Line, Figures]


def content_of(report: Report, made_at: datetime, _: Language) -> ReportContent:
    """Return the whole report; `made_at` is in the office's own time."""
    return _Writer(report, _).content(made_at)


def span_words(first: date, last: date, _: Language) -> str:
    """Return a span in words: a day, a month, a year, or from one day to another."""
    if first == last:
        return _.day(first)
    if (first.day, first.month) == (1, 1) and (last.day, last.month) == (31, 12):
        if first.year == last.year:
            return str(first.year)
    elif first.day == 1 and last == month_end(first):
        return _.month(first)
    return _("{first} to {last}", first=_.date(first), last=_.date(last))


class _Writer:
    """Writes one report in one language."""

    def __init__(self, report: Report, _: Language) -> None:
        self._report, self._language = report, _
        self._targets = report.settings.targets
        self._length = step_length(report.first, report.last)

    def content(self, made_at: datetime) -> ReportContent:
        _, report = self._language, self._report
        head = report.settings.report
        return ReportContent(
            Letterhead(
                report.settings.company,
                head.process,
                self._title(),
                head.code,
                head.version,
                made_at.date(),
            ),
            f"{self._office()}, {span_words(report.first, report.last, _)}",
            self._subtitle(),
            tuple(self._parts()),
            tuple(self._definitions()),
            _("turnos · worked out on {at}", at=_.moment(made_at)),
        )

    def _title(self) -> str:
        _, first, last = self._language, self._report.first, self._report.last
        if first == last:
            return _(TITLES["day"])
        if (first.day, last) == (1, month_end(first)):
            return _(TITLES["month"])
        if (first.day, first.month, last) == (1, 1, date(first.year, 12, 31)):
            return _(TITLES["year"])
        return _("Report of the attention")

    def _office(self) -> str:
        _, count = self._language, len(self._report.offices)
        return self._report.settings.name if count == 1 else _("{n} offices together", n=count)

    def _subtitle(self) -> str:
        _, report = self._language, self._report
        worked = sum(report.worked.values())
        return _.plural("Somebody came on {n} day.", "Somebody came on {n} days.", worked)

    # --- what stands in it

    def _parts(self) -> Iterator[ReportPart]:
        _, report = self._language, self._report
        hall = report.figures.hall
        if not hall.issued and not report.figures.by_channel:
            yield Paragraph(_("Nobody came in these days."), ParagraphLook.LEAD)
            return
        if hall.issued:
            yield Paragraph(self._lead(hall), ParagraphLook.LEAD)
            yield self._key_figures(hall)
            parts = self._steps()
            if len(parts) > 1:
                yield self._waits(parts)
                yield self._in_time(parts)
                yield self._table(self._steps_name(), parts, hall)
            if report.first != report.last and report.arrivals:
                yield self._arrivals()
            yield self._groups(_("By line"), _("Line"), report.figures.by_line, self._line)
            if len(report.figures.by_service) > 1:
                services = report.figures.by_service
                yield self._groups(_("By service"), _("Service"), services, self._service)
        yield self._attended()
        if hall.reasons:
            yield self._counts(_("Reasons for coming"), _("Reason"), hall.reasons)
        if hall.outcomes:
            outcomes = {_(words.OUTCOMES[key]): n for key, n in hall.outcomes.items()}
            yield self._counts(_("Outcomes"), _("Outcome"), outcomes)
        yield self._time_table()
        if any(report.free_by_hour.values()):
            yield self._free()
        if report.counters.away:
            yield self._absences()
        yield self._others(hall)

    def _lead(self, hall: Figures) -> str:
        """Return what somebody who leads would say of it, in a sentence or two."""
        _, share = self._language, hall.within_target
        told = [
            _.plural(
                "{count} person came in person.",
                "{count} people came in person.",
                hall.issued,
                count=_.number(hall.issued),
            )
        ]
        if share.value is not None:
            told.append(
                _(
                    "{share} % of them were called within the target; {target} % is wanted.",
                    share=_.number(share.value),
                    target=self._targets.share_percent,
                )
            )
        if hall.wait_median_min.value is not None and hall.wait_p90_min.value is not None:
            told.append(
                _(
                    "Half of them waited {median} min at most, and 9 of 10 {p90} min.",
                    median=_.number(hall.wait_median_min.value),
                    p90=_.number(hall.wait_p90_min.value),
                )
            )
        return " ".join(told)

    def _key_figures(self, hall: Figures) -> KeyFigures:
        _, report = self._language, self._report
        wanted = self._targets.share_percent
        found = [
            self._share_figure(
                _("{line}: within {minutes} min", line=_(words.LINES[line]), minutes=minutes),
                part.within_target,
                wanted,
            )
            for line, part in report.figures.by_line.items()
            for minutes in [self._targets.wait_min(line, report.settings.mode)]
        ]
        found.append(
            KeyFigure(
                _("Wait, median"),
                self._number(hall.wait_median_min.value),
                "min",
                (
                    f"p90{NBSP}{self._number(hall.wait_p90_min.value)} · "
                    + _("n = {n}", n=_.number(hall.wait_median_min.n)),
                ),
            )
        )
        found.append(
            KeyFigure(
                _("Served"),
                _.number(hall.served),
                "",
                (_("of {n} issued", n=_.number(hall.issued)),),
            )
        )
        return KeyFigures(tuple(found))

    def _share_figure(self, name: str, share: Figure, wanted: int) -> KeyFigure:
        _ = self._language
        verdict = None
        if share.value is not None:
            verdict = Verdict.MET if share.value >= wanted else Verdict.MISSED
        note = _("Target {share} % · n = {n}", share=wanted, n=_.number(share.n))
        value = "–" if share.value is None else _.number(share.value)
        return KeyFigure(name, value, "%" if share.value is not None else "", (note,), verdict)

    # --- step by step

    def _steps(self) -> Sequence[_Part]:
        """Return the days, weeks or months of the span in which somebody came; hours of a day."""
        _, report = self._language, self._report
        if report.first == report.last:
            return [
                _Part(self._hour(hour), str(hour), part, {})
                for hour, part in sorted(report.figures.by_hour.items())
            ]
        return [
            _Part(
                self._step_name(step),
                self._step_short(step),
                step.figures.hall,
                step.figures.by_line,
            )
            for step in report.course
            if step.figures.hall.issued
        ]

    def _step_name(self, step: Stretch) -> str:
        return span_words(step.first, step.last, self._language)

    def _step_short(self, step: Stretch) -> str:
        if step.first == step.last:
            return str(step.first.day)
        if self._length is StepLength.MONTH:
            return str(step.first.month)
        return f"{step.first.day}/{step.first.month}"

    def _steps_name(self) -> str:
        return self._language(STEPS[self._length])

    def _waits(self, parts: Sequence[_Part]) -> Chart:
        _ = self._language
        medians = tuple(part.figures.wait_median_min.value for part in parts)
        worst = max(parts, key=lambda part: part.figures.wait_median_min.value or 0.0)
        return Chart(
            _("Wait"),
            ChartKind.BARS,
            _(
                "The median wait was longest in {when}: {minutes} min.",
                when=worst.name,
                minutes=self._number(worst.figures.wait_median_min.value),
            ),
            Categories(tuple(part.short for part in parts), self._steps_name()),
            ValueAxis(_("minutes"), 1),
            (
                Series(_("Median"), SeriesRole.PLAIN, medians),
                Series("p90", SeriesRole.BAND, tuple(p.figures.wait_p90_min.value for p in parts)),
            ),
            TargetLine(
                self._targets.general_min,
                _("General, {minutes} min", minutes=self._targets.general_min),
            ),
        )

    def _in_time(self, parts: Sequence[_Part]) -> Chart:
        _ = self._language
        missed = [
            part.name
            for part in parts
            if (value := part.figures.within_target.value) is not None
            and value < self._targets.share_percent
        ]
        shares = {line: self._shares(parts, line) for line in LINE_ROLES}
        series = tuple(
            Series(_(words.LINES[line]), LINE_ROLES[line], values)
            for line, values in shares.items()
            if any(each is not None for each in values)
        ) or (
            Series(
                _("Within the target"),
                SeriesRole.TODAY,
                tuple(part.figures.within_target.value for part in parts),
            ),
        )
        return Chart(
            _("Within the target"),
            ChartKind.LINES,
            self._missed(missed, len(parts)),
            Categories(tuple(part.short for part in parts), self._steps_name()),
            ValueAxis("%", from_zero=False),
            series,
            TargetLine(
                self._targets.share_percent,
                _("Target {share} %", share=self._targets.share_percent),
            ),
        )

    def _missed(self, missed: Sequence[str], of: int) -> str:
        _ = self._language
        if not missed:
            return _("The target was never missed.")
        if len(missed) > MOST_NAMED:
            return _("The target was missed {n} of {of} times.", n=len(missed), of=of)
        return _("The target was missed in: {when}.", when=", ".join(missed))

    def _shares(self, parts: Sequence[_Part], line: Line) -> Values:
        return tuple(
            None if (found := part.lines.get(line)) is None else found.within_target.value
            for part in parts
        )

    def _arrivals(self) -> Chart:
        _, report = self._language, self._report
        hours = sorted({hour for _day, hour in report.arrivals})
        weekdays = sorted({day for day, _hour in report.arrivals})

        def mean(day: int, hour: int) -> float:
            return report.arrivals.get((day, hour), 0) / max(report.worked.get(day, 1), 1)

        day, hour = max(report.arrivals, key=lambda each: mean(*each))
        return Chart(
            _("Arrivals by hour"),
            ChartKind.HEAT,
            _(
                "Most come on {weekday} from {hour}: {n} on average.",
                weekday=_.weekdays(day, day),
                hour=self._hour(hour),
                n=_.number(mean(day, hour), 1),
            ),
            Categories(tuple(map(str, hours)), _("Hour")),
            ValueAxis("", 1),
            tuple(
                Series(
                    _.weekdays(each, each),
                    SeriesRole.PLAIN,
                    tuple(mean(each, hour) for hour in hours),
                )
                for each in weekdays
            ),
            words=_("mean of a day"),
        )

    # --- tables

    def _table(self, title: str, parts: Sequence[_Part], whole: Figures | None) -> Table:
        _ = self._language
        columns = (
            Column(_("When")),
            Column(_("Issued"), CellKind.COUNT),
            Column(_("Served"), CellKind.COUNT),
            Column(_("No-show"), CellKind.PERCENT),
            Column(_("Abandoned"), CellKind.PERCENT),
            Column(_("Wait, median (min)"), CellKind.NUMBER),
            Column(_("Wait, p90 (min)"), CellKind.NUMBER),
            Column(_("Within the target"), CellKind.PERCENT),
            Column(_("Service, median (min)"), CellKind.NUMBER),
        )
        total = None if whole is None else self._row(_("All"), whole)
        rows = tuple(self._row(part.name, part.figures) for part in parts)
        return Table(title, columns, rows, total)

    def _groups(
        self,
        title: str,
        name: str,
        groups: Mapping[Key, Figures],
        word: Callable[[Key], str],
    ) -> Table:
        parts = [_Part(word(key), "", each, {}) for key, each in groups.items()]
        table = self._table(title, parts, None)
        return Table(title, (Column(name), *table.columns[1:]), table.rows)

    def _row(self, name: str, part: Figures) -> TableRow:
        in_time: TableCell = part.within_target.value
        share = part.within_target.value
        if share is not None and share < self._targets.share_percent:
            in_time = Missed(share)
        return (
            name,
            part.issued,
            part.served,
            part.no_show.value,
            part.abandoned.value,
            part.wait_median_min.value,
            part.wait_p90_min.value,
            in_time,
            part.service_median_min.value,
        )

    def _attended(self) -> Table:
        """Return what each counter and channel attended: by counter, never by who was quickest."""
        _, figures = self._language, self._report.figures
        rows: list[TableRow] = []
        groups = {
            _("Counter {counter}: {who}", counter=counter, who=staff or _("nobody")): part
            for (counter, staff), part in sorted(
                figures.by_desk.items(), key=lambda each: (each[0][0], each[0][1] or "")
            )
        } | {_(words.CHANNELS[key]): part for key, part in figures.by_channel.items()}
        for name, part in groups.items():
            rows.append(
                (
                    name,
                    part.service_mean_min.n,
                    part.service_mean_min.value,
                    part.service_median_min.value,
                    part.first_contact.value,
                )
            )
        return Table(
            _("Attended, by counter and channel"),
            (
                Column(_("Where")),
                Column(_("Attended"), CellKind.COUNT),
                Column(_("Service, mean (min)"), CellKind.NUMBER),
                Column(_("Service, median (min)"), CellKind.NUMBER),
                Column(_("Resolved at once"), CellKind.PERCENT),
            ),
            tuple(rows),
        )

    def _counts(self, title: str, name: str, counts: Mapping[str, int]) -> Table:
        _ = self._language
        columns = (Column(name), Column(_("Tickets"), CellKind.COUNT))
        return Table(title, columns, tuple(counts.items()))

    def _time_table(self) -> Table:
        """Return the counters' time, in all and of each person."""
        _, report = self._language, self._report
        rows = [self._time_row(who, each) for who, each in report.by_staff.items()]
        return Table(
            _("Time at the counters"),
            (
                Column(_("Who")),
                Column(_("At the counter"), CellKind.DURATION),
                Column(_("Serving"), CellKind.DURATION),
                Column(_("Occupancy"), CellKind.PERCENT),
                Column(_("Away"), CellKind.DURATION),
            ),
            tuple(rows),
            self._time_row(_("All"), report.counters),
            _(
                "While somebody waited whom they could have called, counters were free for "
                "{minutes} min in all.",
                minutes=_.number(report.counters.free_while_waited),
            ),
        )

    def _time_row(self, who: str, time: CounterTime) -> TableRow:
        return (
            who,
            timedelta(minutes=time.staffed),
            timedelta(minutes=time.serving),
            time.occupancy,
            timedelta(minutes=sum(time.away.values())),
        )

    def _free(self) -> Table:
        """Return when counters were free while somebody waited: by hour, never by person."""
        _ = self._language
        return Table(
            _("Free while somebody waited, by hour"),
            (Column(_("Hour")), Column(_("Time"), CellKind.DURATION)),
            tuple(
                (self._hour(hour), timedelta(minutes=minutes))
                for hour, minutes in self._report.free_by_hour.items()
            ),
        )

    def _absences(self) -> Table:
        _, counters = self._language, self._report.counters
        return Table(
            _("Absences"),
            (
                Column(_("Reason")),
                Column(_("Time"), CellKind.DURATION),
                Column(_("Waited meanwhile (person-minutes)"), CellKind.COUNT),
            ),
            tuple(
                (reason, timedelta(minutes=minutes), round(counters.cost.get(reason, 0.0)))
                for reason, minutes in counters.away.items()
            ),
        )

    def _others(self, hall: Figures) -> Table:
        """Return what else is counted, a row each."""
        _, report = self._language, self._report
        ratings = report.ratings
        worked = report.open_min / 60
        rows: list[tuple[str, float | None]] = [
            (_("Way to the counter, mean (min)"), hall.displacement_mean_min.value),
            (_("Way to the counter, median (min)"), hall.displacement_median_min.value),
            (_("Way to the counter, 9 of 10 under (min)"), hall.displacement_p90_min.value),
            (_("Wait, mean (min)"), hall.wait_mean_min.value),
            (_("Wait, longest (min)"), hall.wait_max_min.value),
            (_("Service, 9 of 10 under (min)"), hall.service_p90_min.value),
            (_("Resolved at once (%)"), hall.first_contact.value),
            (
                _("Within the target, without who left early (%)"),
                hall.within_target_of_stayers.value,
            ),
            (_("Given up too soon, of those who did not come (%)"), hall.early_no_show.value),
            (_("Calls before somebody who came earlier"), float(hall.overtook)),
            (_("Calls out of order"), float(sum(hall.out_of_order.values()))),
            (_("Calls put back"), float(report.put_back)),
            (_("Calls without a receipt of a display"), float(report.calls_unseen)),
            (_("Served after closing (min)"), hall.overtime_min),
            (_("Open hours"), worked),
            (_("Informed by a notice, no ticket"), float(report.informed)),
            (_("Survey offered (%)"), hall.survey_offered.value),
            (_("Answers to the survey"), float(ratings.n)),
            (_("Mean, of 1 to 5 (very good)"), ratings.mean),
            (_("Not measured"), float(hall.not_measured)),
        ]
        rows += [
            (_("Served in {language}", language=OWN_NAMES.get(code, code)), float(n))
            for code, n in hall.languages.items()
        ]
        columns = (Column(_("What")), Column(_("Figure"), CellKind.NUMBER))
        return Table(_("Other figures"), columns, tuple(rows))

    # --- words

    def _definitions(self) -> Iterator[Paragraph]:
        _ = self._language
        for text in DEFINITIONS.values():
            said = _(text, hours=LONGEST_MEASURED // timedelta(hours=1))
            yield Paragraph(said, ParagraphLook.SMALL)

    def _line(self, line: Line) -> str:
        return self._language(words.LINES[line])

    def _service(self, key: ServiceKey) -> str:
        service = self._report.settings.service(key)
        return key if service is None else text_in(service.names, self._language.code)

    def _hour(self, hour: int) -> str:
        return self._language.clock(datetime(2000, 1, 1, hour))  # noqa: DTZ001 - an hour alone

    def _number(self, value: float | None) -> str:
        return "–" if value is None else self._language.number(value, 1)
