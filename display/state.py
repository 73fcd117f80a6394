"""What the display shows at a moment: the presenter decides it, the window paints it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.calendar.hours import Opening
from core.domain.prediction.again import Rise
from core.domain.service import OfficeSettings
from core.domain.ticket import Line

if TYPE_CHECKING:
    from core.office import Call


class View(StrEnum):
    """`starting`: nothing is known yet. `offline`: what is known is too old to be shown."""

    STARTING = "starting"
    HALL = "hall"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class LineWait:
    """A line now: how many wait, and within which minutes a newcomer would be called.

    `high_min` None when nobody can say: no counter is staffed. `rise`: why it is more than the hall
    was told before.
    """

    line: Line
    waiting: int
    low_min: int = 0
    high_min: int | None = None
    rise: Rise | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the screen.

    `is_calling` highlights `current`, which is None before the day's first call and when nobody
    looks for it any more; `earlier` are the calls before it, the latest first. `local_time` is the
    office's, to the minute.
    """

    view: View
    settings: OfficeSettings | None = None
    opening: Opening | None = None
    local_time: datetime | None = None
    current: "Call | None" = None
    earlier: "tuple[Call, ...]" = ()
    is_calling: bool = False
    lines: tuple[LineWait, ...] = ()

    def line(self, name: str) -> LineWait | None:
        return next((each for each in self.lines if each.line.value == name), None)

    @property
    def is_evening(self) -> bool:
        """Whether the office wants the evening's colours now."""
        if self.settings is None or self.local_time is None:
            return False
        return self.settings.hall.is_evening(self.local_time.time())


STARTING = Shown(View.STARTING)
OFFLINE = Shown(View.OFFLINE)
