"""The bar at the top of a window: who, where, the time, and how the devices are."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets.base import Ground, PaintedFrame, PaintedLabel
from core.qt.widgets.icons import Icon, paint_icon
from core.qt.widgets.sea import BandStrip
from core.qt.widgets.text import FitLabel, TextPiece, draw, measure
from core.whole import whole

COMPANY = "SOPESA"
ROOM_FOR_OFFICE = 1340  # drawn px of the counter's bar: below it, who and where come first


class DeviceHealth(StrEnum):
    """How a device is."""

    OK = "ok"
    ALERT = "alert"
    FAULT = "fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Badge:
    icon: str
    on_deep: str
    on_surface: str


BADGES = whole(
    DeviceHealth,
    {
        DeviceHealth.OK: _Badge("check_circle-fill", "palm_on_deep", "palm"),
        DeviceHealth.ALERT: _Badge("error-fill", "sun_on_deep", "coral"),
        DeviceHealth.FAULT: _Badge("error-fill", "coral_on_deep", "coral"),
        DeviceHealth.UNKNOWN: _Badge("help-fill", "on_deep", "ink2"),
    },
)


class StatusItem(PaintedLabel):
    """A device: its pictogram, a word, and a badge. The word says what the badge means."""

    def __init__(
        self,
        icon: str,
        word: str,
        state: DeviceHealth = DeviceHealth.UNKNOWN,
        *,
        on: Literal["deep", "surface"] = "deep",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._on_deep = on == "deep"
        self._is_terse = False
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.set_state(word, state)

    @property
    def state(self) -> DeviceHealth:
        return self._state

    def set_state(
        self, word: str, state: DeviceHealth, *, spoken: str = "", icon: str | None = None
    ) -> None:
        """Show `word` and the badge of `state`; `spoken` is what a screen reader says."""
        self._state = state
        self._icon = icon or self._icon
        self.setText(word)
        self.setAccessibleName(spoken or word)
        self.restyle()

    def set_terse(self, terse: bool) -> None:
        """Show pictogram and badge alone; the word stays what a screen reader says."""
        if terse != self._is_terse:
            self._is_terse = terse
            self.restyle()

    def _px(self) -> int:
        return self.theme.scale.type[TypeRole.BODY].px

    def _piece(self, *, is_terse: bool | None = None) -> TextPiece:
        terse = self._is_terse if is_terse is None else is_terse
        return TextPiece("" if terse else self.text(), Weight.REGULAR, wrap=False)

    def width_for(self, *, is_terse: bool) -> int:
        """Return how wide it is with its word, or without."""
        icon, badge, gap = self._sides(is_terse=is_terse)
        words = measure(self._piece(is_terse=is_terse), self._px(), 1e6).width
        return icon + badge + 2 * gap + ceil(words) + 2

    def _sides(self, *, is_terse: bool) -> tuple[int, int, int]:
        """Return the sides of pictogram and badge, and the gap between the parts."""
        px = self._px()
        return ceil(px * 1.35), ceil(px * 1.3), ceil(px * (0.1 if is_terse else 0.4))

    def sizeHint(self) -> QSize:
        width = self.width_for(is_terse=self._is_terse)
        return QSize(width, max(ceil(self._px() * 1.35), ceil(self._px() * 1.4)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        ink = theme.colour("on_deep" if self._on_deep else "ink")
        icon, badge, gap = self._sides(is_terse=self._is_terse)
        rect = QRectF(self.rect())
        middle = rect.center().y()
        paint_icon(painter, QRectF(0, middle - icon / 2, icon, icon), self._icon, ink)
        set_at = measure(self._piece(), self._px(), 1e6)
        words = QRectF(icon + gap, rect.top(), set_at.width + 1, rect.height())
        draw(painter, words, self._piece(), set_at, ink)
        look = BADGES[self._state]
        tone = look.on_deep if self._on_deep else look.on_surface
        where = QRectF(words.right() + gap, middle - badge / 2, badge, badge)
        paint_icon(painter, where, look.icon, theme.colour(tone))


class Divider(Ground):
    """An upright line between two words of a bar."""

    def __init__(self, colour: str = "border", parent: QWidget | None = None) -> None:
        super().__init__(colour, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(theme.edge, round(theme.scale.type[TypeRole.BODY].px * 1.2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class KioskBar(PaintedFrame):
    """The kiosk's first line: company, office, the time. High contrast draws a line below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._company = FitLabel(
            COMPANY, TypeRole.BODY, weight=Weight.BOLD, wrap=False, tracked=True
        )
        self._office = FitLabel("", TypeRole.BODY, wrap=False)
        self._clock = FitLabel("", TypeRole.BODY, weight=Weight.SEMIBOLD, wrap=False, tabular=True)
        self._row = QHBoxLayout(self)
        self._divider = Divider()
        for part in (self._company, self._divider, self._office):
            self._row.addWidget(part)
        self._row.addStretch()
        self._clock_icon = Icon("schedule-fill", beside=TypeRole.LEAST)
        self._row.addWidget(self._clock_icon)
        self._row.addWidget(self._clock)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place()

    def set_texts(self, office: str, clock: str) -> None:
        self._office.setText(office)
        self._divider.setVisible(bool(office))
        self.set_clock(clock)

    def set_clock(self, clock: str) -> None:
        self._clock.setText(clock)
        self._clock_icon.setVisible(bool(clock))

    def stand_in(self, width: int) -> None:
        """Use letters small enough for `width`: nobody needs this text."""
        labels = (
            (self._company, Weight.BOLD),
            (self._office, Weight.REGULAR),
            (self._clock, Weight.SEMIBOLD),
        )
        for role in (TypeRole.BODY, TypeRole.LEAST):
            for label, weight in labels:
                if label.role is not role:
                    label.set_role(role, weight)
            self._row.invalidate()
            if self._row.totalSizeHint().width() <= width:
                break

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.margin, theme.px(40), theme.margin, theme.px(16))
        self._row.setSpacing(theme.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        if not theme.tokens.decorated:
            width = theme.px(4)
            line = QRectF(
                theme.margin, self.height() - width, self.width() - 2 * theme.margin, width
            )
            QPainter(self).fillRect(line, theme.colour("border"))


class CounterBar(Ground):
    """The counter's dark bar: company, office, counter, person; devices and the time.

    In the strip: only counter, the person's first name and time, and what is not well in a word.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("deep", parent)
        ink = "on_deep"
        self._name = ""
        self._items: list[StatusItem] = []
        self._others: list[QWidget] = []
        self._company = FitLabel(COMPANY, TypeRole.TITLE, ink, wrap=False, tracked=True)
        self._office = FitLabel("", TypeRole.BODY, ink, wrap=False)
        self._divider = Divider(ink)
        self._counter = FitLabel("", TypeRole.TITLE, ink, wrap=False)
        self._person_icon = Icon("person-fill", ink)
        self._person = FitLabel("", TypeRole.BODY, ink, wrap=False)
        self._clock = FitLabel("", TypeRole.TITLE, ink, wrap=False, tabular=True)
        self._unwell = FitLabel("", TypeRole.LEAST, ink, weight=Weight.SEMIBOLD, align="center")
        self._unwell.hide()
        self._row = QHBoxLayout()
        for label in (self._company, self._office):
            self._row.addWidget(label)
        self._row.addWidget(self._divider)
        self._row.addWidget(self._counter)
        self._row.addWidget(self._person_icon)
        self._row.addWidget(self._person)
        self._row.addStretch()
        self._row.addWidget(self._clock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._row, 1)
        rows.addWidget(self._unwell)
        rows.addWidget(BandStrip(7))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place()
        self._show_parts()

    def set_unwell(self, words: Sequence[str]) -> None:
        """Say in the strip, where no device is shown, which are not well; nothing if all are."""
        text = " · ".join(words)
        if text != self._unwell.text():
            self._unwell.setText(text)
            self._unwell.setVisible(bool(text))
            self.updateGeometry()

    def set_place(self, office: str, counter: str) -> None:
        """Say the office and the counter: `San Andrés`, `Puesto 2`."""
        self._office.setText(office)
        self._counter.setText(counter)
        self._show_parts()

    def set_person(self, name: str) -> None:
        self._name = name
        self._show_parts()

    def set_clock(self, clock: str) -> None:
        self._clock.setText(clock)

    def add_status(self, item: QWidget) -> None:
        """Put a device, or another widget, before the time."""
        self._row.insertWidget(self._row.count() - 1, item)
        if isinstance(item, StatusItem):
            self._items.append(item)
        else:
            self._others.append(item)

    @property
    def is_narrow(self) -> bool:
        return self.theme.scale.narrow

    def _show_parts(self) -> None:
        narrow = self.is_narrow
        first = self._name.split()[0] if self._name else ""
        # The state of the devices matters more than the office and the rest of a name, and a device
        # that is not well matters more than one that is.
        urgent = [
            each for each in self._items if each.state in (DeviceHealth.ALERT, DeviceHealth.FAULT)
        ]
        wishes = [(self._name, True, self._items)]
        wishes += [(name, False, self._items) for name in (self._name, first, "")]
        wishes += [(first, False, urgent), ("", False, urgent), (first, False, [])]
        if narrow:
            wishes = [(first, False, [])]
        elif self.width() < self.theme.px(ROOM_FOR_OFFICE):
            wishes = wishes[1:]
        fit = (wish for wish in wishes if self._has_room_for(*wish))
        name, has_office, worded = next(fit, wishes[-1])
        self._person.setText(name)
        self._person_icon.setVisible(bool(name) and not narrow)
        self._row.setSpacing(self._gap(has_office=has_office))
        self._divider.setVisible(bool(self._counter.text()) and has_office)
        for part in (self._company, self._office):
            part.setVisible(has_office)
        for item in self._items:
            item.set_terse(item not in worded)

    def _has_room_for(self, name: str, has_office: bool, worded: list[StatusItem]) -> bool:
        """Whether `name`, perhaps the office, and these devices' words stand beside each other."""
        person = TextPiece(name, Weight.REGULAR, wrap=False)
        body_px = self.theme.scale.type[TypeRole.BODY].px
        parts = [
            each.width_for(is_terse=each not in worded)
            for each in self._items
            if not each.isHidden()
        ]
        if name:
            parts += [ceil(measure(person, body_px, 1e6).width)]
            parts += [self._person_icon.sizeHint().width()]
        fixed: tuple[QWidget, ...] = (self._counter, self._clock, *self._others)
        parts += [each.sizeHint().width() for each in fixed if not each.isHidden()]
        if has_office:
            company = (self._company, self._office, self._divider)
            parts += [each.sizeHint().width() for each in company]
        sides = self._row.contentsMargins()
        gaps = self._gap(has_office=has_office) * (len(parts) - 1)
        return sum(parts) + gaps + sides.left() + sides.right() <= self.width()

    def _gap(self, *, has_office: bool) -> int:
        return self.theme.px(20 if has_office else 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def restyle(self) -> None:
        self._place()
        self._show_parts()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        side = theme.margin if not self.is_narrow else theme.px(14)
        self._row.setContentsMargins(side, 0, side, 0)

    def sizeHint(self) -> QSize:
        below = 0 if self._unwell.isHidden() else self._unwell.heightForWidth(self.width())
        height = self.theme.px(61 if not self.is_narrow else 53) + below
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
