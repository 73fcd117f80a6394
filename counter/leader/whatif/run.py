"""A question on its way: its days read one by one, then a process apart; it can be stopped."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.domain.figures.summary import DayEvents
from core.domain.service import OfficeSettings
from core.errors import NobodyCame, QueueError
from core.qt.office_link.link import Link
from core.qt.office_link.tasks import Lane
from counter.leader.whatif.change import AskedChange

if TYPE_CHECKING:
    from core.simulation.apart import WhatIf
    from core.simulation.what_if import Findings

READING = 0.1  # of the whole: the rest is the process's
RUNS = 200


class WhatIfRun(QObject):
    """Answers one question at a time. The office is asked a day at a time, so that the window's
    other questions come between.

    Signals:
        progressed: by which share it is done.
        found: the `Findings`, and of how many days.
        failed: the `QueueError` that ended it; none where somebody stopped it.
    """

    progressed = Signal(float)
    found = Signal(object, int)
    failed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._lane: Lane | None = None
        self._what_if: WhatIf | None = None
        self._question: tuple[AskedChange, OfficeSettings] | None = None
        self._number = 0  # what comes of an earlier question is dropped
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        return self._question is not None

    def ask(self, asking: AskedChange, settings: OfficeSettings, days: Sequence[date]) -> None:
        """Ask what would have been on `days`, in order."""
        self.stop()
        self._question = asking, settings
        self._number += 1
        self._read(self._number, tuple(days), ())

    def _read(self, number: int, days: tuple[date, ...], known: tuple[DayEvents, ...]) -> None:
        """Read the first day that is not known, or go on."""
        if len(known) == len(days):
            self._begin(number, known, days)
            return
        self.progressed.emit(READING * len(known) / len(days))
        day = days[len(known)]
        job = self._link.ask(
            lambda office: office.reports.journal_of(day, day),
            partial(self._came, number, days, known, day),
            partial(self._refused, number),
        )
        if job is None:  # the office is not there
            self._question = None

    def _came(
        self,
        number: int,
        days: tuple[date, ...],
        known: tuple[DayEvents, ...],
        day: date,
        found: tuple[DayEvents, ...],
    ) -> None:
        if number == self._number and self.is_running:
            nothing = (DayEvents(day, (), is_over=True),)
            self._read(number, days, known + (found or nothing))

    def _begin(self, number: int, known: tuple[DayEvents, ...], days: tuple[date, ...]) -> None:
        assert self._question is not None  # it was asked
        asking, settings = self._question
        if self._lane is None:
            self._lane = Lane("what-if", self)
        self._lane.submit(
            partial(self._answer, number, asking, settings, known, days),
            partial(self._found, number),
            partial(self._refused, number),
        )

    def _answer(
        self,
        number: int,
        asking: AskedChange,
        settings: OfficeSettings,
        known: tuple[DayEvents, ...],
        days: tuple[date, ...],
    ) -> "tuple[Findings, int]":
        """Make the question and wait for its answer (in the lane's thread)."""
        from core.simulation.apart import WhatIf  # noqa: PLC0415 - simpy: behind the first paint
        from core.simulation.history import past_of  # noqa: PLC0415
        from core.simulation.what_if import question_of  # noqa: PLC0415

        past = past_of(known, settings)
        if not past.plans:
            raise NobodyCame(first=days[0].isoformat(), last=days[-1].isoformat())
        question = question_of(
            past.plans, settings, asking.scenario(settings), between_s=past.between_s, runs=RUNS
        )
        with WhatIf(question) as what_if:
            self._what_if = what_if
            if number != self._number:  # it was stopped meanwhile
                what_if.stop()
            try:
                return what_if.findings(self._told.emit), len(past.plans)
            finally:
                self._what_if = None

    @Slot(int, int)
    def _tell(self, done: int, whole: int) -> None:
        if self.is_running:
            self.progressed.emit(READING + (1 - READING) * done / whole)

    def _found(self, number: int, found: "tuple[Findings, int]") -> None:
        if number == self._number and self.is_running:
            self._question = None
            self.found.emit(*found)

    def _refused(self, number: int, error: QueueError) -> None:
        if number == self._number and self.is_running:
            self._question = None
            self.failed.emit(error)

    @Slot()
    def stop(self) -> None:
        """Stop at once; nothing comes of it."""
        self._question = None
        self._number += 1
        if (what_if := self._what_if) is not None:
            what_if.stop()

    def close(self) -> None:
        self.stop()
        if self._lane is not None:
            self._lane.close()
