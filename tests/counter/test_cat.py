"""A cat on the keyboard: random keys, thirty a second, on every page; nothing is done."""

import random
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from core.keys import DeskPage
from core.office import Office
from core.qt.workshop.pace import UNHURRIED_S, PressPace
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue
from tests.counter.test_keys import page_of, pages

KEY_S = 0.033
KEYS = 120  # four seconds
PAW = (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_H, Qt.Key.Key_U)
CAT: Sequence[Qt.Key] = (
    *(Qt.Key(each) for each in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)),
    *(Qt.Key(each) for each in range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)),
    *[Qt.Key(each) for each in range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)] * 3,
    *[Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Escape] * 3,
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Backspace),
)


def strike(desk: Desk, key: Qt.Key) -> None:
    handle = desk.counter.windowHandle()
    assert handle is not None
    text = chr(key) if key < Qt.Key.Key_Escape else ""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(handle, event)


def walk(desk: Desk, pace: PressPace, seed: str) -> None:
    """Let a cat come with both paws, and walk on."""
    chance = random.Random(seed)
    pace.pace_s = 0.0
    pace.at += UNHURRIED_S
    for key in (*PAW, *chance.choices(CAT, k=KEYS)):
        strike(desk, key)
        pace.at += KEY_S
        QCoreApplication.processEvents()
    desk.wait_for_answer()
    pace.pace_s = UNHURRIED_S


def leaves_as_it_is(desk: Desk, pace: PressPace) -> bool:
    """Have a cat walk; tell whether nothing was done and the page is the same."""
    page, before = page_of(desk), desk.office.journal()
    walk(desk, pace, page)
    return desk.office.journal() == before and page_of(desk) is page


def test_a_cat_on_any_page_of_the_work_does_nothing_and_turns_none(
    desk: Desk, pace: PressPace
) -> None:
    wrong, walked = [], set()

    for page in pages(desk):
        walked.add(page)
        if not leaves_as_it_is(desk, pace):
            wrong.append(page)
            break  # it cannot be told which page comes next

    assert wrong == []
    assert len(walked) >= 10


def test_a_cat_signs_nobody_in_and_takes_no_counter_over(
    open_desk: Open, office: Office, pace: PressPace
) -> None:
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
    desk = open_desk()
    desk.type_into("User name", "ana")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.touch("Counter 1")

    assert page_of(desk) is DeskPage.SIGN_IN
    assert leaves_as_it_is(desk, pace)
    desk.type_into("User name", "ana")
    desk.type_into("PIN", SAMPLE_PIN)
    desk.press("F9")
    desk.wait_for("Take over")
    assert leaves_as_it_is(desk, pace)


def test_a_cat_tries_no_pin_at_a_locked_window_and_keeps_none(
    desk: Desk, office: Office, pace: PressPace
) -> None:
    desk.presenter.shift.lock()

    assert page_of(desk) is DeskPage.LOCK
    assert leaves_as_it_is(desk, pace)
    desk.type_into("PIN", SAMPLE_PIN)
    desk.press("F9")
    desk.wait_for("Call next")
    desk.press("Ctrl+F12")
    desk.wait_for_stage(Stage.SIGNED_OUT)
    office.staff.set_pin("ana", pin=SAMPLE_PIN)
    desk.sign_in()
    assert page_of(desk) is DeskPage.NEW_PIN
    assert leaves_as_it_is(desk, pace)


def test_who_takes_the_cat_away_reads_why_nothing_is_done_and_goes_on(
    desk: Desk, pace: PressPace
) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    pace.pace_s = 0.0
    for key in (*PAW, Qt.Key.Key_F5):
        strike(desk, key)
    desk.wait_until(lambda: not desk.presenter._wants_news, "what F5 would ask for")
    pace.pace_s = UNHURRIED_S

    desk.wait_for("Too many keys at once. The keyboard rests for a moment.")
    desk.press("F9")

    desk.wait_for_stage(Stage.CALLED)
