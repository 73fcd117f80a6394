"""The painted parts: shapes that carry meaning, and what a screen reader is told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.qt.look.theme import ColourMode, Theme, TypeRole
from core.qt.widgets import (
    ActionButton,
    BandStrip,
    BigButton,
    CounterBar,
    CounterBox,
    DeviceHealth,
    FocusRing,
    KioskBar,
    LineMark,
    LineTag,
    NoticeCard,
    PageStack,
    SeaBands,
    StatusItem,
    TicketShape,
)
from tests.qt.conftest import KIOSK, Dress

LIGHT = Theme.of(ColourMode.LIGHT, KIOSK).tokens


def picture_of(widget: QWidget) -> QImage:
    """Return what is seen where `widget` is, its ground included."""
    return (
        widget.window()
        .grab(widget.rect().translated(widget.mapTo(widget.window(), QPoint())))
        .toImage()
    )


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 2)
        for y in range(image.height())
    }


def middle_grey(image: QImage) -> int:
    return QColor(image.pixelColor(image.width() // 2, 4)).lightness()


# --- lines


def test_the_lines_differ_by_shape(dress: Dress) -> None:
    general, preferential = LineTag("general", "x"), LineTag("preferential", "x")
    dress(general, preferential)
    corner = 3

    round_end = picture_of(general).pixelColor(corner, corner).name().upper()
    squared = picture_of(preferential).pixelColor(corner, corner).name().upper()

    assert round_end == LIGHT.bg
    assert squared != LIGHT.bg


@pytest.mark.parametrize("mode", list(ColourMode))
def test_the_lines_differ_in_greyscale(dress: Dress, mode: ColourMode) -> None:
    general, preferential = LineTag("general", "x"), LineTag("preferential", "x")
    dress(general, preferential, mode=mode)

    assert middle_grey(picture_of(preferential)) - middle_grey(picture_of(general)) > 40


def test_a_line_is_read_by_its_word(qtbot: QtBot) -> None:
    tag = LineTag("preferential", "Atención preferencial")
    qtbot.addWidget(tag)

    interface = QAccessible.queryAccessibleInterface(tag)

    assert interface.text(QAccessible.Text.Name) == "Atención preferencial"


def test_a_tag_changes_with_its_line(dress: Dress) -> None:
    tag = LineTag("general", "General")
    dress(tag)
    before = tag.sizeHint()

    tag.set_line("preferential", "Preferencial")

    assert tag.line == "preferential"
    assert tag.sizeHint().width() > before.width()


@pytest.mark.parametrize("layout", ["row", "grid"])
@pytest.mark.parametrize("filled", [True, False])
def test_marks_of_both_lines_are_painted(dress: Dress, layout: str, filled: bool) -> None:
    made = LineMark("general", size=40, layout="grid" if layout == "grid" else "row", filled=filled)
    dress(made)
    general = picture_of(made)

    made.set_line("preferential")

    assert len(colours(general)) > 1
    assert picture_of(made) != general


# --- the sea


def test_the_sea_has_its_seven_colours_in_order(dress: Dress) -> None:
    sea = SeaBands(sky=100)
    dress(sea, scale=KIOSK, width=1080, height=400)
    image = picture_of(sea)
    column = [image.pixelColor(300, y).name().upper() for y in range(image.height())]

    seen = list(dict.fromkeys(colour for colour in column if colour in LIGHT.bands))

    assert seen == list(LIGHT.bands)


def test_high_contrast_has_no_sea_and_gives_its_place_back(dress: Dress) -> None:
    sea = SeaBands(sky=100)
    top = dress(sea, scale=KIOSK, width=1080, height=400)
    with_sea = sea.sizeHint().height()

    Theme.of(ColourMode.CONTRAST, KIOSK).apply_to(top)

    assert sea.sizeHint().height() < with_sea
    assert colours(picture_of(sea)) == {"#000000"}


def test_the_sea_can_be_left_out(dress: Dress) -> None:
    sea = SeaBands(sky=100)
    dress(sea, scale=KIOSK, width=1080, height=400)

    sea.set_sea_visible(False)

    assert sea.sizeHint().height() == 100
    assert not set(LIGHT.bands) & colours(sea.grab().toImage())


def test_the_sea_stands_still_while_its_header_grows(dress: Dress) -> None:
    sea, label = SeaBands(sky=338), QLabel("Buenos días")
    sea.content.addWidget(label)
    dress(sea, scale=KIOSK, width=1080, height=600)
    before = sea.height()

    label.setText("Buenos días.\nBienvenido a SOPESA")

    assert sea.height() == before == 338 + 118


@pytest.mark.parametrize("vertical", [True, False])
def test_the_strip_has_seven_lines(dress: Dress, vertical: bool) -> None:
    strip = BandStrip(7, vertical=vertical)
    dress(strip)
    image = picture_of(strip)

    lines = [
        image.pixelColor(*((at, 5) if vertical else (5, at))).name().upper() for at in range(7)
    ]

    assert lines == list(LIGHT.bands)


# --- ticket and counter


def test_a_ticket_is_notched_on_both_sides(dress: Dress) -> None:
    ticket = TicketShape("sun", notch_at=0.5)
    ticket.setMinimumSize(300, 200)
    dress(ticket, scale=KIOSK)
    image = picture_of(ticket)
    middle = image.height() // 2

    assert image.pixelColor(2, middle).name().upper() == LIGHT.bg
    assert image.pixelColor(image.width() - 3, middle).name().upper() == LIGHT.bg
    assert image.pixelColor(image.width() // 2, middle).name().upper() == LIGHT.surface


@pytest.mark.parametrize("edge", ["sun", "ink", "sea"])
def test_the_edge_of_a_ticket_tells_its_line(dress: Dress, edge: str) -> None:
    ticket = TicketShape()
    ticket.setMinimumSize(300, 200)
    dress(ticket, scale=KIOSK)

    ticket.set_edge("sun" if edge == "sun" else "ink" if edge == "ink" else "sea")

    expected = {"sun": LIGHT.sun_edge, "ink": LIGHT.ink, "sea": LIGHT.sea_edge}[edge]
    assert expected in colours(picture_of(ticket))


def test_counter_boxes_have_one_width(dress: Dress) -> None:
    one, eight = CounterBox(1, TypeRole.HEADING), CounterBox(8, TypeRole.HEADING)
    dress(one, eight)

    assert one.size() == eight.size()


def test_a_called_counter_is_inverted(dress: Dress) -> None:
    box = CounterBox(3, TypeRole.HEADING)
    dress(box)
    before = colours(picture_of(box))

    box.set_filled(True)

    dark = [each for each in (before, colours(picture_of(box))) if LIGHT.surface in each]
    assert len(dark) == 2
    assert picture_of(box).pixelColor(4, box.height() // 2).name().upper() == LIGHT.ink


# --- bars and notices


@pytest.mark.parametrize("state", list(DeviceHealth))
def test_every_state_of_a_device_has_a_badge_of_its_own(dress: Dress, state: DeviceHealth) -> None:
    item = StatusItem("print-fill", "Impresora", state, on="surface")
    others = [
        StatusItem("print-fill", "Impresora", each, on="surface")
        for each in DeviceHealth
        if each is not state
    ]
    dress(item, *others)
    same_look = {
        DeviceHealth.ALERT,
        DeviceHealth.FAULT,
    }  # on a light ground the word tells them apart

    alike = [other for other in others if other.grab().toImage() == item.grab().toImage()]

    assert {each.state for each in alike} <= same_look - {state}
    assert bool(alike) == (state in same_look)


def test_a_device_is_read_with_its_state(qtbot: QtBot) -> None:
    item = StatusItem("print-fill", "Impresora")
    qtbot.addWidget(item)

    item.set_state("Sin papel", DeviceHealth.ALERT, spoken="Impresora: sin papel")

    interface = QAccessible.queryAccessibleInterface(item)
    assert interface.text(QAccessible.Text.Name) == "Impresora: sin papel"


def test_a_notice_is_read_with_title_and_sentence(qtbot: QtBot) -> None:
    notice = NoticeCard("coral", "error-fill")
    qtbot.addWidget(notice)

    notice.set_texts("La impresora no tiene papel", "Cargue un rollo de 80 mm.")

    interface = QAccessible.queryAccessibleInterface(notice)
    assert interface.text(QAccessible.Text.Name) == "La impresora no tiene papel"
    assert interface.text(QAccessible.Text.Description) == "Cargue un rollo de 80 mm."


@pytest.mark.parametrize("mode", list(ColourMode))
def test_bars_show_what_they_are_told(dress: Dress, mode: ColourMode) -> None:
    kiosk, counter = KioskBar(), CounterBar()
    kiosk.set_texts("San Andrés", "9:41 a. m.")
    counter.set_place("San Andrés", "Puesto 2")
    counter.set_person("Ana")
    counter.set_clock("9:41 a. m.")
    counter.add_status(StatusItem("print-fill", "Impresora", DeviceHealth.OK))
    dress(kiosk, counter, mode=mode, width=1366)

    said = {label.text() for label in counter.findChildren(QLabel) if label.isVisible()}

    assert {"SOPESA", "San Andrés", "Puesto 2", "Ana", "Impresora", "9:41 a. m."} <= said
    assert {"San Andrés", "9:41 a. m."} <= {each.text() for each in kiosk.findChildren(QLabel)}


# --- focus


@pytest.fixture
def ringed(dress: Dress, qtbot: QtBot) -> tuple[FocusRing, ActionButton, ActionButton, QLineEdit]:
    one, two, field = ActionButton("Uno"), ActionButton("Dos"), QLineEdit()
    top = dress(one, two, field)
    ring = FocusRing(top)
    top.activateWindow()
    one.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(one.hasFocus)
    return ring, one, two, field


def test_the_ring_is_seen_when_focus_came_by_key(
    ringed: tuple[FocusRing, ActionButton, ActionButton, QLineEdit],
) -> None:
    ring, one, two, _ = ringed
    before = ring.target

    QTest.keyClick(one, Qt.Key.Key_Tab)

    assert before is None
    assert ring.target is two
    assert ring.geometry().contains(two.geometry())
    assert ring.width() == two.width() + 2 * (3 + 5)


def test_a_touch_does_not_light_the_ring(
    ringed: tuple[FocusRing, ActionButton, ActionButton, QLineEdit],
) -> None:
    ring, one, two, _ = ringed
    QTest.keyClick(one, Qt.Key.Key_Tab)

    QTest.mouseClick(one, Qt.MouseButton.LeftButton)

    assert one.hasFocus()
    assert ring.target is None
    assert two.isVisible()


def test_a_text_field_always_has_the_ring(
    ringed: tuple[FocusRing, ActionButton, ActionButton, QLineEdit],
) -> None:
    ring, _, _, field = ringed

    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    field.setFocus(Qt.FocusReason.MouseFocusReason)

    assert ring.target is field


def test_the_ring_follows_what_moves_and_goes_with_what_hides(
    ringed: tuple[FocusRing, ActionButton, ActionButton, QLineEdit],
) -> None:
    ring, one, two, _ = ringed
    QTest.keyClick(one, Qt.Key.Key_Tab)

    two.move(two.x() + 40, two.y())
    followed = ring.geometry().contains(two.geometry())
    two.hide()

    assert followed
    assert ring.target is not two


def test_the_ring_does_not_take_touches(
    ringed: tuple[FocusRing, ActionButton, ActionButton, QLineEdit],
) -> None:
    ring, one, two, _ = ringed
    QTest.keyClick(one, Qt.Key.Key_Tab)

    top = ring.window()

    assert top.childAt(two.geometry().center()) is two


# --- pages


def test_pages_change_at_once_with_reduced_motion(dress: Dress) -> None:
    pages, one, two = PageStack(), QLabel("uno"), QLabel("dos")
    pages.show_page(one)
    dress(pages, reduced_motion=True)

    pages.show_page(two)

    assert pages.currentWidget() is two
    assert not pages.is_moving


def test_a_page_takes_touches_while_the_old_one_fades(dress: Dress, qtbot: QtBot) -> None:
    pages, one, two = PageStack(), QLabel("uno"), ActionButton("Dos")
    pages.show_page(one)
    dress(pages, reduced_motion=False)

    pages.show_page(two)
    moving = pages.is_moving

    assert moving
    assert pages.childAt(two.geometry().center()) is two
    qtbot.waitUntil(lambda: not pages.is_moving)
    assert pages.currentWidget() is two


def test_a_dot_between_two_things_is_not_read_out(qtbot: QtBot) -> None:
    block = BigButton("General service", "4 people\N{NO-BREAK SPACE}· 25 to 65 min")
    qtbot.addWidget(block)

    block.set_subtitle("4 people\N{NO-BREAK SPACE}· 25 to 65 min")

    assert block.accessibleName() == "General service. 4 people, 25 to 65 min"
