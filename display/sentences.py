"""The display's sentences about the office: when it opens and closes, and who waits how long.

`_` is the language spoken now. "" where there is nothing to say.
"""

import re
from datetime import datetime

from core import words
from core.domain.calendar.hours import Hours, OpenDays, Shut, open_days
from core.domain.prediction.again import Rise
from core.domain.service import Contact, HallSettings
from core.errors import N_
from core.language import is_named_by_weekday
from core.qt.look.language import Texts
from core.whole import whole
from core.words import fault_option
from display.state import LineWait, Shown

NOON = 12
TWO = 2
RISES = whole(Rise, {Rise.FEWER_COUNTERS: N_("Fewer counters are attending.")})
RISES_IN_SHORT = whole(Rise, {Rise.FEWER_COUNTERS: N_("fewer counters")})


def _hour(at: datetime) -> int:
    """Return the hour on a clock's face: 1 has a grammar of its own."""
    return at.hour % NOON or NOON


def time_now(_: Texts, shown: Shown) -> str:
    local = shown.local_time
    if local is None:
        return ""
    return _.plural("It is {time}", "It is {time}", _hour(local), time=_.clock(local))


def _local(shown: Shown, at: datetime | None) -> datetime | None:
    if at is None or shown.settings is None:
        return None
    return shown.settings.local(at)


def why_shut(_: Texts, shown: Shown, shut: Shut | None) -> str:
    """Say that the doors are closed, and what makes today another day than its week's."""
    if shut is Shut.HOLIDAY:
        return _("Today is a public holiday. We are closed.")
    is_closure = shut is Shut.CLOSURE
    said = _("We are closed today.") if is_closure else _("We are closed at the moment.")
    return f"{said} {today(_, shown, is_over=shut is Shut.AFTER)}".rstrip()


def today(_: Texts, shown: Shown, *, is_over: bool = False) -> str:
    """Say until when today's doors are open if that is unusual, and why today is another day."""
    if shown.settings is None or shown.local_time is None:
        return ""
    day, hours = shown.local_time.date(), shown.settings.hours
    return words.another_day(_, day, hours, is_over=is_over)


def opening(_: Texts, shown: Shown) -> str:
    """Say when the doors open again; nothing when that is not in sight."""
    local = _local(shown, None if shown.opening is None else shown.opening.opens_at)
    if local is None:
        return ""
    hour, time = _hour(local), _.clock(local)
    if shown.local_time is not None and shown.local_time.date() == local.date():
        return _.plural("We open today at {time}", "We open today at {time}", hour, time=time)
    day = _.weekday(local.date()) if _is_near(shown, local) else _.day(local.date())
    return _.plural(
        "We open on {day} at {time}", "We open on {day} at {time}", hour, day=day, time=time
    )


def _is_near(shown: Shown, at: datetime) -> bool:
    """Whether a weekday's name alone means this day, not an earlier one."""
    now = shown.local_time
    return now is not None and is_named_by_weekday(at.date(), now.date())


def closing(_: Texts, shown: Shown) -> str:
    """Say until when the doors are open, today's hours if they are unusual; or when they open."""
    local = _local(shown, None if shown.opening is None else shown.opening.closes_at)
    if local is None:
        return opening(_, shown)
    if other := today(_, shown):
        return other
    hour, time = _hour(local), _.clock(local)
    return _.plural("We are open until {time}", "We are open until {time}", hour, time=time)


def closing_in_short(_: Texts, shown: Shown) -> str:
    """Say the same in the room beside a clock."""
    until = _local(shown, None if shown.opening is None else shown.opening.closes_at)
    if until is not None:
        return _.plural("Until {time}", "Until {time}", _hour(until), time=_.clock(until))
    again = _local(shown, None if shown.opening is None else shown.opening.opens_at)
    if again is None or shown.local_time is None:
        return ""
    if again.date() == shown.local_time.date():
        return _.plural("Opens at {time}", "Opens at {time}", _hour(again), time=_.clock(again))
    day = _.weekday(again.date()) if _is_near(shown, again) else _.date(again.date())
    return _("Opens on {day}", day=day)


def waiting(_: Texts, now: LineWait, hall: HallSettings) -> str:
    """Say how many wait in a line and how long a newcomer would, as far as the office wants.

    Each on a line of its own. Why it is longer than the hall was told stands instead of how many.
    """
    parts = []
    if hall.wait_range and now.rise is not None:
        parts.append(_(RISES[now.rise]))
    elif hall.waiting and now.waiting == 0:
        parts.append(_("Nobody is waiting."))
    elif hall.waiting:
        parts.append(_.plural("{n} person is waiting.", "{n} people are waiting.", now.waiting))
    if hall.wait_range and now.high_min is not None:
        parts.append(
            _("Wait: {low} to {high} minutes.", low=now.low_min, high=now.high_min)
            if now.low_min
            else _("Wait: less than {high} minutes.", high=now.high_min)
        )
    return "\n".join(parts)


def waiting_in_short(_: Texts, now: LineWait, hall: HallSettings) -> tuple[str, ...]:
    """Say the same in few words that take turns."""
    parts = []
    if hall.wait_range and now.rise is not None:
        parts.append(_(RISES_IN_SHORT[now.rise]))
    elif hall.waiting:
        parts.append(_.plural("{n} waits", "{n} wait", now.waiting))
    if hall.wait_range and now.high_min is not None:
        parts.append(
            _("{low} to {high} min", low=now.low_min, high=now.high_min)
            if now.low_min
            else _("up to {high} min", high=now.high_min)
        )
    return tuple(parts)


def week(_: Texts, hours: Hours) -> str:
    """Say the hours of the week, equal days together."""
    return " ".join(_days(_, days) for days in open_days(hours))


def _days(_: Texts, days: OpenDays) -> str:
    names = _.weekdays(days.first, days.last)
    spans = [
        _("{opens} to {closes}", opens=_.clock(span.opens), closes=_.clock(span.closes))
        for span in days.spans
    ]
    said = ", ".join(spans)
    if len(spans) == TWO:
        said = _("{first} and {last}", first=spans[0], last=spans[1])
    return f"{names}: {said.rstrip('.')}."


def fault_phone(_: Texts, contact: Contact) -> str:
    return _together(f"{contact.fault_phone}, {fault_option(_, contact)}")


def office_phone(_: Texts, contact: Contact) -> str:
    parts = [contact.phone] if contact.phone else []
    if contact.phone and contact.phone_option:
        parts.append(_("option {option}", option=contact.phone_option))
    return _together(", ".join(parts))


def online(_: Texts, contact: Contact) -> str:
    return _together(", ".join(words.online(_, contact)))


def _together(words: str) -> str:
    """Keep a telephone's digits on one line, and those of an option with their word."""
    return re.sub(r"(?<!,) (?=\d)", "\N{NO-BREAK SPACE}", words)
