"""Somebody in front of a window: looks for words, touches buttons, types, waits.

Works through what a person has: visible widgets, by the words on them or the name a screen
reader says. The demo and the tests drive the real windows with it.
"""

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

PATIENCE_S = 15.0
LOOK_AGAIN_MS = 10
AGAIN_S = 3.0  # a press that brought nothing is made again
REACTION_MS = 800  # nobody presses sooner: a window takes an earlier press for one meant before


class NotSeenError(RuntimeError):
    """What a person looked for did not appear in time."""


class Person:
    """A person at one window."""

    def __init__(
        self,
        window: QWidget,
        *,
        patience_s: float = PATIENCE_S,
        reaction_ms: int = REACTION_MS,
        press_ms: int = 0,
    ) -> None:
        """`press_ms`: how long a finger stays on a button; a person's does for about 80."""
        self.window = window
        self._patience_s = patience_s
        self._reaction_ms = reaction_ms
        self._press_ms = press_ms

    def words(self) -> str:
        """Return everything that can be read in the window now, a line each."""
        return "\n".join(dict.fromkeys(_words_in(self.window)))

    def sees(self, words: str) -> bool:
        return words in self.words()

    def wait_for(self, words: str) -> None:
        """Wait until `words` can be read.

        Raises:
            NotSeenError: they cannot, within this person's patience.
        """
        self.wait_until(lambda: self.sees(words), f"“{words}”")

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until `is_so()`; `what` names it in the complaint."""
        deadline = monotonic() + self._patience_s
        while not is_so():
            if monotonic() > deadline:
                raise NotSeenError(f"{what} not seen; there is:\n{self.words()}")
            _let_pass(LOOK_AGAIN_MS)

    def wait_for_button(self, words: str) -> QAbstractButton:
        """Wait until a button with these words can be used, and return it."""
        self.wait_until(lambda: self._find_button(words) is not None, f"a button “{words}”")
        button = self._find_button(words)
        assert button is not None  # nothing happened since
        return button

    def _find_button(self, words: str) -> QAbstractButton | None:
        for button in self.window.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and words in _says(button):
                return button
        return None

    def touch(self, words: str) -> None:
        """Touch the button with these words, when it can be used."""
        self.touch_button(self.wait_for_button(words))

    def touch_button(self, button: QAbstractButton) -> None:
        """Touch a button, as a finger does."""
        _let_pass(self._reaction_ms)
        _mouse(button, QEvent.Type.MouseButtonPress)
        if self._press_ms:
            _let_pass(self._press_ms)
        _mouse(button, QEvent.Type.MouseButtonRelease)

    def touch_until(self, words: str, is_so: Callable[[], bool]) -> None:
        """Touch the button with these words until `is_so()`, every `AGAIN_S`.

        While it waits for the office, or when a page has just come, a window takes no press.

        Raises:
            NotSeenError: it is not so, within this person's patience.
        """
        deadline, touched = monotonic() + self._patience_s, -AGAIN_S
        while not is_so():
            now = monotonic()
            if now > deadline:
                raise NotSeenError(f"nothing came of “{words}”; there is:\n{self.words()}")
            if now - touched >= AGAIN_S and (button := self._find_button(words)) is not None:
                self.touch_button(button)
                touched = now
            _let_pass(LOOK_AGAIN_MS)

    def type_into(self, name: str, text: str) -> None:
        """Type `text` into the field of this name, over what was there."""
        found: list[QLineEdit] = []

        def is_there() -> bool:
            found[:] = [
                field
                for field in self.window.findChildren(QLineEdit)
                if field.isVisible() and field.isEnabled() and name in field.accessibleName()
            ]
            return bool(found)

        self.wait_until(is_there, f"a field “{name}”")
        found[0].setFocus()
        found[0].selectAll()
        QTest.keyClicks(found[0], text)

    def press(self, key: str) -> None:
        """Press a key (`F9`, `Ctrl+T`), wherever the keyboard is in this window."""
        if self._reaction_ms:
            _let_pass(self._reaction_ms)
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs forget it
        focus: QWidget | None = self.window.focusWidget()
        there = focus if focus is not None else self.window
        QTest.keyClick(there, combination.key(), combination.keyboardModifiers())


def _let_pass(ms: int) -> None:
    """Let events be handled for so long.

    `QTest.qWait` would keep Python's lock, and with it every lane, for as long.
    """
    loop = QEventLoop()
    QTimer.singleShot(ms, loop, loop.quit)
    loop.exec()


def _words_in(window: QWidget) -> Iterator[str]:
    for child in window.findChildren(QWidget):
        if child.isVisible() and (said := _says(child)):
            yield said


def _says(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton | QLabel):
        return widget.text() or widget.accessibleName()
    return widget.accessibleName()


def _mouse(button: QAbstractButton, kind: QEvent.Type) -> None:
    """Send what the mouse would, now: `QTest` stamps its events with a time of its own."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    where = QPointF(button.rect().center())
    there = QPointF(button.mapToGlobal(button.rect().center()))
    down = left if kind is QEvent.Type.MouseButtonPress else none
    event = QMouseEvent(kind, where, there, left, down, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(button, event)
