"""The typeface and the pictograms that ship, and their licences."""

import sys
from importlib.resources import files

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage, QRawFont
from pytestqt.qtbot import QtBot

from core.qt.look.theme import FAMILY, face
from core.qt.look.tokens import CAP_HEIGHT, Weight
from core.qt.program.app import load_fonts
from core.qt.widgets import LINE_ICONS, Icon, icon_names, icon_pixmap
from tests.qt.conftest import Dress

DRAWN = (
    "groups-fill",
    "elderly-fill",
    "pregnant_woman-fill",
    "breastfeeding-fill",
    "accessible-fill",
    "print-fill",
    "print_error-fill",
    "volume_up-fill",
    "stop_circle-fill",
    "translate",
    "text_increase",
    "contrast",
    "arrow_downward",
    "lock-fill",
    "lock_clock-fill",
    "schedule-fill",
    "campaign-fill",
    "notifications_active-fill",
    "play_arrow-fill",
    "record_voice_over-fill",
    "pause_circle-fill",
    "swap_horiz",
    "person_off-fill",
    "check",
    "undo",
    "coffee-fill",
    "call-fill",
    "chat-fill",
    "mail-fill",
    "language",
    "warning-fill",
    "error-fill",
    "check_circle-fill",
    "wifi_off",
    "tv-fill",
    "edit-fill",
    "event-fill",
    "description-fill",
    "supervisor_account-fill",
    "block",
    "sentiment_sad-fill",
    "sentiment_dissatisfied-fill",
    "sentiment_neutral-fill",
    "sentiment_satisfied-fill",
    "sentiment_very_satisfied-fill",
    "person-fill",
    "visibility_off-fill",
    "help-fill",
)
INK = QColor("#0A2733")


def inked(image: QImage) -> set[str]:
    """Return the colours of the opaque pixels."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_every_drawn_pictogram_is_shipped() -> None:
    assert not set(DRAWN) - icon_names()


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_a_pictogram_is_painted_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = icon_pixmap(name, 48, INK).toImage()

    assert inked(image) == {INK.name()}


def test_a_pictogram_is_as_sharp_as_the_screen(qtbot: QtBot) -> None:
    pixmap = icon_pixmap("check", 24, INK, 2.0)

    assert pixmap.size() == QSize(48, 48)
    assert pixmap.deviceIndependentSize().toSize() == QSize(24, 24)


def test_an_unknown_pictogram_is_refused_by_name(qtbot: QtBot) -> None:
    with pytest.raises(KeyError, match="nosuch"):
        Icon("nosuch")


def test_the_preferential_line_shows_all_four_pictograms() -> None:
    assert len(LINE_ICONS["preferential"]) == 4
    assert len(LINE_ICONS["general"]) == 1


@pytest.mark.parametrize("weight", list(Weight))
def test_text_is_set_in_our_typeface(qtbot: QtBot, weight: Weight) -> None:
    load_fonts()

    info = QFontInfo(face(100, weight))

    assert (info.family(), info.weight(), info.exactMatch()) == (FAMILY, weight, True)


def test_capitals_have_the_height_sizes_are_computed_from(qtbot: QtBot) -> None:
    load_fonts()

    metrics = QFontMetricsF(face(1000, Weight.BOLD))

    assert metrics.capHeight() / 1000 == pytest.approx(CAP_HEIGHT, abs=0.001)


def test_the_typeface_has_every_letter_of_our_languages(qtbot: QtBot) -> None:
    load_fonts()
    font = QRawFont.fromFont(face(20, Weight.REGULAR))

    missing = [
        each for each in "ÁÉÍÓÚÜÑáéíóúüñ¿¡«»·…—0123456789%" if not font.supportsCharacter(ord(each))
    ]

    assert not missing


@pytest.mark.parametrize(("folder", "licence"), [("fonts", "OFL.txt"), ("icons", "LICENSE")])
def test_assets_ship_with_their_licence_and_origin(folder: str, licence: str) -> None:
    place = files("assets") / folder

    assert (place / licence).is_file()
    assert (place / "NOTICE").is_file()


def test_an_icon_is_disabled_with_its_window(dress: Dress) -> None:
    icon = Icon("check", size=40)
    top = dress(icon)
    before = icon.grab().toImage()

    top.setEnabled(False)

    assert icon.grab().toImage() != before


def test_none_is_never_used_up(qtbot: QtBot) -> None:
    thing = QObject()
    rounds = 1_000
    before = sys.getrefcount(None)

    for _ in range(rounds):
        thing.setObjectName("")

    # On Python 3.11 PySide6 6.12.0 takes one reference a call, of a few thousand there are.
    assert sys.getrefcount(None) > before - rounds / 2
