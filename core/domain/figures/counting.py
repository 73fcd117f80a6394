"""What a day's visits add to each cell: the rules by which everything is counted.

A visit counts in the line, service and hour in which it was taken, and where it ended; a wait and
a service in the line and service they were in, and with who had them. An unfinished visit counts
as issued alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.calendar.hours import open_between
from core.domain.figures.tally import Counted, Tally, TallyCell, Time
from core.domain.journal.attentions import Attention, Ending, Visit
from core.domain.journal.measured import measured_s
from core.domain.service import OfficeSettings
from core.domain.ticket import Outcome, Rule

Cells = Mapping[TallyCell, Tally]
ENDINGS: Mapping[Ending, Counted] = {
    Ending.FINISHED: Counted.SERVED,
    Ending.NO_SHOW: Counted.NO_SHOW,
    Ending.CANCELLED: Counted.CANCELLED,
    Ending.ABANDONED: Counted.ABANDONED,
}


@dataclass(frozen=True, slots=True)
class AttentionTimes:
    """An attention's times in seconds, None for one it has not, or that nobody took.

    `is_true`: no time of it was left out because nobody took it.
    """

    wait_s: float | None
    displacement_s: float | None
    service_s: float | None
    is_true: bool


def cells_of(visits: Iterable[Visit], settings: OfficeSettings, now: datetime) -> Cells:
    """Return what `visits` come to, judged by the office's targets and in its local hours.

    `now`: who still waits and may yet be called in time is not judged.
    """
    cells: defaultdict[TallyCell, Tally] = defaultdict(Tally)
    for visit in visits:
        measures = [measured(each, settings) for each in visit.attentions]
        _count_visit(cells[_cell(visit, visit.last, settings)], visit, measures, settings, now)
        for attention, measure in zip(visit.attentions, measures, strict=True):
            cell = _entered(_cell(visit, attention, settings), attention, settings)
            _count_attention(cells[cell], attention, measure, settings)
    return dict(cells)


def measured(attention: Attention, settings: OfficeSettings) -> AttentionTimes:
    """Return an attention's wait (entry to first call, or start), displacement (last call to start)
    and service (start to end without what paused it).
    """
    hours, is_true = settings.hours, True

    def between(
        begins: datetime | None, ends: datetime | None, paused_s: float = 0.0
    ) -> float | None:
        nonlocal is_true
        if begins is None or ends is None:
            return None
        found = measured_s(begins, ends, hours, paused_s=paused_s)
        is_true = is_true and found is not None
        return found

    started_at = attention.started_at
    was_served = attention.ending in {Ending.FINISHED, Ending.TRANSFERRED}
    return AttentionTimes(
        between(attention.entered_at, attention.called_at or started_at),
        between(attention.last_called_at, started_at),
        between(started_at, attention.ended_at, attention.paused_s) if was_served else None,
        is_true,
    )


def _cell(visit: Visit, attention: Attention, settings: OfficeSettings) -> TallyCell:
    hour = settings.local(visit.taken_at).hour
    return TallyCell(
        visit.line, visit.service, hour, visit.channel, attention.counter, attention.staff
    )


def _entered(cell: TallyCell, attention: Attention, settings: OfficeSettings) -> TallyCell:
    """Return the cell of an attention beside that of its visit: where and when it was entered."""
    hour = settings.local(attention.entered_at).hour
    return cell._replace(line=attention.line, service=attention.service, hour=hour)


def _count_visit(
    tally: Tally,
    visit: Visit,
    measures: Iterable[AttentionTimes],
    settings: OfficeSettings,
    now: datetime,
) -> None:
    counts, last = tally.counts, visit.last
    counts[Counted.ISSUED] += 1
    counts[Counted.LANGUAGE + visit.language] += 1
    if last.ending is not None:
        counts[ENDINGS[last.ending]] += 1  # nobody is sent on to nowhere
    if last.outcome is not None:
        counts[Counted.OUTCOME + last.outcome.value] += 1
        counts[Counted.RESOLVED] += last.outcome is Outcome.RESOLVED
        counts[Counted.SURVEY_OFFERED] += last.survey_offered
    if last.reason:
        counts[Counted.REASON + last.reason] += 1
    measures = list(measures)
    if not all(measure.is_true for measure in measures):
        counts[Counted.NOT_MEASURED] += 1
        return
    waits = zip(visit.attentions, measures, strict=True)
    judged = [_is_in_time(each, measure.wait_s, settings, now) for each, measure in waits]
    if None in judged:
        return
    counts[Counted.JUDGED] += 1
    counts[Counted.IN_TIME] += all(judged)
    counts[Counted.LEFT_IN_TIME] += _left_in_time(last, settings)


def _is_in_time(
    attention: Attention, wait_s: float | None, settings: OfficeSettings, now: datetime
) -> bool | None:
    """Return whether somebody was called within the target; None while that may still be."""
    target = _target(attention, settings)
    if wait_s is not None:
        return wait_s <= target.total_seconds()
    return None if attention.ending is None and now - attention.entered_at <= target else False


def _left_in_time(last: Attention, settings: OfficeSettings) -> bool:
    """Return whether somebody went, uncalled, before the target was missed."""
    went_at = last.ended_at if last.ending is Ending.CANCELLED else None
    if went_at is None or last.called_at is not None or last.started_at is not None:
        return False
    waited_s = measured_s(last.entered_at, went_at, settings.hours)
    return waited_s is not None and waited_s <= _target(last, settings).total_seconds()


def _target(attention: Attention, settings: OfficeSettings) -> timedelta:
    return timedelta(minutes=settings.targets.wait_min(attention.line, settings.mode))


def _count_attention(
    tally: Tally, attention: Attention, measure: AttentionTimes, settings: OfficeSettings
) -> None:
    counts, times = tally.counts, tally.times
    for time, seconds in (
        (Time.WAIT, measure.wait_s),
        (Time.DISPLACEMENT, measure.displacement_s),
        (Time.SERVICE, measure.service_s),
    ):
        if seconds is not None:
            times[time][round(seconds)] += 1
    if measure.service_s is not None:
        counts[Counted.ATTENDED] += 1
        counts[Counted.OVERTIME_S] += _overtime_s(attention, settings)
    for why in attention.whys:
        counts[Counted.OVERTOOK] += why.overtaken > 0
        if why.rule is Rule.CHOSEN:
            counts[Counted.CHOSEN + (why.reason or "")] += 1
    if attention.ending is Ending.NO_SHOW:
        counts[Counted.EARLY_NO_SHOW] += _is_early(attention, settings)


def _overtime_s(attention: Attention, settings: OfficeSettings) -> int:
    """Return how long somebody was served while the office was closed, in seconds."""
    assert attention.started_at is not None  # it was served
    assert attention.ended_at is not None
    whole = attention.ended_at - attention.started_at
    inside = open_between(attention.started_at, attention.ended_at, settings.hours)
    return round((whole - inside).total_seconds())


def _is_early(attention: Attention, settings: OfficeSettings) -> bool:
    """Return whether somebody was given up before all calls were made, or too soon after one."""
    assert attention.ended_at is not None  # nobody came
    assert attention.asked_at is not None
    calling = settings.calling
    waited = attention.ended_at - attention.asked_at
    return attention.calls < calling.max_calls or waited.total_seconds() < calling.no_show_after_s
