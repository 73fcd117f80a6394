"""What time and day it is at an office whose clock may be wrong.

Pure: the clock's reading and the time that passed are given. A clock is believed while it agrees
with the time that passed since the office's latest event. Else it is in doubt: the office's time
goes on from that event, and staff are asked (`core.office.clock`). Where nobody knows how much
time has passed either, the office is lost: its day does not change until staff have said so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.domain.calendar.hours import ONE_DAY, Hours, Opening, business_day, opening_at

STEP = timedelta(minutes=10)
"""A clock may be wrong by this much without a question: nothing is decided by less."""
LONGEST_ABSENCE = timedelta(days=21)
"""The longest absence that is believed where nothing measured it: Christmas."""


class Doubt(StrEnum):
    """What the clock says, against what it should say."""

    BEHIND = "behind"
    AHEAD = "ahead"


class Trust(StrEnum):
    """What the office's time is worth."""

    SURE = "sure"  # the clock is believed
    CARRIED = "carried"  # the clock is in doubt; the time is carried on by what passed
    LOST = "lost"  # the clock is in doubt, and nobody knows how much time has passed


@dataclass(frozen=True, slots=True)
class Standing:
    """The business day that stands, and what is known of the office's latest event.

    `day` stands for every date up to `until`, which is later only where staff confirmed a date
    while people waited, or the time zone was changed. `at` is the latest event's time.
    """

    day: date
    until: date
    at: datetime
    trust: Trust = Trust.SURE


@dataclass(frozen=True, slots=True)
class Passed:
    """The time since the latest event: at least and at most; `most` None where nobody knows."""

    least: timedelta = timedelta()
    most: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """The office's time `at` and its business day, beside what its clock says.

    `latest_at` is the latest event's time; `begins_day`: nobody has acted on this day, so the day
    before has not been ended yet.
    """

    at: datetime
    day: date
    clock: datetime
    latest_at: datetime
    doubt: Doubt | None = None
    trust: Trust = Trust.SURE
    begins_day: bool = False


def present(standing: Standing, passed: Passed, clock: datetime, hours: Hours) -> Present:
    """Return the office's time and day; the time is never before the latest event's."""
    standing = mended(standing, hours)
    at, doubt = _believed(standing.at, passed, clock)
    is_known = passed.most is not None
    trust = Trust.SURE
    if doubt is not None:
        is_carried = is_known and standing.trust is not Trust.LOST
        trust = Trust.CARRIED if is_carried else Trust.LOST
    is_later_day = business_day(at, hours) > standing.until
    if is_later_day and (
        standing.trust is Trust.LOST or (standing.trust is Trust.CARRIED and not is_known)
    ):
        # Who came while the clock was in doubt may still be there.
        doubt, trust = doubt or Doubt.AHEAD, Trust.LOST
    begins_day = is_later_day and trust is not Trust.LOST
    day = business_day(at, hours) if begins_day else standing.day
    return Present(at, day, clock, standing.at, doubt, trust, begins_day)


def _believed(
    latest_at: datetime, passed: Passed, clock: datetime
) -> tuple[datetime, Doubt | None]:
    """Return the office's time, and what is wrong with its clock."""
    if clock < latest_at + passed.least - STEP:
        return latest_at + passed.least, Doubt.BEHIND
    if passed.most is None:
        # Nothing tells the time but this clock, which is right more often than not.
        is_too_late = clock > latest_at + passed.least + LONGEST_ABSENCE
        return max(clock, latest_at), Doubt.AHEAD if is_too_late else None
    if clock > latest_at + passed.most + STEP:
        return latest_at + passed.most, Doubt.AHEAD
    return max(clock, latest_at), None


def opening_now(now: Present, hours: Hours) -> Opening:
    """Say whether the office is open: always, as long as nobody knows what time it is.

    A ticket while people are served is worth more than the right hour on a door.
    """
    if now.doubt is None:
        return opening_at(now.at, hours)
    return Opening(shut=None, closes_at=None, opens_at=None)


def mended(standing: Standing, hours: Hours) -> Standing:
    """Return `standing` with its day put right if no event can have begun that day: it is
    damaged.
    """
    latest = business_day(standing.at, hours)
    last = latest + ONE_DAY  # a change of the time zone may move it by so much
    until = standing.until if standing.until <= last else latest
    return replace(standing, day=min(standing.day, until), until=until)
