"""Every page measured on a 21.5-inch screen: nothing clipped, too small, or out of reach."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations, product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from core.clock import FixedClock
from core.errors import PrinterOutOfPaper
from core.office import Office, template
from core.printing.port import PrinterState
from core.printing.slip import Slip
from core.qt.tokens import CAP_HEIGHT
from core.qt.widgets import FitLabel, FocusRing
from kiosk.shown import Closed, Comfort, GoStraight, Home, NoServer, Page, Paper, Result, StillThere
from tests.kiosk.conftest import SCREEN, GoodPrinter, Kiosk, Start, move_to

PX_PER_MM = 2202.907 / (21.5 * 25.4)
TARGET_MM, MAIN_MM, GAP_MM = 20, 40, 5
NEEDED_MM, CODE_MM = 7.3, 28.4
MAIN_SHARE = 0.8
COMFORTS = [Comfort(*flags) for flags in product((False, True), repeat=3)]
EXTREMES = (Comfort(), Comfort(contrast=True, large=True, low=True))
LANGUAGES = ("es", "en")


class EmptyPrinter(GoodPrinter):
    """Has no paper."""

    def state(self) -> PrinterState:
        return PrinterState.OUT_OF_PAPER

    def print_slip(self, slip: Slip) -> PrinterState:  # noqa: ARG002 - the port's signature
        raise PrinterOutOfPaper(printer=self.name, paper_mm=80, problem="")


# --- the pages, each as it is reached


def at_home(start: Start, _office: Office, _clock: FixedClock) -> Kiosk:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    return kiosk


def at_the_ticket(start: Start, office: Office, _clock: FixedClock) -> Kiosk:
    for number in range(12):
        office.queue.issue("preferential" if number % 2 else "general")
    office.staff.sign_in("ana", pin="2468", counter=1)
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait(lambda: paper_of(kiosk) is Paper.PRINTED)
    kiosk.wait(lambda: kiosk.says("Personas antes de usted: 6"))
    return kiosk


def at_the_ticket_without_paper(start: Start, office: Office, _clock: FixedClock) -> Kiosk:
    office.staff.sign_in("ana", pin="2468", counter=1)
    kiosk = start(EmptyPrinter())
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait(lambda: paper_of(kiosk) is Paper.OUT_OF_PAPER)
    kiosk.wait(lambda: kiosk.says("Personas antes de usted: 0"))
    return kiosk


def at_the_ticket_without_printer(start: Start, _office: Office, _clock: FixedClock) -> Kiosk:
    kiosk = start(None)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    return kiosk


def in_the_evening(start: Start, _office: Office, clock: FixedClock) -> Kiosk:
    move_to(clock, datetime(2026, 11, 23, 23, 20, tzinfo=UTC))
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)
    return kiosk


def on_a_holiday_before_a_wednesday(start: Start, _office: Office, clock: FixedClock) -> Kiosk:
    move_to(clock, datetime(2026, 12, 8, 15, 0, tzinfo=UTC))
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)
    return kiosk


def in_a_long_closure(start: Start, office: Office, clock: FixedClock) -> Kiosk:
    document = dict(template("san-andres"))
    closures = [
        {"day": f"2026-11-{day}", "reason": "Cierre por inventario"} for day in range(23, 31)
    ]
    office.settings.change(document | {"hours": document["hours"] | {"closures": closures}})
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Closed)
    return kiosk


def without_a_database(start: Start, _office: Office, _clock: FixedClock) -> Kiosk:
    kiosk = start(GoodPrinter(), reachable=False)
    kiosk.wait_for(NoServer)
    return kiosk


def asked_whether_somebody_is_there(start: Start, office: Office, clock: FixedClock) -> Kiosk:
    kiosk = at_home(start, office, clock)
    kiosk.touch(kiosk.button("Alto contraste"))
    kiosk.pass_time(35)
    assert kiosk.shows(StillThere)
    return kiosk


def sent_straight_on(start: Start, office: Office, clock: FixedClock) -> Kiosk:
    office.settings.change(dict(template("san-andres")) | {"mode": "direct"})
    kiosk = at_home(start, office, clock)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait_for(GoStraight)
    return kiosk


Reach = Callable[[Start, Office, FixedClock], Kiosk]
PAGES: tuple[Reach, ...] = (
    at_home,
    at_the_ticket,
    at_the_ticket_without_paper,
    at_the_ticket_without_printer,
    in_the_evening,
    on_a_holiday_before_a_wednesday,
    in_a_long_closure,
    without_a_database,
    asked_whether_somebody_is_there,
    sent_straight_on,
)


@pytest.fixture(params=PAGES, ids=[page.__name__ for page in PAGES])
def page(request: pytest.FixtureRequest, start: Start, office: Office, clock: FixedClock) -> Kiosk:
    """Have a kiosk at each page in turn."""
    reach: Reach = request.param
    return reach(start, office, clock)


def looks(kiosk: Kiosk, comforts: Sequence[Comfort] = EXTREMES) -> Iterator[str]:
    """Show the page in each language and as needs have it, and say which it is."""
    # The presenter stands still, so that the page stays while it is looked at.
    kiosk.presenter._timer.stop()
    kind: type[Page] = type(kiosk.presenter.page)
    for language, comfort in product(LANGUAGES, comforts):
        kiosk.texts.switch(language)
        kiosk.presenter._set_comfort(comfort)
        QApplication.processEvents()
        assert kiosk.shows(kind)
        assert (kiosk.window.width(), kiosk.window.height()) == SCREEN
        yield f"{language} {comfort}"


def paper_of(kiosk: Kiosk) -> Paper | None:
    shown = kiosk.presenter.page
    return shown.paper if isinstance(shown, Result) else None


def visible(kiosk: Kiosk) -> list[QWidget]:
    found = kiosk.window.findChildren(QWidget)
    return [each for each in found if each.isVisible() and not isinstance(each, FocusRing)]


def controls(kiosk: Kiosk) -> list[QAbstractButton]:
    return [each for each in visible(kiosk) if isinstance(each, QAbstractButton)]


def place(kiosk: Kiosk, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(kiosk.window, QPoint(0, 0)), widget.size())


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()!r}"


def cap_mm(label: FitLabel) -> float:
    return label.shown_px * CAP_HEIGHT / PX_PER_MM


def test_every_page_stands_as_it_should_in_both_languages_and_every_mode(page: Kiosk) -> None:
    problems = [
        f"{look}: {problem}"
        for look in looks(page, COMFORTS)
        for problem in (*clipped(page), *unfit(page))
    ]

    assert problems == []


def clipped(kiosk: Kiosk) -> Iterator[str]:
    """Tell what is cut off, squeezed, or lies upon something else."""
    screen = kiosk.window.rect()
    seen = visible(kiosk)
    for each in seen:
        least = each.minimumSizeHint()
        if getattr(each, "is_cramped", False):
            yield f"{named(each)} is cramped"
        if each.width() < least.width() or each.height() < least.height():
            yield f"{named(each)} has {each.size()}, needs {least}"
        if not screen.contains(place(kiosk, each)):
            yield f"{named(each)} leaves the screen: {place(kiosk, each)}"
    for one, other in combinations(seen, 2):
        if one.parent() is other.parent() and one.geometry().intersects(other.geometry()):
            yield f"{named(one)} lies upon {named(other)}"


def unfit(kiosk: Kiosk) -> Iterator[str]:
    """Tell what is too small to touch or to read, too near to its neighbour, or too high up."""
    height = kiosk.window.height()
    highest = height / 2 if kiosk.presenter.comfort.low and kiosk.shows(Home) else height / 4
    places = [(each, place(kiosk, each)) for each in controls(kiosk)]
    for control, rect in places:
        if min(rect.width(), rect.height()) < TARGET_MM * PX_PER_MM:
            yield f"{named(control)} is {rect.width()} x {rect.height()}"
        if rect.top() < highest:
            yield f"{named(control)} begins at {rect.top()}"
        if not control.accessibleName():
            yield f"{named(control)} has no name"
        margin = round(GAP_MM * PX_PER_MM)
        near = rect.adjusted(-margin, -margin, margin, margin)
        for other, its in places:
            if other is not control and near.intersects(its):
                yield f"{named(control)} is too near to {named(other)}"
    for label in visible(kiosk):
        if isinstance(label, FitLabel) and label.text() and cap_mm(label) < NEEDED_MM:
            yield f"{named(label)} has capitals of {cap_mm(label):.1f} mm"


def test_the_blocks_of_the_home_page_are_as_large_as_main_buttons_have_to_be(
    start: Start, office: Office, clock: FixedClock
) -> None:
    kiosk = at_home(start, office, clock)

    for look in looks(kiosk):
        for block in (kiosk.window.home.general, kiosk.window.home.preferential):
            assert block.height() >= MAIN_MM * PX_PER_MM, look
            assert block.width() >= MAIN_SHARE * kiosk.window.width(), look


def test_the_button_that_ends_a_page_is_as_large_as_main_buttons_have_to_be(
    start: Start, office: Office, clock: FixedClock
) -> None:
    kiosk = at_the_ticket_without_printer(start, office, clock)

    for look in looks(kiosk):
        done = kiosk.window.result.done
        assert done.height() >= MAIN_MM * PX_PER_MM, look
        assert done.width() >= MAIN_SHARE * kiosk.window.width(), look


def test_the_code_is_drawn_larger_than_anything_else(
    start: Start, office: Office, clock: FixedClock
) -> None:
    kiosk = at_the_ticket(start, office, clock)

    for look in looks(kiosk):
        code = kiosk.window.result.code
        assert cap_mm(code) >= CODE_MM, look
        labels = [each for each in visible(kiosk) if isinstance(each, FitLabel) and each.text()]
        assert max(labels, key=cap_mm) is code, look


def test_large_text_is_a_quarter_larger_where_it_is_needed(
    start: Start, office: Office, clock: FixedClock
) -> None:
    kiosk = at_home(start, office, clock)

    kiosk.touch(kiosk.button("Letra grande"))
    kiosk.wait(lambda: kiosk.is_large)
    QApplication.processEvents()

    [label] = [
        each
        for each in visible(kiosk)
        if isinstance(each, FitLabel) and each.text() == "Mujer embarazada"
    ]
    assert cap_mm(label) >= 1.25 * NEEDED_MM


def test_nothing_but_buttons_takes_the_focus_and_each_button_does(
    start: Start, office: Office, clock: FixedClock
) -> None:
    kiosk = at_home(start, office, clock)
    first: QAbstractButton = kiosk.window.home.general
    first.setFocus()
    reached = [first]

    while True:
        kiosk.window.focusNextChild()
        there = QApplication.focusWidget()
        assert isinstance(there, QAbstractButton)
        if there is first:
            break
        reached.append(there)

    assert set(reached) == set(controls(kiosk))


def test_pictograms_of_who_qualifies_always_come_together(
    start: Start, office: Office, clock: FixedClock
) -> None:
    kiosk = at_home(start, office, clock)

    for look in looks(kiosk):
        tiles = [each for each in visible(kiosk) if type(each).__name__ == "_Tile"]
        assert len(tiles) in (0, 4), look
        assert all(isinstance(each, QLabel) for each in tiles)
