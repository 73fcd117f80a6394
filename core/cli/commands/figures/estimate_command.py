"""`turnos estimate score`: how well waits were foretold, beside simpler rules."""

from collections.abc import Iterator
from datetime import date, timedelta

import click

from core import words
from core.cli.context import as_json, common, day_of, opened, show, terminal
from core.cli.help import CommandGroup
from core.domain.prediction.scoreboard import Score
from core.domain.ticket import Line
from core.language import Language

_LATEST = timedelta(days=30)


@click.group(cls=CommandGroup)
def estimate() -> None:
    """Tell how long people are told that they will wait."""


@estimate.command("score")
@click.option("--from", "first", callback=day_of, help="The first day; thirty days ago.")
@click.option("--to", "last", callback=day_of, help="The last day; yesterday.")
@as_json
@common
def score(*, first: date | None, last: date | None, json_wanted: bool) -> None:
    """Show how well waits were foretold, beside simpler rules.

    What everybody was told on coming is told anew from the journal, by the rule and the multipliers
    of that month. The mean of the day is known in hindsight alone: nobody could have told it.
    """
    with opened() as office:
        today = office.clock.now().day
        begins, ends = first or today - _LATEST, last or today - timedelta(days=1)
        found = office.learning.scores(begins, ends)
        name = office.settings.get().settings.name
    _ = terminal()
    lines = [
        _("{office}, from {first} to {last}", office=name, first=_.day(begins), last=_.day(ends))
    ]
    if not found:
        lines.append(_("Nobody was called who had been told a wait."))
    for line in (*Line, None):
        if line in found:
            name = _("Everybody") if line is None else _(words.LINES[line])
            lines += ["", name, *_rows(found[line], _)]
    value = {"" if line is None else line.value: each for line, each in found.items()}
    show(value, "\n".join(lines), json_wanted=json_wanted)


def _rows(found: Score, _: Language) -> Iterator[str]:
    def minutes(value: float) -> str:
        return _("{n} min", n=_.number(value, 1))

    yield _.plural("{n} person", "{n} people", found.n)
    yield _(
        "The estimate was off by {n} on average; the mean of the day by {mean}.",
        n=minutes(found.ours),
        mean=minutes(found.day_mean),
    )
    yield _(
        "The last five called would have been off by {five}, the first in line by {head}.",
        five=minutes(found.last_five),
        head=minutes(found.head_of_line),
    )
    yield _(
        "{share} % of the ranges held; they were {width} wide on average.",
        share=_.number(100 * found.holds),
        width=minutes(found.width_min),
    )
    yield _(
        "The longest wait that was told is {told}; of a hundred people one waited over {p99}.",
        told=minutes(found.told_most_min),
        p99=minutes(found.true_p99_min),
    )


COMMANDS = (estimate,)
