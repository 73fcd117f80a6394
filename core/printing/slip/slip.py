"""What a ticket's paper says, block by block, in the citizen's language.

Pure: facts in, blocks out. `SlipContent` is the facts, frozen when the ticket is issued and kept
with the print job, so that a copy printed days later says what the first paper said. How the
blocks look is `core.printing.slip.layout`'s.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from core.domain.calendar.hours import OpenDays, Span, open_days
from core.domain.service import Contact, OfficeSettings
from core.domain.ticket import Line, Ticket
from core.language import Language
from core.printing.slip import qr
from core.words import ATTENTIONS, online, other_matters, wait_range

_STRONG = re.compile("\x02([^\x03]*)\x03")  # how a field asks to be bold inside a translation


_OLD_CONTACT = ("fault_phone", "fault_option", "web")


# --- the facts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SlipContent:
    """The facts of one paper. `ahead` and the wait in minutes are None when nobody can tell.

    `office` is its name; `office_id` is empty in what was kept before papers had a square code.
    """

    company: str
    office: str
    code: str
    line: Line
    language: str
    issued_at: datetime
    timezone: str
    ahead: int | None = None
    low_min: int | None = None
    high_min: int | None = None
    hours: tuple[OpenDays, ...] = ()
    contact: Contact = field(default_factory=Contact)
    office_id: str = ""

    @classmethod
    def of(
        cls,
        ticket: Ticket,
        settings: OfficeSettings,
        *,
        ahead: int | None = None,
        low_min: int | None = None,
        high_min: int | None = None,
    ) -> Self:
        """Gather what the paper of `ticket` says, with the people ahead and the wait in minutes.

        Raises:
            ValueError: the ticket has no number, so it has no paper.
        """
        if ticket.code is None:
            raise ValueError(f"ticket {ticket.name} has no number to print")
        return cls(
            company=settings.company,
            office=settings.name,
            code=ticket.code,
            line=ticket.line,
            language=ticket.language,
            issued_at=ticket.issued_at,
            timezone=settings.timezone,
            ahead=ahead,
            low_min=low_min,
            high_min=high_min,
            hours=open_days(settings.hours),
            contact=settings.contact,
            office_id=ticket.office,
        )

    def as_data(self) -> dict[str, Any]:
        """Return JSON values from which `from_data` makes an equal content."""
        return {
            "company": self.company,
            "office": self.office,
            "code": self.code,
            "line": self.line.value,
            "language": self.language,
            "issued_at": self.issued_at.isoformat(),
            "timezone": self.timezone,
            "ahead": self.ahead,
            "low_min": self.low_min,
            "high_min": self.high_min,
            "hours": [
                {
                    "first": days.first,
                    "last": days.last,
                    "spans": [[_hhmm(span.opens), _hhmm(span.closes)] for span in days.spans],
                }
                for days in self.hours
            ],
            "contact": asdict(self.contact),
            "office_id": self.office_id,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        hours = tuple(
            OpenDays(
                days["first"],
                days["last"],
                tuple(
                    Span(time.fromisoformat(opens), time.fromisoformat(closes))
                    for opens, closes in days["spans"]
                ),
            )
            for days in data["hours"]
        )
        kept = dict(data)
        # Of papers asked for by an earlier release: their contact was three facts.
        old = {name: kept.pop(name) for name in _OLD_CONTACT if name in kept}
        return cls(
            **kept
            | {
                "contact": Contact(**kept.get("contact", old)),
                "line": Line(data["line"]),
                "issued_at": datetime.fromisoformat(data["issued_at"]).astimezone(UTC),
                "hours": hours,
            }
        )

    @property
    def issued_local(self) -> datetime:
        """When the ticket was issued, by the office's clock."""
        return self.issued_at.astimezone(ZoneInfo(self.timezone))


def _hhmm(at: time) -> str:
    return at.isoformat("minutes")


# --- the blocks --------------------------------------------------------------------------------


class SlipSize(StrEnum):
    """What a line of text is for; its size and weight follow from it."""

    COMPANY = "company"
    PLAIN = "plain"
    STRONG = "strong"
    LEAD = "lead"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SlipText:
    """Centred words, wrapped to the paper; " · " parts them where they do not fit."""

    runs: tuple[Run, ...]
    role: SlipSize = SlipSize.PLAIN

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Code:
    """The ticket's code, at least 12 mm high."""

    code: str


@dataclass(frozen=True, slots=True)
class Banner:
    """The line by word, pictograms and shape: white on black, or black in a frame."""

    line: Line
    words: str


@dataclass(frozen=True, slots=True)
class SlipRule:
    """A dashed line across the paper."""


@dataclass(frozen=True, slots=True)
class SlipSpace:
    """A little air."""


@dataclass(frozen=True, slots=True)
class Square:
    """A square code (QR) that holds `words`."""

    words: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """Lines as long as heads are wide, each with its number of dots, for a test page."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Black, grey and fine stripes across everything the head prints, for a test page."""


Block = SlipText | Code | Banner | SlipRule | SlipSpace | Square | Ruler | Bars


@dataclass(frozen=True, slots=True)
class Slip:
    """One paper, ready to be drawn. `day` is the office's local date of issue."""

    code: str
    day: date
    language: str
    is_copy: bool
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """What to call it in a spooler or a file: `2026-11-23-P-014`, `…-copy`."""
        return f"{self.original_name}{'-copy' if self.is_copy else ''}"

    @property
    def original_name(self) -> str:
        """The name of the first paper of the same ticket."""
        return f"{self.day.isoformat()}-{self.code}"


def text_of(words: str, role: SlipSize = SlipSize.PLAIN) -> SlipText:
    """Make a line of `words`, bold where a field was put between the marks of `_STRONG`."""
    pieces = _STRONG.split(words)  # plain, strong, plain, strong, … plain
    runs = tuple(Run(piece, strong=index % 2 == 1) for index, piece in enumerate(pieces) if piece)
    return SlipText(runs, role)


def compose(content: SlipContent, _: Language, *, copy: bool = False) -> Slip:
    """Return the paper of `content` in a language; a `copy` says that it is one."""
    local_day = content.issued_local.date()
    blocks: list[Block] = [
        text_of(content.company, SlipSize.COMPANY),
        text_of(_("{office} office", office=content.office)),
        *([text_of(content.contact.address)] if content.contact.address else ()),
        SlipRule(),
    ]
    if copy:
        blocks += [text_of(_("COPY"), SlipSize.COMPANY)]
    blocks += [
        text_of(_("Your ticket is"), SlipSize.LEAD),
        Code(content.code),
        Banner(content.line, _(ATTENTIONS[content.line])),
        SlipSpace(),
        text_of(moment_of(content.issued_local, _)),
        SlipRule(),
        *_wait(content, _),
        text_of(
            _(
                "We will call you on screen and by voice. "
                "If you missed your call, please speak to a staff member."
            )
        ),
        SlipRule(),
        *_contact(content, _),
        text_of(_("This ticket is not a filing number."), SlipSize.STRONG),
    ]
    if content.office_id:  # last: it must not push down what people read
        square = qr.words_of(content.office_id, local_day.isoformat(), content.code)
        blocks += [Square(square)]
    return Slip(content.code, local_day, content.language, copy, tuple(blocks))


def moment_of(local: datetime, _: Language) -> str:
    """Return a day and a time as papers say them."""
    day = _.day(local.date())
    return f"{day[:1].upper()}{day[1:]} · {_.clock(local)}"


def _wait(content: SlipContent, _: Language) -> Iterator[Block]:
    if content.ahead is not None:
        yield text_of(_("People ahead of you: {ahead}", ahead=f"\x02{content.ahead}\x03"))
    if content.high_min is not None:
        yield text_of(_("Estimated wait:"))
        yield text_of(wait_range(_, content.low_min, content.high_min), SlipSize.LEAD)
    if content.ahead is not None or content.high_min is not None:
        yield SlipRule()


def _contact(content: SlipContent, _: Language) -> Iterator[Block]:
    for days in content.hours:
        yield text_of(_.weekdays(days.first, days.last))
        for span in days.spans:
            yield text_of(
                _("{opens} to {closes}", opens=_.clock(span.opens), closes=_.clock(span.closes))
            )
        yield SlipSpace()
    contact = content.contact
    if contact.fault_phone:
        yield text_of(
            _("Power faults, 24 hours: option {option}", option=contact.fault_option)
            if contact.fault_option
            else _("Power faults, 24 hours:")
        )
        yield text_of(contact.fault_phone, SlipSize.FIGURE)
    lines = [line for line in (other_matters(_, contact), *online(_, contact)) if line]
    yield from map(text_of, lines)
    if content.hours or contact.fault_phone or lines:
        yield SlipRule()
