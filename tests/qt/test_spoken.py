"""What a screen reader is told of a page: its name with the keyboard on it, then what is new."""

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.qt.look.language import Texts
from core.qt.spoken import HEARD_S, MetPlainly, SpokenPage
from core.qt.widgets.base import PaintedFrame, announce
from core.qt.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable


class APage(MetPlainly, PaintedFrame):
    """A page with a field."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


class Said:
    """A window with a page, and a clock that stands still."""

    def __init__(self, qtbot: QtBot) -> None:
        self.at = 0.0
        self.window = Window("test", Texts("en"))
        qtbot.addWidget(self.window)
        self.page = APage()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        QVBoxLayout(self.window).addWidget(self.stack)
        self.window.be_called("Counter · SOPESA")
        self.window.show()
        qtbot.waitActive(self.window)
        self.spoken = SpokenPage(self.window, now=lambda: self.at)
        self.wait: Callable[[Callable[[], bool]], None] = qtbot.waitUntil

    def told(self, words: str) -> None:
        self.wait(lambda: self.window.accessibleName() == words)


@pytest.fixture
def said(qtbot: QtBot) -> Said:
    return Said(qtbot)


def test_a_page_that_comes_is_said_once_by_its_name(said: Said) -> None:
    said.spoken.begin(said.page, ["Called: A-001.", "On hold · Choose a reason"], ["1: Break"])

    assert said.page.hasFocus()
    assert said.page.accessibleName() == "Called: A-001.\nOn hold, Choose a reason\n1: Break"
    assert said.window.accessibleName() == "Counter, SOPESA", "else Orca 48 says it twice"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is announced")
def test_what_comes_while_a_page_is_said_does_not_begin_it_anew(said: Said) -> None:
    words = ["Your ticket is A-004", "Take your ticket", "Please wait. We will call you."]
    said.spoken.begin(said.page, words)
    said.at += HEARD_S / 2

    said.spoken.follow(said.page, [*words, "People ahead of you: 3"])

    said.told("People ahead of you: 3")
    assert said.page.accessibleName() == "\n".join(words)


def test_a_page_is_said_before_what_has_the_keyboard_on_it(said: Said) -> None:
    said.spoken.begin(said.page, ["Announce a fault"], first=said.page.field)

    assert said.page.field.hasFocus()
    assert said.page.accessibleName() == "Announce a fault"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is announced")
def test_what_comes_as_a_page_is_named_anew_waits_as_after_the_first_time(said: Said) -> None:
    said.spoken.begin(said.page, [])
    said.at += HEARD_S
    words = ["This computer, config.toml", "No folder: this computer makes no copies."]
    said.spoken.follow(said.page, words)

    said.spoken.follow(said.page, [*words, "Printer: It says: ready"])
    QApplication.processEvents()

    assert said.page.accessibleName() == "\n".join(words)
    assert said.window.accessibleName() == "Counter, SOPESA"
    said.told("Printer: It says: ready")


def test_what_comes_to_a_few_words_is_said_with_them(said: Said) -> None:
    said.spoken.begin(said.page, ["A-001: on hold"])

    said.spoken.follow(said.page, ["A-001: on hold", "Next: A-002."], ["Wait: 0 min"])

    assert said.page.accessibleName() == "A-001: on hold\nNext: A-002.\nWait: 0 min"


def test_what_is_true_no_more_is_said_anew_at_once(said: Said) -> None:
    more = "It is a priority ticket and came first in its line."
    said.spoken.begin(said.page, ["Next: P-001, priority line.", more])

    said.spoken.follow(said.page, ["Next: A-001, general line.", more])

    assert said.page.accessibleName() == f"Next: A-001, general line.\n{more}"


def test_what_comes_later_is_said_with_the_page(said: Said) -> None:
    said.spoken.begin(said.page, ["Nobody is waiting."])
    said.at += 60

    said.spoken.follow(said.page, ["Next: A-001."], ["Wait: 0 min"])

    assert said.page.accessibleName() == "Next: A-001.\nWait: 0 min"
    assert said.window.accessibleName() == "Counter, SOPESA"


def test_what_has_gone_is_no_reason_to_say_the_rest_again(said: Said) -> None:
    said.spoken.begin(said.page, ["A-001: finished", "Next: A-002."])
    said.at += 60

    said.spoken.follow(said.page, ["Next: A-002."])

    assert said.page.accessibleName() == "A-001: finished\nNext: A-002."


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is announced")
def test_what_is_new_is_said_wherever_the_keyboard_is(said: Said) -> None:
    said.spoken.begin(said.page, ["Transfer", "Choose where it goes on"])
    said.at += 60
    said.page.field.setFocus()

    said.spoken.follow(said.page, ["Transfer", "Counter 2: Beto"])

    said.told("Counter 2: Beto")
    assert said.page.accessibleName() == "Transfer\nCounter 2: Beto"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is announced")
def test_what_is_said_once_more_has_another_name(said: Said) -> None:
    announce(said.page, "Choose a reason")
    first = said.window.accessibleName()

    announce(said.page, "Choose a reason")

    assert said.window.accessibleName() not in {first, ""}


def test_a_title_that_counts_is_not_said(said: Said) -> None:
    said.window.setWindowTitle("(3) Counter · SOPESA")

    assert _met(said.window).text(QAccessible.Text.Name) == "Counter, SOPESA"


def test_a_page_and_what_holds_it_are_no_panels(said: Said) -> None:
    met = _met(said.page).role()
    assert met is QAccessible.Role.Paragraph, "of a section Orca 43 does not say a new name"
    assert _met(said.stack).role() is QAccessible.Role.Client


def _met(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)
