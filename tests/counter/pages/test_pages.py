"""Every page in every state: nothing clipped, nothing cramped, nothing upon another."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import combinations
from typing import Literal

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from core.clock import FixedClock
from core.domain.ticket import Channel, Line, Outcome
from core.errors import CounterBusy, StoreUnavailable
from core.office import Receipt, template
from core.qt.office_link.office_reader import Pacing
from core.qt.widgets import ActionButton, DeviceHealth, FitLabel, LineTag, StatusItem
from core.qt.widgets.focus import FocusRing
from counter.decisions import devices
from counter.decisions.devices import Condition
from counter.decisions.presenter import Stage
from counter.pages.page import WorkPage
from counter.panels.frames import ScrollColumn
from counter.placing.form import LEAST, STRIP
from counter.waiting.waiting_list import WaitingRow
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import LAPTOP, Desk, Open, issue
from tests.sweeps import every_other

FULL_HD = (1920, 1080)
SMALL = (1300, 698)  # a laptop's screen without its task bar and the window's frame
SCALED = (1280, 720)  # 1920 x 1080 at 150 %
LONG = {
    "serving, refused",
    "serving, database away",
    "another ticket, found",
    "one's own day",
}
SCROLL_IN_THE_STRIP = {  # what is beneath a refusal, or devices that fail besides
    "many wait",  # the ways without a ticket, each with its key, below a reason of three lines
    "devices fail",
    "free, refused",
    "no receipt, time is up, refused",
    "serving, refused",
    "serving, database away",
    "one on hold",
    # the last line, with what is seldom wanted: beneath six reasons, or with half a minute to undo
    "one's own day",
    "serving, step 1",  # a greeting of two lines, in Spanish
    "serving, step 2",
    "serving, step 4",  # the survey, and four outcomes in words
    "serving, a long name",
    "back",
    "serving phone",
    "serving chat",
    "serving email",
    "another ticket, found",
}
MOST_TURNS = 30
AT_REST = 8  # turns: a new height goes up through as many layouts, one a turn
UNREACHABLE = StoreUnavailable(
    database="postgresql://turnos@servidor.sopesa.local/turnos",
    problem="connection to server failed: Connection refused",
)


def complaints(window: QWidget) -> Iterator[str]:
    """Yield what is wrong with what can be seen in `window` now."""
    for child in window.findChildren(QWidget):
        if not child.isVisible() or isinstance(child, FocusRing):
            continue
        name = f"{type(child).__name__} {child.accessibleName() or getattr(child, 'text', str)()!r}"
        place = QRect(child.mapTo(window, QPoint()), child.size())
        room = room_in(window, child)
        if not room.contains(place):
            yield f"{name} reaches out of its room {room}: {place}"
        parent = child.parentWidget()
        if (
            parent is not None
            and not scrolls(parent)
            and not parent.rect().contains(child.geometry())
        ):
            yield f"{name} is cut off by {type(parent).__name__}"
        if isinstance(child, FitLabel | ActionButton) and is_cramped(child):
            yield f"{name} is cramped"
        if isinstance(child, ActionButton) and hides_its_key(child):
            yield f"{name} does not show its key"
        if isinstance(child, LineTag | StatusItem) and child.width() < child.sizeHint().width():
            yield f"{name} is squeezed"
    yield from overlaps(window)


def scrolls(viewport: QWidget) -> bool:
    """Tell whether what is in `viewport` is brought into view by scrolling."""
    around = viewport.parentWidget()
    return isinstance(around, QScrollArea) and around.viewport() is viewport


def room_in(window: QWidget, child: QWidget) -> QRect:
    """Return where `child` must be: in the window, or in what scrolls within it."""
    above: QWidget | None = child
    while above is not None and above is not window:
        around = above.parentWidget()
        if around is not None and scrolls(around):
            return QRect(above.mapTo(window, QPoint()), QSize(around.width(), above.height()))
        above = around
    return window.rect()


def is_cramped(child: FitLabel | ActionButton) -> bool:
    """Tell whether words do not fit; a database's address is one long word, and may be broken."""
    return child.is_cramped and "://" not in child.text()


def hides_its_key(button: ActionButton) -> bool:
    """Tell whether something is done by a key that nobody can read; outcomes stand in order."""
    return bool(button.property("key")) and not button.isCheckable() and not button.shows_key


def overlaps(window: QWidget) -> Iterator[str]:
    for parent in (window, *window.findChildren(QWidget)):
        if not parent.isVisible():
            continue  # nor is what lies in it
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisible()
            and not isinstance(child, FocusRing)
            and not child.isWindow()
        ]
        for one, other in combinations(children, 2):
            if one.geometry().intersects(other.geometry()):
                yield (
                    f"{type(one).__name__} {one.accessibleName()!r} lies on "
                    f"{type(other).__name__} {other.accessibleName()!r}"
                )


class Tour:
    """Brings a window into each of its states and looks."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        self.desk = desk
        desk.presenter._reader._pacing = Pacing()  # no rest: when it reads is no matter here
        self.clock = clock
        self.found: list[str] = []
        self.scrolled: dict[str, int] = {}

    def look(self, name: str) -> None:
        """Look at the window once it has read what changed, and its layouts have come to rest."""
        reader = self.desk.presenter._reader
        self.desk.wait_until(
            lambda: not reader.is_here or not (reader._is_wanted or reader.is_reading),
            "an end of reading",
        )
        places: list[list[QRect]] = []
        for _ in range(MOST_TURNS):
            QCoreApplication.processEvents()
            places.append([child.geometry() for child in self.desk.counter.findChildren(QWidget)])
            if len(places) >= AT_REST and all(each == places[-1] for each in places[-AT_REST:]):
                break
        else:
            self.found.append(f"{name}: never comes to rest")
        self.found += [f"{name}: {each}" for each in complaints(self.desk.counter)]
        for reach in self.desk.counter.findChildren(ScrollColumn):
            if reach.isVisible() and reach.overflow:
                self.scrolled[name] = reach.overflow

    def look_without_the_database(self, name: str) -> None:
        """Look while nobody answers: the window asks again every second, and has no answer."""
        presenter = self.desk.presenter
        reader = presenter._reader
        self.desk.wait_until(lambda: not reader.is_reading, "an end of reading")
        reader.is_reading = True  # asked, and not answered
        reader._lose(UNREACHABLE)
        self.look(name)
        assert not presenter.is_here
        reader.is_reading = False
        reader.look()
        self.desk.wait_until(lambda: presenter.is_here, "the office")

    def act(self, do: Callable[[], None], stage: Stage) -> None:
        do()
        self.desk.wait_for_stage(stage)

    def tell_devices(self, printer: str, voice: str) -> None:
        devices = self.desk.office.devices
        devices.seen("kiosk-1", "kiosk", {"printer": printer})
        devices.seen("display-1", "display", {"voice": voice})
        self.desk.wait_until(
            lambda: (
                self.desk.presenter.hall is not None
                and [each.state for each in self.desk.presenter.hall.devices]
                == [{"voice": voice}, {"printer": printer}]
            ),
            "the devices",
        )


def sign_in_states(tour: Tour) -> None:
    desk = tour.desk
    tour.look("connecting")
    desk.presenter._reader._lose(UNREACHABLE)
    tour.look("sign in, database away")
    desk.link.start()
    desk.wait_until(lambda: desk.presenter.is_here, "the office")
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    desk.wait_until(lambda: "Beto" in desk.words(), "Beto")
    tour.look("sign in")
    desk.presenter.shift.sign_in("ana", "1111", 1)
    desk.wait_for_answer()
    tour.look("wrong PIN")
    desk.presenter.shift.sign_in("ana", SAMPLE_PIN, 2)
    desk.wait_for_answer()
    tour.look("counter taken")
    desk.presenter.actions.dismiss()
    desk.office.staff.add("dora", name="Dora", pin=SAMPLE_PIN)
    desk.presenter.shift.sign_in("dora", SAMPLE_PIN, 1)
    desk.wait_for_answer()
    desk.presenter.shift.choose_pin("1357", "1358")
    tour.look("a PIN of one's own, refused")
    tour.act(desk.presenter.shift.sign_out, Stage.SIGNED_OUT)
    tour.act(lambda: desk.presenter.shift.sign_in("ana", SAMPLE_PIN, 1), Stage.FREE)
    tour.look("nobody waits")


def free_states(tour: Tour) -> None:
    desk, presenter = tour.desk, tour.desk.presenter
    issue(desk.office, "g" * 11 + "pp", tour.clock)
    desk.wait_until(
        lambda: presenter.hall is not None and len(presenter.hall.waiting) == 13, "the list"
    )
    tour.look("many wait")
    if desk.counter.is_listed:
        desk.counter.waiting.findChildren(WaitingRow)[0].pressed.emit("A-001")
        tour.look("one chosen")
        desk.counter.waiting.let_go()
    tour.tell_devices("out_of_paper", "failed")
    tour.look("devices fail")
    presenter.actions.refuse(CounterBusy(counter=1, code="A-001"))
    tour.look("free, refused")
    tour.look_without_the_database("free, database away")


def called_states(tour: Tour) -> None:
    desk, presenter = tour.desk, tour.desk.presenter
    tour.act(presenter.call_next, Stage.CALLED)
    tour.look("called")
    assert presenter.ticket is not None
    assert presenter.ticket.call_seq is not None
    receipt = Receipt(presenter.ticket.call_seq, "display-1", shown_at=tour.clock.now())
    desk.office.devices.add_receipt(receipt)
    desk.wait_until(lambda: presenter.told == "shown", "the receipt")
    tour.look("shown")
    presenter.recall()
    desk.wait_for_answer()
    tour.clock.advance(timedelta(minutes=33))
    presenter._reader.look()
    desk.wait_until(lambda: presenter.told == "nowhere", "no receipt")
    presenter.actions.refuse(CounterBusy(counter=1, code="A-001"))
    tour.look("no receipt, time is up, refused")


def serving_states(tour: Tour) -> None:
    desk, presenter = tour.desk, tour.desk.presenter
    tour.act(presenter.start, Stage.SERVING)
    tour.clock.advance(timedelta(minutes=61))
    presenter._reader.look()
    desk.wait_until(lambda: presenter.service_s > 3600, "an hour")
    for step in range(4):
        desk.counter.serving.steps.button(step).click()
        tour.look(f"serving, step {step + 1}")
    desk.counter.serving.person.ms.click()
    desk.counter.serving.person.name.setText("María Fernanda de los Ángeles Archbold Livingston")
    tour.look("serving, a long name")
    presenter.actions.refuse(UNREACHABLE)
    tour.look("serving, refused")
    tour.look_without_the_database("serving, database away")
    presenter.actions.dismiss()
    asking_states(tour)
    desk.counter.serving.leave.click()
    desk.press("1")
    desk.press("7")
    tour.look("stepping away")
    tour.act(desk.counter.questions.away.confirm.click, Stage.AWAY)
    tour.look("away")
    tour.act(presenter.come_back, Stage.SERVING)
    tour.look("back")
    desk.counter.serving.hold.click()
    desk.press("1")
    tour.look("putting on hold")
    tour.act(desk.counter.questions.hold.confirm.click, Stage.FREE)
    desk.wait_until(lambda: presenter.hall is not None and bool(presenter.hall.held), "the held")
    tour.look("one on hold")
    for channel in (Channel.PHONE, Channel.CHAT, Channel.EMAIL):
        tour.act(partial(presenter.serve_now, Line.GENERAL, channel), Stage.SERVING)
        desk.counter.serving.steps.button(3).click()
        tour.look(f"serving {channel}")
        tour.act(lambda: presenter.finish(Outcome.RESOLVED, None), Stage.FREE)
    desk.press("Ctrl+M")
    desk.wait_until(lambda: bool(desk.counter.own_day._tables), "one's own day")
    tour.look("one's own day")
    desk.press("Esc")


def asking_states(tour: Tour) -> None:
    """Look at what is asked while somebody is served, and at the lock."""
    desk, presenter = tour.desk, tour.desk.presenter
    desk.counter.serving.more.transfer.click()
    tour.look("transferring")
    desk.counter.questions.transfer.cancel.click()
    desk.counter.serving.more.other.click()
    tour.look("another ticket")
    desk.counter.questions.other.code.edit.setText("A-001")
    tour.look("another ticket, found")
    desk.counter.questions.other.code.edit.setText("Z-999")
    tour.look("another ticket, not found")
    desk.counter.questions.other.cancel.click()
    presenter.shift.lock()
    tour.look("locked")
    presenter.shift.unlock("1111")
    desk.wait_for_answer()
    tour.look("locked, wrong PIN")
    desk.counter.lock.back.click()
    tour.look("another person")
    desk.counter.sign_in.back.click()
    tour.act(lambda: presenter.shift.unlock(SAMPLE_PIN), Stage.SERVING)


def tour_everything(desk: Desk, clock: FixedClock) -> Tour:
    tour = Tour(desk, clock)
    all_states(tour)
    return tour


def all_states(tour: Tour) -> None:
    """Look at a counter's whole day; its link is not started yet."""
    document = dict(template("san-andres"))
    tour.desk.office.settings.change(document | {"desk": {"lock_after_min": 0}})  # an hour goes by
    for states in (sign_in_states, free_states, called_states, serving_states):
        states(tour)


USUAL: list[tuple[tuple[int, int], str]] = [
    (size, language)
    for turn, size in enumerate((LAPTOP, FULL_HD, SCALED, SMALL))
    for language in every_other(("es", "en"), turn)
]


@pytest.mark.parametrize(("size", "language"), USUAL, ids=str)
def test_nothing_is_clipped_in_any_state_nor_scrolls(
    open_desk: Open,
    clock: FixedClock,
    size: tuple[int, int],
    language: Literal["es", "en"],
) -> None:
    desk = open_desk(language=language, size=size, linked=False)

    tour = tour_everything(desk, clock)

    assert "\n".join(tour.found) == ""
    assert set(tour.scrolled) <= LONG


@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_is_clipped_in_the_strip_and_only_what_is_rare_scrolls(
    open_desk: Open, clock: FixedClock, language: Literal["es", "en"]
) -> None:
    desk = open_desk(language=language, size=STRIP, linked=False)

    tour = tour_everything(desk, clock)

    assert "\n".join(tour.found) == ""
    assert set(tour.scrolled) <= SCROLL_IN_THE_STRIP


BETWEEN = (LEAST, (860, 768), (1093, 614), (1000, 700))
ENLARGED = ((LAPTOP, 3), (LAPTOP, 2), ((1024, 768), 5), (LAPTOP, 5))


@pytest.mark.parametrize("size", every_other(BETWEEN, 0), ids=str)
def test_nothing_is_clipped_or_out_of_reach_at_sizes_between(
    open_desk: Open, clock: FixedClock, size: tuple[int, int]
) -> None:
    desk = open_desk(language="es", size=size, linked=False)

    tour = tour_everything(desk, clock)

    assert "\n".join(tour.found) == ""


@pytest.mark.parametrize(("size", "steps"), every_other(ENLARGED, 0), ids=str)
def test_nothing_is_clipped_or_out_of_reach_when_it_is_enlarged(
    open_desk: Open, clock: FixedClock, size: tuple[int, int], steps: int
) -> None:
    desk = open_desk(language="es", size=size, linked=False)
    for _ in range(steps):
        desk.press("Ctrl++")
    assert desk.counter.theme.scale.unit > 1.1

    tour = tour_everything(desk, clock)

    assert "\n".join(tour.found) == ""


def test_a_new_page_begins_at_its_top(open_desk: Open) -> None:
    desk = open_desk()
    for _ in range(5):
        desk.press("Ctrl++")
    scrolls = desk.counter.findChildren(QScrollArea)

    def scrolled() -> list[int]:
        desk.let_pass(0.3)
        return [each.verticalScrollBar().value() for each in scrolls if each.isVisible()]

    desk.sign_in()
    assert not any(scrolled())
    issue(desk.office, "p")
    desk.wait_until(desk.counter.free.call.isEnabled, "somebody")
    for each in scrolls:
        each.verticalScrollBar().setValue(each.verticalScrollBar().maximum())
    assert any(scrolled())
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    assert not any(scrolled())
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    assert not any(scrolled())


def test_the_bar_names_the_office_as_soon_as_no_device_is_shown(
    open_desk: Open, clock: FixedClock
) -> None:
    desk = open_desk(language="es")
    tour = Tour(desk, clock)
    tour.act(lambda: desk.presenter.shift.sign_in("ana", SAMPLE_PIN, 1), Stage.FREE)
    tour.tell_devices("ok", "ok")
    clock.advance(timedelta(minutes=10))
    desk.presenter.refresh()
    desk.wait_until(lambda: "Kiosco sin señal" in desk.words(), "what is not well")
    assert "San Andrés" not in desk.words()

    desk.presenter._reader.is_reading = True  # asked, and not answered
    desk.presenter._reader._lose(UNREACHABLE)

    assert "San Andrés" in desk.words()


def test_a_chosen_row_is_read_in_every_colour(desk: Desk) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    row = desk.counter.waiting.findChildren(WaitingRow)[0]
    row.pressed.emit("A-001")

    for _ in range(3):
        desk.counter.change_colours()
        for part in (row._code, row._wait, row._tick):
            place = QRect(part.mapTo(row, QPoint()), part.size())
            image = row.grab(place).toImage()
            greys = [
                image.pixelColor(x, y).lightness()
                for x in range(image.width())
                for y in range(image.height())
            ]
            assert max(greys) - min(greys) > 100, (desk.counter.theme.mode, part)


def room_is_made(tour: Tour, language: str) -> None:
    """Look at what a desk sees when a priority citizen arrives."""
    desk, presenter = tour.desk, tour.desk.presenter
    tour.act(lambda: presenter.serve_now(Line.GENERAL, Channel.IN_PERSON), Stage.SERVING)
    tour.look(f"{language}: serving, nobody with priority")
    desk.counter.serving.more.arrival.click()
    tour.look(f"{language}: asked for leave")
    desk.counter.questions.offer.rather_not.click()
    tour.look(f"{language}: rather not")
    desk.counter.questions.offer.confirm.click()
    desk.wait_until(
        lambda: presenter.hall is not None and presenter.hall.arrived is not None, "the arrival"
    )
    tour.look(f"{language}: serving, somebody with priority")
    presenter.step_away("lunch", agreed=True)
    desk.wait_for_stage(Stage.AWAY)
    tour.look(f"{language}: away, somebody with priority")
    tour.act(presenter.come_back, Stage.SERVING)
    presenter.actions.refuse(UNREACHABLE)
    tour.look(f"{language}: serving, somebody with priority, refused")
    tour.act(lambda: presenter.finish(Outcome.RESOLVED, None), Stage.FREE)
    desk.wait_until(lambda: presenter.actions.doing is None, "an answer")
    tour.look(f"{language}: free, somebody with priority")
    tour.act(presenter.serve_preferential, Stage.SERVING)
    tour.act(lambda: presenter.finish(Outcome.RESOLVED, None), Stage.FREE)


def providencia_states(tour: Tour, language: str) -> None:
    """Look at a counter where whoever has priority is served at once."""
    desk, presenter = tour.desk, tour.desk.presenter
    desk.texts.switch(language)
    tour.look(f"{language}: nobody waits")
    issue(desk.office, "gpg", tour.clock)
    desk.wait_until(lambda: "A-001" in desk.words() or "P-001" in desk.words(), "a ticket")
    tour.look(f"{language}: somebody waits")
    tour.act(presenter.call_next, Stage.CALLED)
    tour.act(presenter.start, Stage.SERVING)
    desk.counter.serving.hold.click()
    desk.press("1")
    tour.look(f"{language}: putting on hold")
    tour.act(desk.counter.questions.hold.confirm.click, Stage.FREE)
    tour.look(f"{language}: one on hold")
    tour.act(lambda: presenter.serve_now(Line.PREFERENTIAL, Channel.IN_PERSON), Stage.SERVING)
    tour.look(f"{language}: served at once")
    tour.act(lambda: presenter.finish(Outcome.RESOLVED, None), Stage.FREE)
    tour.look(f"{language}: resumed first")
    tour.act(presenter.resume, Stage.SERVING)
    tour.act(lambda: presenter.finish(Outcome.RESOLVED, None), Stage.FREE)
    room_is_made(tour, language)


@pytest.mark.parametrize("size", [LAPTOP, FULL_HD, SCALED, STRIP], ids=str)
def test_nothing_is_clipped_in_providencia(
    providencia: Desk, clock: FixedClock, size: tuple[int, int]
) -> None:
    providencia.counter.resize(*size)
    tour = Tour(providencia, clock)

    for language in every_other(("en", "es"), size in {LAPTOP, STRIP}):
        providencia_states(tour, language)

    assert "\n".join(tour.found) == ""


def test_the_primary_action_is_in_one_place(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    places = [whereabouts(desk, desk.counter.free.call)]

    for stage in (Stage.CALLED, Stage.SERVING):
        desk.press("F9")
        desk.wait_for_stage(stage)
        desk.counter.grab()
        page = desk.counter.called if stage is Stage.CALLED else desk.counter.serving
        places.append(whereabouts(desk, page.primary))

    common = places[0]
    for place in places[1:]:
        common = common.intersected(place)
    assert common.height() >= 80  # a mouse that called, starts and finishes without moving
    assert common.width() >= 300


def whereabouts(desk: Desk, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(desk.counter, QPoint()), widget.size())


def test_what_goes_back_says_so_and_what_f9_does_stands_on_it(open_desk: Open) -> None:
    desk = open_desk()
    desk.sign_in()
    other = desk.counter.questions.other
    desk.office.queue.issue()
    desk.wait_for_waiting("A-001")

    desk.press("Ctrl+O")
    waits = other.confirm.text()
    desk.touch("A-001")
    desk.press("Alt+3")

    assert other.cancel.text() == "Back"
    assert waits == "Type its code, or choose it"
    assert other.confirm.text() == "Cancel the ticket"


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("F4", "Step away · Choose a reason"),
        ("F6", "Put on hold · Choose a reason"),
        ("Ctrl+T", "Transfer · Choose where it goes on"),
        ("Ctrl+O", "Another ticket · Type its code, or choose it"),
    ],
)
def test_a_question_in_mid_service_keeps_the_ticket_on_top(
    open_desk: Open, key: str, title: str
) -> None:
    desk = open_desk()
    desk.sign_in()
    desk.office.queue.issue()
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    desk.press(key)

    page = desk.counter._shown
    assert isinstance(page, WorkPage)
    assert page.ticket.accessibleName() == "A-001, General"
    assert page.ticket.accessibleDescription() == title


ALL = [each for each in vars(devices).values() if isinstance(each, Condition)]
ALL += devices.PRINTERS.values()
EVERY_CONDITION = [
    [each for each in ALL if each.icon.startswith(icon)] for icon in ("print", "tv", "volume")
]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("width", [1024, 1180, 1280, 1366])
def test_every_device_has_its_word_in_the_bar(
    open_desk: Open, language: Literal["es", "en"], width: int
) -> None:
    desk = open_desk(language=language, size=(width, 768))
    desk.presenter.shift.sign_in("ana", SAMPLE_PIN, 1)
    desk.wait_for_stage(Stage.FREE)
    bar = desk.counter.bar
    layout = bar.layout()
    assert layout is not None

    for ill, conditions in enumerate(EVERY_CONDITION):
        desk.presenter.changed.emit()  # all devices as they are
        longest = max((desk.texts(each.word) for each in conditions), key=len)
        bar._devices[ill].set_state(longest, DeviceHealth.FAULT)
        bar.set_person("María Fernanda de los Ángeles Archbold Newball")
        layout.activate()

        for item in bar._devices:
            assert item.width() >= item.width_for(is_terse=False), item.text()
            assert bar.rect().contains(item.geometry())
        assert desk.counter.width() == width


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("size", [(1024, 768), LAPTOP, FULL_HD], ids=str)
def test_what_a_leader_has_to_do_about_a_device_is_never_cut(
    open_desk: Open, clock: FixedClock, size: tuple[int, int], language: Literal["es", "en"]
) -> None:
    desk = open_desk(size=size)
    issue(desk.office, "gpg", clock)
    desk.office.devices.seen("kiosk", "kiosk", {"printer": "out_of_paper"})
    desk.office.devices.seen("tv", "display", {"voice": "fault"})
    desk.sign_in("lider")
    desk.texts.switch(language)
    page = desk.counter.free
    desk.wait_until(lambda: not any(each.isHidden() for each in page.alerts[:2]), "what is wrong")
    desk.let_pass(0.1)

    seen = page.reach.viewport()
    for alert in page.alerts[:2]:
        place = alert.rect().translated(alert.mapTo(seen, alert.rect().topLeft()))
        assert seen.rect().contains(place), (alert.accessibleName(), place, seen.rect())
