"""What the kiosk is asked for and shows, as plain values: the presenter decides, pages say it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.hours import Opening
from core.domain.service import OfficeSettings
from core.domain.ticket import Line, Ticket

if TYPE_CHECKING:
    from core.office.printing import Prospect


class Paper(StrEnum):
    """What becomes of a ticket's paper. NONE: this kiosk has no printer."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    OUT_OF_PAPER = "out_of_paper"
    FAULT = "fault"

    @property
    def is_missing(self) -> bool:
        """True when the person has to note the number."""
        return self in {Paper.NONE, Paper.OUT_OF_PAPER, Paper.FAULT}


@dataclass(frozen=True, slots=True)
class Comfort:
    """What a person asked for to see and to reach; it ends with the person's business."""

    contrast: bool = False
    large: bool = False
    low: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """One person's wish for a ticket; `request` makes it one ticket however often it is asked.

    `is_asked` is False while its answer is lost and the office has to be there first.
    """

    request: str
    line: Line
    language: str
    at: float
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Busy:
    """Something takes a moment: the start, or an answer that is late."""


@dataclass(frozen=True, slots=True)
class Home:
    settings: OfficeSettings
    is_morning: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A ticket was issued; `prospect` is None until it was read."""

    settings: OfficeSettings
    ticket: Ticket
    paper: Paper
    prospect: "Prospect | None" = None


@dataclass(frozen=True, slots=True)
class GoStraight:
    """Here preferential citizens are attended at once, with no ticket."""


@dataclass(frozen=True, slots=True)
class Closed:
    settings: OfficeSettings
    opening: Opening
    today: date


@dataclass(frozen=True, slots=True)
class NoServer:
    """No ticket can be issued here now."""


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nobody touched for a while: home in `seconds` unless somebody needs more time."""

    seconds: int


Page = Busy | Home | Result | GoStraight | Closed | NoServer | StillThere
