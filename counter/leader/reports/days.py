"""Which days, said by hand: the question, and how its answer is read."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from core.domain.figures.periods import Period, PeriodKind
from core.errors import DayUnreadable
from core.qt.look.language import Texts
from counter.leader.ask import Question, Written

TYPED = "%d/%m/%Y"


def question_of(
    period: Period, kind: PeriodKind, _: Texts, take: Callable[[Mapping[str, str]], None]
) -> Question:
    """Return the question for another period of a kind, where `period` is shown."""
    first, last = (f"{day:{TYPED}}" for day in (period.first, period.last))
    parts = [Written("first", _("Day"), first, 10)]
    sentence = _("A day of it, like 23/11/2026.")
    if kind is PeriodKind.RANGE:
        sentence = _("The first and the last of them, like 23/11/2026.")
        parts = [
            Written("first", _("First day"), first, 10),
            Written("last", _("Last day"), last, 10),
        ]
    return Question("calendar_month-fill", _("Which days?"), sentence, _("Show them"), take, parts)


def period_of(kind: PeriodKind, answers: Mapping[str, str]) -> Period:
    """Return the period that was asked for.

    Raises:
        DayUnreadable: what was typed is no day.
    """
    first = day_of(answers["first"])
    if kind is PeriodKind.RANGE:
        return Period(kind, first, day_of(answers["last"]))
    return Period.of(kind, first)


def day_of(typed: str) -> date:
    """Return the day that somebody typed: 23/11/2026, or 2026-11-23.

    Raises:
        DayUnreadable: it is none.
    """
    for pattern in (TYPED, "%Y-%m-%d"):
        try:
            return datetime.strptime(typed, pattern).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise DayUnreadable(typed=typed)
