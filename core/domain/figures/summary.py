"""A day, or several, as one value: what is kept of them so that a year is read in an instant."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from core.domain.calendar.hours import day_span, open_between
from core.domain.figures.counting import cells_of
from core.domain.figures.tally import Tally, TallyCell
from core.domain.figures.work import DeskHour, work_of
from core.domain.journal.attentions import Visit, left_waiting, visits_of
from core.domain.service import OfficeSettings
from core.domain.ticket import CounterNumber, Event, Kind


class Fact(StrEnum):
    """What is counted of whole days. Those that end in ":" have a word more."""

    OPEN_S = "open_s"  # by the office's hours
    INFORMED = "informed"
    PUT_BACK = "put_back"
    CALLED = "called"  # each call again too
    UNSEEN = "unseen"  # of these: no display gave a receipt
    SCORE = "score:"
    WORKED = "worked:"  # days on which somebody came, by weekday from Monday, 0
    ARRIVED = "arrived:"  # by weekday and local hour, as "0:9"


@dataclass(slots=True)
class Summary:
    """What days come to. `facts` are by `Fact`, or `Fact` and a word."""

    cells: dict[TallyCell, Tally] = field(default_factory=dict)
    work: dict[DeskHour, Counter[str]] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)

    def add(self, other: Self) -> None:
        for cell, tally in other.cells.items():
            self.cells.setdefault(cell, Tally()).add(tally)
        for place, spent in other.work.items():
            self.work.setdefault(place, Counter()).update(spent)
        self.facts.update(other.facts)

    def words(self, fact: Fact) -> Mapping[str, int]:
        """Return a fact that has words, by its words in order."""
        found = {key.removeprefix(fact): n for key, n in self.facts.items() if key.startswith(fact)}
        return dict(sorted(found.items()))

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, to be kept."""
        return {
            "cells": [[*cell, each.plain()] for cell, each in self.cells.items()],
            "work": [[*place, dict(spent)] for place, spent in self.work.items()],
            "facts": dict(self.facts),
        }

    def add_plain(self, plain: Mapping[str, Any]) -> None:
        """Add what `plain` made of another one."""
        for *cell, tally in plain["cells"]:
            self.cells.setdefault(TallyCell.of(cell), Tally()).add_plain(tally)
        for hour, counter, staff, spent in plain["work"]:
            place = DeskHour(hour, CounterNumber(counter), staff)
            self.work.setdefault(place, Counter()).update(spent)
        self.facts.update(plain["facts"])


@dataclass(frozen=True, slots=True)
class DayEvents:
    """A day's part of the journal, in order: what its tickets and its counters did.

    `seen` has the numbers of the calls that a display showed or let be heard.
    """

    day: date
    events: tuple[Event, ...]
    is_over: bool
    seen: frozenset[int] = frozenset()


def summary_of(found: DayEvents, settings: OfficeSettings, now: datetime) -> Summary:
    """Return what a day comes to, so far if it goes on."""
    visits = visits_of(found.events)
    if found.is_over:
        visits = tuple(left_waiting(visit) for visit in visits)
    return Summary(
        dict(cells_of(visits, settings, now)),
        dict(work_of(found.events, settings, None if found.is_over else now)),
        _facts(found, visits, settings),
    )


def _facts(found: DayEvents, visits: tuple[Visit, ...], settings: OfficeSettings) -> Counter[str]:
    facts: Counter[str] = Counter()
    weekday = found.day.weekday()
    for visit in visits:
        facts[f"{Fact.ARRIVED}{weekday}:{settings.local(visit.taken_at).hour}"] += 1
    if visits:
        facts[f"{Fact.WORKED}{weekday}"] = 1
    begins, ends = day_span(found.day, settings.hours)
    facts[Fact.OPEN_S] = round(open_between(begins, ends, settings.hours).total_seconds())
    for event in found.events:
        match event.kind:
            case Kind.CALLED | Kind.RECALLED:
                facts[Fact.CALLED] += 1
                facts[Fact.UNSEEN] += event.seq not in found.seen
            case Kind.INFORMED:
                facts[Fact.INFORMED] += 1
            case Kind.PUT_BACK:
                facts[Fact.PUT_BACK] += 1
            case Kind.UNDONE if event.data["step"] == Kind.PUT_BACK:
                facts[Fact.PUT_BACK] -= 1
            case Kind.RATED:
                facts[f"{Fact.SCORE}{event.data['score']}"] += 1
    return facts
