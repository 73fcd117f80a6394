"""Work off the GUI thread, one thing after another, with the results back on the GUI thread.

A `Lane` owns one thread. Its results come back through a queued signal to a bound slot: a lambda
connected to a worker's signal would run in the worker.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from core.errors import QueueError
from core.qt.traces.fault_report import unexpected

T = TypeVar("T")
JOIN_S = 5.0


class Job(Generic[T]):
    """A token for one piece of work: it can be cancelled until its result is delivered."""

    def __init__(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[QueueError], object] | None,
    ) -> None:
        self._work = work
        self._on_done = on_done
        self._on_error = on_error
        self._result: T | None = None
        self._error: BaseException | None = None
        self.is_cancelled = False

    def cancel(self) -> None:
        """Drop the result, and the work too if it has not begun."""
        self.is_cancelled = True

    def work(self) -> None:
        """Do the work (in the lane's thread)."""
        try:
            self._result = self._work()
        except QueueError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001 - whatever it is, the window goes on
            self._error = unexpected(error)
        except BaseException as error:  # noqa: BLE001 - raised again by deliver, in the GUI thread
            self._error = error

    def deliver(self) -> None:
        """Hand the result over (in the GUI thread).

        Raises:
            BaseException: what the work raised, if nobody waits for it or it ends the program.
        """
        if self.is_cancelled or not _is_alive(self._on_done):
            return
        if self._error is None:
            # `work` has run: the result is a T, which may itself be None.
            self._on_done(self._result)  # type: ignore[arg-type]
        elif isinstance(self._error, QueueError) and self._on_error is not None:
            if _is_alive(self._on_error):
                self._on_error(self._error)
        else:
            raise self._error


def _is_alive(callback: Callable[..., object]) -> bool:
    """Return False for a method of a Qt object that C++ has deleted already."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class Lane(QObject):
    """One thread that does what is submitted, in order. Close it before the window goes."""

    _landed = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inbox: SimpleQueue[Job[object] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def submit(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[QueueError], object] | None = None,
    ) -> Job[T]:
        """Run `work` in the lane, then `on_done(result)` in the GUI thread.

        A `QueueError` goes to `on_error`, and so does `Unexpected` in the place of any other
        exception; where nobody takes it, it is raised in the GUI thread.
        A callback that is a method of a deleted Qt object is not called.
        """
        job = Job(work, on_done, on_error)
        if self._closed:
            job.cancel()
        else:
            self._inbox.put(job)  # type: ignore[arg-type] # Job is invariant; the lane never looks inside
        return job

    def close(self, deadline_s: float = JOIN_S) -> bool:
        """Stop: drop what waits and what is under way, and join the thread.

        Returns False when the work under way did not end within `deadline_s`; the thread is then
        left to end with the process.
        """
        with self._lock:
            self._closed = True
        self._inbox.put(None)
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._inbox.get()) is not None:
            if self._closed:
                continue
            if not job.is_cancelled:
                job.work()
            with self._lock:  # so that close cannot come between: a closed lane may be deleted
                if not self._closed:
                    self._landed.emit(job)
            del job

    @Slot(object)
    def _deliver(self, job: Job[object]) -> None:
        if not self._closed:
            job.deliver()
