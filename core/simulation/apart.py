"""A question answered in a process of its own: no window waits, and it can be ended at once.

The question is a file that the process reads; it writes a line of JSON for each step told, and one
for the answer. It gives way to everything else on this computer.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

import msgspec

from core.errors import WhatIfFailed, WhatIfStopped
from core.reasons import reason
from core.simulation.what_if import Findings, WhatIfQuestion, answer

TOLD_EVERY_S = 0.05
POLITENESS = 10  # of 19
_COMMAND = ("-m", "core.simulation")


@dataclass(frozen=True, slots=True)
class Word:
    """What the process says: how far it is, at the end with what it found."""

    done: int
    whole: int
    findings: Findings | None = None


class WhatIf:
    """A question that is being answered; leaving the `with` block ends it if it still is."""

    def __init__(self, question: WhatIfQuestion) -> None:
        """Begin to answer.

        Raises:
            WhatIfFailed: the process cannot be started.
        """
        self._is_stopped = False
        # Closed in __exit__; they live as long as the process.
        self._asked: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._asked.write(msgspec.json.encode(question))
            self._asked.seek(0)
            self._process = self._start()
        except OSError as error:
            self._close_files()
            raise WhatIfFailed(problem=reason(error)) from error

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

    def findings(self, progress: Callable[[int, int], None] | None = None) -> Findings:
        """Wait for the answer; `progress` hears every 50 ms how many of how many steps are done.

        Raises:
            WhatIfStopped: somebody stopped it.
            WhatIfFailed: the process ended without an answer.
        """
        assert self._process.stdout is not None  # it is a pipe
        for line in self._process.stdout:
            word = msgspec.json.decode(line, type=Word)
            if progress is not None:
                progress(word.done, word.whole)
            if word.findings is not None:
                return word.findings
        code = self._process.wait()
        if self._is_stopped:
            raise WhatIfStopped
        raise WhatIfFailed(problem=self._complaint(code))

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
    """Be the process: read a question, tell how far it is, write the answer."""
    if sys.platform != "win32":  # there it was started so
        os.nice(POLITENESS)
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=WhatIfQuestion)
    told_s = 0.0

    def told(done: int, whole: int) -> None:
        nonlocal told_s
        if (now_s := time.monotonic()) - told_s >= TOLD_EVERY_S:
            told_s = now_s
            _say(Word(done, whole))

    found = answer(question, told)
    _say(Word(1, 1, found))


def _say(word: Word) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(word) + b"\n")
    sys.stdout.buffer.flush()
