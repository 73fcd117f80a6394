"""One press, one act: which press of a key or finger it is, and whether its window rests.

A window rests for a moment after its page changed, as whoever presses then means the page before.
A key that is held is one press, whatever the window system makes of it: X11 tells a held key as
releases and presses of the same moment, and on a busy machine Qt takes many for new presses.
Presses are judged by when the finger moved, not by when the event was handled.
More keys than a hand presses (a cat, an elbow, a book) are no press: the window rests until they
stop.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

REST_S = 0.7  # after a page changed, and after a press that came too soon
ANSWER_REST_S = 0.4  # the same, after a page that somebody's press brought: they wait for it
ANSWER_S = 1.0  # a page that comes later is a surprise, whoever asked for it
BOUNCE_S = 0.04  # no finger lets a key go and has it down again so soon
REPEAT_S = 1.0  # a held key tells itself at least so often; its release may go to another window
MANY_S = 0.3  # in which so many different keys are pressed by no hand:
MANY_KEYS = 4  # where keys act, of which nobody presses three in a row without a look
MANY_TYPED = 6  # in a field: who types fast presses five
DRIFT = 1e-4  # of the window system's clock against ours
LONGEST_WAIT_S = 60.0  # of an event before it is handled; the watchdog ends a window before
LONG_AGO = float("-inf")
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_HELD_WITH_OTHERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
    }
)
_CLICKS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class PressClock(Protocol):
    """Seconds of one monotonic clock."""

    def now(self) -> float: ...

    def of(self, event: QInputEvent) -> float:
        """Return when the key or finger moved."""
        ...

    def of_ms(self, stamp_ms: int) -> float:
        """Return the moment that the window system calls `stamp_ms`; 0 is now."""
        ...


class EventTime:
    """Reads the window system's time stamps by our monotonic clock.

    The two clocks differ at most by the delay of the quickest event.
    """

    def __init__(self) -> None:
        self._apart_s = 0.0
        self._seen_at = LONG_AGO

    @staticmethod
    def now() -> float:
        return time.monotonic()

    def of(self, event: QInputEvent) -> float:
        return self.of_ms(event.timestamp())

    def of_ms(self, stamp_ms: int) -> float:
        now = self.now()
        if not stamp_ms:
            return now  # an event that a program made
        stamp_s = stamp_ms / 1000
        apart_s = now - stamp_s
        known_s = self._apart_s + (now - self._seen_at) * DRIFT
        if not known_s < apart_s < known_s + LONGEST_WAIT_S:  # quicker, or one of them jumped
            self._apart_s, self._seen_at = apart_s, now
            return now
        return stamp_s + known_s


clock: PressClock = EventTime()
"""Of every window; tests put their own in its place."""


@dataclass(slots=True)
class Press:
    """A key or finger that went down; `at` is when, by `clock`."""

    at: float
    has_acted: bool = False


@dataclass(slots=True)
class Rest:
    """Until when something takes no press."""

    until: float = LONG_AGO

    def begin(self, at: float, rest_s: float = REST_S) -> None:
        self.until = max(self.until, at + rest_s)


class KeyPress:
    """A key: tells a new press of it from the one that goes on."""

    def __init__(self) -> None:
        self.press: Press | None = None
        self._told_at = LONG_AGO
        self._is_down = False

    def go_down(self, at: float, *, is_repeat: bool = False) -> Press:
        """Return the press that a key-down of the moment `at` belongs to."""
        is_held = is_repeat or at - self._told_at < (REPEAT_S if self._is_down else BOUNCE_S)
        self._told_at, self._is_down = at, True
        if self.press is None or not is_held:
            # One that was pressed elsewhere, and is still held, was not meant for this window.
            self.press = Press(at, has_acted=is_repeat)
        return self.press

    def go_up(self, at: float) -> None:
        self._told_at, self._is_down = at, False


class Storm:
    """Tells more keys than a hand presses, and rests until they end."""

    def __init__(self) -> None:
        self.rest = Rest()
        self._struck: dict[int, float] = {}

    def strike(self, key: int, at: float, many: int) -> bool:
        """Note that `key` went down; return whether it is the first of `many` in `MANY_S`."""
        self._struck[key] = at
        self._struck = {each: t for each, t in self._struck.items() if at - t <= MANY_S}
        goes_on = at < self.rest.until
        if not goes_on and len(self._struck) < many:
            return False
        self.rest.begin(at)
        return not goes_on


class PressPlace(QObject):
    """A window under somebody's fingers: it hears every key, and rests after a change.

    Not the whole application is heard: a filter of all its events in Python takes 9 µs for each.

    Signals:
        pressed: a key, a button of the mouse or a finger went down, before any widget knows.
        stormed: more keys are pressed than a hand presses; no press counts until they stop.
    """

    pressed = Signal()
    stormed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys: dict[int, KeyPress] = {}
        self._key_press: Press | None = None
        self._pressed: int | None = None
        self._acted_by: int | None = None  # the key that acted last
        self._by: Press | None = None
        self._rest = Rest()
        self._storm = Storm()
        self._acted_at = LONG_AGO
        self.changed_at = LONG_AGO
        window.installEventFilter(self)
        self._follow()

    # --- what is pressed

    def _follow(self) -> None:
        """Hear the window system's events too: a window may get another handle."""
        if (handle := self._window.windowHandle()) is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._follow()
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            self.hear(event)
        elif kind in _CLICKS and isinstance(event, QMouseEvent):
            self._go_on_resting(clock.of(event))
        if kind in _PRESSES and isinstance(watched, QWindow):
            self.pressed.emit()
        return False

    def _go_on_resting(self, at: float) -> None:
        """Rest longer: a burst of clicks goes on, also where nothing stands that could act.

        Of keys only the one that acted: another, soon after a new page, is on the way somewhere.
        """
        if at < self._rest.until:
            self._rest.begin(at)

    def hear(self, event: QKeyEvent) -> Press | None:
        """Return the press that an event of the keyboard belongs to; None: it began elsewhere."""
        key = self._keys.setdefault(event.key(), KeyPress())
        at = clock.of(event)
        if event.type() == QEvent.Type.KeyRelease:
            if not event.isAutoRepeat():
                key.go_up(at)
        else:
            self._key_press = key.go_down(at, is_repeat=event.isAutoRepeat())
            self._pressed = event.key()
            if self._key_press.at == at and self._pressed == self._acted_by:
                self._go_on_resting(at)  # a burst, also where its button is off meanwhile
            if self._key_press.at == at and event.key() not in _HELD_WITH_OTHERS:
                self._mind_storm(event.key(), at)
        return key.press

    def _mind_storm(self, key: int, at: float) -> None:
        types = isinstance(self._window.focusWidget(), QLineEdit | QPlainTextEdit)
        if self._storm.strike(key, at, MANY_TYPED if types else MANY_KEYS):
            self.stormed.emit()

    @property
    def key_press(self) -> Press | None:
        """The last press of a key: what a shortcut or Enter in a field comes from."""
        return self._key_press

    @contextmanager
    def by(self, press: Press | None) -> Iterator[None]:
        """Say that what happens in this block is done by `press`."""
        before, self._by = self._by, press
        try:
            yield
        finally:
            self._by = before

    @property
    def is_held(self) -> bool:
        """Whether the present press has acted already."""
        return self._by is not None and self._by.has_acted

    # --- what may act

    def change(self) -> None:
        """Rest: what stands under the fingers is something else now."""
        now = clock.now()
        self.changed_at = now
        if now - self._acted_at <= ANSWER_S:
            self._rest.begin(self._acted_at)
            self._rest.begin(now, ANSWER_REST_S)
        else:
            self._rest.begin(now)

    def admits(
        self, own: Rest | None = None, *, is_read: bool = False, is_last: bool = False
    ) -> bool:
        """Return whether the present press may act here, and note that it did.

        What no press does is done at once: a screen reader's action, a program's. `own` is the rest
        of the control itself; `is_read`: the person has shown that they know the page; `is_last`:
        nothing else is pressed right behind it, so that the window rests as if it had changed.
        """
        press = self._by
        if press is None:
            self._acted_at = clock.now()
            return True
        if press.has_acted:
            return False
        rests = [  # what rests goes on resting: a burst is one act
            each
            for each in (None if is_read else self._rest, own, self._storm.rest)
            if each is not None and press.at < each.until
        ]
        for rest in rests:
            rest.begin(press.at)
        if rests:
            return False
        press.has_acted = True
        self._acted_at = press.at
        self._acted_by = self._pressed if press is self._key_press else None
        if own is not None:
            own.begin(press.at)
        if is_last:
            self._rest.begin(press.at)
        return True

    def left_s(self, own: Rest | None = None) -> float:
        """Return for how long it takes no press yet."""
        rests = (self._rest, self._storm.rest, own)
        until = max(each.until for each in rests if each is not None)
        return max(0.0, until - clock.now())


def place_of(widget: QWidget) -> PressPlace:
    """Return the place that `widget` is in: its window."""
    window = widget.window()
    found = window.findChild(PressPlace, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, PressPlace) else PressPlace(window)
