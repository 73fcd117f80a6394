"""What the kiosk is asked for and shows, as plain values: the presenter decides, pages say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.calendar.hours import Opening
from core.domain.service import Notice, OfficeSettings
from core.domain.ticket import Line, Ticket
from core.errors import QueueError, Words
from core.printing.port import PrinterState
from kiosk.memory import SetUp

if TYPE_CHECKING:
    from core.office import Prospect


class PaperState(StrEnum):
    """What becomes of a ticket's paper. NONE: this kiosk has no printer. SENT: the printer has it,
    and never says whether it came out.
    """

    NONE = "none"
    PRINTING = "printing"
    SENT = "sent"
    PRINTED = "printed"
    OUT_OF_PAPER = "out_of_paper"
    FAULT = "fault"

    @property
    def is_missing(self) -> bool:
        """True when the person has to note the number."""
        return self in {PaperState.NONE, PaperState.OUT_OF_PAPER, PaperState.FAULT}


@dataclass(frozen=True, slots=True)
class Comfort:
    """What a person asked for to see and to reach; it ends with the person's business."""

    contrast: bool = False
    large: bool = False
    low: bool = False


@dataclass(frozen=True, slots=True)
class Listening:
    """How the screen is read aloud: `volume` and `pace` are steps, 0 the lowest and slowest.

    `is_offered` is False where nothing can be heard: no voice, no loudspeaker, or a language that
    no voice here speaks.
    """

    is_offered: bool = False
    is_speaking: bool = False
    volume: int = 2
    pace: int = 1


VOLUMES = 4  # steps of `Listening.volume`
PACES = 3


@dataclass(frozen=True, slots=True)
class LineProspect:
    """What waits before somebody who would take a ticket now; minutes None when nobody can tell."""

    waiting: int = 0
    low_min: int | None = None
    high_min: int | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """Something takes a moment: the start, or an answer that is late."""


@dataclass(frozen=True, slots=True)
class OfficePage:
    """What a page of an office that was reached shows."""

    settings: OfficeSettings


@dataclass(frozen=True, slots=True)
class Home(OfficePage):
    """`outage` is what the leader announces now; None when nothing is out of order.

    `today` is the office's day, None as long as its clock is in doubt.
    """

    is_morning: bool
    lines: Mapping[Line, LineProspect] = field(default_factory=dict)
    outage: Notice | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Services(OfficePage):
    """Which of the office's services a ticket of `line` is for."""

    line: Line


@dataclass(frozen=True, slots=True)
class Options(OfficePage):
    """How things are shown, where the first page has no room for it."""


@dataclass(frozen=True, slots=True)
class Survey(OfficePage):
    """How was the attention? Five faces."""


@dataclass(frozen=True, slots=True)
class Thanks(OfficePage):
    """Somebody answered: to the survey, or, with a `notice`, that this is why they came.

    `is_counted` is False for an answer beyond the number of attentions that ended lately.
    """

    notice: Notice | None = None
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Result(OfficePage):
    """A ticket was issued; `prospect` is None until it was read."""

    ticket: Ticket
    paper: PaperState
    prospect: "Prospect | None" = None


@dataclass(frozen=True, slots=True)
class GoStraight:
    """Here preferential citizens are attended at once, with no ticket."""


@dataclass(frozen=True, slots=True)
class Closed(OfficePage):
    opening: Opening
    today: date


@dataclass(frozen=True, slots=True)
class NoServer:
    """No ticket can be issued here now."""


Told = Words | QueueError


class StaffStep(StrEnum):
    PIN = "pin"
    MENU = "menu"
    REPRINT = "reprint"


@dataclass(frozen=True, slots=True)
class StaffPage:
    """What staff see. `told` is what the last touch came to; `digits` how many are typed."""

    step: StaffStep = StaffStep.PIN
    digits: int = 0
    is_busy: bool = False
    told: Told | None = None
    name: str = ""
    has_printer: bool = False
    printer: PrinterState = PrinterState.UNKNOWN
    tickets: tuple[Ticket, ...] = ()
    timezone: str = "UTC"
    set_up: SetUp = field(default_factory=SetUp)


@dataclass(frozen=True, slots=True)
class OutOfUse:
    """Staff closed this kiosk: no tickets here until they open it again."""


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nobody touched for a while: home in `seconds` unless somebody needs more time."""

    seconds: int


Page = (
    Busy
    | Home
    | Services
    | Options
    | Survey
    | Thanks
    | Result
    | GoStraight
    | Closed
    | NoServer
    | OutOfUse
    | StillThere
    | StaffPage
)
