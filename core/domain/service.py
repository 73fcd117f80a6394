"""What an office offers and how it works: lines, services, counters, hours, rules and texts.

`OfficeSettings` is one document, validated as a whole, kept in the database and edited as TOML
(`turnos settings export|import`). Pure values; the reading and checking of foreign data is
`core.office.settings`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.hours import Hours
from core.domain.policy import Policy
from core.domain.ticket import CounterNumber, Line, ServiceKey

Texts = Mapping[str, str]  # language -> text; Spanish is always there
NEAREST = {"icr": ("en", "es")}  # what a reader of a language reads where it has no text


def text_in(texts: Texts, language: str) -> str:
    """Return the text in `language`, or in the nearest one there is; "" when there is none."""
    for code in (language, *NEAREST.get(language, ("es",))):
        if code in texts:
            return texts[code]
    return ""


class Mode(StrEnum):
    """`ticket`: preferential citizens take a ticket too. `direct`: they are attended at once."""

    TICKET = "ticket"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Service:
    key: ServiceKey
    names: Texts


@dataclass(frozen=True, slots=True)
class Counter:
    """A numbered place where tickets are served; `services` empty means all of them."""

    number: CounterNumber
    services: tuple[ServiceKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefixes:
    general: str = "A"
    preferential: str = "P"

    def of(self, line: Line) -> str:
        return self.general if line is Line.GENERAL else self.preferential


@dataclass(frozen=True, slots=True)
class Calling:
    """Limits of calling: times a ticket is called in all, seconds until a no-show is fair,
    minutes in which a no-show may be reinstated, and whether a ticket may be put on hold.
    """

    max_calls: int = 3
    no_show_after_s: int = 90
    reinstate_within_min: int = 15
    hold_allowed: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """Lines printed and shown as they are; empty ones are left out."""

    address: str = ""
    fault_phone: str = ""
    fault_option: str = ""
    phone: str = ""
    phone_option: str = ""
    web: str = ""
    chat: str = ""  # where it is: usually the web address
    email: str = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Minutes within which a ticket should be called, and the share (%) that should be."""

    general_min: int = 15
    preferential_min: int = 5
    direct_preferential_min: int = 1
    share_percent: int = 80

    def wait_min(self, line: Line, mode: Mode) -> int:
        """Return the minutes within which a ticket of `line` should be called."""
        if line is Line.GENERAL:
            return self.general_min
        return self.direct_preferential_min if mode is Mode.DIRECT else self.preferential_min


@dataclass(frozen=True, slots=True)
class Speaking:
    """What the hall hears: the languages in order, and how often the sentence is said.

    `muted`: calls are shown only, for a while; facilitators call them aloud.
    """

    languages: tuple[str, ...] = ("es",)
    repeats: int = 2
    muted: bool = False


class Asking(StrEnum):
    """Whether a facilitator is asked for something while serving, and must answer."""

    OFF = "off"
    ASKED = "asked"
    COMPULSORY = "compulsory"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the facilitators' window does and asks.

    `name`, `reason` and `survey` are asked for while serving; a compulsory survey is to be offered.
    `scripts` shows what to say. `list_shown`: who waits, ticket by ticket. `anyone_may_choose`:
    not only leaders call out of order. `lock_after_min`: without a key or a click; 0 for never.
    """

    name: Asking = Asking.ASKED
    reason: Asking = Asking.ASKED
    survey: Asking = Asking.ASKED
    scripts: bool = True
    list_shown: bool = True
    anyone_may_choose: bool = True
    lock_after_min: int = 15


class HallTheme(StrEnum):
    """The hall's colours: by the office's clock, or always one's."""

    AUTO = "auto"
    DAY = "day"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Hall:
    """What the hall's display shows beside the turns, and in which colours.

    `clock`: the time and the day; `closing`: when the doors close or open next; `waiting`: how
    many wait in each line; `wait_range`: how long somebody who came now would wait. With `theme`
    auto it wears the evening's colours from `evening_from` until `evening_until`, local times.
    `slide_s`: how long a page is shown.
    """

    clock: bool = True
    closing: bool = True
    waiting: bool = True
    wait_range: bool = True
    theme: HallTheme = HallTheme.AUTO
    evening_from: time = time(17)
    evening_until: time = time(6)
    slide_s: int = 12

    def is_evening(self, at: time) -> bool:
        """Return whether the evening's colours are worn at the local time `at`."""
        if self.theme is not HallTheme.AUTO:
            return self.theme is HallTheme.EVENING
        if self.evening_from < self.evening_until:
            return self.evening_from <= at < self.evening_until
        return at >= self.evening_from or at < self.evening_until


class NoticeKind(StrEnum):
    """`outage`: why many come today, with a touch for *it was that*. `message`: anything else."""

    OUTAGE = "outage"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the leader tells everybody from `starts_at` until `ends_at`; None: at once, for good."""

    key: str
    texts: Texts
    kind: NoticeKind = NoticeKind.MESSAGE
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def is_shown(self, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (
            self.ends_at is None or at < self.ends_at
        )


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    name: str
    company: str
    mode: Mode
    hours: Hours
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    languages: tuple[str, ...] = ("es", "en")
    prefixes: Prefixes = field(default_factory=Prefixes)
    policy: Policy = field(default_factory=Policy)
    calling: Calling = field(default_factory=Calling)
    contact: Contact = field(default_factory=Contact)
    targets: Targets = field(default_factory=Targets)
    speaking: Speaking = field(default_factory=Speaking)
    desk: Desk = field(default_factory=Desk)
    hall: Hall = field(default_factory=Hall)
    qualifies: tuple[Texts, ...] = ()
    reasons: tuple[Texts, ...] = ()
    duties: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def timezone(self) -> str:
        return self.hours.timezone

    def local(self, at: datetime) -> datetime:
        """Return the instant `at` as the office's clocks show it, on whatever machine."""
        return at.astimezone(ZoneInfo(self.timezone))

    def counter(self, number: int) -> Counter | None:
        return next((each for each in self.counters if each.number == number), None)

    def outage(self, at: datetime) -> Notice | None:
        """Return the outage announced at `at`: the one named last, if several are."""
        told = [
            each for each in self.notices if each.kind is NoticeKind.OUTAGE and each.is_shown(at)
        ]
        return told[-1] if told else None

    def messages(self, at: datetime) -> tuple[Notice, ...]:
        """Return what else everybody is told at `at`, in the order of the document."""
        return tuple(
            each
            for each in self.notices
            if each.kind is not NoticeKind.OUTAGE and each.is_shown(at)
        )

    def service(self, key: str) -> Service | None:
        return next((each for each in self.services if each.key == key), None)
