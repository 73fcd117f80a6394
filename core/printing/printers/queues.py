"""What is asked of a system's print queue, whichever system it is.

A queue that takes a job has printed nothing yet: the job is followed until it is gone, and how it
went is asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from core.errors import Words
from core.printing.port import PrinterState


@dataclass(frozen=True, slots=True)
class SpoolerLook:
    """How a queue is: UNKNOWN when nothing is known to be wrong, as it says nothing of paper.

    `waiting` is how many jobs are in it.
    """

    state: PrinterState
    problem: Words | str = ""
    waiting: int = 0


class Fate(Enum):
    """What became of a job. DONE: all of it was handed to the printer; UNSENT: nothing of it."""

    UNDER_WAY = auto()
    DONE = auto()
    UNSENT = auto()
    DOUBTFUL = auto()


class SystemQueue(Protocol):
    """Every failure is an OSError: `ipp.RefusedError` where surely nothing was done."""

    def look(self) -> SpoolerLook:
        """Return how the queue is, with what waits in it."""

    def send(self, title: str, job: bytes) -> int:
        """Put a job into the queue; return its number."""

    def fate(self, number: int) -> Fate:
        """Return how far a job is."""

    def cancel(self, number: int) -> Fate:
        """Take a job out of the queue, if it is still there; return how far it is now."""

    def drop(self, titles: Collection[str]) -> None:
        """Take jobs of these titles out of the queue, which an earlier program has left there."""
