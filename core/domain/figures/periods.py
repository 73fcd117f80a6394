"""Which days figures are asked of: a day, a week, a month, a year or any days, and those beside."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from core.domain.figures.report import EVERYBODY, OfWhom, month_end

ONE_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both among them. A week begins on its Monday."""

    kind: PeriodKind
    first: date
    last: date

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> Self:
        """Return the period of this kind that `day` is in; of any days: that day."""
        match kind:
            case PeriodKind.WEEK:
                monday = day - timedelta(days=day.weekday())
                return cls(kind, monday, monday + timedelta(days=6))
            case PeriodKind.MONTH:
                return cls(kind, day.replace(day=1), month_end(day))
            case PeriodKind.YEAR:
                return cls(kind, date(day.year, 1, 1), date(day.year, 12, 31))
        return cls(kind, day, day)

    @property
    def before(self) -> Self:
        """The period that ends where this one begins; of any days: as many of them."""
        if self.kind is PeriodKind.RANGE:
            return type(self)(self.kind, self.first - self._length, self.last - self._length)
        return self.of(self.kind, self.first - ONE_DAY)

    @property
    def after(self) -> Self:
        """The period that begins where this one ends; of any days: as many of them."""
        if self.kind is PeriodKind.RANGE:
            return type(self)(self.kind, self.first + self._length, self.last + self._length)
        return self.of(self.kind, self.last + ONE_DAY)

    @property
    def _length(self) -> timedelta:
        return self.last - self.first + ONE_DAY


def usual_period(today: date) -> Period:
    """Return what somebody who leads looks at first: the month, on its first day the last one."""
    return Period.of(PeriodKind.MONTH, today - ONE_DAY)


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """What a report is to be of. `offices`: those of the same database, None for one's own;
    `by` is who asks.
    """

    period: Period
    by: str
    offices: tuple[str, ...] | None = None
    chosen: OfWhom = EVERYBODY
