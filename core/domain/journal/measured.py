"""Which time between two instants somebody really took."""

from datetime import datetime, timedelta

from core.domain.calendar.hours import Hours, business_day

LONGEST_MEASURED = timedelta(hours=4)


def measured_s(
    begins: datetime, ends: datetime, hours: Hours, *, paused_s: float = 0.0
) -> float | None:
    """Return the seconds between two instants without a pause; None if nobody took that time.

    Over four hours, across a night or backwards: a clock was set anew, a session forgotten.
    """
    seconds = (ends - begins).total_seconds() - paused_s
    is_one_day = business_day(begins, hours) == business_day(ends, hours)
    return seconds if is_one_day and seconds >= 0 and ends - begins <= LONGEST_MEASURED else None
