"""The look as numbers: colours, type, space and motion, free of Qt so that tests can measure them.

Three sets of colours have the same names. Sizes are those of the drawings (kiosk 1080 x 1920,
counter 1366 x 768, display 1920 x 1080) or capital heights in millimetres;
`core.qt.look.theme.Scale` turns them into this screen's pixels.
"""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from math import ceil

CAP_HEIGHT = 0.668
"""Height of a capital of Atkinson Hyperlegible Next, as a part of the font size."""

LINE_HEIGHT = 1.18
"""Distance between two baselines, as a part of the font size."""


class ColourMode(StrEnum):
    """Which set of colours is worn."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Weight(IntEnum):
    """The three weights shipped, with the numbers Qt and CSS give them."""

    REGULAR = 400
    SEMIBOLD = 600
    BOLD = 700


class TypeRole(StrEnum):
    """What a text is for; its size and weight follow from it on every screen."""

    LEAST = "least"  # the smallest text there is
    BODY = "body"  # text a person needs
    LABEL = "label"  # on a button
    TITLE = "title"  # of a panel
    HEADING = "heading"  # of a page
    MAIN = "main"  # the one thing to do
    FIGURE = "figure"  # a number to compare
    LETTER = "letter"  # of a line, on its block
    CODE = "code"  # a ticket's code


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one mode as `#RRGGBB`. `on_x` is text upon `x`; `x_edge` surrounds `x`."""

    mode: ColourMode
    bg: str
    surface: str
    inset: str
    ink: str
    ink2: str
    border: str
    rule: str
    sea: str
    on_sea: str
    sea_press: str
    sea_soft: str
    sea_edge: str
    sun: str
    on_sun: str
    sun_press: str
    sun_soft: str
    sun_edge: str
    coral: str
    coral_soft: str
    palm: str
    palm_soft: str
    off: str
    on_off: str
    chosen: str
    on_chosen: str
    chosen_edge: str
    tile: str
    on_tile: str
    deep: str
    on_deep: str
    sun_on_deep: str
    palm_on_deep: str
    coral_on_deep: str
    focus: str
    sky_top: str
    sky_horizon: str
    disc: str
    bands: tuple[str, str, str, str, str, str, str]

    @property
    def decorated(self) -> bool:
        """Whether the sea is drawn: high contrast has none."""
        return self.mode is not ColourMode.CONTRAST


LIGHT = Tokens(
    mode=ColourMode.LIGHT,
    bg="#FBF7EE",
    surface="#FFFFFF",
    inset="#F2ECDE",
    ink="#0A2733",
    ink2="#32505B",
    border="#67828C",
    rule="#DDD3BF",
    sea="#07495A",
    on_sea="#FFFFFF",
    sea_press="#04323F",
    sea_soft="#DCEFF0",
    sea_edge="#07495A",
    sun="#FFC42E",
    on_sun="#0A2733",
    sun_press="#F0AC00",
    sun_soft="#FFF1CC",
    sun_edge="#855400",
    coral="#8F1E19",
    coral_soft="#FDE8E2",
    palm="#0F5537",
    palm_soft="#E0F2E5",
    off="#E7E2D6",
    on_off="#36474E",
    chosen="#DCEFF0",
    on_chosen="#0A2733",
    chosen_edge="#07495A",
    tile="#07495A",
    on_tile="#FFFFFF",
    deep="#073B49",
    on_deep="#FFFFFF",
    sun_on_deep="#FFC42E",
    palm_on_deep="#9CE4B6",
    coral_on_deep="#FFB5A8",
    focus="#0A2733",
    sky_top="#FBF7EE",
    sky_horizon="#FFEEC2",
    disc="#FFC42E",
    bands=("#0B3F5C", "#0B5872", "#107888", "#2A9BA3", "#5DBDBB", "#9BD9CF", "#D3EFE2"),
)

DARK = Tokens(
    mode=ColourMode.DARK,
    bg="#071C26",
    surface="#0D2A37",
    inset="#12384A",
    ink="#F5F8F6",
    ink2="#BDD0D6",
    border="#7F9DA8",
    rule="#2A4A58",
    sea="#0A5162",
    on_sea="#FFFFFF",
    sea_press="#07404E",
    sea_soft="#12384A",
    sea_edge="#63BCC7",
    sun="#FFC42E",
    on_sun="#0A2733",
    sun_press="#F0AC00",
    sun_soft="#3A2E0A",
    sun_edge="#FFE39A",
    coral="#FFB5A8",
    coral_soft="#4A1512",
    palm="#9CE4B6",
    palm_soft="#0E3A28",
    off="#1B3441",
    on_off="#B4C5CB",
    chosen="#12384A",
    on_chosen="#F5F8F6",
    chosen_edge="#63BCC7",
    tile="#12384A",
    on_tile="#F5F8F6",
    deep="#073B49",
    on_deep="#FFFFFF",
    sun_on_deep="#FFC42E",
    palm_on_deep="#9CE4B6",
    coral_on_deep="#FFB5A8",
    focus="#F5F8F6",
    sky_top="#04131B",
    sky_horizon="#0C2833",
    disc="#E8873A",
    bands=("#061B2B", "#072A3B", "#083A4B", "#0B4C5B", "#125F6B", "#1D747C", "#2E8B8F"),
)

CONTRAST = Tokens(
    mode=ColourMode.CONTRAST,
    bg="#000000",
    surface="#000000",
    inset="#000000",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    border="#FFFFFF",
    rule="#FFFFFF",
    sea="#000000",
    on_sea="#FFFFFF",
    sea_press="#000000",
    sea_soft="#000000",
    sea_edge="#FFFFFF",
    sun="#FFE14D",
    on_sun="#000000",
    sun_press="#FFE14D",
    sun_soft="#000000",
    sun_edge="#FFFFFF",
    coral="#FFFFFF",
    coral_soft="#000000",
    palm="#FFFFFF",
    palm_soft="#000000",
    off="#000000",
    on_off="#CFCFCF",
    chosen="#FFFFFF",
    on_chosen="#000000",
    chosen_edge="#FFFFFF",
    tile="#FFFFFF",
    on_tile="#000000",
    deep="#000000",
    on_deep="#FFFFFF",
    sun_on_deep="#FFE14D",
    palm_on_deep="#FFFFFF",
    coral_on_deep="#FFFFFF",
    focus="#00E5FF",
    sky_top="#000000",
    sky_horizon="#000000",
    disc="#000000",
    bands=("#000000",) * 7,
)

TOKENS = {ColourMode.LIGHT: LIGHT, ColourMode.DARK: DARK, ColourMode.CONTRAST: CONTRAST}


@dataclass(frozen=True, slots=True)
class TypeSize:
    """The font size of a role on one screen, and the size below which it may not shrink."""

    px: int
    least_px: int
    weight: Weight


@dataclass(frozen=True, slots=True)
class CapHeight:
    """The size of a role in millimetres of capital height, and the least of it."""

    mm: float
    least_mm: float
    weight: Weight

    def on(self, px_per_mm: float, *, unit: float, factor: float = 1.0) -> TypeSize:
        """Return the font size as drawn, times `unit`, or what the least millimetres ask for.

        `factor` enlarges both.
        """
        least_px = font_px(self.least_mm * factor, px_per_mm)
        drawn_px = font_px(self.mm * factor, KIOSK_DRAWN_PX_PER_MM * unit)
        return TypeSize(px=max(drawn_px, least_px), least_px=least_px, weight=self.weight)


def font_px(cap_mm: float, px_per_mm: float) -> int:
    """Return the font size in px whose capitals are at least `cap_mm` high."""
    return ceil(cap_mm * px_per_mm / CAP_HEIGHT)


@dataclass(frozen=True, slots=True)
class Space:
    """Distances and strokes of one drawing, in its own px; `target_*` are heights of controls."""

    margin: int
    gap: int
    radius: int
    radius_small: int
    edge: int
    edge_strong: int
    edge_contrast: int
    target_small: int
    target: int
    target_large: int
    target_least_mm: float
    icon: int
    gap_least_mm: float = 0
    inset_press: int = 3
    focus_gap: int = 3
    focus_ring: int = 5


@dataclass(frozen=True, slots=True)
class Motion:
    """Durations in ms and the distance a page rises, in drawn px."""

    press_ms: int = 80
    change_ms: int = 160
    rise: int = 12
    paper_ms: int = 600
    pulse_ms: int = 1000
    pulse_for_ms: int = 10_000


MOTION = Motion()
STILL = Motion(press_ms=0, change_ms=0, rise=0, paper_ms=0, pulse_ms=0, pulse_for_ms=0)

KIOSK_SPACE = Space(
    margin=54,
    gap=22,
    radius=28,
    radius_small=22,
    edge=3,
    edge_strong=6,
    edge_contrast=6,
    target_small=112,
    target=112,
    target_large=164,
    target_least_mm=20,
    icon=52,
    gap_least_mm=5,
)
COUNTER_SPACE = Space(
    margin=24,
    gap=12,
    radius=16,
    radius_small=12,
    edge=2,
    edge_strong=3,
    edge_contrast=3,
    target_small=46,
    target=60,
    target_large=84,
    target_least_mm=0,
    icon=26,
)
COUNTER_NARROW_SPACE = replace(
    COUNTER_SPACE, margin=12, gap=7, target_small=42, target=52, target_large=66
)
"""The counter as a strip beside another program: every px of its width is needed."""
DISPLAY_SPACE = Space(
    margin=62,
    gap=32,
    radius=24,
    radius_small=16,
    edge=4,
    edge_strong=8,
    edge_contrast=8,
    target_small=130,
    target=130,
    target_large=130,
    target_least_mm=0,
    icon=120,
)

KIOSK_DRAWN_PX_PER_MM = 4.034
"""Density of the drawn screen, 1080 x 1920 on 21.5 inches: there a length has its millimetres."""

KIOSK_TYPE = {
    TypeRole.LEAST: CapHeight(4.8, 4.8, Weight.REGULAR),
    TypeRole.BODY: CapHeight(7.3, 7.3, Weight.REGULAR),
    TypeRole.LABEL: CapHeight(8.5, 8.5, Weight.SEMIBOLD),
    TypeRole.TITLE: CapHeight(7.3, 7.3, Weight.BOLD),
    TypeRole.HEADING: CapHeight(10.59, 8.5, Weight.BOLD),
    TypeRole.MAIN: CapHeight(11.9, 8.5, Weight.BOLD),
    TypeRole.FIGURE: CapHeight(18.5, 10.59, Weight.BOLD),
    TypeRole.LETTER: CapHeight(24.8, 11.9, Weight.BOLD),
    TypeRole.CODE: CapHeight(52.9, 28.4, Weight.BOLD),
}
KIOSK_LARGE = 1.25
KIOSK_GROWS = frozenset({TypeRole.LEAST, TypeRole.BODY, TypeRole.LABEL, TypeRole.TITLE})
"""What *Letra grande* enlarges: the text a person needs; titles are that large already."""

COUNTER_TYPE = {
    TypeRole.LEAST: TypeSize(16, 16, Weight.REGULAR),
    TypeRole.BODY: TypeSize(18, 16, Weight.REGULAR),
    TypeRole.LABEL: TypeSize(19, 16, Weight.BOLD),
    TypeRole.TITLE: TypeSize(20, 18, Weight.BOLD),
    TypeRole.HEADING: TypeSize(26, 20, Weight.BOLD),
    TypeRole.MAIN: TypeSize(40, 26, Weight.BOLD),
    TypeRole.FIGURE: TypeSize(34, 26, Weight.BOLD),
    TypeRole.LETTER: TypeSize(34, 26, Weight.BOLD),
    TypeRole.CODE: TypeSize(92, 48, Weight.BOLD),
}
LEADER_TYPE = {
    TypeRole.LEAST: TypeSize(17, 17, Weight.REGULAR),
    TypeRole.BODY: TypeSize(20, 17, Weight.REGULAR),
    TypeRole.LABEL: TypeSize(20, 17, Weight.BOLD),
    TypeRole.TITLE: TypeSize(24, 20, Weight.BOLD),
    TypeRole.HEADING: TypeSize(34, 24, Weight.BOLD),
    TypeRole.MAIN: TypeSize(34, 24, Weight.BOLD),
    TypeRole.FIGURE: TypeSize(54, 34, Weight.BOLD),
    TypeRole.LETTER: TypeSize(54, 34, Weight.BOLD),
    TypeRole.CODE: TypeSize(24, 20, Weight.BOLD),
}
LEADER_SMALL_TYPE = {
    **LEADER_TYPE,
    TypeRole.BODY: TypeSize(18, 17, Weight.REGULAR),
    TypeRole.LABEL: TypeSize(18, 17, Weight.BOLD),
    TypeRole.TITLE: TypeSize(21, 18, Weight.BOLD),
    TypeRole.HEADING: TypeSize(29, 21, Weight.BOLD),
    TypeRole.MAIN: TypeSize(29, 21, Weight.BOLD),
    TypeRole.CODE: TypeSize(21, 18, Weight.BOLD),
}
"""On a screen 1366 wide."""
# As multiples of the two capital heights the hall needs: any text, and the current code.
DISPLAY_TYPE = {
    TypeRole.LEAST: (1.0, Weight.REGULAR),
    TypeRole.BODY: (1.01, Weight.REGULAR),
    TypeRole.LABEL: (1.01, Weight.BOLD),
    TypeRole.TITLE: (1.01, Weight.BOLD),
    TypeRole.HEADING: (1.55, Weight.BOLD),
    TypeRole.MAIN: (1.83, Weight.BOLD),
}
DISPLAY_TEXT_ANGLE = 1 / 200
"""Capital height of any text in the hall, as a part of the farthest seat's distance."""
DISPLAY_CODE_DEGREES = 0.7
"""Angle under which the current code is seen from the farthest seat."""
DISPLAY_REACH_M_PER_IN = 0.1861
"""How far a seat may be for each inch of the screen, so that all of a layout has room."""
DISPLAY_BEYOND = 0.98
"""The part of its reach that a screen shows things for, if somebody sits beyond: coarse pixels need
the rest.
"""
