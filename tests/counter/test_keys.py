"""Keys at the window: each button has its own from the table, nothing harmful is done by habit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.clock import FixedClock
from core.domain.ticket import Kind, Line
from core.keys import DeskPage, KeyAction, Keys, uses_on
from core.machine.config import Config
from counter.decisions.presenter import Stage
from counter.help_page import SHEET, KeyRow
from counter.placing.form import STRIP
from counter.waiting.waiting_list import WaitingRow
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import LAPTOP, Desk, Open, issue
from tests.counter.pages.test_pages import FULL_HD, Tour
from tests.sweeps import every_other

SMALL_SCREEN = (1024, 768)


def page_of(desk: Desk) -> DeskPage:
    shown = desk.counter._shown
    assert shown is not None
    return desk.counter.desk_pages[shown]


def keys_on_buttons(desk: Desk) -> set[str]:
    return {
        str(button.property("key"))
        for button in desk.counter.findChildren(QAbstractButton)
        if button.isVisible() and button.property("key")
    }


def keys_that_act(desk: Desk) -> list[str]:
    """Return every shortcut that would be heard now."""
    found = []
    for shortcut in desk.counter.findChildren(QShortcut):
        owner = shortcut.parent()
        assert isinstance(owner, QWidget)
        if shortcut.isEnabled() and owner.isVisible() and owner.isEnabled():
            found.append(shortcut.key().toString())
    return found


def pages(desk: Desk) -> Iterator[DeskPage]:
    """Bring the window to each page of the work, one after the other."""
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    issue(desk.office, "ggg")
    desk.wait_for_waiting("A-001", "A-002", "A-003")
    yield page_of(desk)
    for key in ("F1", "Ctrl+M", "Ctrl+F12", "F4", "Ctrl+O"):
        desk.press(key)
        yield page_of(desk)
        desk.press("Esc")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    yield page_of(desk)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    yield page_of(desk)
    for key in ("F4", "F6", "Ctrl+T"):
        desk.press(key)
        yield page_of(desk)
        desk.press("Esc")
    for key in ("F4", "1", "7", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.AWAY)
    yield page_of(desk)


def test_a_page_that_asks_is_made_when_it_is_first_opened_and_kept(desk: Desk) -> None:
    made = desk.counter.desk_pages
    at_start = {DeskPage.SIGN_IN, DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING, DeskPage.HELP}
    assert set(made.values()) == at_start

    for _ in range(2):
        desk.press("Ctrl+O")
        assert page_of(desk) is DeskPage.OTHER
        desk.press("Esc")

    assert list(made.values()).count(DeskPage.OTHER) == 1
    assert set(made.values()) == at_start | {DeskPage.OTHER}


def test_every_key_of_a_page_stands_in_the_table_and_once(desk: Desk) -> None:
    seen = set()

    for page in pages(desk):
        known = {key for use in uses_on(page) for key in Keys().pressed_for(use.action)}
        acting = keys_that_act(desk)
        assert keys_on_buttons(desk) <= known, page
        assert set(acting) <= known, page
        assert len(acting) == len(set(acting)), f"{page}: {sorted(acting)}"
        seen.add(page)

    assert seen >= {DeskPage.FREE, DeskPage.CALLED, DeskPage.SERVING, DeskPage.AWAY}
    assert seen >= {DeskPage.TRANSFER, DeskPage.SIGN_OUT, DeskPage.HELP, DeskPage.OTHER}
    assert DeskPage.OWN_DAY in seen


def test_tab_goes_as_a_page_is_read(desk: Desk) -> None:
    window = desk.counter
    for page in pages(desk):
        desk.let_pass(0.1)  # the layout of what came just now
        window.setFocus()
        boxes: list[QRect] = []
        while True:
            desk.press("Tab")
            focus = window.focusWidget()
            assert focus is not None
            if window._shown is None or not window._shown.isAncestorOf(focus):
                break
            box = QRect(focus.mapTo(window, QPoint()), focus.size())
            assert box not in boxes, page
            if boxes:
                before = boxes[-1]
                is_below = box.center().y() > before.bottom()
                is_beside = box.left() > before.right() and box.bottom() > before.top()
                assert is_below or is_beside, f"{page}: Tab goes back to {focus.accessibleName()}"
            boxes.append(box)
        assert boxes, page


def test_to_read_again_leaves_the_question_whether_to_take_over(open_desk: Open) -> None:
    desk = open_desk()
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
    desk.type_into("User name", "ana")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.touch("Counter 1")
    desk.press("F9")
    desk.wait_for("Take over")

    desk.press("F5")
    desk.wait_until(lambda: not desk.presenter._wants_news, "the answer")

    assert page_of(desk) is DeskPage.TAKE_OVER


# --- an office's own keys


def test_an_offices_own_keys_are_shown_and_work(open_desk: Open, office_url: str) -> None:
    config = Config(
        database=office_url,
        language="en",
        keys={
            KeyAction.PHONE: "Ctrl+Shift+1",
            KeyAction.RECALL: "F7",
            KeyAction.NO_SHOW: "F8",
            KeyAction.REFRESH: "Ctrl+R",
            KeyAction.FORM: "Ctrl+W",
            KeyAction.GO_ON: "F10",
        },
    )
    desk = open_desk(config=config)
    desk.type_into("User name", "ana")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.touch("Counter 1")
    desk.press("F10")
    desk.wait_for_stage(Stage.FREE)
    assert {"Ctrl+Shift+1", "Ctrl+W", "F10"} <= keys_on_buttons(desk)
    desk.press("F4")  # a page that was not made yet
    assert page_of(desk) is DeskPage.STEP_AWAY
    assert "F10" in keys_on_buttons(desk)
    assert "F9" not in [*keys_on_buttons(desk), *keys_that_act(desk)]
    desk.press("Esc")

    desk.press("Ctrl+1")
    desk.press("F9")
    desk.press("Ctrl+R")
    desk.wait_for("Everything is up to date.")
    assert desk.presenter.stage is Stage.FREE
    desk.press("Ctrl+Shift+1")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F10")
    desk.wait_for_stage(Stage.FREE)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F10")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F7")
    desk.wait_for("Call 2 of 3")
    desk.press("F1")
    assert "F7: Call again" in shown_keys(desk)
    desk.press("Esc")
    desk.press("F8")
    desk.wait_for_stage(Stage.FREE)

    assert desk.kinds().count(Kind.NO_SHOW) == 1


# --- help


def shown_keys(desk: Desk) -> set[str]:
    rows = desk.counter.help.findChildren(KeyRow)
    return {row.accessibleName() for row in rows if row.isVisible()}


def test_help_lists_every_key_of_the_page_one_was_on(desk: Desk) -> None:
    for page in pages(desk):
        if page is DeskPage.HELP:
            continue
        desk.press("F1")
        first = desk.counter.help.first
        listed = shown_keys(desk) | ({first.accessibleName()} if first.isVisible() else set())
        uses = uses_on(page, is_direct=False, is_leading=False)
        expected = {f"{Keys().of(use.action)}: {use.word}" for use in uses}
        assert listed == expected, page
        desk.press("Esc")
        assert page_of(desk) is page


def test_help_shows_the_key_of_before_for_a_while(desk: Desk) -> None:
    desk.press("F1")

    assert desk.sees("before: F5")
    assert desk.sees("The key of before is shown until 31 Jan 2027.")


@pytest.mark.parametrize("searched", ["UNDO", "ctrl+z", "step last"])
def test_help_is_searched(desk: Desk, searched: str) -> None:
    desk.press("F1")

    desk.type_into("Find a key", searched)

    assert shown_keys(desk) == {"Ctrl+Z: Undo the last step"}


def test_a_key_of_another_page_is_found_with_its_page(desk: Desk) -> None:
    desk.press("F1")

    desk.type_into("Find a key", "nobody came")
    assert desk.sees("On other pages")
    assert "F7: Nobody came" in shown_keys(desk)
    assert desk.sees("A ticket has been called")
    desk.type_into("Find a key", "xyz")

    assert desk.sees("No key has these words.")


def test_while_help_is_open_no_key_of_the_page_does_anything(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F1")

    for key in ("F9", "Ctrl+1", "F4", "Ctrl+F12"):
        desk.press(key)
    desk.press("F1")  # and closes it

    assert page_of(desk) is DeskPage.FREE
    assert desk.kinds() == [Kind.SIGNED_IN, Kind.ISSUED]


def test_help_goes_when_another_page_comes(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F1")

    desk.office.queue.call_next(counter=1)
    desk.wait_for_stage(Stage.CALLED)

    assert page_of(desk) is DeskPage.CALLED


def test_ones_own_day_is_read_for_who_is_here_and_goes_with_them(desk: Desk) -> None:
    queue = desk.office.queue
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    for counter in (1, 2):
        queue.serve_now(counter=counter, channel="phone")
        queue.finish(counter=counter, outcome="filed")
    desk.wait_for_stage(Stage.FREE)

    desk.press("Ctrl+M")
    desk.wait_for("Whom I attended")
    told = [line.accessibleName() for line in desk.counter.own_day._attentions._lines]
    desk.press("F9")  # no key of the page before
    asked_of_page = page_of(desk)
    desk.press("F1")
    helped = shown_keys(desk)
    desk.press("F1")
    back_in_day = page_of(desk)
    desk.press("Esc")

    assert len(told) == 1  # beto's is not there
    assert told[0].endswith("Telephone: Filed")
    assert (asked_of_page, back_in_day) == (DeskPage.OWN_DAY, DeskPage.OWN_DAY)
    assert "Esc: Close" in helped
    assert page_of(desk) is DeskPage.FREE
    assert desk.counter.own_day._tables == ()


def test_what_was_typed_at_sign_in_is_there_after_help(open_desk: Open) -> None:
    desk = open_desk()
    desk.type_into("PIN", SAMPLE_PIN)

    desk.press("F1")
    assert page_of(desk) is DeskPage.HELP
    desk.press("Esc")

    assert desk.counter.sign_in.pin.edit.text() == SAMPLE_PIN


def test_help_is_printed_as_one_sheet_and_says_where_it_is(desk: Desk, home: Path) -> None:
    opened: list[QUrl] = []
    desk.counter.help.open_file = opened.append
    desk.press("F1")

    desk.press("Ctrl+P")
    desk.wait_for("The sheet is open to be printed; it is kept in")

    (url,) = opened
    assert url.fileName() == SHEET
    assert Path(url.toLocalFile()).read_bytes().startswith(b"%PDF")


# --- harmless keys


def test_f5_undoes_nothing_and_says_that_all_is_up_to_date(desk: Desk) -> None:
    desk.press("Ctrl+1")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    desk.press("F5")
    desk.wait_for("Everything is up to date.")

    assert desk.presenter.stage is Stage.FREE
    assert Kind.UNDONE not in desk.kinds()
    desk.press("Ctrl+Z")
    desk.wait_for_stage(Stage.SERVING)
    assert desk.kinds()[-1] is Kind.UNDONE


@pytest.mark.parametrize("key", ["F2", "F3", "F10", "F12"])
def test_a_key_of_before_does_nothing(desk: Desk, key: str) -> None:
    desk.press(key)
    desk.wait_for_answer()

    assert page_of(desk) is DeskPage.FREE
    assert desk.kinds() == [Kind.SIGNED_IN]


@pytest.mark.parametrize("back", ["F9", "Esc"])
def test_signing_out_asks_while_somebody_waits_and_f9_stays(desk: Desk, back: str) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")

    desk.press("Ctrl+F12")
    assert desk.sees("2 people are waiting.")
    desk.press(back)

    assert page_of(desk) is DeskPage.FREE
    assert desk.kinds()[-1] is Kind.ISSUED


def test_the_same_key_signs_out_once_it_has_asked(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.press("Ctrl+F12")
    desk.press("Ctrl+F12")

    desk.wait_for_stage(Stage.SIGNED_OUT)


def test_signing_out_asks_while_somebody_is_on_hold(desk: Desk) -> None:
    desk.press("Ctrl+4")
    desk.wait_for_stage(Stage.SERVING)
    for key in ("F6", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for("Resume")

    desk.press("Ctrl+F12")

    assert desk.sees("1 person is on hold at this counter.")
    assert desk.presenter.stage is Stage.FREE


# --- answers that nobody gave


def serving(desk: Desk, line: str = "g") -> None:
    issue(desk.office, line)
    desk.wait_until(lambda: bool(desk.presenter.hall and desk.presenter.hall.waiting), "a ticket")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)


@pytest.mark.parametrize(
    ("key", "missing"),
    [("F4", "Choose a reason"), ("F6", "Choose a reason"), ("Ctrl+T", "Choose where it goes on")],
)
def test_nothing_is_answered_beforehand_and_f9_says_what_is_missing(
    desk: Desk, key: str, missing: str
) -> None:
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    serving(desk, "p")
    before = desk.kinds()
    desk.press(key)

    for _ in range(3):
        desk.press("F9")
    desk.wait_for_answer()

    page = desk.counter.questions._open_one
    assert page is not None
    assert not page.confirm.isEnabled()
    assert page.confirm.accessibleDescription() == missing
    assert missing in page.accessibleName()
    assert desk.sees(missing) or page.ticket.accessibleDescription() == missing
    assert desk.kinds() == before
    assert desk.presenter.stage is Stage.SERVING
    assert desk.presenter.ticket is not None
    assert desk.presenter.ticket.line is Line.PREFERENTIAL


@pytest.mark.parametrize(("answer", "kept"), [("7", True), ("8", False)])
def test_what_the_citizen_answered_is_asked_and_kept(desk: Desk, answer: str, kept: bool) -> None:
    serving(desk)
    desk.press("F4")
    desk.press("2")
    desk.press("F9")
    desk.wait_for_answer()
    assert desk.presenter.stage is Stage.SERVING
    away = desk.counter.questions.away
    assert away.missing() == "Choose what the citizen answered"

    desk.press(answer)
    desk.press("F9")
    desk.wait_for_stage(Stage.AWAY)

    assert desk.office.journal()[-1].data == {"reason": "lunch", "customer_agreed": kept}


def test_who_leaves_an_empty_desk_is_asked_for_no_leave(desk: Desk) -> None:
    for key in ("F4", "1", "F9"):
        desk.press(key)
    desk.wait_for_stage(Stage.AWAY)

    assert desk.office.journal()[-1].data == {"reason": "break"}


def test_an_answer_is_forgotten_when_the_page_opens_again(desk: Desk) -> None:
    serving(desk)
    for key in ("F4", "2", "7", "Esc", "F4"):
        desk.press(key)

    away = desk.counter.questions.away
    assert (away.reasons.chosen, away.answer.chosen) == (None, None)


def test_room_is_made_only_once_the_citizen_has_answered(providencia: Desk) -> None:
    desk = providencia
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("Ctrl+4")

    desk.press("F9")
    desk.wait_for_answer()
    assert desk.kinds()[-1] is Kind.SERVED_NOW
    assert not desk.counter.questions.offer.confirm.isEnabled()
    desk.press("1")
    desk.press("F9")
    desk.wait_until(lambda: Kind.HELD in desk.kinds(), "room")

    held = next(each for each in desk.office.journal() if each.kind is Kind.HELD)
    assert held.data["customer_agreed"] is True


def test_a_reason_is_chosen_by_its_number_while_the_name_is_written(desk: Desk) -> None:
    serving(desk)
    desk.type_into("Name", "Rosa")

    desk.press("Alt+2")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    assert desk.office.journal()[-1].data["reason"] == "Daño o falla"


# --- the list of who waits


def rows(desk: Desk) -> list[WaitingRow]:
    return [row for row in desk.counter.waiting.findChildren(WaitingRow) if row.isVisible()]


@pytest.fixture
def six(desk: Desk) -> Desk:
    codes = issue(desk.office, "gggggg")
    desk.wait_for_waiting(*codes)
    QTest.mouseClick(rows(desk)[4], Qt.MouseButton.LeftButton)
    return desk


def test_a_click_on_who_waits_chooses_and_f9_calls_the_next(six: Desk) -> None:
    assert page_of(six) is DeskPage.FREE
    assert six.sees("A-005 is chosen. F9 still calls the next one.")

    six.press("F9")
    six.wait_for_stage(Stage.CALLED)

    assert six.presenter.ticket is not None
    assert six.presenter.ticket.name == "A-001"


def test_the_chosen_one_is_called_by_its_own_key_and_for_a_reason(six: Desk) -> None:
    six.press("Ctrl+E")
    assert page_of(six) is DeskPage.OTHER
    six.press("F9")
    six.press("Return")
    six.wait_for_answer()
    assert six.presenter.stage is Stage.FREE
    assert six.counter.questions.other.missing() == "Choose a reason"

    six.press("Alt+5")
    six.press("F9")
    six.wait_for_stage(Stage.CALLED)

    called = six.office.journal()[-1]
    assert (called.kind, called.data["why"]["reason"]) == (Kind.CALLED, "appointment")
    assert six.presenter.ticket is not None
    assert six.presenter.ticket.name == "A-005"


def test_a_chosen_ticket_is_let_go_and_goes_with_its_wait(six: Desk) -> None:
    waiting = six.counter.waiting
    assert waiting.chosen == "A-005"
    six.press("Esc")
    assert not six.sees("A-005 is chosen.")

    QTest.mouseDClick(rows(six)[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(rows(six)[1], Qt.MouseButton.LeftButton)
    assert six.sees("A-002 is chosen.")
    six.office.queue.cancel(code="A-002")
    six.wait_until(lambda: not six.sees("A-002 is chosen."), "an end of the choice")


def test_another_ticket_begins_with_the_chosen_one(six: Desk) -> None:
    six.press("Ctrl+O")

    assert six.counter.questions.other.code.edit.text() == "A-005"
    assert six.counter.questions.other.missing() == "Choose what to do with it"


# --- back to waiting


@pytest.fixture
def called(desk: Desk) -> Desk:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    return desk


def test_a_call_by_mistake_goes_back_at_once_and_is_undone(called: Desk) -> None:
    called.press("Ctrl+D")
    called.wait_for_stage(Stage.FREE)
    called.wait_for_waiting("A-001", "A-002")
    assert called.buttons("Undo: Back to waiting")

    called.press("Ctrl+Z")
    called.wait_for_stage(Stage.CALLED)

    assert called.presenter.ticket is not None
    assert called.presenter.ticket.name == "A-001"


def wait_after_the_call(desk: Desk, clock: FixedClock) -> None:
    """Let eleven seconds pass, and the window hear of it by another ticket."""
    clock.advance(timedelta(seconds=11))
    issue(desk.office, "g")
    desk.wait_for_waiting("A-002", "A-003")


@pytest.mark.parametrize(
    ("number", "reason"), [("1", "mistake"), ("2", "asked_to_wait"), ("3", "other")]
)
def test_after_ten_seconds_a_reason_is_asked(
    called: Desk, clock: FixedClock, number: str, reason: str
) -> None:
    wait_after_the_call(called, clock)

    called.press("Ctrl+D")
    called.press("F9")
    called.wait_for_answer()
    assert page_of(called) is DeskPage.PUT_BACK
    called.press(number)
    called.press("F9")
    called.wait_for_stage(Stage.FREE)

    assert called.office.journal()[-1].data["reason"] == reason
    called.wait_for_waiting("A-001", "A-002", "A-003")


def test_putting_back_may_be_thought_better_of(called: Desk, clock: FixedClock) -> None:
    wait_after_the_call(called, clock)

    called.touch("Put back")
    called.press("Esc")

    assert page_of(called) is DeskPage.CALLED
    assert called.kinds()[-2:] == [Kind.CALLED, Kind.ISSUED]


ROOMS = [
    (size, language)
    for turn, size in enumerate((LAPTOP, SMALL_SCREEN, STRIP, FULL_HD))
    for language in every_other(("es", "en"), turn // 2)
]


@pytest.mark.parametrize(("size", "language"), ROOMS, ids=str)
def test_the_pages_of_keys_fit(
    open_desk: Open,
    clock: FixedClock,
    size: tuple[int, int],
    language: Literal["es", "en"],
) -> None:
    desk = open_desk(size=size, language=language)
    desk.presenter.shift.sign_in("ana", SAMPLE_PIN, 1)
    desk.wait_for_stage(Stage.FREE)
    tour = Tour(desk, clock)
    codes = issue(desk.office, "gpg")
    desk.wait_for_waiting("P-001", "A-001", "A-002")
    desk.counter.waiting._choose(codes[2])
    tour.look("chosen")
    for key, name in (("F1", "help"), ("Ctrl+F12", "sign out"), ("F4", "leave")):
        desk.press(key)
        tour.look(name)
        desk.press("Esc")
    desk.counter.waiting.let_go()
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    tour.look("called")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F4")
    desk.press("3")
    tour.look("leave a citizen")
    desk.press("Esc")
    desk.press("Ctrl+T")
    tour.look("transfer")

    assert tour.found == []
