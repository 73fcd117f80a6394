"""The other end of the screen reader: what a person finds in a program with it, and does there."""

import json
import select
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from core.qt import press
from tests.accessibility.desktop import (
    LOOK_AGAIN_S,
    PATIENCE_S,
    PYTHON,
    Box,
    DesktopError,
    end,
    to_install,
)

T = TypeVar("T")
CHILD = Path(__file__).with_name("screen_reader.py")
REST_S = 5.0
REACTION_S = press.REST_S + 0.1  # nobody presses sooner, and a window takes it for a mistake
KEYS = {"Tab": 0xFF09, "Return": 0xFF0D, "space": 0x20, "F12": 0xFFC9}


@dataclass(frozen=True)
class Node:
    """One thing that a program exposes. `parent` is the number of another, -1 for none."""

    number: int
    parent: int
    role: str
    name: str
    actions: tuple[str, ...]
    box: Box
    states: frozenset[str]

    @property
    def is_showing(self) -> bool:
        return "showing" in self.states

    @property
    def is_control(self) -> bool:
        """Whether something can be done with it."""
        return bool(self.actions) or "focusable" in self.states

    def is_called(self, words: str) -> bool:
        """Whether `words` are its name, or the first sentence of it."""
        return self.name == words or self.name.startswith(f"{words}. ")


class Reader:
    """The screen reader's process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def do(self, what: str, **given: object) -> dict[str, Any]:
        """Have it do something; return its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": what} | given) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            raise DesktopError("the screen reader is silent")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def screen_reader(environment: Mapping[str, str]) -> Iterator[Reader]:
    """Run a screen reader on a desktop.

    Raises:
        DesktopError: it does not start, for want of a library.
    """
    process = subprocess.Popen(
        [PYTHON, "-I", "-W", "ignore", CHILD],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        reader = Reader(process)
        try:
            reader.answer()
        except DesktopError as error:
            raise DesktopError(to_install("python3-gi", "gir1.2-atspi-2.0")) from error
        yield reader
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
        end(process)
        process.stdout.close()


class Listener:
    """A person who uses one program and sees nothing of it."""

    def __init__(self, reader: Reader, process: "subprocess.Popen[bytes]") -> None:
        self._reader = reader
        self._process = process

    def reads(self, *, hidden: bool = False) -> tuple[Node, ...]:
        """Return what the program exposes now, parents first; `hidden`: what is not seen too."""
        read = self._reader.do("read", pid=self._process.pid, hidden=hidden).get("nodes", ())
        return tuple(
            Node(number, parent, role, name, tuple(does), tuple(box), frozenset(states))
            for number, (parent, role, name, does, box, states) in enumerate(read)
        )

    def controls(self) -> tuple[Node, ...]:
        return tuple(node for node in self.reads() if node.is_showing and node.is_control)

    def waits(self, what: str, look: Callable[[], T | None]) -> T:
        """Wait until `look` finds something, and return it; `what` names it in the complaint."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            if (found := look()) is not None:
                return found
            if self._process.poll() is not None:
                pytest.fail(f"the program ended with {self._process.returncode}")
            if time.monotonic() > deadline:
                read = "\n".join(node.name for node in self.reads() if node.name)
                pytest.fail(f"{what}: not found in {PATIENCE_S} s; there is:\n{read}")
            time.sleep(LOOK_AGAIN_S)

    def waits_for_none(self, complain: Callable[[], list[str]]) -> list[str]:
        """Return the complaints that are left when a page has had time to come to rest."""
        deadline = time.monotonic() + REST_S
        while (left := complain()) and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_S)
        return left

    def finds(self, *names: str) -> Node:
        """Wait until something of one of these names is on the screen, and return it."""
        return self.waits(f"{names}", lambda: self._called(names, is_control=False))

    def finds_control(self, words: str) -> Node:
        return self.waits(f"a control “{words}”", lambda: self._called((words,), is_control=True))

    def _called(self, names: tuple[str, ...], *, is_control: bool) -> Node | None:
        for node in self.controls() if is_control else self.reads():
            if node.is_showing and any(node.is_called(words) for words in names):
                return node
        return None

    def waits_for_state(self, words: str, state: str, *, on: bool = True) -> Node:
        """Wait until the control has a state, or has it no more."""

        def look() -> Node | None:
            node = self._called((words,), is_control=True)
            return node if node is not None and (state in node.states) is on else None

        return self.waits(f"“{words}” {'' if on else 'not '}{state}", look)

    def does(self, words: str, *, times: int = 1) -> None:
        """Do what a control is there for, so many times at once: no pointer, no key."""
        node = self.finds_control(words)
        self.pauses()
        for _ in range(times):
            self._reader.do("act", node=node.number, action=node.actions[0])

    def pauses(self) -> None:
        """Take the time that everybody takes before doing something on a new page."""
        time.sleep(REACTION_S)

    def types(self, words: str, text: str) -> None:
        """Put `text` into a field."""
        self._reader.do("type", node=self.finds_control(words).number, text=text)

    def strikes(self, key: str) -> None:
        """Strike a key of the keyboard."""
        self._reader.do("strike", keysym=KEYS.get(key) or ord(key))

    def has_keyboard_on(self, but: str = "") -> Node:
        """Wait until the keyboard is on a control, another one than `but`, and return it."""

        def look() -> Node | None:
            on = [node for node in self.controls() if "focused" in node.states]
            return on[0] if len(on) == 1 and on[0].name != but else None

        return self.waits("the keyboard on one control", look)

    def forgets(self) -> None:
        """Forget what was heard."""
        self._reader.do("hear")

    def hears(self, *words: str) -> None:
        """Wait until these words are heard in this order, since `forgets` or the words before."""
        found: list[str] = []

        def look() -> bool | None:
            found.extend(self._reader.do("hear")["heard"])
            said, at = "\n".join(found), 0
            for each in words:
                if (at := said.find(each, at)) < 0:
                    return None
            return True

        self.waits(f"hearing {words}", look)
