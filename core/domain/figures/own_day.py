"""A facilitator's own day: whom they attended, how long it took, what came of it. Nobody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.figures.counting import AttentionTimes, measured
from core.domain.figures.figures import Figures, of_tally, total
from core.domain.figures.report import CounterTime, OfWhom, counter_time, those
from core.domain.figures.summary import Summary
from core.domain.journal.attentions import Attention, Visit
from core.domain.service import OfficeSettings
from core.domain.ticket import Channel


@dataclass(frozen=True, slots=True)
class OwnAttention:
    """Somebody whom they had: the ticket's code if they took one, how they came, the attention."""

    code: str | None
    channel: Channel
    attention: Attention
    times: AttentionTimes


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The day of `staff`, so far if it is today: in order, and summed up.

    `figures` are of whom they attended, whatever the channel; shares of fewer than five are not
    given.
    """

    staff: str
    name: str
    day: date
    attentions: tuple[OwnAttention, ...]
    figures: Figures
    time: CounterTime
    settings: OfficeSettings


def own_attentions(
    visits: Iterable[Visit], staff: str, settings: OfficeSettings
) -> tuple[OwnAttention, ...]:
    """Return the attentions that `staff` had last, in the order in which they began."""
    found = [
        OwnAttention(visit.code, visit.channel, each, measured(each, settings))
        for visit in visits
        for each in visit.attentions
        if each.staff == staff
    ]
    return tuple(sorted(found, key=lambda each: _begun(each.attention)))


def _begun(attention: Attention) -> datetime:
    return attention.started_at or attention.asked_at or attention.entered_at


def own_figures(summary: Summary, staff: str) -> tuple[Figures, CounterTime]:
    """Return the figures of what `staff` did in a day, and how their time was spent."""
    chosen = OfWhom(staff=staff)
    work = [spent for place, spent in summary.work.items() if place.staff == staff]
    return of_tally(total(those(summary, chosen))), counter_time(work)
