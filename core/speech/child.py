"""Short-lived child processes with a limit: an engine or a player that hangs is ended.

A child has no pipe to us (a grandchild that keeps one open would hang the reader): what it reads
and what it complains about are files. It leads its own process group, so that whatever it
started ends with it.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from core.errors import N_, VoiceFault, VoiceHung, Words
from core.reasons import reason

_COMPLAINT_BYTES = 2000  # of the end of stderr


class Child:
    """A running child: `wait` for it; leaving the `with` block ends it if it still runs."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        stdin: str = "",
        stdout: IO[bytes] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `command` with `stdin` as its input, `environment` on top of ours.

        What it writes goes to the file `stdout`, else nowhere.

        Raises:
            OSError: it cannot be started.
        """
        self.was_killed = False
        # Closed in __exit__; no `with` here, they live as long as the child.
        self._stdin: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._stdin.write(stdin.encode())
            self._stdin.seek(0)
            self._process = self._start(command, stdout, environment)
        except BaseException:
            self._close_files()
            raise

    def _start(
        self,
        command: Sequence[str],
        stdout: IO[bytes] | None,
        environment: Mapping[str, str] | None,
    ) -> subprocess.Popen[bytes]:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(  # noqa: S603 - a command of ours or of this machine's settings
            command,
            stdin=self._stdin,
            stdout=stdout or subprocess.DEVNULL,
            stderr=self._stderr,
            env=None if environment is None else {**os.environ, **environment},
            start_new_session=sys.platform != "win32",
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
        self.kill()
        self._process.wait()
        self._close_files()

    def wait(self, limit_s: float) -> int:
        """Return its exit code.

        Raises:
            TimeoutError: it still runs after `limit_s`.
        """
        try:
            return self._process.wait(max(limit_s, 0.0))
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error

    def kill(self) -> None:
        """End it and what it started, from any thread; nothing when it has ended."""
        if self._process.poll() is not None:
            return
        self.was_killed = True
        if sys.platform == "win32":
            self._process.kill()
        else:
            with suppress(ProcessLookupError):  # it ended by itself in between
                os.killpg(self._process.pid, signal.SIGKILL)

    def complaint(self, code: int) -> str | Words:
        """Return the last line it wrote to stderr, or else how it ended."""
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(size - _COMPLAINT_BYTES, 0))
        lines = self._stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else Words(N_("it ended with code {code}"), code=code)

    def _close_files(self) -> None:
        self._stdin.close()
        self._stderr.close()


def output_of(command: Sequence[str], limit_s: float, environment: Mapping[str, str]) -> str | None:
    """Return what `command` says; None when it fails, or does not end within `limit_s`."""
    try:
        with tempfile.TemporaryFile() as said:
            with Child(command, stdout=said, environment=environment) as child:
                if child.wait(limit_s):
                    return None
            said.seek(0)
            return said.read().decode(errors="replace")
    except (TimeoutError, OSError):
        return None


def run_voice(
    engine: str, command: Sequence[str], text: str, *, ends_at: float, limit_s: float
) -> tuple[int, str | Words]:
    """Run a voice's `command` with `text` as its input; return its exit code and complaint.

    `ends_at` is in `time.monotonic`; `limit_s` is what a person is told.

    Raises:
        VoiceHung: it still ran at `ends_at` and was ended.
        VoiceFault: it could not be started.
    """
    try:
        with Child(command, stdin=text) as child:
            code = child.wait(ends_at - time.monotonic())
            return code, child.complaint(code)
    except TimeoutError as error:
        raise VoiceHung(engine=engine, seconds=limit_s) from error
    except OSError as error:
        raise VoiceFault(engine=engine, problem=reason(error)) from error
