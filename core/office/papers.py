"""What is kept of a paper that is to be printed, and how it is read.

The database holds it as JSON for days and through upgrades: whatever is read here may be damaged.
"""

from datetime import datetime

from core.errors import PaperUnreadable, UnknownLanguage
from core.language import Language
from core.office.queue.waits import Prospect
from core.printing.outbox import too_late
from core.printing.slip.slip import Slip, SlipContent, compose
from core.store.devices import PrintJob

# Kept beside what the slip says: when it was asked for (a job's own time changes with each save),
# after how many attempts nobody knew what came out, and which worker began the last one.
ASKED_AT, DOUBTS, WORKER = "asked_at", "doubts", "worker"
_DAMAGED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, UnknownLanguage)
_OURS = frozenset({ASKED_AT, DOUBTS, WORKER})


def checked(job: PrintJob) -> PrintJob:
    """Return `job` if all that is kept of its paper can be read.

    Raises:
        PaperUnreadable: it cannot.
    """
    try:
        slip_of(job)
        doubts_of(job)
        too_late(asked_at(job), job.changed_at)  # a time without a zone cannot be compared
    except _DAMAGED as error:
        raise PaperUnreadable(job=job.id, device=job.device) from error
    return job


def told_on(job: PrintJob) -> Prospect | None:
    """Return what a job's paper tells of the wait, None where it is not known or is damaged."""
    try:
        content = SlipContent.from_data(_facts(job))
    except _DAMAGED:
        return None
    return Prospect(content.ahead, content.low_min, content.high_min)


def asked_at(job: PrintJob) -> datetime:
    return datetime.fromisoformat(job.content[ASKED_AT])


def doubts_of(job: PrintJob) -> int:
    return int(job.content.get(DOUBTS, 0))


def slip_of(job: PrintJob) -> Slip:
    content = SlipContent.from_data(_facts(job))
    return compose(content, Language.load(content.language), copy=job.copy)


def _facts(job: PrintJob) -> dict[str, object]:
    return {name: value for name, value in job.content.items() if name not in _OURS}
