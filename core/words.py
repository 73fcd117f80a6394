"""What screens, papers, reports and commands say alike: lines, outcomes, waits, whom to call, days.

Pure but for the language; `_` is a `Language`, or a window's `Texts`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Protocol

from core.domain.calendar.hours import Hours, SpecialDay, Unusual, closure_on, unusual
from core.domain.service import Contact, text_in
from core.domain.ticket import Channel, Line, Outcome
from core.errors import N_
from core.whole import whole

NBSP = "\N{NO-BREAK SPACE}"
LINES = whole(Line, {Line.GENERAL: N_("General"), Line.PREFERENTIAL: N_("Priority")})
ATTENTIONS = whole(
    Line, {Line.GENERAL: N_("General service"), Line.PREFERENTIAL: N_("Priority service")}
)
# Never one of the four alone: it would tell a person's reason.
PICTOGRAMS = whole(
    Line,
    {
        Line.GENERAL: ("groups-fill",),
        Line.PREFERENTIAL: (
            "elderly-fill",
            "pregnant_woman-fill",
            "breastfeeding-fill",
            "accessible-fill",
        ),
    },
)
"""A line's pictograms, by their names in `assets/icons`."""
OUTCOMES = whole(
    Outcome,
    {
        Outcome.RESOLVED: N_("Resolved"),
        Outcome.FILED: N_("Filed"),
        Outcome.ESCALATED: N_("Escalated"),
        Outcome.NOT_OURS: N_("Not ours"),
    },
)
CHANNELS = whole(
    Channel,
    {
        Channel.IN_PERSON: N_("In person"),
        Channel.PHONE: N_("Telephone"),
        Channel.CHAT: N_("Chat"),
        Channel.EMAIL: N_("E-mail"),
    },
)


class Tongue(Protocol):
    def __call__(self, message: str, /, **fields: object) -> str: ...


class PluralTongue(Tongue, Protocol):
    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str: ...


class DayTongue(PluralTongue, Protocol):
    @property
    def code(self) -> str: ...

    def clock(self, at: time | datetime) -> str: ...


def reason_word(_: Tongue, words: Mapping[str, str], key: str | None) -> str:
    """Return the word of a reason; another program's as it stands."""
    return "" if key is None else _(words[key]) if key in words else key


def wait_range(_: Tongue, low_min: int | None, high_min: int) -> str:
    """Say how long somebody will wait: `20 to 45 minutes`, `less than 10 minutes`."""
    if low_min:
        return _("{low} to {high} minutes", low=low_min, high=high_min)
    return _("less than {high} minutes", high=high_min)


def brief_prospect(_: PluralTongue, ahead: int, low_min: int | None, high_min: int) -> str:
    """Say in few words who is ahead, and how long it takes: `16 people · 20 to 45 min`.

    Where it does not stand on one line, the dot is the only place to break it.
    """
    fields = {"low": low_min, "high": high_min}
    if low_min:
        words = _.plural(
            "{n} person · {low} to {high} min", "{n} people · {low} to {high} min", ahead, **fields
        )
    else:
        words = _.plural(
            "{n} person · less than {high} min",
            "{n} people · less than {high} min",
            ahead,
            **fields,
        )
    return words.replace(" ", NBSP).replace(f"·{NBSP}", "· ")


def fault_option(_: Tongue, contact: Contact) -> str:
    """Say which option of the fault line's number is for faults, and that it answers always."""
    if contact.fault_option:
        return _("option {option}, 24 hours", option=contact.fault_option)
    return _("24 hours")


def other_matters(_: Tongue, contact: Contact) -> str:
    """Say whom to call about anything but a fault: the option alone where the number is the same.

    "" where the office has no such number.
    """
    phone, option = contact.phone, contact.phone_option
    if not phone:
        return ""
    if not option:
        return _("Other matters: {phone}", phone=phone)
    if phone == contact.fault_phone:
        return _("Other matters: option {option}", option=option)
    return _("Other matters: {phone}, option {option}", phone=phone, option=option)


def online(_: Tongue, contact: Contact) -> Iterator[str]:
    """Say where the office is in the Internet, a line each: web and chat, and its e-mail."""
    if contact.chat and contact.chat == contact.web:
        yield _("{web}, with chat", web=contact.web)
    else:
        if contact.web:
            yield contact.web
        if contact.chat:
            yield _("Chat: {chat}", chat=contact.chat)
    if contact.email:
        yield contact.email


def why_another_day(_: DayTongue, day: date, hours: Hours) -> str:
    """Say why `day` is a closure, or is open at other hours than its week; "" if nobody said."""
    other = unusual(day, hours)
    known = closure_on(day, hours) if other is None else other.special
    return "" if known is None else text_in(known.texts or {}, _.code) or known.reason


def hours_today(_: DayTongue, day: date, hours: Hours, *, is_over: bool = False) -> str:
    """Say until when `day`, which is today, is open if that is unusual; "" on a usual day.

    `is_over`: the doors are closed and do not open again today.
    """
    other = unusual(day, hours)
    if other is None:
        return ""
    return _was_open(_, other.special) if is_over else _is_open(_, other)


def another_day(_: DayTongue, day: date, hours: Hours, *, is_over: bool = False) -> str:
    """Say all of it: until when, and why."""
    said = hours_today(_, day, hours, is_over=is_over)
    return f"{said} {why_another_day(_, day, hours)}".strip()


def _was_open(_: DayTongue, day: SpecialDay) -> str:
    until = day.spans[-1].closes
    return _.plural(
        "Today we were open until {time}.",
        "Today we were open until {time}.",
        _hour(until),
        time=_.clock(until),
    )


def _is_open(_: DayTongue, day: Unusual) -> str:
    if day.until is not None:
        return _.plural(
            "Today we are open until {time}.",
            "Today we are open until {time}.",
            _hour(day.until),
            time=_.clock(day.until),
        )
    spans = (
        _("{opens} to {closes}", opens=_.clock(span.opens), closes=_.clock(span.closes))
        for span in day.special.spans
    )
    return _("Today's hours: {hours}.", hours=", ".join(spans))


def _hour(at: time) -> int:
    """Return the hour on a clock's face: 1 has a grammar of its own."""
    return at.hour % 12 or 12
