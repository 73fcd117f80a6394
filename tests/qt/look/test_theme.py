"""Sizes on real screens, and the theme a widget finds."""

import re

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.qt.look.theme import ColourMode, Scale, Theme, TypeRole, theme_of
from core.qt.look.tokens import CAP_HEIGHT
from core.qt.widgets import FitLabel
from tests.qt.conftest import COUNTER, KIOSK, Dress


@pytest.mark.parametrize(
    ("role", "px"),
    [
        (TypeRole.LEAST, 29),
        (TypeRole.BODY, 45),
        (TypeRole.LABEL, 52),
        (TypeRole.HEADING, 64),
        (TypeRole.MAIN, 72),
        (TypeRole.CODE, 320),
    ],
)
def test_kiosk_type_has_the_drawn_sizes(role: TypeRole, px: int) -> None:
    assert KIOSK.type[role].px == px


def test_the_kiosk_code_never_shrinks_below_its_least_height() -> None:
    assert KIOSK.type[TypeRole.CODE].least_px == 172


@pytest.mark.parametrize(
    ("width", "height", "inches"),
    [(1080, 1920, 21.5), (1080, 1920, 32.0), (2160, 3840, 27.0), (1920, 1080, 24.0)],
)
def test_kiosk_capitals_have_their_millimetres_on_every_screen(
    width: int, height: int, inches: float
) -> None:
    scale = Scale.kiosk(width, height, inches)

    size = scale.type[TypeRole.LEAST]
    least_mm, usual_mm = (px * CAP_HEIGHT / scale.px_per_mm for px in (size.least_px, size.px))

    assert 4.8 <= least_mm < 4.8 + 1 / scale.px_per_mm
    assert least_mm <= usual_mm, "a large screen has larger words, a small one no smaller ones"


def test_large_text_enlarges_what_is_needed_by_a_quarter_and_leaves_the_code() -> None:
    large = Scale.kiosk(1080, 1920, 21.5, large=True)

    assert large.type[TypeRole.BODY].px >= KIOSK.type[TypeRole.BODY].px * 1.24
    assert large.type[TypeRole.CODE] == KIOSK.type[TypeRole.CODE]


def test_the_hall_reads_everything_from_eight_metres() -> None:
    scale = Scale.display(1920, 1080, 43, 8)

    assert (scale.type[TypeRole.LEAST].px, scale.type[TypeRole.CODE].px) == (121, 296)


@pytest.mark.parametrize(("diagonal_in", "distance_m"), [(43, 4.0), (43, 8.0), (65, 12.0)])
def test_the_hall_scales_with_the_farthest_seat(diagonal_in: float, distance_m: float) -> None:
    scale = Scale.display(1920, 1080, diagonal_in, distance_m)

    capital_mm = scale.type[TypeRole.LEAST].px * CAP_HEIGHT / scale.px_per_mm

    assert capital_mm >= distance_m * 1000 / 200


def test_a_kiosk_target_is_twenty_millimetres_on_a_coarse_screen() -> None:
    coarse = Theme.of(ColourMode.LIGHT, Scale.kiosk(540, 960, 10.0))

    assert coarse.target(60) >= 20 * coarse.scale.px_per_mm


@pytest.mark.parametrize("mode", list(ColourMode))
@pytest.mark.parametrize("scale", [KIOSK, COUNTER, Scale.display(1920, 1080, 43, 8)])
def test_the_style_sheet_is_complete(mode: ColourMode, scale: Scale) -> None:
    sheet = Theme.of(mode, scale).style_sheet()

    assert "$" not in sheet
    assert re.findall(r"#[0-9A-Fa-f]{6}", sheet)
    assert sheet.count("{") == sheet.count("}")


def test_a_widget_finds_the_nearest_theme_above_it(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    inner = QWidget(outer)
    deep = QLabel(inner)
    dark = Theme.of(ColourMode.DARK, COUNTER)
    light = Theme.of(ColourMode.LIGHT, KIOSK)

    dark.apply_to(outer)
    before = theme_of(deep)
    light.apply_to(inner)

    assert before is dark
    assert theme_of(deep) is light
    assert theme_of(outer) is dark


def test_a_widget_that_moves_to_another_window_wears_its_theme(qtbot: QtBot) -> None:
    light, dark = QWidget(), QWidget()
    for window, mode in ((light, ColourMode.LIGHT), (dark, ColourMode.DARK)):
        qtbot.addWidget(window)
        Theme.of(mode, COUNTER).apply_to(window)
    label = FitLabel("A-001", parent=light)
    assert label.theme.tokens is theme_of(light).tokens

    label.setParent(dark)

    assert label.theme.tokens is theme_of(dark).tokens


def test_a_widget_without_a_window_has_a_plain_theme(qtbot: QtBot) -> None:
    alone = QLabel()
    qtbot.addWidget(alone)

    assert theme_of(alone).mode is ColourMode.LIGHT


def test_a_new_theme_repaints_plain_labels_too(dress: Dress) -> None:
    label = QLabel("Puesto")
    top = dress(label)

    Theme.of(ColourMode.CONTRAST, COUNTER).apply_to(top)

    assert label.palette().color(label.foregroundRole()).name() == "#ffffff"


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(AttributeError):
        Theme.of(ColourMode.LIGHT, COUNTER).colour("pink")


def test_reduced_motion_moves_nothing() -> None:
    still = Theme.of(ColourMode.LIGHT, COUNTER, reduced_motion=True).motion

    assert (still.change_ms, still.rise, still.pulse_ms, still.paper_ms) == (0, 0, 0, 0)
