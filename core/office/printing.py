"""A device's papers, from the outbox in the database to its printer.

Committed first, printed after: what the printer does never undoes a ticket. Qt-free, so that the
kiosk works its outbox in its device lane and `turnos issue --print` without a window.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

from core.errors import (
    PaperUnreadable,
    PrinterCoverOpen,
    PrinterFault,
    PrinterFull,
    PrinterJammed,
    PrinterOffline,
    PrinterOutOfPaper,
    PrinterQueueStopped,
    PrinterUnreachable,
    PrinterUnusable,
    StoreError,
    TicketGone,
)
from core.language import Language
from core.office.office import Office
from core.office.papers import ASKED_AT, DOUBTS, WORKER, asked_at, checked, doubts_of, slip_of
from core.printing.outbox import JobState, after_crash, next_attempt, pause, too_late
from core.printing.port import Printer, PrinterState
from core.printing.slip.slip import Slip, SlipContent
from core.printing.slip.test_slip import Trial, compose_test
from core.store.devices import PrintJob

_log = logging.getLogger(__name__)
LANGUAGE = "es"  # of a test page while no office says its own
_OVER = frozenset({JobState.PRINTED, JobState.FAILED})
_STATES: dict[type[PrinterFault], PrinterState] = {
    PrinterOutOfPaper: PrinterState.OUT_OF_PAPER,
    PrinterCoverOpen: PrinterState.COVER_OPEN,
    PrinterOffline: PrinterState.OFFLINE,
    PrinterQueueStopped: PrinterState.OFFLINE,
    PrinterJammed: PrinterState.JAMMED,
    PrinterFull: PrinterState.UNREACHABLE,
    PrinterUnreachable: PrinterState.UNREACHABLE,
    PrinterUnusable: PrinterState.UNREACHABLE,
}


class PrintQueue:
    """The one worker of a device's outbox; used from one thread only, as its printer is."""

    def __init__(self, office: Office, printer: Printer, device: str) -> None:
        self._office = office
        self._printer = printer
        self._device = device
        self._worker = uuid4().hex
        self._attempted: tuple[int, int] | None = None
        self._unsaved: PrintJob | None = None
        self._rest_until = 0.0
        self._page_asked: int | None = None
        self._in_doubt = False
        self.is_full = False  # the disk its papers are written to, at the last one
        self._state = PrinterState.UNKNOWN
        self._trouble: PrinterState | None = None

    @property
    def state(self) -> PrinterState:
        """How the printer is, as last heard: what staff are told."""
        return self._trouble or self._state

    @property
    def trouble(self) -> PrinterState | None:
        """What keeps papers from coming out now; None when nothing is known to."""
        return self._trouble

    def look(self) -> PrinterState:
        """Ask the printer how it is."""
        self._hear(self._printer.state())
        return self._state

    def print_test(self) -> PrinterState:
        """Print a test page and return how the printer is afterwards.

        It is nobody's ticket: the outbox neither holds it nor waits for it.

        Raises:
            PrinterFault: it did not come out for sure.
        """
        return self._print(trial_page(self._printer.name, self._device, self._office))

    def work_one(self) -> PrintJob | None:
        """Try the next paper and return its job as it is now; None when there is none to try.

        After a fault it rests, longer each time, but goes on as soon as the printer says that it
        is ready again.

        Raises:
            StoreError: the database does not answer; nothing is lost, call again.
        """
        self._save_left_over()
        self._print_asked()
        job = self._next()
        if job is None or not self._is_rested():
            return None
        try:
            job = self._readable(job)
        except PaperUnreadable as fault:  # the papers behind it are printed
            _log.warning("%s", fault)
            problem = type(fault).__name__
            return self._save(replace(job, state=JobState.FAILED, retry_at=None, problem=problem))
        if job.state == JobState.PRINTING and not self._is_unbegun(job):
            job = self._after_crash(job)  # whoever began it stopped before its end
            if job.state in _OVER:
                return job
        begun = self._begin(job)
        if begun is None:
            return None  # another program has it; a later look tells how that went
        if too_late(asked_at(begun), begun.changed_at):
            # Last evening's paper must not come out in the morning.
            return self._save(replace(begun, state=JobState.FAILED))
        self._unsaved = self._attempt(begun)
        return self._save_left_over()

    def _print_asked(self) -> None:
        """Print a test page that somebody asked for from another computer since the last look."""
        latest = self._office.devices.latest_page_asked(self._device, after=self._page_asked)
        is_new = self._page_asked is not None and latest > self._page_asked
        self._page_asked = latest
        if is_new:
            try:
                self.print_test()
            except PrinterFault as fault:  # its state is told like any paper's
                _log.warning("the test page did not come out: %s", type(fault).__name__)

    def _next(self) -> PrintJob | None:
        jobs = self._office.devices.print_jobs(self._device)
        return next((job for job in jobs if job.state not in _OVER), None)

    def _readable(self, job: PrintJob) -> PrintJob:
        """Return `job` with what its paper says, which is gathered before its first attempt.

        Raises:
            PaperUnreadable: what is kept of it is damaged, or its ticket is gone.
        """
        try:
            return checked(job if job.content else replace(job, content=self._content(job)))
        except TicketGone as error:
            raise PaperUnreadable(job=job.id, device=job.device) from error

    def _is_rested(self) -> bool:
        if monotonic() >= self._rest_until:
            return True
        return not self._in_doubt and self.look().is_ready

    def _is_unbegun(self, job: PrintJob) -> bool:
        """True for one that this worker claimed in vain: the answer of the database was lost."""
        is_ours = job.content.get(WORKER) == self._worker
        return is_ours and self._attempted != (job.id, job.attempts)

    def _after_crash(self, job: PrintJob) -> PrintJob:
        found = self._save(job)  # which tells the office's time
        doubts = doubts_of(job)
        step = after_crash(
            copy=job.copy, doubts=doubts, asked_at=asked_at(job), at=found.changed_at
        )
        content = {**job.content, DOUBTS: doubts + 1}
        return self._save(
            replace(job, state=step.state, copy=step.copy, retry_at=step.retry_at, content=content)
        )

    def _begin(self, job: PrintJob) -> PrintJob | None:
        """Write that an attempt begins, before anything is sent: a crash from now on is seen."""
        content = {**job.content, WORKER: self._worker}
        begun = replace(
            job,
            state=JobState.PRINTING,
            attempts=job.attempts + 1,
            content=content,
            retry_at=None,
        )
        return self._office.devices.claim_job(begun, was=job)

    def _attempt(self, job: PrintJob) -> PrintJob:
        """Print, and return what became of the job."""
        began = monotonic()
        fault: PrinterFault | None = None
        self._attempted = (job.id, job.attempts)
        try:
            self._print(slip_of(job))
        except PrinterFault as raised:
            fault = raised
            _log.warning("paper %d did not come out: %s", job.id, type(raised).__name__)
        # The office's clock at the start and this machine's since: neither may jump between.
        at = job.changed_at + timedelta(seconds=monotonic() - began)
        doubts = doubts_of(job)
        step = next_attempt(
            fault,
            copy=job.copy,
            attempts=job.attempts,
            doubts=doubts,
            asked_at=asked_at(job),
            at=at,
        )
        self._in_doubt = step.state is JobState.UNKNOWN
        rests = step.state not in _OVER
        self._rest_until = monotonic() + pause(job.attempts).total_seconds() if rests else 0.0
        is_doubtful = fault is not None and fault.may_have_printed
        return replace(
            job,
            state=step.state,
            copy=step.copy,
            retry_at=step.retry_at,
            problem=None if fault is None else type(fault).__name__,
            content={**job.content, DOUBTS: doubts + is_doubtful},
        )

    def _print(self, slip: Slip) -> PrinterState:
        try:
            after = self._printer.print_slip(slip)
        except PrinterFault as fault:
            self.is_full = isinstance(fault, PrinterFull)
            self._trouble = self._state = _STATES.get(type(fault), PrinterState.UNKNOWN)
            raise
        self._trouble, self.is_full = None, False
        self._hear(after)  # the paper may have ended with this one
        return after

    def _hear(self, state: PrinterState) -> None:
        self._state = state
        if state.is_ready:
            self._trouble = None
        elif state is not PrinterState.UNKNOWN:  # some printers never tell
            self._trouble = state

    def _save_left_over(self) -> PrintJob | None:
        """Write what an attempt came to, also one whose writing failed before: a paper that came
        out must not be taken for one that was lost in a crash.
        """
        if self._unsaved is None:
            return None
        saved = self._save(self._unsaved)
        self._unsaved = None
        return saved

    def _save(self, job: PrintJob) -> PrintJob:
        return self._office.devices.save_job(job)

    def _content(self, job: PrintJob) -> dict[str, Any]:
        """Gather what the paper says, once: a later try says the same."""
        ticket = self._office.queue.ticket(job.ticket)
        expected = self._office.queue.prospect(ticket.id)
        slip = SlipContent.of(
            ticket,
            self._office.settings.get().settings,
            ahead=expected.ahead,
            low_min=expected.low_min,
            high_min=expected.high_min,
        )
        return slip.as_data() | {ASKED_AT: job.changed_at.isoformat()}


def trial_page(printer: str, device: str, office: Office | None) -> Slip:
    """Return a test page; without an `office` that answers, one that names none."""
    try:
        board = None if office is None else office.queue.board()
    except StoreError:
        board = None
    if office is None or board is None:
        trial = Trial(device, printer, datetime.now().astimezone(), LANGUAGE)
    else:
        settings = board.settings
        trial = Trial(
            device,
            printer,
            settings.local(board.at),
            settings.languages[0],
            settings.name,
            office.id,
            settings.prefixes.general,
        )
    return compose_test(trial, Language.load(trial.language))
