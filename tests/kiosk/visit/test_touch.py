"""From the touch to the code: exactly one ticket, at once, whatever the fingers do."""

from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.domain.service import Mode
from core.domain.ticket import Line
from core.office import Office, template
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip
from core.qt.widgets.base import PaintedButton
from core.qt.workshop.pace import PressPace
from kiosk.visit.page_values import GoStraight, Home, Result
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued, on_both_databases


@on_both_databases
def test_a_touch_shows_the_code_of_the_one_ticket_in_the_database(
    kiosk: Kiosk, office: Office
) -> None:
    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    assert kiosk.window.result.code.text() == "A-001"
    assert issued(office) == ["A-001"]
    assert [ticket.line for ticket in office.queue.waiting()] == [Line.GENERAL]


def test_a_touch_on_the_preferential_block_gives_a_preferential_ticket(
    kiosk: Kiosk, office: Office
) -> None:
    kiosk.touch(kiosk.window.home.preferential)

    kiosk.wait_for(Result)
    assert kiosk.window.result.code.text() == "P-001"
    assert issued(office) == ["P-001"]


def test_two_touches_are_all_it_takes_in_another_language(kiosk: Kiosk, office: Office) -> None:
    kiosk.touch(kiosk.button("English"))
    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    assert kiosk.says("Your ticket is")
    assert [ticket.language for ticket in office.queue.waiting()] == ["en"]


@on_both_databases
@pytest.mark.parametrize("touches", [2, 3])
def test_a_double_or_triple_touch_gives_one_ticket(
    kiosk: Kiosk, office: Office, touches: int
) -> None:
    place = kiosk.window.home.general.mapTo(kiosk.window, kiosk.window.home.general.rect().center())

    for _ in range(touches):
        target = kiosk.window.childAt(place)
        kiosk.touch(target or kiosk.window)

    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


def test_the_second_touch_of_a_double_touch_does_nothing_on_the_page_that_came(
    kiosk: Kiosk, office: Office, pace: PressPace
) -> None:
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait(lambda: kiosk.shows(Result))

    pace.pace_s = 0.005
    for y in range(0, kiosk.window.height(), 20):  # wherever it lands
        target = kiosk.window.childAt(kiosk.window.width() // 2, y)
        QTest.mouseClick(target or kiosk.window, Qt.MouseButton.LeftButton)

    assert kiosk.shows(Result)
    assert kiosk.texts.code == "es"
    assert issued(office) == ["P-001"]


def test_asking_again_before_the_answer_gives_one_ticket(kiosk: Kiosk, office: Office) -> None:
    for line in (Line.GENERAL, Line.GENERAL, Line.PREFERENTIAL):
        kiosk.presenter.take(line)

    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


def test_a_finger_drawn_off_the_button_gives_no_ticket(kiosk: Kiosk, office: Office) -> None:
    block = kiosk.window.home.general
    outside = QPoint(block.width() // 2, -60)

    QTest.mousePress(block, Qt.MouseButton.LeftButton)
    QTest.mouseMove(block, outside)
    QTest.mouseRelease(block, Qt.MouseButton.LeftButton, pos=outside)
    kiosk.settle()

    assert kiosk.shows(Home)
    assert issued(office) == []


def test_pressing_alone_gives_no_ticket(kiosk: Kiosk, office: Office) -> None:
    QTest.mousePress(kiosk.window.home.general, Qt.MouseButton.LeftButton)
    kiosk.settle()

    assert kiosk.shows(Home)
    assert issued(office) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_takes_a_ticket_and_leaves_the_page(
    kiosk: Kiosk, office: Office, key: Qt.Key
) -> None:
    kiosk.window.activateWindow()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Tab)
    kiosk.wait(kiosk.window.home.general.hasFocus)

    QTest.keyClick(kiosk.window.home.general, key)

    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]
    kiosk.window.result.done.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(kiosk.window.result.done, key)
    assert kiosk.shows(Home)


def test_a_new_page_has_the_keyboard_on_nothing_and_tab_begins_at_its_top(
    kiosk: Kiosk,
) -> None:
    kiosk.window.activateWindow()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Tab)
    QTest.keyClick(kiosk.window.home.general, Qt.Key.Key_Return)
    kiosk.wait_for(Result)
    result = kiosk.window.result

    QTest.keyClick(kiosk.window, Qt.Key.Key_Return)  # struck once too often
    has_left = not kiosk.shows(Result)
    had = QApplication.focusWidget()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    assert first is not None
    first.clearFocus()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Backtab)

    assert not has_left
    assert had is None
    assert first is min(controls_of(result), key=lambda each: top_of(each, result))
    assert QApplication.focusWidget() is result.done


def controls_of(page: QWidget) -> list[QWidget]:
    return [each for each in page.findChildren(PaintedButton) if each.isVisible()]


def top_of(control: QWidget, page: QWidget) -> int:
    return control.mapTo(page, QPoint()).y()


def test_the_page_tells_the_people_ahead_and_the_wait(start: Start, staffed_office: Office) -> None:
    for _ in range(4):
        staffed_office.queue.issue("general")
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: kiosk.says("Personas antes de usted: 4"))
    assert kiosk.says("Espera aproximada: entre 5 y 30 minutos")


@pytest.mark.parametrize("line", ["general", "preferential"])
def test_the_first_page_and_the_ticket_tell_the_same_people(
    start: Start, staffed_office: Office, line: str
) -> None:
    for number in range(11):
        staffed_office.queue.issue("preferential" if number % 5 == 0 else "general")
    ahead = {"general": 11, "preferential": 3}[line]
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    button = getattr(kiosk.window.home, line)
    before = button.accessibleName()

    kiosk.touch(button)

    kiosk.wait(lambda: kiosk.says(f"Personas antes de usted: {ahead}"))
    assert f"{ahead} personas antes de usted" in before


def test_a_wait_that_may_be_nothing_is_told_as_less_than(
    start: Start, staffed_office: Office
) -> None:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: kiosk.says("Espera aproximada: menos de 10 minutos"))


def test_no_wait_is_told_while_no_counter_is_staffed(kiosk: Kiosk, office: Office) -> None:
    office.queue.issue("general")

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: kiosk.says("Personas antes de usted: 1"))
    assert not [words for words in kiosk.words() if words.startswith("Espera")]


def test_where_preferential_citizens_take_no_ticket_they_are_sent_straight_on(
    start: Start, office: Office
) -> None:
    office.settings.change(dict(template("san-andres")) | {"mode": Mode.DIRECT.value})
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    assert kiosk.says("No necesita turno.")

    kiosk.touch(kiosk.window.home.preferential)

    kiosk.wait_for(GoStraight)
    assert kiosk.says("Por favor pase directamente con un facilitador.")
    assert issued(office) == []
    (arrived,) = office.queue.waiting()  # every desk sees it
    assert (arrived.code, arrived.line, arrived.counter) == (None, Line.PREFERENTIAL, None)


def test_a_second_touch_of_the_same_person_tells_no_desk_twice(
    start: Start, office: Office
) -> None:
    office.settings.change(dict(template("san-andres")) | {"mode": Mode.DIRECT.value})
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.preferential)
    kiosk.touch(kiosk.window.home.preferential)

    kiosk.wait_for(GoStraight)
    assert len(office.queue.waiting()) == 1


def test_two_fingers_on_both_blocks_give_one_ticket(kiosk: Kiosk, office: Office) -> None:
    window, home = kiosk.window, kiosk.window.home
    first, second = (
        block.mapTo(window, block.rect().center()) for block in (home.general, home.preferential)
    )
    screen = QTest.createTouchDevice()

    QTest.touchEvent(window, screen).press(0, first, window).press(1, second, window).commit()
    QTest.touchEvent(window, screen).release(0, first, window).release(1, second, window).commit()

    kiosk.wait_for(Result)
    assert len(issued(office)) == 1


def test_a_finger_gives_a_ticket_as_a_mouse_does(kiosk: Kiosk, office: Office) -> None:
    window, block = kiosk.window, kiosk.window.home.preferential
    place = block.mapTo(window, block.rect().center())
    screen = QTest.createTouchDevice()

    QTest.touchEvent(window, screen).press(0, place, window).commit()
    assert block.isDown(), "pressed at once"
    QTest.touchEvent(window, screen).release(0, place, window).commit()

    kiosk.wait_for(Result)
    assert issued(office) == ["P-001"]


def test_touches_while_the_paper_is_being_printed_give_no_second_ticket(
    start: Start, office: Office
) -> None:
    printer = SlowPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait(printer.is_printing.is_set)
    kiosk.settle()

    for y in range(kiosk.window.height() // 4, kiosk.window.result.done.y(), 40):
        target = kiosk.window.childAt(kiosk.window.width() // 2, y)
        QTest.mouseClick(target or kiosk.window, Qt.MouseButton.LeftButton)

    assert kiosk.shows(Result)
    printer.may_end.set()
    kiosk.wait(lambda: office.devices.print_jobs() == ())
    assert issued(office) == ["A-001"]
    assert [slip.code for slip in printer.slips] == ["A-001"]


def test_the_next_person_takes_a_ticket_while_the_last_paper_is_printed(
    start: Start, office: Office
) -> None:
    printer = SlowPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait(printer.is_printing.is_set)
    kiosk.settle()
    kiosk.touch(kiosk.window.result.done)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait_for(Result)

    assert kiosk.window.result.code.text() == "P-001"
    printer.may_end.set()
    kiosk.wait(lambda: office.devices.print_jobs() == ())
    assert [(slip.code, slip.is_copy) for slip in printer.slips] == [
        ("A-001", False),
        ("P-001", False),
    ]


class SlowPrinter(GoodPrinter):
    """Prints no paper before it may."""

    def __init__(self) -> None:
        super().__init__()
        self.is_printing = Event()
        self.may_end = Event()

    def print_slip(self, slip: Slip) -> PrinterState:
        self.is_printing.set()
        assert self.may_end.wait(30)
        return super().print_slip(slip)
