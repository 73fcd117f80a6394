"""Buttons with an icon, a word and a key: the counter's, and the kiosk's small ones."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets.base import PaintedButton, rounded
from core.qt.widgets.buttons.choice import be_choices
from core.qt.widgets.buttons.coat import CHECKABLE, ButtonRole, ButtonSize, Coat, coat_of
from core.qt.widgets.buttons.keycap import key_cap_size, paint_key_cap
from core.qt.widgets.icons import icon_names, paint_icon
from core.qt.widgets.text import Align, Measure, TextPiece, draw, fit, measure, widest_word

MAX_LINES = 2
TICK = "check"
BUSY = "hourglass-fill"
TICKING = (ButtonRole.CHOICE, ButtonRole.SWITCH, ButtonRole.CHECK)
"""The roles that show by a tick whether they are chosen."""
BOXES = {False: "check_box_outline_blank", True: "check_box-fill"}
CLOSE_PAD = 0.07  # of the font size, where a word has hardly any room
TERSE_PAD = 0.2  # of the font size, beside a pictogram alone
NARROW_PAD = 0.35  # the same, in the strip
NARROW_TERSE_PAD = 0.1  # the same, beside a pictogram alone
TERSE_GAP = 0.2  # the same, between it and its key
DRAIN = 14  # drawn px: the bar of time left
LEAST_AROUND = 4  # px: above and below the words


MAY_LACK_ICON = frozenset({ButtonRole.PRIMARY, ButtonRole.SECONDARY})


class ActionButton(PaintedButton):
    """A button with a word, and perhaps a pictogram before it and its key behind it.

    In the strip, where there is no room for all three, the pictogram makes room for the key; a word
    that would still not fit beside it stands without the key, which works as well.
    """

    def __init__(
        self,
        text: str = "",
        icon: str | None = None,
        *,
        key: str = "",
        role: ButtonRole = ButtonRole.SECONDARY,
        size: ButtonSize = ButtonSize.NORMAL,
        type_role: TypeRole | None = None,
        align: Align = "center",
        max_lines: int = MAX_LINES,
        is_quick: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`key` is shown and pressed from anywhere in the window: `F9`, `1`."""
        be_choices()
        super().__init__(parent, is_quick=is_quick)
        self._role = role
        self._size = size
        self._type_role = type_role
        self._align: Align = align
        self._max_lines = max_lines
        self._icon: str | None = None
        self._key = ""
        self._drain: float | None = None
        self._busy: str | None = None
        self._terse = self._is_close = False
        self._others: tuple[str, ...] = ()
        self._hint: QSize | None = None
        self._least_hint: QSize | None = None
        self._least_width: int | None = None
        self._heights: dict[int, int] = {}
        self.setProperty("role", role.value)
        self.setCheckable(role in CHECKABLE)
        fixed = role in (ButtonRole.LINK, ButtonRole.STEP)
        across = QSizePolicy.Policy.Fixed if fixed else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.set_icon(icon)
        self.set_key(key)
        self.toggled.connect(self.update)

    def setText(self, text: str) -> None:
        """Say `text`; it is the accessible name too."""
        super().setText(text)
        self.setAccessibleName(text.replace("\n", " "))
        self.restyle()

    def set_room_for(self, texts: Sequence[str]) -> None:
        """Wish for the room of the longest of these too: what it says in other languages."""
        if tuple(texts) != self._others:
            self._others = tuple(texts)
            self.restyle()

    @property
    def type_role(self) -> TypeRole:
        """The role its word is painted in."""
        return self._type()

    @property
    def size_class(self) -> ButtonSize:
        return self._size

    def set_icon(self, name: str | None) -> None:
        if name is not None and name not in icon_names():
            raise KeyError(f"there is no icon {name!r}")
        self._icon = name
        self.restyle()

    def set_key(self, key: str) -> None:
        """Press this button with `key` from anywhere in its window, and show it."""
        self._key = key
        self.setProperty("key", key)
        self.press_by(key)
        self.restyle()

    def show_key(self, *, is_shown: bool) -> None:
        """Show its key or not; it presses the button all the same."""
        key = str(self.property("key") or "") if is_shown else ""
        if key != self._key:
            self._key = key
            self.restyle()

    def set_drain(self, left: float | None) -> None:
        """Show the part of the time that is left (1 to 0) as a bar, or no bar."""
        self._drain = None if left is None else min(1.0, max(0.0, left))
        self.update()

    def set_busy(self, word: str | None) -> None:
        """Say `word` in the same width and take no touch until it is set to None."""
        self._busy = word
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, word is not None)
        self.setAccessibleDescription(word or "")
        self.update()

    def set_terse(self, terse: bool) -> None:
        """Show the pictogram alone; the word stays the accessible name."""
        if terse != self._terse:
            self._terse = terse
            self.restyle()

    def set_close(self, close: bool) -> None:
        """Leave hardly any room at both ends of the word."""
        if close != self._is_close:
            self._is_close = close
            self.restyle()

    @property
    def is_close(self) -> bool:
        return self._is_close

    @property
    def is_terse(self) -> bool:
        return self._terse and self._icon is not None

    def _shown(self) -> Measure:
        room = self._room(QRectF(self.rect()))
        _, before, behind = self._share(room)
        return self._fit(room, before, behind)

    def _room(self, rect: QRectF) -> QRectF:
        return rect.adjusted(self._pad(), 0, -self._pad(), 0)

    def _share(self, room: QRectF) -> tuple[str | None, int, int]:
        """Return the pictogram, and what of the width is before the word and behind it."""
        icon = self._icon_shown()
        side = self._icon_side() if icon else 0
        before = side + self._between() if icon and not self.is_terse else side
        if not self._key:
            return icon, before, 0
        behind = key_cap_size(self._key, self._key_px()).width() + self._between()
        if not self.theme.scale.narrow:
            return icon, before, behind
        if self.is_terse:
            return icon, before, behind if before + behind <= room.width() else 0
        least = self.theme.scale.type[self._type()].least_px
        # A choice is known by its number: its word goes down to the least size beside it.
        enough = least if self._role is ButtonRole.CHOICE else min(self._px(), least + 2)
        if self._fits(room, before, behind, enough):
            return icon, before, behind
        if self._role in MAY_LACK_ICON and self._fits(room, 0, behind, least):
            return None, 0, behind
        return icon, before, 0

    def _fits(self, room: QRectF, before: int, behind: int, least_px: int) -> bool:
        set_at = self._fit(room, before, behind)
        return set_at.px >= least_px and not set_at.breaks_words

    @property
    def shown_px(self) -> int:
        """The font size its word is painted at now; 0 where there is only a pictogram."""
        return 0 if self.is_terse or not self.text() else self._shown().px

    @property
    def is_cramped(self) -> bool:
        """Whether its word had to go below its role's least size, or was broken."""
        if self.is_terse or not self.text():
            return False
        shown = self._shown()
        return shown.px < self.theme.scale.type[self._type()].least_px or shown.breaks_words

    @property
    def shows_key(self) -> bool:
        """Whether there is room for its key now."""
        return self._share(self._room(QRectF(self.rect())))[2] > 0

    @property
    def is_busy(self) -> bool:
        return self._busy is not None

    def click(self) -> None:
        if not self.is_busy:
            super().click()

    # --- measuring

    def _type(self) -> TypeRole:
        if self._type_role is not None:
            return self._type_role
        if self._size is ButtonSize.LARGE:
            return TypeRole.MAIN if self.theme.scale.px_per_mm else TypeRole.HEADING
        return TypeRole.BODY if self._role is ButtonRole.LINK else TypeRole.LABEL

    def _piece(self) -> TextPiece:
        return replace(self._word(), text=self._busy) if self._busy else self._word()

    def _word(self) -> TextPiece:
        plain = self._role is ButtonRole.LINK
        weight = Weight.REGULAR if plain else self.theme.scale.type[self._type()].weight
        return TextPiece("" if self.is_terse else self.text(), weight)

    def _px(self) -> int:
        return self.theme.scale.type[self._type()].px

    def _icon_shown(self) -> str | None:
        if self._busy is not None:
            return BUSY
        if self._role is ButtonRole.CHECK:
            return BOXES[self.isChecked()]
        ticks = self._role in {ButtonRole.CHOICE, ButtonRole.SWITCH} and self._icon is None
        if ticks and self.isChecked():
            return TICK
        return self._icon

    def _icon_side(self) -> int:
        return ceil(self._px() * 1.3) if self.theme.scale.px_per_mm == 0 else ceil(self._px() * 1.1)

    def _pad(self) -> int:
        # The kiosk's large words need the width of half a screen.
        part = 0.45 if self.theme.scale.px_per_mm else 0.75
        part = CLOSE_PAD if self._is_close else part
        part = TERSE_PAD if self.is_terse else part
        if self.theme.scale.narrow:
            part = NARROW_TERSE_PAD if self.is_terse else NARROW_PAD
        return 0 if self._role is ButtonRole.LINK else ceil(self._px() * part)

    def _between(self) -> int:
        if self.is_terse:
            return ceil(self._px() * TERSE_GAP)
        return ceil(self._px() * (0.38 if self.theme.scale.px_per_mm else 0.5))

    def _around(self) -> int:
        """Return what lies above and below the words: little where large ones leave little."""
        return max(LEAST_AROUND, ceil(self._between() * self.theme.scale.ease**2))

    def _key_px(self) -> int:
        return max(self.theme.scale.type[TypeRole.LEAST].px, ceil(self._px() * 0.72))

    def _beside(self) -> int:
        """Return the width of everything but the text."""
        width = 2 * self._pad()
        # Room for the tick is kept, so that choosing moves nothing.
        ticks = self._role in TICKING and self.isCheckable()
        if self._icon is not None or ticks:
            width += self._icon_side() + (0 if self.is_terse else self._between())
        if self._key and not self.theme.scale.narrow:
            width += key_cap_size(self._key, self._key_px()).width() + self._between()
        return width

    def _height(self) -> int:
        space = self.theme.scale.space
        if self._role is ButtonRole.LINK:
            return ceil(self._px() * 1.6)
        size = self._size
        if (
            size is ButtonSize.LARGE
            and self.theme.scale.narrow
            and self._role is not ButtonRole.PRIMARY
        ):
            size = ButtonSize.NORMAL  # they stand below the main one, not beside it
        drawn = {
            ButtonSize.SMALL: space.target_small,
            ButtonSize.NORMAL: space.target,
            ButtonSize.LARGE: space.target_large,
        }[size]
        return self.theme.target(drawn, main=size is ButtonSize.LARGE)

    def sizeHint(self) -> QSize:
        if self._hint is None:
            word = self._word()
            natural = measure(word, self._px(), 1e6)
            height = max(self._height(), ceil(natural.height) + self._around())
            others = () if self.is_terse else self._others
            each = (replace(word, text=other) for other in others)
            wide = max(natural.width, *(measure(other, self._px(), 1e6).width for other in each), 0)
            self._hint = QSize(self._beside() + ceil(wide) + 4, height)
        return self._hint

    def minimumSizeHint(self) -> QSize:
        if self._least_hint is None:
            least = self.theme.scale.type[self._type()].least_px
            width = self._beside() + ceil(widest_word(self._word(), least)) + 4
            self._least_hint = QSize(width, self._height())
        return self._least_hint

    def least_width(self) -> int:
        """Return the least width in which its word has no more lines than it may."""
        if self._least_width is None:
            room = self._beside() + self._least_word() + 4
            self._least_width = max(room, self.theme.target(0))
        return self._least_width

    def _least_word(self) -> int:
        piece, least = self._word(), self.theme.scale.type[self._type()].least_px
        words = piece.text.split()
        runs = {
            ceil(measure(replace(piece, text=" ".join(words[start:end])), least, 1e6).width)
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        }
        for run in sorted(runs):
            tried = measure(piece, least, run + 2)
            if tried.lines <= self._max_lines and not tried.breaks_words:
                return run
        return 0

    def least_height(self, width: int) -> int:
        """Return the least height it needs at `width`, its word at its least size."""
        least = self.theme.scale.type[self._type()].least_px
        set_at = measure(self._word(), least, max(1.0, width - self._beside() + 2.0))
        return max(self._height(), ceil(set_at.height) + LEAST_AROUND)

    def height_at(self, width: int) -> int:
        """Return the height it takes at `width`."""
        if (known := self._heights.get(width)) is None:
            size = self.theme.scale.type[self._type()]
            room = max(1.0, width - self._beside())
            most = self._max_lines
            set_at = fit(self._word(), size.px, size.least_px, room, 1e6, max_lines=most)
            known = max(self._height(), ceil(set_at.height) + self._around())
            self._heights[width] = known
        return known

    def setCheckable(self, checkable: bool) -> None:
        super().setCheckable(checkable)
        self.restyle()

    def restyle(self) -> None:
        self._hint = self._least_hint = self._least_width = None
        self._heights.clear()
        super().restyle()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        coat = coat_of(
            self._role,
            is_enabled=self.isEnabled(),
            is_down=self.isDown(),
            is_checked=self.isCheckable() and self.isChecked(),
        )
        inset = theme.scale.space.inset_press if self.isDown() else 0
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if coat.fill is not None:
            self._paint_block(painter, rect, coat)
        self._paint_words(painter, self._room(rect), coat.ink)

    def _radius(self) -> float:
        return self.height() / 2 if self._role is ButtonRole.STEP else self.theme.radius_small

    def _paint_block(self, painter: QPainter, rect: QRectF, coat: Coat) -> None:
        theme = self.theme
        rounded(
            painter,
            rect,
            self._radius(),
            fill=coat.fill or "surface",
            edge=coat.edge,
            width=theme.edge_strong if coat.strong else theme.edge,
            theme=theme,
            dashed=coat.dashed,
        )
        if self._drain is not None:
            clip = QPainterPath()
            edge = theme.edge
            inner = rect.adjusted(edge, edge, -edge, -edge)
            clip.addRoundedRect(inner, self._radius() - edge, self._radius() - edge)
            bar = theme.px(DRAIN)
            painter.save()
            painter.setClipPath(clip)
            left = QRectF(inner.left(), inner.bottom() - bar, inner.width() * self._drain, bar)
            painter.fillRect(left, theme.colour("sun"))
            painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        theme = self.theme
        side, between = self._icon_side(), self._between()
        icon, before, behind = self._share(rect)
        set_at = self._fit(rect, before, behind)
        whole = before + set_at.width + behind
        left = rect.left()
        if self._align == "center":
            left += max(0.0, (rect.width() - whole) / 2)
        if icon:
            box = QRectF(left, rect.center().y() - side / 2, side, side)
            paint_icon(painter, box, icon, theme.colour(ink))
        words = QRectF(left + before, rect.top(), set_at.width + 1, rect.height())
        align: Align = "left" if icon or self._align == "left" else "center"
        draw(painter, words, self._piece(), set_at, theme.colour(ink), align=align)
        if self._role is ButtonRole.LINK:
            base = words.center().y() + set_at.px * 0.45
            painter.fillRect(
                QRectF(words.left(), base, set_at.width, max(1, theme.edge / 2)),
                theme.colour(ink),
            )
        if behind:
            key = key_cap_size(self._key, self._key_px())
            at_end = self._align == "left"
            x = rect.right() - key.width() if at_end else words.left() + set_at.width + between
            cap = QRectF(x, rect.center().y() - key.height() / 2, key.width(), key.height())
            paint_key_cap(painter, cap, self._key, self._key_px(), ink=ink, theme=theme)

    def _fit(self, rect: QRectF, before: int, behind: int) -> Measure:
        size = self.theme.scale.type[self._type()]
        room = max(1.0, rect.width() - before - behind)
        height = rect.height() - LEAST_AROUND
        if self.theme.scale.narrow and self._role is ButtonRole.PRIMARY:
            one = fit(self._piece(), size.px, size.least_px, room, height, max_lines=1)
            if one.lines == 1 and one.px >= size.least_px:
                return one
        return fit(self._piece(), size.px, size.least_px, room, height, max_lines=self._max_lines)
