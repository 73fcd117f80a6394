"""What an office offers and how it works: lines, services, counters, hours, rules and texts.

`OfficeSettings` is one document, validated as a whole, kept in the database and edited as TOML
(`turnos settings export|import`). Pure values: `core.domain.limits` checks the marks in their
types, `core.office.document.document` reads foreign data and finds what contradicts itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import Hours
from core.domain.limits import Count, KeyLimit, OneOf, Range, TextLimit, Years
from core.domain.order.policy import Policy
from core.domain.order.reach import Reach
from core.domain.texts import LANGUAGES, Labels, Texts
from core.domain.ticket import CounterNumber, Line, ServiceKey

Saying = Annotated[str, TextLimit(600)]
Minutes = Annotated[int, Range(1, 240, "min")]
Languages = Annotated[tuple[Annotated[str, OneOf(LANGUAGES)], ...], Count(1, len(LANGUAGES))]
MOST_SERVICES = 24
MOST_NOTICES = 40
NEAREST = {"icr": ("en", "es")}  # what a reader of a language reads where it has no text


def text_in(texts: Mapping[str, str], language: str) -> str:
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
    key: Annotated[ServiceKey, KeyLimit()]
    names: Labels


@dataclass(frozen=True, slots=True)
class Counter:
    """A numbered place where tickets are served; `services` empty means all of them."""

    number: Annotated[CounterNumber, Range(1, 99)]  # two digits fit the display
    services: Annotated[tuple[Annotated[ServiceKey, KeyLimit()], ...], Count(0, MOST_SERVICES)] = ()


@dataclass(frozen=True, slots=True)
class Prefixes:
    general: Annotated[str, TextLimit(1)] = "A"
    preferential: Annotated[str, TextLimit(1)] = "P"

    def of(self, line: Line) -> str:
        return self.general if line is Line.GENERAL else self.preferential


@dataclass(frozen=True, slots=True)
class Calling:
    """Limits of calling: times a ticket is called in all, seconds until a no-show is fair,
    minutes in which a no-show may be reinstated, and whether a ticket may be put on hold.
    """

    max_calls: Annotated[int, Range(1, 20)] = 3
    no_show_after_s: Annotated[int, Range(0, 3600, "s")] = 90
    reinstate_within_min: Annotated[int, Range(0, 480, "min")] = 15
    hold_allowed: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """Lines printed and shown as they are; empty ones are left out."""

    address: Annotated[str, TextLimit(120, optional=True)] = ""
    fault_phone: Annotated[str, TextLimit(30, optional=True)] = ""
    fault_option: Annotated[str, TextLimit(10, optional=True)] = ""
    phone: Annotated[str, TextLimit(30, optional=True)] = ""
    phone_option: Annotated[str, TextLimit(10, optional=True)] = ""
    web: Annotated[str, TextLimit(80, optional=True)] = ""
    chat: Annotated[str, TextLimit(80, optional=True)] = ""  # where it is: usually the web address
    email: Annotated[str, TextLimit(80, optional=True)] = ""


@dataclass(frozen=True, slots=True)
class Targets:
    """Minutes within which a ticket should be called, and the share (%) that should be."""

    general_min: Minutes = 15
    preferential_min: Minutes = 5
    direct_preferential_min: Minutes = 1
    share_percent: Annotated[int, Range(1, 100, "%")] = 80

    def wait_min(self, line: Line, mode: Mode) -> int:
        """Return the minutes within which a ticket of `line` should be called."""
        if line is Line.GENERAL:
            return self.general_min
        return self.direct_preferential_min if mode is Mode.DIRECT else self.preferential_min


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What the company's document control has in the box at the head of each report."""

    process: Annotated[str, TextLimit(80, optional=True)] = ""
    code: Annotated[str, TextLimit(30, optional=True)] = ""
    version: Annotated[str, TextLimit(20, optional=True)] = ""


@dataclass(frozen=True, slots=True)
class Speaking:
    """What the hall hears: the languages in order, and how often the sentence is said.

    `level_percent`: how loud it is to an ear, of the loudest there is without distortion.
    `muted`: calls are shown only, for a while; facilitators call them aloud.
    """

    languages: Languages = ("es",)
    repeats: Annotated[int, Range(1, 3)] = 2  # nobody listens longer
    level_percent: Annotated[int, Range(20, 100, "%")] = 100
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
    not only leaders call out of order. `lock_after_min`: without a key or a click, between two
    services; 0 for never. `arrival_sound`: heard at a free counter when the first person comes.
    """

    name: Asking = Asking.ASKED
    reason: Asking = Asking.ASKED
    survey: Asking = Asking.ASKED
    scripts: bool = True
    list_shown: bool = True
    anyone_may_choose: bool = True
    lock_after_min: Annotated[int, Range(0, 480, "min")] = 15
    arrival_sound: bool = True


class HallTheme(StrEnum):
    """The hall's colours: by the office's clock, or always one's."""

    AUTO = "auto"
    DAY = "day"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class HallSettings:
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
    slide_s: Annotated[int, Range(10, 15, "s")] = 12  # long enough to be read, and not stale

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

    key: Annotated[str, KeyLimit()]
    texts: Texts
    kind: NoticeKind = NoticeKind.MESSAGE
    starts_at: Annotated[datetime, Years()] | None = None
    ends_at: Annotated[datetime, Years()] | None = None

    def is_shown(self, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (
            self.ends_at is None or at < self.ends_at
        )


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    name: Annotated[str, TextLimit(60)]
    company: Annotated[str, TextLimit(60)]
    mode: Mode
    hours: Hours
    services: Annotated[tuple[Service, ...], Count(1, MOST_SERVICES)]
    counters: Annotated[tuple[Counter, ...], Count(1, 99)]
    languages: Languages = ("es", "en")
    prefixes: Prefixes = field(default_factory=Prefixes)
    policy: Policy = field(default_factory=Policy)
    calling: Calling = field(default_factory=Calling)
    contact: Contact = field(default_factory=Contact)
    targets: Targets = field(default_factory=Targets)
    report: ReportHead = field(default_factory=ReportHead)
    speaking: Speaking = field(default_factory=Speaking)
    desk: Desk = field(default_factory=Desk)
    hall: HallSettings = field(default_factory=HallSettings)
    qualifies: Annotated[tuple[Labels, ...], Count(0, 12)] = ()
    reasons: Annotated[tuple[Labels, ...], Count(0, 40)] = ()
    duties: Annotated[tuple[Saying, ...], Count(0, 40)] = ()
    rights: Annotated[tuple[Saying, ...], Count(0, 40)] = ()
    sectors: Annotated[tuple[Labels, ...], Count(0, 24)] = ()
    notices: Annotated[tuple[Notice, ...], Count(0, MOST_NOTICES)] = ()

    @property
    def timezone(self) -> str:
        return self.hours.timezone

    def local(self, at: datetime) -> datetime:
        """Return the instant `at` as the office's clocks show it, on whatever machine."""
        return at.astimezone(ZoneInfo(self.timezone))

    def counter(self, number: int) -> Counter | None:
        return next((each for each in self.counters if each.number == number), None)

    def reach(self, counter: Counter, present: Iterable[CounterNumber]) -> Reach:
        """Return what `counter` may call while somebody is at the counters `present`, not away.

        A service that no counter serves, or that was taken out, is every counter's: otherwise
        nobody could call who still waits for it.
        """
        others = {key for each in self.counters for key in self._served_at(each)}
        others -= set(self._served_at(counter))
        return Reach(
            counter.number,
            tuple(each.key for each in self.services if each.key in others),
            tuple(
                number
                for number in present
                if number != counter.number and self.counter(number) is not None
            ),
        )

    @property
    def unserved(self) -> tuple[ServiceKey, ...]:
        """The services that no counter serves."""
        served = {key for each in self.counters for key in self._served_at(each)}
        return tuple(each.key for each in self.services if each.key not in served)

    def _served_at(self, counter: Counter) -> tuple[ServiceKey, ...]:
        return counter.services or tuple(each.key for each in self.services)

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
