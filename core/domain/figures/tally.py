"""What adds up: counts, and times in whole seconds, of some visits. Two of them are one by adding.

Quantiles of days, months and services merge exactly, because no time is thrown away: each is kept
as how many lasted so many seconds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Self

from core.domain.ticket import Channel, CounterNumber, Line, ServiceKey


class Counted(StrEnum):
    """What is counted: how often, or seconds (`_s`). Those that end in ":" have a word more."""

    ISSUED = "issued"
    SERVED = "served"
    NO_SHOW = "no_show"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"
    NOT_MEASURED = "not_measured"
    JUDGED = "judged"
    IN_TIME = "in_time"
    LEFT_IN_TIME = "left_in_time"
    RESOLVED = "resolved"
    SURVEY_OFFERED = "survey_offered"
    ATTENDED = "attended"
    EARLY_NO_SHOW = "early_no_show"
    OVERTOOK = "overtook"
    OVERTIME_S = "overtime_s"
    OUTCOME = "outcome:"
    REASON = "reason:"
    LANGUAGE = "language:"
    CHOSEN = "chosen:"


class Time(StrEnum):
    """Which times are kept, in whole seconds."""

    WAIT = "wait"
    DISPLACEMENT = "displacement"
    SERVICE = "service"


class TallyCell(NamedTuple):
    """Of what a tally is: everything a figure may be asked for by. `hour`: local, of the entry."""

    line: Line
    service: ServiceKey
    hour: int
    channel: Channel
    counter: CounterNumber | None
    staff: str | None

    @classmethod
    def of(cls, plain: Iterable[Any]) -> Self:
        """Return the cell of its plain values, as they are stored."""
        line, service, hour, channel, counter, staff = plain
        return cls(
            Line(line),
            ServiceKey(service),
            hour,
            Channel(channel),
            None if counter is None else CounterNumber(counter),
            staff,
        )


def _no_times() -> dict[Time, Counter[int]]:
    return {time: Counter() for time in Time}


@dataclass(slots=True)
class Tally:
    """How often and how long. `counts` is by `Counted`, perhaps with a word; `times` by second."""

    counts: Counter[str] = field(default_factory=Counter)
    times: dict[Time, Counter[int]] = field(default_factory=_no_times)

    def add(self, other: Self) -> None:
        self.counts.update(other.counts)
        for time, seconds in other.times.items():
            self.times[time].update(seconds)

    def of(self, count: Counted) -> int:
        return self.counts[count]

    def by_word(self, count: Counted) -> Mapping[str, int]:
        """Return a count that has words, by its words, the most frequent first."""
        found = {
            name.removeprefix(count): n
            for name, n in self.counts.most_common()
            if name.startswith(count) and n
        }
        return dict(found)

    def plain(self) -> dict[str, Any]:
        """Return it as plain values: each time as a list of its seconds, in order."""
        times = {time.value: sorted(each.elements()) for time, each in self.times.items() if each}
        return {"counts": dict(sorted(self.counts.items())), "times": times}

    def add_plain(self, plain: Mapping[str, Any]) -> None:
        """Add what `plain` made of another one."""
        self.counts.update(plain["counts"])
        for time, seconds in plain["times"].items():
            self.times[Time(time)].update(seconds)
