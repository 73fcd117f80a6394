"""Refusals about printers and their papers."""

from core.errors.base import N_, QueueError


class PrinterFault(QueueError):
    """The paper did not come out for sure; base of the cases below."""

    sentence = N_('Printer "{printer}" failed: {problem}. Check it; the ticket will print again.')

    @property
    def may_have_printed(self) -> bool:
        """True when some of the job reached the printer: another paper must say it is a copy."""
        return bool(self.fields.get("may_have_printed", False))


class PrinterOutOfPaper(PrinterFault):
    sentence = N_(
        'Printer "{printer}" is out of paper. Load a roll of {paper_mm} mm; '
        "the ticket will print again."
    )


class PrinterCoverOpen(PrinterFault):
    sentence = N_(
        'The cover of printer "{printer}" is open. Close it; the ticket will print again.'
    )


class PrinterOffline(PrinterFault):
    sentence = N_(
        'Printer "{printer}" is off line. Press its ready button; the ticket will print again.'
    )


class PrinterUnusable(PrinterFault):
    """A library or our own drawing failed, in a way that nobody foresaw."""

    sentence = N_(
        'This computer cannot print on "{printer}": {problem}. Tickets are shown on the screen; '
        "install turnos again, or call whoever installed it."
    )


class PaperUnreadable(QueueError):
    """Of one paper: those behind it are printed."""

    sentence = N_(
        "Paper {job} of {device} is not printed: what the database keeps of it is damaged, or its "
        "ticket is gone. Write the number by hand; if it happens again, call whoever looks after "
        "turnos."
    )


class PrinterQueueStopped(PrinterOffline):
    sentence = N_(
        'The queue of printer "{printer}" does not print: {problem}. Look at the printer and at '
        "its queue; the ticket will print again."
    )


class PrinterUnreachable(PrinterFault):
    sentence = N_(
        'Printer "{printer}" cannot be reached: {problem}. Check that it is on and connected; '
        "the ticket will print again."
    )


class PrinterFull(PrinterUnreachable):
    """Of papers that are written to files."""

    sentence = N_(
        'The disk where "{printer}" writes its papers is full. Make room on it; the ticket will '
        "print again."
    )


class PrinterJammed(PrinterFault):
    sentence = N_(
        'The paper or the cutter of printer "{printer}" is jammed. Open it, free the paper, '
        "switch it off and on; the ticket will print again."
    )


class PrinterSilent(PrinterFault):
    """No answer: what it did with the job is unknown, never taken for fine."""

    sentence = N_(
        'Printer "{printer}" does not say how it is. Look whether the paper came out; '
        "if not, print a copy."
    )


class PrinterNotAnswering(PrinterSilent):
    """No answer before the job: nothing was sent."""

    sentence = N_(
        'Printer "{printer}" does not answer. Switch it off and on; the ticket will print again.'
    )
