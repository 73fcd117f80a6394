"""`turnos simulate`: what would happen if, by the office's own days or typed arrivals.

No setting is changed.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from core import words
from core.cli.commands.copy_commands import told
from core.cli.context import INTERRUPTED, as_json, common, day_of, opened, say, show, terminal
from core.cli.numbers import Number, Whole
from core.domain.calendar.hours import next_open_day, spans_on
from core.domain.service import Mode
from core.errors import NobodyCame, WhatIfStopped
from core.language import Language
from core.office import Office
from core.plain import read_text
from core.simulation.apart import WhatIf
from core.simulation.draws import kind_on
from core.simulation.erlang import ASSUMPTION, ErlangC
from core.simulation.figures import QUANTITY_WORDS, VERDICT_WORDS, Comparison, ReplayCheck
from core.simulation.history import past_of
from core.simulation.plan import Stretch, second_of
from core.simulation.scenario import LunchRelay, Scenario
from core.simulation.typed import TypedArrivals, days_in, typed_days
from core.simulation.what_if import RUNS, Findings, WhatIfQuestion, question_of

_WIDTH = 26


def clock_of(_context: click.Context, _option: click.Parameter, value: str | None) -> float | None:
    """Read a time of day as the second it is."""
    return None if value is None else _second(value, value)


def stretches_of(
    _context: click.Context, _option: click.Parameter, values: Sequence[str]
) -> tuple[Stretch, ...]:
    """Read from when until when, such as 10:00-12:00."""
    return tuple(_stretch(value) for value in values)


def by_hour_of(
    _context: click.Context, _option: click.Parameter, values: Sequence[str]
) -> Mapping[int, float]:
    """Read hours with a number each, such as 10=1.5."""
    return dict(_of_hour(value) for value in values)


def _of_hour(value: str) -> tuple[int, float]:
    hour, _sign, number = value.partition("=")
    try:
        found = int(hour), float(number.replace(",", "."))
    except ValueError:
        found = -1, -1.0
    if not (0 <= found[0] < 24 and 0 <= found[1] <= 100):  # noqa: PLR2004 - hours; nobody has more
        problem = terminal()('"{value}" is no hour with its number; write 10=1.5.', value=value)
        raise click.BadParameter(problem)
    return found


def _stretch(value: str) -> Stretch:
    begin, _sign, end = value.partition("-")
    found = _second(begin, value), _second(end, value)
    if found[0] >= found[1]:
        raise click.BadParameter(_no_time(value))
    return found


def _second(typed: str, value: str) -> float:
    try:
        return second_of(datetime.strptime(typed, "%H:%M").time())  # noqa: DTZ007 - a time of day
    except ValueError:
        raise click.BadParameter(_no_time(value)) from None


def _no_time(value: str) -> str:
    return terminal()(
        '"{value}" is no time; write 12:00, or from when until when: 10:00-12:00.', value=value
    )


def days_of(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> tuple[date, date] | None:
    """Read the first and the last of some days, such as 2026-10-01..2026-10-31."""
    if value is None:
        return None
    first, _sign, last = value.partition("..")
    try:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        problem = terminal()(
            '"{value}" are no days; write the first and the last: 2026-10-01..2026-10-31.',
            value=value,
        )
        raise click.BadParameter(problem) from None


def bill_days_of(
    context: click.Context, option: click.Parameter, values: Sequence[str]
) -> frozenset[date]:
    """Read the days on which bills came."""
    return frozenset(day for value in values if (day := day_of(context, option, value)) is not None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its JSON's and its text's first line, of what days it is."""

    question: WhatIfQuestion
    about: str
    history: Mapping[str, Any] | None = None


@click.command()
@click.option(
    "--history",
    callback=days_of,
    help="The office's own days, as they were: 2026-10-01..2026-10-31.",
)
@click.option(
    "--bill-day",
    "bill_days",
    multiple=True,
    callback=bill_days_of,
    help="A day of these on which bills came: it is drawn for such days alone.",
)
@click.option(
    "--arrivals",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A CSV file of who comes when: time and service_min; line, service, day if wanted.",
)
@click.option("--per-hour", type=Number(0, 1000), default=20, help="Else: how many come an hour.")
@click.option("--preferential", type=Number(0, 100), default=25, help="How many % have priority.")
@click.option(
    "--service-min", type=Number(0.1, 240), default=8, help="How many minutes a service takes."
)
@click.option("--date", "day", callback=day_of, help="A day like this one; the next open one.")
@click.option("--days", type=Whole(1, 31), default=1, help="How many of them in a row.")
@click.option(
    "--more", multiple=True, callback=stretches_of, help="If one counter more: 10:00-12:00."
)
@click.option(
    "--fewer", multiple=True, callback=stretches_of, help="If one counter fewer: 10:00-12:00."
)
@click.option(
    "--lunch-relay", callback=clock_of, help="If the counters went to lunch in turn from then on."
)
@click.option("--lunch-min", type=Whole(1, 240), default=60, help="How long each has lunch.")
@click.option("--relief", type=Whole(0, 20), help="If one general call came after so many others.")
@click.option(
    "--mode",
    type=click.Choice([each.value for each in Mode]),
    help="If priority had a ticket, or were served at once.",
)
@click.option(
    "--times", multiple=True, callback=by_hour_of, help="If more came in an hour: 10=1.5."
)
@click.option("--runs", type=Whole(1, 10_000), default=RUNS, help="How often it is tried.")
@click.option("--seed", type=int, default=1, help="Another number draws other people.")
@as_json
@common
def simulate(
    *,
    history: tuple[date, date] | None,
    bill_days: frozenset[date],
    arrivals: Path | None,
    per_hour: float,
    preferential: float,
    service_min: float,
    day: date | None,
    days: int,
    more: tuple[Stretch, ...],
    fewer: tuple[Stretch, ...],
    lunch_relay: float | None,
    lunch_min: int,
    relief: int | None,
    mode: str | None,
    times: Mapping[int, float],
    runs: int,
    seed: int,
    json_wanted: bool,
) -> None:
    """Show what would happen if there were a counter more, another rule, more people.

    The same days are run as they are and otherwise, by the office's own rules and hours. Nothing
    is changed. Nine in ten differences lie in the range that is shown.

    With --history whole days of the office are run again: the people who came, the counters that
    were staffed. First it says how well they run again as they were.
    """
    if history is not None and arrivals is not None:
        raise click.UsageError(terminal()("Give --history or --arrivals, not both."))
    scenario = Scenario(
        more=more,
        fewer=fewer,
        lunch_relay=None if lunch_relay is None else LunchRelay(lunch_relay, 60.0 * lunch_min),
        relief_after=relief,
        mode=None if mode is None else Mode(mode),
        times=times,
    )
    typed = TypedArrivals(per_hour, preferential / 100, service_min)
    with opened() as office:
        if history is not None:
            asked = _of_history(office, history, bill_days, scenario, runs=runs, seed=seed)
        else:
            asked = _of_typed(
                office, arrivals or typed, day, scenario, days=days, runs=runs, seed=seed
            )
    _answer(asked, json_wanted=json_wanted)


def _of_history(
    office: Office,
    span: tuple[date, date],
    bill_days: frozenset[date],
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
) -> Asked:
    """Ask about the office's own days."""
    _ = terminal()
    settings = office.settings.get().settings
    with told(_("Reading days…")) as progress:
        past = past_of(office.reports.journal_of(*span, progress), settings, bill_days)
    if not past.plans:
        raise NobodyCame(first=span[0].isoformat(), last=span[1].isoformat())
    question = question_of(
        past.plans, settings, scenario, between_s=past.between_s, runs=runs, seed=seed
    )
    first, last = past.plans[0].day, past.plans[-1].day
    bills = sum(each.is_bill_day for each in past.plans)
    about = _.plural(
        "{office}, its own day {first}",
        "{office}, its own {n} days from {first} to {last}",
        len(past.plans),
        office=settings.name,
        first=_.day(first),
        last=_.day(last),
    )
    if bills:
        about = _.plural(
            "{about}; one of them is a bill day", "{about}; {n} are bill days", bills, about=about
        )
    found = {"first": first, "last": last, "days": len(past.plans), "bill_days": bills}
    return Asked(question, about, found)


def _of_typed(
    office: Office,
    arrivals: TypedArrivals | Path,
    day: date | None,
    scenario: Scenario,
    *,
    days: int,
    runs: int,
    seed: int,
) -> Asked:
    """Ask about days that were typed."""
    settings, today = office.settings.get().settings, office.clock.now().day
    is_open = spans_on(today, settings.hours)
    on = day or (today if is_open else next_open_day(today, settings.hours))
    if isinstance(arrivals, Path):
        plans = days_in(read_text(arrivals), settings, on)
        question = question_of(plans, settings, scenario, runs=runs, seed=seed)
    else:
        plans = typed_days(arrivals, settings, on, days=runs, seed=seed)
        kinds = [kind_on(on)] * days
        question = question_of(plans, settings, scenario, kinds=kinds, runs=runs, seed=seed)
    _ = terminal()
    first = _.day(plans[0].day)
    return Asked(question, _("{office}, days like {day}", office=settings.name, day=first))


def _answer(asked: Asked, *, json_wanted: bool) -> None:
    """Answer a question about days, typed or of the office's history, and show the answer."""
    _ = terminal()
    with WhatIf(asked.question) as what_if, told(_("Simulating…")) as progress:
        try:
            found = what_if.findings(progress)
        except KeyboardInterrupt:
            what_if.stop()
            say(_.sentence(WhatIfStopped()))
            sys.exit(INTERRUPTED)
    lines = [
        asked.about,
        _.plural(
            "Tried once, as it is and otherwise.",
            "Tried {n} times, as it is and otherwise with the same people.",
            found.runs,
        ),
        *_told(found, _),
    ]
    value = plain(found) | ({} if asked.history is None else {"history": asked.history})
    show(value, "\n".join(lines), json_wanted=json_wanted)


def plain(found: Findings) -> dict[str, Any]:
    """Return the findings as JSON has them."""
    replay = found.replay
    return {
        "runs": found.runs,
        "comparisons": found.comparisons,
        "replay": replay
        and {
            "simulated_min": replay.simulated_min,
            "true_min": replay.true_min,
            "n": replay.n,
            "is_off": replay.is_off,
        },
        "formula": {"now": found.formula[0], "otherwise": found.formula[1]},
    }


def _told(found: Findings, _: Language) -> Iterator[str]:
    if found.replay is not None:
        yield _replay(found.replay, _)
    line: object = ""
    for each in found.comparisons:
        if each.line is not line:
            line = each.line
            yield ""
            yield _("The office") if each.line is None else _(words.LINES[each.line])
        yield _row(each, _)
    yield ""
    yield _formula(found.formula, _)
    yield _(ASSUMPTION)


def _row(each: Comparison, _: Language) -> str:
    word, unit = QUANTITY_WORDS[each.quantity]
    numbers = _(
        "{now} → {otherwise} {unit}, {difference} ({low} to {high})",
        now=_.number(each.now, 1),
        otherwise=_.number(each.otherwise, 1),
        unit=unit,
        difference=_signed(each.difference, _),
        low=_signed(each.low, _),
        high=_signed(each.high, _),
    )
    return f"  {_(word):<{_WIDTH}}{numbers}: {_(VERDICT_WORDS[each.verdict])}"


def _signed(value: float, _: Language) -> str:
    rounded = round(value, 1) + 0.0  # no -0.0
    return f"+{_.number(rounded, 1)}" if rounded > 0 else _.number(rounded, 1)


def _replay(replay: ReplayCheck, _: Language) -> str:
    simulated, true = _.number(replay.simulated_min, 1), _.number(replay.true_min, 1)
    if replay.is_off:
        return _(
            "As it was, the simulation gives a mean wait of {simulated} min; {true} were true. "
            "Do not trust what follows: it is off by more than 10 %.",
            simulated=simulated,
            true=true,
        )
    return _(
        "As it was, the simulation gives a mean wait of {simulated} min; {true} were true.",
        simulated=simulated,
        true=true,
    )


def _formula(formula: tuple[ErlangC | None, ErlangC | None], _: Language) -> str:
    now, otherwise = (
        _("no end")
        if each is None
        else _(
            "{n} min, {share} % in time",
            n=_.number(each.wait_mean_min, 1),
            share=_.number(100 * each.in_target),
        )
        for each in formula
    )
    return _("Erlang's formula: {now} → {otherwise}", now=now, otherwise=otherwise)


COMMANDS = (simulate,)
