"""One of the real programs in a process of its own, and how a test speaks to who is before it."""

import json
import subprocess
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


class Program:
    """A window's process, and the person in front of it."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        self.name = name
        self.process = process
        self._answers: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._answers.put(line)

    def does(self, what: str, **given: str) -> str:
        """Let the person do something; return the words in the window afterwards."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what} | given) + "\n")
        self.process.stdin.flush()
        try:
            answer: dict[str, Any] = json.loads(self._answers.get(timeout=PATIENCE_S))
        except Empty:
            pytest.fail(f"the {self.name} does not answer; its exit code is {self.process.poll()}")
        assert "error" not in answer, f"at the {self.name}: {answer['error']}"
        return str(answer["words"])

    def end(self) -> int:
        """End the program as systemd would, and return its exit code."""
        self.process.terminate()
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self._reader.join(PATIENCE_S)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        return code
