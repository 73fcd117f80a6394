"""What the display shows at a moment: the presenter decides it, the window paints it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.hours import Opening
from core.domain.service import OfficeSettings

if TYPE_CHECKING:
    from core.office import Call


class View(StrEnum):
    """`starting`: nothing is known yet. `offline`: what is known is too old to be shown."""

    STARTING = "starting"
    HALL = "hall"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the screen.

    `is_calling` highlights `current`, which is None before the day's first call; `earlier` are
    the calls before it, the latest first. `local_time` is the office's, to the minute.
    """

    view: View
    settings: OfficeSettings | None = None
    opening: Opening | None = None
    local_time: datetime | None = None
    current: "Call | None" = None
    earlier: "tuple[Call, ...]" = ()
    is_calling: bool = False


STARTING = Shown(View.STARTING)
OFFLINE = Shown(View.OFFLINE)
