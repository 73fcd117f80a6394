"""Refusals about what would happen if."""

from core.errors.base import N_, QueueError


class ArrivalsUnreadable(QueueError):
    sentence = N_(
        "Line {line} of the arrivals: {problem}. Each line needs a time, such as 08:05, and "
        "service_min; it may have line, service, patience_min, waited_min and day."
    )


class NobodyCame(QueueError):
    sentence = N_(
        "Between {first} and {last} nobody came on a day that is over. Name other days: there is "
        "nothing to run again."
    )


class WhatIfStopped(QueueError):
    sentence = N_("The simulation was stopped before its end; there is no result.")


class WhatIfFailed(QueueError):
    sentence = N_("The simulation ended without a result ({problem}). Run it again.")
