"""A day's figures as text and as CSV. Every figure has beside it how many it is made of."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from core import words
from core.domain.figures.figures import (
    DEFINITIONS,
    NO_RATINGS,
    DayFigures,
    Figure,
    Figures,
    Ratings,
)
from core.domain.journal.measured import LONGEST_MEASURED
from core.domain.service import OfficeSettings
from core.domain.ticket import Line
from core.errors import N_
from core.language import Language
from core.reports.table import harmless

Cell = tuple[str, str, int | str]  # a figure's name, its value and of how many it is made
RATING_WORDS = {
    5: N_("Very good"),
    4: N_("Good"),
    3: N_("Fair"),
    2: N_("Bad"),
    1: N_("Very bad"),
}
IN_TIME = N_("Waited within the target")
ROWS: tuple[tuple[str, str, Callable[[Figures], Figure]], ...] = (
    (IN_TIME, "%", lambda each: each.within_target),
    (N_("Wait, mean"), "min", lambda each: each.wait_mean_min),
    (N_("Wait, median"), "min", lambda each: each.wait_median_min),
    (N_("Wait, 9 of 10 under"), "min", lambda each: each.wait_p90_min),
    (N_("Wait, longest"), "min", lambda each: each.wait_max_min),
    (N_("Way to the counter, mean"), "min", lambda each: each.displacement_mean_min),
    (N_("Service, mean"), "min", lambda each: each.service_mean_min),
    (N_("Service, median"), "min", lambda each: each.service_median_min),
    (N_("Service, 9 of 10 under"), "min", lambda each: each.service_p90_min),
    (N_("Resolved at once"), "%", lambda each: each.first_contact),
    (N_("No-show"), "%", lambda each: each.no_show),
    (N_("Abandoned"), "%", lambda each: each.abandoned),
    (N_("Cancelled"), "%", lambda each: each.cancelled),
)
WIDTH = 30


def day_text(
    settings: OfficeSettings,
    day: date,
    figures: DayFigures,
    _: Language,
    *,
    informed: int = 0,
    put_back: int = 0,
    ratings: Ratings = NO_RATINGS,
) -> str:
    """Return the report as a person reads it in a terminal or on paper.

    `informed`: how many needed no ticket because a notice said what they came for; `put_back`: how
    many calls were made by mistake and taken back.
    """
    targets = settings.targets
    lines = [f"{settings.company} · {settings.name} · {_.day(day)}", ""]
    lines += _group(_("Everybody who came"), figures.hall, _, share_percent=targets.share_percent)
    for line, part in figures.by_line.items():
        lines += _group(
            _(words.LINES[line]),
            part,
            _,
            share_percent=targets.share_percent,
            target_min=targets.wait_min(line, settings.mode),
        )
    if figures.hall.outcomes:
        outcomes = {_(words.OUTCOMES[key]): n for key, n in figures.hall.outcomes.items()}
        lines += _counts(_("Outcomes"), outcomes)
    if figures.by_channel:
        served = {_(words.CHANNELS[key]): part.served for key, part in figures.by_channel.items()}
        lines += _counts(_("Served, by channel"), served)
    if figures.by_desk:
        desks = {
            _("Counter {counter}: {who}", counter=counter, who=staff or _("nobody")): part.served
            for (counter, staff), part in figures.by_desk.items()
        }
        lines += _counts(_("Served, by counter"), desks)
    lines += _ratings(ratings, _)
    if informed:
        lines += [_count(_("Informed by a notice, no ticket"), informed, indent=0), ""]
    if put_back:
        lines += [_count(_("Calls put back"), put_back, indent=0), ""]
    if figures.hall.not_measured:
        lines.append(_(DEFINITIONS["not_measured"], hours=LONGEST_MEASURED // timedelta(hours=1)))
    lines.append(
        _(
            "Target: {share} % within {general} min (general) and {preferential} min "
            "(preferential). A share of fewer than 5 is not given.",
            general=targets.wait_min(Line.GENERAL, settings.mode),
            preferential=targets.wait_min(Line.PREFERENTIAL, settings.mode),
            share=targets.share_percent,
        )
    )
    return "\n".join(lines)


def day_csv(
    settings: OfficeSettings,
    day: date,
    figures: DayFigures,
    *,
    informed: int = 0,
    put_back: int = 0,
    ratings: Ratings = NO_RATINGS,
) -> str:
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

    def write(group: str, cells: Iterable[Cell]) -> None:
        for name, value, n in cells:
            writer.writerow((harmless(settings.name), day.isoformat(), group, name, value, n))

    for group, part in groups.items():
        write(group, _cells(part))
    write("notices", [("informed", str(informed), informed)])
    write("calls", [("put_back", str(put_back), put_back)])
    write("survey", _rating_cells(ratings))
    write("targets", _target_cells(settings))
    return out.getvalue()


def _cells(part: Figures) -> Iterator[Cell]:
    yield "issued", str(part.issued), part.issued
    yield "served", str(part.served), part.issued
    yield "not_measured", str(part.not_measured), part.issued
    for name in Figures.__slots__:
        figure = getattr(part, name)
        if isinstance(figure, Figure):
            yield name, _plain(figure.value), figure.n
    for outcome, n in part.outcomes.items():
        yield f"outcome:{outcome}", str(n), part.served


def _rating_cells(ratings: Ratings) -> Iterator[Cell]:
    yield "answers", str(ratings.n), ratings.n
    yield "mean", _plain(ratings.mean), ratings.n
    for score, n in ratings.counts.items():
        yield f"score:{score}", str(n), ratings.n


def _target_cells(settings: OfficeSettings) -> Iterator[Cell]:
    """Yield what the office wants, by the lines' names; nothing is counted for it."""
    for line in Line:
        yield f"{line}_min", str(settings.targets.wait_min(line, settings.mode)), ""
    yield "share_percent", str(settings.targets.share_percent), ""


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _group(
    title: str,
    part: Figures,
    _: Language,
    *,
    share_percent: int,
    target_min: int | None = None,
) -> list[str]:
    """Return the lines of a group; `target_min` None where its lines have one each."""
    lines = [
        title,
        _count(_("Issued"), part.issued),
        _count(_("Served"), part.served),
        _count(_("Not measured"), part.not_measured),
    ]
    for message, unit, figure_of in ROWS:
        figure = figure_of(part)
        value = "–" if figure.value is None else f"{_.number(figure.value, 1)} {unit}"
        fields = {"n": figure.n, "share": share_percent, "minutes": target_min}
        if message != IN_TIME:
            of = _("n = {n}", n=figure.n)
        elif target_min is None:
            of = _("n = {n}, target {share} %", **fields)
        else:
            of = _("n = {n}, target {share} % within {minutes} min", **fields)
        name = _(message)
        lines.append(f"  {name:<{WIDTH}}{value:>8}   {of}")
    return [*lines, ""]


def _ratings(ratings: Ratings, _: Language) -> list[str]:
    lines = [_count(_("Answers to the survey"), ratings.n, indent=0)]
    if ratings.mean is not None:
        name = _("Mean, of 1 to 5 (very good)")
        lines.append(f"  {name:<{WIDTH}}{_.number(ratings.mean, 1):>8}")
        lines += [_count(_(word), ratings.counts[score]) for score, word in RATING_WORDS.items()]
    elif ratings.n:
        lines.append(_("How they are is told from 5 answers on."))
    return [*lines, ""]


def _counts(title: str, counts: Mapping[str, int]) -> list[str]:
    return [title, *(_count(name, n) for name, n in counts.items()), ""]


def _count(name: str, n: int, *, indent: int = 2) -> str:
    return f"{'':<{indent}}{name:<{WIDTH + 2 - indent}}{n:>8}"
