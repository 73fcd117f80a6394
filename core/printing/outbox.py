"""What becomes of a print job after an attempt, and when to try again.

Pure. The office keeps the jobs in its database, so that a jam or a crash loses nothing. A paper
that certainly did not come out is tried again as it is; one that may have come out is tried again
as a copy, twice; after that, or after half an hour, people decide.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import PrinterFault

FIRST_PAUSE_S = 2
LONGEST_PAUSE_S = 30
GIVE_UP_AFTER = timedelta(minutes=30)
COPIES = 2  # a printer that never tells would print for ever


class JobState(StrEnum):
    """`printing` is only seen while an attempt runs, or after a crash in one; `unknown` is a
    paper that may have come out; `failed` waits for somebody to ask for a copy.
    """

    PENDING = "pending"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class JobStep:
    """What a job is now. `retry_at` None: nothing more happens by itself."""

    state: JobState
    copy: bool
    retry_at: datetime | None = None


def next_attempt(
    fault: PrinterFault | None,
    *,
    copy: bool,
    attempts: int,
    doubts: int,
    asked_at: datetime,
    at: datetime,
) -> JobStep:
    """Return what a job becomes after an attempt that ended at `at`, None for a printed paper.

    `copy` tells whether the attempt printed a copy, `attempts` how many there were, this one
    included, `doubts` after how many earlier ones nobody knew what came out, and `asked_at` when
    the paper was asked for.
    """
    if fault is None:
        return JobStep(JobState.PRINTED, copy)
    if fault.may_have_printed:
        return _doubtful(doubts=doubts, at=at)
    if too_late(asked_at, at):
        return JobStep(JobState.FAILED, copy)
    return JobStep(JobState.PENDING, copy, at + pause(attempts))


def after_crash(*, copy: bool, doubts: int, asked_at: datetime, at: datetime) -> JobStep:
    """Return what a job becomes that was found in state `printing` when the program started."""
    if too_late(asked_at, at):
        return JobStep(JobState.FAILED, copy)
    return _doubtful(doubts=doubts, at=at)


def too_late(asked_at: datetime, at: datetime) -> bool:
    """True when a paper is not printed by itself any more: nobody stands there for it."""
    return at - asked_at >= GIVE_UP_AFTER


def _doubtful(*, doubts: int, at: datetime) -> JobStep:
    if doubts >= COPIES:
        return JobStep(JobState.FAILED, copy=True)
    return JobStep(JobState.UNKNOWN, copy=True, retry_at=at + pause(1))


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 2, 4, 8, 16, 30, 30… seconds."""
    return timedelta(seconds=min(FIRST_PAUSE_S * 2 ** min(attempts - 1, 10), LONGEST_PAUSE_S))
