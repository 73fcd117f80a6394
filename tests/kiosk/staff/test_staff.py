"""The menu behind a PIN: hidden from visitors, there for staff, also without a database."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.domain.pins import PAUSE, TRIES
from core.domain.ticket import Kind
from core.errors import PinsPaused, PinUnknown, PrinterOutOfPaper
from core.machine.config import ScreenConfig, data_dir
from core.office import Office
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip
from core.qt.look.tokens import ColourMode
from kiosk.memory import KioskMemory
from kiosk.visit.page_values import Home, OutOfUse, Result, StaffPage, StaffStep
from tests.conftest import SAMPLE_PIN, SAMPLE_STAFF
from tests.kiosk.conftest import GoodPrinter, Kiosk, SilentPrinter, Start


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Begin each test with a kiosk nobody has set up."""
    kept = data_dir() / "windows.ini"
    kept.unlink(missing_ok=True)
    yield
    kept.unlink(missing_ok=True)


class EmptyPrinter(GoodPrinter):
    """Has no paper."""

    def print_slip(self, slip: Slip) -> PrinterState:  # noqa: ARG002 - the port's signature
        raise PrinterOutOfPaper(printer=self.name, paper_mm=80, problem="")


def open_menu(kiosk: Kiosk, pin: str = SAMPLE_PIN) -> None:
    kiosk.presenter.open_staff_menu()
    type_pin(kiosk, pin)
    kiosk.wait(lambda: page(kiosk).step is StaffStep.MENU)


def type_pin(kiosk: Kiosk, pin: str) -> None:
    for digit in pin:
        kiosk.touch(kiosk.button(digit))
    kiosk.touch(kiosk.button("Entrar"))


def page(kiosk: Kiosk) -> StaffPage:
    shown = kiosk.presenter.page
    assert isinstance(shown, StaffPage)
    return shown


def press(kiosk: Kiosk, name: str) -> None:
    """Press a button of the menu, however lately it was pressed."""
    button = kiosk.button(name)
    kiosk.touch(button)


def test_a_finger_that_stays_on_the_sky_opens_it(kiosk: Kiosk) -> None:
    kiosk.window._staff_hold.setInterval(30)
    sky = kiosk.window.header

    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, pos=sky.geometry().center())

    kiosk.wait(lambda: kiosk.shows(StaffPage))
    assert page(kiosk).step is StaffStep.PIN


def test_a_finger_that_leaves_the_sky_or_stays_elsewhere_opens_nothing(kiosk: Kiosk) -> None:
    middle = kiosk.window.header.geometry().center()
    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseRelease(kiosk.window, Qt.MouseButton.LeftButton, pos=middle)
    assert not kiosk.window._staff_hold.isActive()

    QTest.mousePress(
        kiosk.window, Qt.MouseButton.LeftButton, pos=QPoint(5, kiosk.window.height() - 5)
    )

    assert not kiosk.window._staff_hold.isActive()


def test_a_key_opens_it_and_digits_can_be_typed(kiosk: Kiosk) -> None:
    QTest.keyClick(kiosk.window, Qt.Key.Key_F12)
    assert page(kiosk).step is StaffStep.PIN

    QTest.keyClicks(kiosk.window, "25")
    QTest.keyClick(kiosk.window, Qt.Key.Key_Backspace)
    assert page(kiosk).digits == 1

    QTest.keyClicks(kiosk.window, "468")
    QTest.keyClick(kiosk.window, Qt.Key.Key_Return)
    kiosk.wait(lambda: page(kiosk).step is StaffStep.MENU)


def test_a_pin_of_the_staff_opens_the_menu(kiosk: Kiosk) -> None:
    open_menu(kiosk)

    assert kiosk.says("Personal: Ana")


def test_five_wrong_pins_pause_it_and_say_so(kiosk: Kiosk) -> None:
    kiosk.presenter.open_staff_menu()
    kiosk.settle()
    for left in range(TRIES - 1, 0, -1):
        for digit in "1111":
            press(kiosk, digit)
        press(kiosk, "Entrar")
        said = (
            "Ese PIN no es de nadie aquí. "
            f"Intentos que quedan: {left}; después, una pausa de 5 min."
        )
        kiosk.wait(partial(kiosk.says, said))
    for digit in "1111":
        press(kiosk, digit)
    press(kiosk, "Entrar")
    kiosk.wait(lambda: kiosk.says("Demasiados PIN equivocados. Intente de nuevo en 5 min."))

    for digit in SAMPLE_PIN:
        press(kiosk, digit)
    press(kiosk, "Entrar")
    assert kiosk.says("Demasiados PIN equivocados. Intente de nuevo en 5 min.")

    kiosk._hand.at += PAUSE.total_seconds()
    kiosk.presenter.notice()
    for digit in SAMPLE_PIN:
        press(kiosk, digit)
    press(kiosk, "Entrar")
    kiosk.wait(lambda: page(kiosk).step is StaffStep.MENU)


def test_a_try_counts_also_for_who_leaves_before_its_answer(kiosk: Kiosk, office: Office) -> None:
    staff = kiosk.presenter.staff
    for _ in range(TRIES):
        staff.open()
        for digit in "1111":
            staff.type_digit(digit)
        staff.enter()
        staff.leave()
    staff.open()
    for digit in SAMPLE_PIN:
        staff.type_digit(digit)

    staff.enter()

    assert isinstance(page(kiosk).told, PinsPaused)
    kiosk.wait(lambda: sum(each.kind is Kind.PIN_REFUSED for each in office.journal()) == TRIES)
    tried = [each.data for each in office.journal() if each.kind is Kind.PIN_REFUSED]
    assert tried == [{"device": "kiosk-1", "left": left} for left in (4, 3, 2, 1, 0)]


def test_a_right_pin_opens_nothing_to_who_comes_after(kiosk: Kiosk) -> None:
    staff = kiosk.presenter.staff
    staff.open()
    for digit in SAMPLE_PIN:
        staff.type_digit(digit)
    staff.enter()
    staff.leave()
    staff.open()

    kiosk.wait(lambda: staff._tries.left == TRIES)  # the answer is here

    assert page(kiosk).step is StaffStep.PIN


def test_who_was_deactivated_a_moment_ago_does_not_get_in(kiosk: Kiosk, office: Office) -> None:
    kiosk.wait(lambda: kiosk.presenter.staff._keys is not None)
    office.staff.add("jefa", name="Jefa", role="leader", pin="975310")
    kiosk.presenter.open_staff_menu()
    kiosk.wait(lambda: page(kiosk).step is StaffStep.PIN)
    for username in SAMPLE_STAFF:
        office.staff.deactivate(username)

    type_pin(kiosk, SAMPLE_PIN)

    kiosk.wait(lambda: page(kiosk).told is not None)
    assert isinstance(page(kiosk).told, PinUnknown)


def test_it_opens_without_the_database_too(start: Start, office: Office) -> None:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    kiosk.wait(lambda: kiosk.presenter.staff._keys is not None)
    kiosk.is_reachable = False
    kiosk.link._went(ConnectionError())  # type: ignore[arg-type] # the wire breaks

    open_menu(kiosk)

    assert kiosk.says("Personal: Ana")


def test_before_the_database_was_ever_reached_it_says_why_not(start: Start) -> None:
    kiosk = start(GoodPrinter(), reachable=False)
    kiosk.presenter.open_staff_menu()

    type_pin(kiosk, SAMPLE_PIN)

    kiosk.wait(lambda: page(kiosk).told is not None)
    assert page(kiosk).step is StaffStep.PIN


def test_every_button_of_the_menu_belongs_to_the_window(kiosk: Kiosk) -> None:
    page = kiosk.window.staff_page

    assert all(page.isAncestorOf(each) for each in (page._reprint, page._test, page._exit))


def test_a_ticket_is_printed_again_as_a_copy(kiosk: Kiosk, office: Office) -> None:
    office.queue.issue("preferential")
    open_menu(kiosk)

    press(kiosk, "Reimprimir")
    kiosk.wait(lambda: page(kiosk).step is StaffStep.REPRINT)
    [name] = [
        each.accessibleName()
        for each in kiosk.window.findChildren(QAbstractButton)
        if each.isVisible() and each.accessibleName().startswith("P-001")
    ]
    press(kiosk, name)

    kiosk.wait(lambda: kiosk.says("Se imprime una copia de P-001."))
    [event] = [each for each in office.journal() if each.kind is Kind.REPRINTED]
    assert (event.staff, event.data["device"]) == ("ana", "kiosk-1")


def test_a_test_page_is_printed_and_told(start: Start) -> None:
    printer = GoodPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)
    open_menu(kiosk)

    press(kiosk, "Prueba")

    kiosk.wait(lambda: kiosk.says("Se imprimió la página de prueba."))
    assert len(printer.slips) == 1


def test_a_test_page_that_was_only_taken_is_never_called_printed(start: Start) -> None:
    kiosk = start(SilentPrinter())
    kiosk.wait_for(Home)
    open_menu(kiosk)

    press(kiosk, "Prueba")

    kiosk.wait(
        lambda: kiosk.says("La impresora tiene la página de prueba; no dice si salió el papel.")
    )


def test_a_test_page_that_does_not_come_out_says_what_to_do(start: Start) -> None:
    kiosk = start(EmptyPrinter())
    kiosk.wait_for(Home)
    open_menu(kiosk)

    press(kiosk, "Prueba")

    kiosk.wait(lambda: any("papel" in words and "80 mm" in words for words in kiosk.words()))


def test_a_closed_kiosk_gives_no_tickets_until_it_is_opened_again(
    kiosk: Kiosk, office: Office, start: Start
) -> None:
    open_menu(kiosk)
    press(kiosk, "Sin turnos")
    press(kiosk, "Volver")
    kiosk.wait_for(OutOfUse)
    kiosk.wait(lambda: office.devices.all()[0].state.get("shut") is True)

    later = start(GoodPrinter())

    later.wait_for(OutOfUse)
    open_menu(later)
    press(later, "Sin turnos")
    press(later, "Volver")
    later.wait_for(Home)


def test_the_colours_staff_choose_stay(kiosk: Kiosk, start: Start) -> None:
    open_menu(kiosk)

    press(kiosk, "Oscuro")

    kiosk.wait(lambda: kiosk.mode == "dark")
    assert KioskMemory().set_up.mode is ColourMode.DARK
    assert start(GoodPrinter()).mode == "dark"


def test_the_volume_staff_choose_is_everybodys(kiosk: Kiosk) -> None:
    open_menu(kiosk)

    press(kiosk, "Más alto")

    assert kiosk.presenter.reader.listening.volume == 3
    assert KioskMemory().set_up.volume == 3


def test_staff_end_the_program_and_nobody_else_can(start: Start) -> None:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    kiosk.window.lock_on(ScreenConfig(monitor=0))
    closed: list[bool] = []
    kiosk.window.closed.connect(lambda: closed.append(True))
    assert not kiosk.window.close()
    open_menu(kiosk)

    press(kiosk, "Salir")

    assert closed == [True]


def test_a_menu_that_is_left_open_closes_by_itself(kiosk: Kiosk) -> None:
    open_menu(kiosk)

    kiosk.pass_time(65)

    assert kiosk.shows(Home)
    kiosk.presenter.open_staff_menu()
    assert page(kiosk).step is StaffStep.PIN


def test_it_never_covers_a_ticket(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)

    kiosk.presenter.open_staff_menu()

    assert kiosk.shows(Result)


def test_a_kiosk_without_a_printer_offers_no_paper(start: Start) -> None:
    kiosk = start(None)
    kiosk.wait_for(Home)

    open_menu(kiosk)

    names = {
        each.accessibleName()
        for each in kiosk.window.findChildren(QWidget)
        if each.isVisible() and isinstance(each, QAbstractButton)
    }
    assert names.isdisjoint({"Reimprimir", "Prueba"})
    assert "Salir" in names
