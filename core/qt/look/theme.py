"""Tokens on a real screen: pixels for every size, fonts, the palette and the style sheet.

A `Theme` is applied to the top widget of a window; every widget below finds it with `theme_of`.
Two windows of one process may wear different themes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import ceil, hypot, radians, tan
from string import Template
from types import MappingProxyType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QWidget

from core.qt.look.tokens import (
    COUNTER_NARROW_SPACE,
    COUNTER_SPACE,
    COUNTER_TYPE,
    DISPLAY_BEYOND,
    DISPLAY_CODE_DEGREES,
    DISPLAY_REACH_M_PER_IN,
    DISPLAY_SPACE,
    DISPLAY_TEXT_ANGLE,
    DISPLAY_TYPE,
    KIOSK_GROWS,
    KIOSK_LARGE,
    KIOSK_SPACE,
    KIOSK_TYPE,
    LEADER_SMALL_TYPE,
    LEADER_TYPE,
    MOTION,
    STILL,
    TOKENS,
    ColourMode,
    Motion,
    Space,
    Tokens,
    TypeRole,
    TypeSize,
    Weight,
    font_px,
)

__all__ = [
    "FAMILY",
    "ColourMode",
    "Scale",
    "Theme",
    "Tokens",
    "TypeRole",
    "Weight",
    "face",
    "theme_of",
]

FAMILY = "Atkinson Hyperlegible Next"  # unsaid
MM_PER_INCH = 25.4
WORN = "_worn_theme"  # in the __dict__ of a dressed widget: getattr would be slow
KIOSK_DRAWN = (1080, 1920)
DISPLAY_DRAWN = (1920, 1080)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the drawn things are on one screen.

    `unit` is px per drawn px, `px_per_mm` the density of the screen (0 where only px count).
    `narrow`: the window is a strip, and what stands side by side elsewhere stands one below the
    other. `ease`: with *Letra grande*, how much of its drawn distances a page has room for.
    """

    unit: float
    px_per_mm: float
    type: Mapping[TypeRole, TypeSize]
    space: Space
    large: bool = False
    narrow: bool = False
    ease: float = 1.0

    @classmethod
    def kiosk(
        cls, width_px: int, height_px: int, diagonal_in: float, *, large: bool = False
    ) -> Self:
        """Scale the drawing to the screen, upright or lying, with the least millimetres of all.

        A larger screen shows the same, enlarged; a smaller one keeps the millimetres. `large`
        enlarges every needed text by a quarter.
        """
        short, long = sorted((width_px, height_px))
        return cls._kiosk(
            min(short / KIOSK_DRAWN[0], long / KIOSK_DRAWN[1]),
            _px_per_mm(width_px, height_px, diagonal_in),
            KIOSK_LARGE if large else 1.0,
        )

    @classmethod
    def _kiosk(cls, unit: float, density: float, growth: float, letters: float = 0) -> Self:
        sizes = {
            role: height.on(
                density, unit=max(unit, letters), factor=growth if role in KIOSK_GROWS else 1.0
            )
            for role, height in KIOSK_TYPE.items()
        }
        if letters:
            for role in KIOSK_GROWS:
                sizes[role] = replace(sizes[role], least_px=sizes[role].px)
            # Where the needed size has no room, what nobody needs is no smaller than it was.
            needed = KIOSK_TYPE[TypeRole.BODY].on(density, unit=max(unit, letters))
            least = sizes[TypeRole.LEAST]
            sizes[TypeRole.LEAST] = replace(least, px=max(least.px, needed.px))
        return cls(
            unit=unit,
            px_per_mm=density,
            type=MappingProxyType(sizes),
            space=KIOSK_SPACE,
            large=letters > 0 or growth > 1.0,
        )

    def eased(self, ease: float, growth: float = 1.0, *, plain_ease: float = 1.0) -> Self:
        """Return this kiosk's scale with drawn lengths `ease` times as long, as a page has room.

        Where this scale is large, `growth` is what *Letra grande* enlarges by, and no letter is
        smaller than at `plain_ease`, how the page stands without it. No length comes below its
        least millimetres.
        """
        unit = self.unit * ease
        if not self.large:
            return self._kiosk(unit, self.px_per_mm, 1.0)
        large = self._kiosk(unit, self.px_per_mm, growth, self.unit * plain_ease)
        return replace(large, ease=ease)

    def plain(self) -> Self:
        """Return this kiosk's scale as it is without *Letra grande*."""
        return self._kiosk(self.unit, self.px_per_mm, 1.0)

    @classmethod
    def display(cls, width_px: int, height_px: int, diagonal_in: float, distance_m: float) -> Self:
        """Scale by what the farthest seat, `distance_m` away, can read; upright or lying.

        A seat beyond the screen's reach counts as one at its end.
        """
        short, long = sorted((width_px, height_px))
        density = _px_per_mm(width_px, height_px, diagonal_in)
        reach_m = diagonal_in * DISPLAY_REACH_M_PER_IN
        distance_mm = 1000 * (distance_m if distance_m <= reach_m else reach_m * DISPLAY_BEYOND)
        text_mm = distance_mm * DISPLAY_TEXT_ANGLE
        code_mm = distance_mm * tan(radians(DISPLAY_CODE_DEGREES))
        least = font_px(text_mm, density)
        code = font_px(code_mm, density)
        sizes = {
            role: TypeSize(ceil(least * factor), least, weight)
            for role, (factor, weight) in DISPLAY_TYPE.items()
        }
        for role in (TypeRole.CODE, TypeRole.FIGURE, TypeRole.LETTER):
            sizes[role] = TypeSize(code, code, Weight.BOLD)
        return cls(
            unit=min(long / DISPLAY_DRAWN[0], short / DISPLAY_DRAWN[1]),
            px_per_mm=density,
            type=MappingProxyType(sizes),
            space=DISPLAY_SPACE,
        )

    @classmethod
    def counter(cls, zoom: float = 1.0, *, narrow: bool = False) -> Self:
        """Scale by plain px at 96 dpi, times `zoom`; `narrow` for the strip."""
        scale = cls._by_px(COUNTER_TYPE, zoom)
        return replace(scale, space=COUNTER_NARROW_SPACE, narrow=True) if narrow else scale

    @classmethod
    def leader(cls, zoom: float = 1.0, *, small: bool = False, narrow: bool = False) -> Self:
        """Scale for the leader's window: plain px at 96 dpi, times `zoom`.

        `small`: for a screen 1366 wide; `narrow`: enlarged beyond what has room side by side.
        """
        scale = cls._by_px(LEADER_SMALL_TYPE if small else LEADER_TYPE, zoom)
        return replace(scale, narrow=narrow)

    @classmethod
    def _by_px(cls, sizes: Mapping[TypeRole, TypeSize], zoom: float) -> Self:
        return cls(
            unit=zoom,
            px_per_mm=0,
            type=MappingProxyType(
                {
                    role: replace(
                        size, px=ceil(size.px * zoom), least_px=ceil(size.least_px * zoom)
                    )
                    for role, size in sizes.items()
                }
            ),
            space=COUNTER_SPACE,
        )

    def px(self, drawn: float) -> int:
        """Return a drawn length in this screen's px, never less than 1 for a length above 0."""
        return max(1, round(drawn * self.unit)) if drawn > 0 else 0

    def mm(self, length_mm: float) -> int:
        """Return a length in mm in px, rounded up; 0 where the screen's size does not count."""
        return ceil(length_mm * self.px_per_mm)


def _px_per_mm(width_px: int, height_px: int, diagonal_in: float) -> float:
    return hypot(width_px, height_px) / (diagonal_in * MM_PER_INCH)


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Colours and sizes together: what a widget asks when it measures and paints itself."""

    tokens: Tokens
    scale: Scale
    motion: Motion = MOTION

    @classmethod
    def of(cls, mode: ColourMode, scale: Scale, *, reduced_motion: bool = False) -> Self:
        """Return the theme of `mode`; with `reduced_motion` nothing moves."""
        return cls(TOKENS[mode], scale, STILL if reduced_motion else MOTION)

    def in_mode(self, mode: ColourMode) -> "Theme":
        """Return this theme in other colours."""
        return replace(self, tokens=TOKENS[mode])

    def at(self, scale: Scale) -> "Theme":
        """Return this theme at another scale."""
        return replace(self, scale=scale)

    @property
    def mode(self) -> ColourMode:
        return self.tokens.mode

    def colour(self, token: str) -> QColor:
        """Return the colour named `token`, a field of `Tokens`.

        Raises:
            AttributeError: there is no such token.
        """
        return QColor(getattr(self.tokens, token))

    def font(self, role: TypeRole, *, weight: Weight | None = None, px: int | None = None) -> QFont:
        """Return the face of `role`, or of another `weight` or size."""
        size = self.scale.type[role]
        return face(px or size.px, weight or size.weight)

    def px(self, drawn: float) -> int:
        """Return a drawn length in this screen's px."""
        return self.scale.px(drawn)

    @property
    def margin(self) -> int:
        return self.px(self.scale.space.margin)

    @property
    def gap(self) -> int:
        """Distance between two things to touch."""
        return max(self.px(self.scale.space.gap), self.scale.mm(self.scale.space.gap_least_mm))

    @property
    def pad(self) -> int:
        """Distance from the edge of something to what lies in it."""
        return self.px(self.scale.space.gap)

    @property
    def radius(self) -> int:
        return self.px(self.scale.space.radius)

    @property
    def radius_small(self) -> int:
        return self.px(self.scale.space.radius_small)

    @property
    def edge(self) -> int:
        """Width of an ordinary border; high contrast has thicker ones."""
        space = self.scale.space
        return self.px(space.edge if self.tokens.decorated else space.edge_contrast)

    @property
    def edge_strong(self) -> int:
        """Width of the border of something chosen, or of a ticket."""
        space = self.scale.space
        return self.px(max(space.edge_strong, 0 if self.tokens.decorated else space.edge_contrast))

    @property
    def icon(self) -> int:
        return self.px(self.scale.space.icon)

    def target(self, drawn: int, *, main: bool = False) -> int:
        """Return the height of a control drawn `drawn` high, never below the least target.

        A `main` one is at least twice as high.
        """
        least_mm = self.scale.space.target_least_mm * (2 if main else 1)
        return max(self.px(drawn), self.scale.mm(least_mm))

    def palette(self) -> QPalette:
        """Return the colours for what Qt paints by itself."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "bg",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "inset",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.PlaceholderText: "ink2",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.Highlight: "chosen_edge",
            QPalette.ColorRole.HighlightedText: "bg",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "ink",
            QPalette.ColorRole.Link: "ink",
            QPalette.ColorRole.Mid: "border",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        off = QPalette.ColorGroup.Disabled
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(off, role, self.colour("on_off"))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet for what Qt paints by itself, filled in from the template."""
        tokens = {
            name: value
            for name in Tokens.__slots__
            if isinstance(value := getattr(self.tokens, name), str)
        }
        sizes = {f"px_{role.value}": str(size.px) for role, size in self.scale.type.items()}
        weights = {
            f"weight_{role.value}": str(int(size.weight)) for role, size in self.scale.type.items()
        }
        lengths = {
            "family": FAMILY,
            "gap": self.gap,
            "half_gap": self.gap // 2,
            "radius": self.radius,
            "radius_small": self.radius_small,
            "edge": self.edge,
            "edge_strong": self.edge_strong,
            "hairline": self.px(1),
            "target": self.target(self.scale.space.target_small) - 2 * self.edge,
            "target_strong": self.target(self.scale.space.target_small) - 2 * self.edge_strong,
            "bar": self.px(8 if self.scale.narrow else 14),
            "icon": self.icon,
        }
        return _template().substitute(tokens, **sizes, **weights, **lengths)

    def apply_to(self, window: QWidget) -> None:
        """Dress `window` and everything in it; may be called again with another theme."""
        _dress(window, self)
        # In this order: a style sheet that goes puts back the palette it found when it came.
        window.setStyleSheet(self.style_sheet())
        window.setPalette(self.palette())

    def lend_to(self, part: QWidget) -> None:
        """Have `part` and everything in it measure and paint by this theme, not by its window's.

        Only for what paints itself: the window's style sheet and palette stay.
        """
        _dress(part, self)
        # What lies deepest first: the rest measures itself by it.
        for each in (*reversed(part.findChildren(QWidget)), part):
            QCoreApplication.sendEvent(each, QEvent(QEvent.Type.StyleChange))


def face(px: int, weight: Weight) -> QFont:
    """Return our typeface at `px`, for the caller to change."""
    return QFont(_face(px, weight))


@cache
def _face(px: int, weight: Weight) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, px))
    font.setWeight(QFont.Weight(int(weight)))
    return font


@cache
def _template() -> Template:
    return Template((files("assets") / "theme" / "theme.qss").read_text(encoding="utf-8"))


@cache
def _plain() -> Theme:
    return Theme.of(ColourMode.LIGHT, Scale.counter())


def _dress(widget: QWidget, theme: Theme) -> None:
    global _dressings  # noqa: PLW0603 - what `dressings` tells
    _dressings += 1
    widget.__dict__[WORN] = theme


_dressings = 0


def dressings() -> int:
    """Return how often anything was dressed: until that changes, a widget that stays in its place
    has the same theme.
    """
    return _dressings


def theme_of(widget: QWidget) -> Theme:
    """Return the theme `widget` stands in: that of the nearest dressed widget above it."""
    above: QWidget | None = widget
    while above is not None:
        theme: Theme | None = above.__dict__.get(WORN)
        if theme is not None:
            return theme
        above = above.parentWidget()
    return _plain()
