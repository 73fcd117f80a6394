"""Work in a process of its own: no window waits for it, and it can be ended at once.

What is to be done is a function and what it takes, pickled into a file that the process reads; it
writes each step, and at its end what came of it. It gives way to everything else on this computer.
Both ends are ours: nobody else's bytes are read.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

from core.errors import QueueError, WorkFailed, WorkStopped
from core.reasons import reason

T = TypeVar("T")
Steps = Callable[[int, int], None]
"""Told how many of how many steps are done."""
TOLD_EVERY_S = 0.05
POLITENESS = 10  # of 19
_COMMAND = ("-c", "from core.machine.apart import serve; serve()")  # unsaid: Python


@dataclass(frozen=True, slots=True)
class _Step:
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: Any = None
    refusal: QueueError | None = None


class Apart(Generic[T]):
    """`do(*given, told)` that is being done; leaving the `with` block ends it if it still is."""

    def __init__(self, do: Callable[..., T], *given: object) -> None:
        """Begin. `do` stands in a module by its name, and takes at last whom it tells its steps.

        Raises:
            WorkFailed: the process cannot be started.
        """
        self._is_stopped = False
        # Closed in __exit__; they live as long as the process.
        self._asked: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            pickle.dump((do, given), self._asked)
            self._asked.seek(0)
            self._process = self._start()
        except OSError as error:
            self._close_files()
            raise WorkFailed(problem=reason(error)) from error

    def _start(self) -> subprocess.Popen[bytes]:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, *_COMMAND],
            stdin=self._asked,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            start_new_session=sys.platform != "win32",  # Ctrl+C is for us alone
            creationflags=flags,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._process.wait()
        assert self._process.stdout is not None  # it is a pipe
        self._process.stdout.close()
        self._close_files()

    def result(self, told: Steps | None = None) -> T:
        """Wait for what comes of it; `told` hears every 50 ms how far it is.

        Raises:
            WorkStopped: somebody stopped it.
            WorkFailed: the process ended without a result.
            QueueError: what was to be done was refused.
        """
        assert self._process.stdout is not None  # it is a pipe
        while True:
            try:
                said = pickle.load(self._process.stdout)  # noqa: S301 - our own process's
            except (EOFError, pickle.UnpicklingError):  # it ended, perhaps in mid word
                break
            if isinstance(said, _Outcome):
                if said.refusal is not None:
                    raise said.refusal
                return said.result  # type: ignore[no-any-return] # the T that `do` returned
            if told is not None:
                told(said.done, said.of)
        code = self._process.wait()
        if self._is_stopped:
            raise WorkStopped
        raise WorkFailed(problem=self._complaint(code))

    def stop(self) -> None:
        """End it, from any thread; nothing where it has ended."""
        if self._process.poll() is None:
            self._is_stopped = True
            self._process.kill()

    def _complaint(self, code: int) -> str:
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else str(code)

    def _close_files(self) -> None:
        self._asked.close()
        self._complaints.close()


def serve() -> None:
    """Be the process: read what is to be done, tell how far it is, write what came of it."""
    if sys.platform != "win32":  # there it was started so
        os.nice(POLITENESS)
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever is printed is no word of ours
    do, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    told_s = 0.0

    def told(done: int, of: int) -> None:
        nonlocal told_s
        if (now_s := time.monotonic()) - told_s >= TOLD_EVERY_S:
            told_s = now_s
            say(_Step(done, of))

    def say(word: object) -> None:
        pickle.dump(word, out)
        out.flush()

    try:
        outcome = _Outcome(do(*given, told))
    except QueueError as refusal:
        outcome = _Outcome(refusal=refusal)
    say(outcome)
