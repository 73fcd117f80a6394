"""A day's figures as text and as CSV. Beside every figure stands of how many it is made."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

from core.domain.figures import DayFigures, Figure, Figures
from core.domain.service import OfficeSettings
from core.domain.ticket import Channel, Line, Outcome
from core.errors import N_
from core.language import Language
from core.whole import whole

LINE_WORDS = whole(Line, {Line.GENERAL: N_("General"), Line.PREFERENTIAL: N_("Preferential")})
OUTCOME_WORDS = whole(
    Outcome,
    {
        Outcome.RESOLVED: N_("Resolved"),
        Outcome.FILED: N_("Filed"),
        Outcome.ESCALATED: N_("Escalated"),
        Outcome.NOT_OURS: N_("Not ours"),
    },
)
CHANNEL_WORDS = whole(
    Channel,
    {
        Channel.IN_PERSON: N_("In person"),
        Channel.PHONE: N_("Telephone"),
        Channel.CHAT: N_("Chat"),
        Channel.EMAIL: N_("E-mail"),
    },
)
ROWS: tuple[tuple[str, str, Callable[[Figures], Figure]], ...] = (
    (N_("Waited within the target"), "%", lambda each: each.within_target),
    (N_("Wait, mean"), "min", lambda each: each.wait_mean_min),
    (N_("Wait, median"), "min", lambda each: each.wait_median_min),
    (N_("Wait, 9 of 10 under"), "min", lambda each: each.wait_p90_min),
    (N_("Wait, longest"), "min", lambda each: each.wait_max_min),
    (N_("Service, mean"), "min", lambda each: each.service_mean_min),
    (N_("No-show"), "%", lambda each: each.no_show),
    (N_("Abandoned"), "%", lambda each: each.abandoned),
    (N_("Cancelled"), "%", lambda each: each.cancelled),
)
WIDTH = 30


def day_text(
    settings: OfficeSettings, day: date, figures: DayFigures, _: Language, *, informed: int = 0
) -> str:
    """Return the report as a person reads it in a terminal or on paper.

    `informed`: how many needed no ticket because a notice said what they came for.
    """
    lines = [f"{settings.company} · {settings.name} · {_.day(day)}", ""]
    lines += _group(_("Everybody who came"), figures.hall, _)
    for line, part in figures.by_line.items():
        lines += _group(_(LINE_WORDS[line]), part, _)
    if figures.hall.outcomes:
        lines += [_("Outcomes")]
        lines += [
            f"  {_(OUTCOME_WORDS[outcome]):<{WIDTH}}{n:>8}"
            for outcome, n in figures.hall.outcomes.items()
        ] + [""]
    if figures.by_channel:
        lines += [_("Attended, by channel")]
        lines += [
            f"  {_(CHANNEL_WORDS[channel]):<{WIDTH}}{part.issued:>8}"
            for channel, part in figures.by_channel.items()
        ] + [""]
    if figures.by_desk:
        lines += [_("Served, by counter")]
        for (counter, staff), part in figures.by_desk.items():
            name = _("Counter {counter}: {who}", counter=counter, who=staff or _("nobody"))
            lines.append(f"  {name:<{WIDTH}}{part.served:>8}")
        lines.append("")
    if informed:
        by_notice = _("Informed by a notice, no ticket")
        lines += [f"{by_notice:<{WIDTH + 2}}{informed:>8}", ""]
    lines.append(
        _(
            "Target: {general} min general, {preferential} min preferential. "
            "A share of fewer than 5 is not given.",
            general=settings.targets.general_min,
            preferential=settings.targets.preferential_min,
        )
    )
    return "\n".join(lines)


def day_csv(settings: OfficeSettings, day: date, figures: DayFigures, *, informed: int = 0) -> str:
    """Return the report as CSV: office, day, group, figure, value, n; empty where not given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("office", "day", "group", "figure", "value", "n"))
    groups: dict[str, Figures] = {"all": figures.hall}
    groups |= {f"line:{line}": part for line, part in figures.by_line.items()}
    groups |= {f"service:{key}": part for key, part in figures.by_service.items()}
    groups |= {f"hour:{hour:02d}": part for hour, part in figures.by_hour.items()}
    groups |= {f"channel:{channel}": part for channel, part in figures.by_channel.items()}
    groups |= {
        f"counter:{counter}:{staff or ''}": part
        for (counter, staff), part in figures.by_desk.items()
    }
    for group, part in groups.items():
        for name, value, n in _cells(part):
            writer.writerow((settings.name, day.isoformat(), group, name, value, n))
    writer.writerow((settings.name, day.isoformat(), "notices", "informed", informed, informed))
    return out.getvalue()


def _cells(part: Figures) -> Iterator[tuple[str, str, int]]:
    yield "issued", str(part.issued), part.issued
    yield "served", str(part.served), part.issued
    for name in Figures.__slots__:
        figure = getattr(part, name)
        if isinstance(figure, Figure):
            yield name, "" if figure.value is None else f"{figure.value:.2f}", figure.n
    for outcome, n in part.outcomes.items():
        yield f"outcome:{outcome}", str(n), part.served


def _group(title: str, part: Figures, _: Language) -> list[str]:
    lines = [title, f"  {_('Issued'):<{WIDTH}}{part.issued:>8}"]
    lines.append(f"  {_('Served'):<{WIDTH}}{part.served:>8}")
    for message, unit, figure_of in ROWS:
        figure = figure_of(part)
        value = "–" if figure.value is None else f"{figure.value:.1f} {unit}"
        lines.append(f"  {_(message):<{WIDTH}}{value:>8}   n = {figure.n}")
    return [*lines, ""]
