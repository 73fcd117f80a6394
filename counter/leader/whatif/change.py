"""What may be changed in a question, and the question in words: no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.service import Mode, OfficeSettings
from core.errors import N_
from core.qt.look.language import Texts
from core.whole import whole

if TYPE_CHECKING:
    from core.simulation.scenario import Scenario

MORE_PEOPLE = 1.5
LUNCH_S = 3600.0
HOUR_S = 3600.0


class WhatIfChange(StrEnum):
    """What is otherwise in a question."""

    MORE = "more"
    FEWER = "fewer"
    RELAY = "relay"
    RELIEF = "relief"
    MODE = "mode"
    PEOPLE = "people"


CHANGE_WORDS: Mapping[WhatIfChange, str] = whole(
    WhatIfChange,
    {
        WhatIfChange.MORE: N_("One counter more"),
        WhatIfChange.FEWER: N_("One counter fewer"),
        WhatIfChange.RELAY: N_("Lunch in turn"),
        WhatIfChange.RELIEF: N_("One general after some with priority"),
        WhatIfChange.MODE: N_("The other rule of priority"),
        WhatIfChange.PEOPLE: N_("Half as many people more"),
    },
)
HOURS = frozenset({WhatIfChange.MORE, WhatIfChange.FEWER, WhatIfChange.PEOPLE})
"""Changes from one hour until another."""


@dataclass(frozen=True, slots=True)
class AskedChange:
    """A question: what is changed, from when until when (seconds of the day), after how many."""

    change: WhatIfChange
    from_s: float
    to_s: float
    after: int

    def title(self, _: Texts, settings: OfficeSettings) -> str:  # noqa: PLR0911 - a case a change
        """Say the question."""
        hours = {"from_time": _clock(_, self.from_s), "to_time": _clock(_, self.to_s)}
        match self.change:
            case WhatIfChange.MORE:
                return _(
                    "What if there were a counter more from {from_time} to {to_time}?", **hours
                )
            case WhatIfChange.FEWER:
                return _(
                    "What if there were a counter fewer from {from_time} to {to_time}?", **hours
                )
            case WhatIfChange.RELAY:
                return _(
                    "What if they had lunch one after another from {time}?",
                    time=hours["from_time"],
                )
            case WhatIfChange.RELIEF:
                return _.language.plural(
                    "What if a general came after each with priority?",
                    "What if a general came after {n} with priority?",
                    self.after,
                )
            case WhatIfChange.MODE if settings.mode is Mode.TICKET:
                return _("What if who has priority were attended at once?")
            case WhatIfChange.MODE:
                return _("What if who has priority took a ticket?")
            case WhatIfChange.PEOPLE:
                return _(
                    "What if half as many people more came from {from_time} to {to_time}?", **hours
                )

    def costs_h(self, days: int) -> float:
        """Return how many hours of a facilitator it costs in so many days; less than 0 saves."""
        hours = days * (self.to_s - self.from_s) / HOUR_S
        return {WhatIfChange.MORE: hours, WhatIfChange.FEWER: -hours}.get(self.change, 0.0)

    def scenario(self, settings: OfficeSettings) -> "Scenario":
        """Return what is otherwise; simpy is loaded."""
        from core.simulation.scenario import LunchRelay, Scenario  # noqa: PLC0415

        stretch = ((self.from_s, self.to_s),)
        other = Mode.DIRECT if settings.mode is Mode.TICKET else Mode.TICKET
        match self.change:
            case WhatIfChange.MORE:
                return Scenario(more=stretch)
            case WhatIfChange.FEWER:
                return Scenario(fewer=stretch)
            case WhatIfChange.RELAY:
                return Scenario(lunch_relay=LunchRelay(self.from_s, LUNCH_S))
            case WhatIfChange.RELIEF:
                return Scenario(relief_after=self.after)
            case WhatIfChange.MODE:
                return Scenario(mode=other)
            case WhatIfChange.PEOPLE:
                hours = range(int(self.from_s // HOUR_S), -int(-self.to_s // HOUR_S))
                return Scenario(times=dict.fromkeys(hours, MORE_PEOPLE))


def second_read(text: str) -> float | None:
    """Return the second of the day of a time as people type it: 8, 8:30 or 13:00."""
    for form in ("%H:%M", "%H"):
        try:
            found = datetime.strptime(text.strip(), form).time()  # noqa: DTZ007 - a time of day
        except ValueError:
            continue
        return found.hour * HOUR_S + found.minute * 60
    return None


def _clock(_: Texts, second: float) -> str:
    at = datetime(2000, 1, 1, int(second // HOUR_S), int(second % HOUR_S // 60))  # noqa: DTZ001
    return _.clock(at)
