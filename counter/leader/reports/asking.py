"""What the page of reports asks: figures in the window's lane where that is quick, else a process.

A year's figures and the making of a file take seconds: they are another process's, which is ended
as soon as nobody wants it any more.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from core.domain.figures.periods import ReportQuestion
from core.errors import QueueError, WorkStopped
from core.machine.apart import Apart, Steps
from core.qt.office_link.link import Link
from core.qt.office_link.tasks import Job, Lane

if TYPE_CHECKING:
    from core.office import Office
    from core.office.report_asking import FoundReport

T = TypeVar("T")
LEAVE_S = 1.0


class _Run:
    """Something that is being done; `stop` ends what is done of it in a process of its own."""

    def __init__(self) -> None:
        self._work: Apart[object] | None = None
        self._is_stopped = False

    def apart(self, told: Steps, do: Callable[..., T], *given: object) -> T:
        """Have `do(*given)` done in a process of its own (in a lane's thread)."""
        with Apart(do, *given) as work:
            self._work = work  # type: ignore[assignment] # whatever comes of it
            if self._is_stopped:
                raise WorkStopped
            return work.result(told)

    def stop(self) -> None:
        self._is_stopped = True
        if self._work is not None:
            self._work.stop()


class ReportAsking(QObject):
    """Asks for one report after another, and has the last one written.

    `found` is the report that answers `asked`, None until it is there; `fault` why it never will
    be. `steps`: how many days of how many are worked out.

    Signals:
        changed: something to show is different.
        saved(Path): a file was written.
        refused(QueueError): it was not.
    """

    changed = Signal()
    saved = Signal(object)
    refused = Signal(object)
    _told = Signal(int, int)

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._lane: Lane | None = None
        self._job: Job[FoundReport | None] | None = None
        self._run = _Run()
        self._saving: _Run | None = None
        self.asked: ReportQuestion | None = None
        self.found: FoundReport | None = None
        self.fault: QueueError | None = None
        self.steps: tuple[int, int] | None = None
        self._told.connect(self._step)

    # --- figures

    def ask(self, question: ReportQuestion) -> None:
        """Ask for a report, and for no other any more; before the office is reached nothing is."""
        self.forget()

        def at_once(office: "Office") -> "FoundReport | None":
            from core.office.report_asking import found_at_once  # noqa: PLC0415 - with the office

            return found_at_once(office, question)

        job = self._link.ask(at_once, self._answered, self._failed)
        if job is not None:
            self._job, self.asked = job, question
        self.changed.emit()

    def forget(self) -> None:
        """Want nothing any more, and know nothing of what was."""
        if self._job is not None:
            self._job.cancel()
        self._run.stop()
        self.asked = self.found = self.fault = self.steps = self._job = None

    def give_up(self) -> None:
        """End what takes long."""
        self._run.stop()
        if self._saving is not None:
            self._saving.stop()

    @property
    def is_asking(self) -> bool:
        return self.asked is not None and self.found is None and self.fault is None

    def _answered(self, found: "FoundReport | None") -> None:
        if found is not None:
            self.found = found
            self.changed.emit()
            return
        question, run, config = self.asked, _Run(), self._link.config
        assert question is not None  # a question that is no more answers nothing
        self._run = run

        def apart() -> "FoundReport":
            from core.office.report_asking import OfficeAddress, found_apart  # noqa: PLC0415

            where = OfficeAddress(config.database, config.office, config.timeout_s)
            return run.apart(self._told.emit, found_apart, where, question)

        self._job = self._submit(apart, self._answered, self._failed)

    def _failed(self, error: QueueError) -> None:
        self.fault = error
        self.changed.emit()

    def _step(self, done: int, of: int) -> None:
        if self.is_asking:
            self.steps = done, of
            self.changed.emit()

    # --- files

    @property
    def is_saving(self) -> bool:
        return self._saving is not None

    def save(self, form: str, out: Path, language: str) -> None:
        """Write what was found in a format, a value of `ReportFile`."""
        found, run = self.found, _Run()
        if found is None or self.is_saving:
            return
        self._saving = run

        def work() -> Path:
            from core.reports.files import ReportFile, put, written_apart  # noqa: PLC0415

            def told(_done: int, _of: int) -> None:
                """Tell nobody: a file is one step."""

            given = (found.report, ReportFile(form), found.made_at, language)
            put(run.apart(told, written_apart, *given), out)
            return out

        self._submit(work, self._written, self._not_written)
        self.changed.emit()

    def _written(self, out: Path) -> None:
        self._saving = None
        self.saved.emit(out)
        self.changed.emit()

    def _not_written(self, error: QueueError) -> None:
        self._saving = None
        self.refused.emit(error)
        self.changed.emit()

    # --- the lane

    def _submit(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[QueueError], object],
    ) -> Job[T]:
        if self._lane is None:
            self._lane = Lane("reports", self)
        return self._lane.submit(work, on_done, on_error)

    def close(self) -> None:
        """End what is under way, with the window."""
        self.forget()
        self.give_up()
        if self._lane is not None:
            self._lane.close(LEAVE_S)
            self._lane = None
