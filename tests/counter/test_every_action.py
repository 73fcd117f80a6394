"""A day with every action there is, by keyboard alone and by mouse alone, on both databases.

The same day is told once, for two hands; screen, journal and report have to agree on it.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from core.domain.ticket import Kind, Line, Outcome, State
from core.office import Office
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue, on_both_databases
from tests.office.changes import change_settings

HERE = {"key": "customer-service", "names": {"es": "Atención al usuario"}}
PAYMENTS = {"key": "payments", "names": {"es": "Pagos", "en": "Payments"}}


class Keyboard:
    """Presses the keys that the window shows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def do(self, words: str, key: str) -> None:
        self.desk.wait_until(lambda: bool(self.desk.buttons(words)), f"a button “{words}”")
        self.desk.press(key)

    def pick(self, _words: str, key: str) -> None:
        self.desk.press(key)

    def choose(self, words: str) -> None:
        """Go with Tab to what can be ticked, and tick it."""
        self.desk.wait_until(
            lambda: any(each.isCheckable() for each in self.desk.buttons(words)), words
        )
        for _ in range(60):
            self.desk.press("Tab")
            focus = self.desk.window.focusWidget()
            is_choice = isinstance(focus, QAbstractButton) and focus.isCheckable()
            if is_choice and words in focus.accessibleName():
                self.desk.press("Space")
                return
        raise AssertionError(f"Tab never came to {words!r}; there is:\n{self.desk.words()}")

    def step(self, words: str) -> None:
        """Go with Tab to the step one is at, and with the arrow to the next ones."""
        for _ in range(60):
            self.desk.press("Tab")
            focus = self.desk.window.focusWidget()
            if isinstance(focus, QAbstractButton) and focus.accessibleName()[1:3] == "  ":
                break
        while words not in self.desk.window.focusWidget().accessibleName():
            self.desk.press("Right")

    def name_ticket(self, code: str) -> None:
        self.do("Another ticket", "Ctrl+O")
        for letter in code:
            self.desk.press(letter)

    def name_citizen(self) -> None:
        self.choose("Ms.")
        self.desk.press("Tab")
        self.desk.press("Tab")
        for letter in "zoila":
            self.desk.press(letter)

    def sign_in(self) -> None:
        self.desk.wait_for("Counter 1")
        for key in ("a", "n", "a", "Tab", *SAMPLE_PIN, "Tab", "Space", "F9"):
            self.desk.press(key)


class Mouse:
    """Clicks what can be seen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def do(self, words: str, _key: str) -> None:
        self.desk.touch(words)

    def pick(self, words: str, _key: str) -> None:
        self.choose(words)

    def choose(self, words: str) -> None:
        """Tick what has these words; the button that then does it may have them too."""
        found: list[QAbstractButton] = []

        def is_there() -> bool:
            found[:] = [each for each in self.desk.buttons(words) if each.isCheckable()]
            return bool(found)

        self.desk.wait_until(is_there, f"a choice “{words}”")
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def step(self, words: str) -> None:
        self.choose(words)

    def name_ticket(self, code: str) -> None:
        """Choose a ticket from those the page offers."""
        self.desk.touch("Another ticket")
        self.choose(f"{code[0].upper()}-{int(code[1:]):03d}")

    def name_citizen(self) -> None:
        self.desk.touch("Ms.")

    def sign_in(self) -> None:
        self.desk.type_into("User name", "ana")  # with any mouse, a name and a PIN are typed
        self.desk.type_into("PIN", SAMPLE_PIN)
        self.desk.touch("Counter 1")
        self.desk.touch("Sign in")


Hand = Keyboard | Mouse


class Day:
    """Ana's day at counter 1."""

    def __init__(self, desk: Desk, hand: Hand) -> None:
        self.desk = desk
        self.hand = hand

    def do(self, words: str, key: str, *leads_to: Stage) -> None:
        self.hand.do(words, key)
        if leads_to:
            self.desk.wait_for_stage(*leads_to)

    def call(self, code: str) -> None:
        self.do("Call next", "F9", Stage.CALLED)
        assert self.desk.sees(code)

    def serve(self, code: str) -> None:
        self.call(code)
        self.do("Start service", "F9", Stage.SERVING)

    def finish(self) -> None:
        self.do("Finish service", "F9", Stage.FREE)

    def other(self, code: str, deed: str, reason: str = "") -> None:
        """Do `deed` with a ticket that is not at the counter."""
        self.hand.name_ticket(code)
        self.hand.choose(deed)
        if reason:
            self.hand.choose(reason)
        self.hand.do(deed, "F9")
        self.desk.wait_for_answer()

    def go_by(self) -> None:
        self.hand.sign_in()
        self.desk.wait_for_waiting("P-001", "A-001", "A-002", "A-003", "A-004")
        self.with_the_protocol()
        self.nobody_comes_but_later()
        self.out_of_order()
        self.moves()
        self.away()
        self.without_tickets()
        self.do("Sign out", "Ctrl+F12", Stage.SIGNED_OUT)

    def with_the_protocol(self) -> None:
        self.call("P-001")
        assert self.desk.sees("It is a priority ticket and came first in its line.")
        self.do("Start service", "F9", Stage.SERVING)
        assert self.desk.sees("Good morning. Welcome to SOPESA. How can we help you?")
        self.hand.name_citizen()
        self.hand.step("3  Anything else?")
        assert self.desk.sees("Is there anything else I can help you with?")
        self.hand.step("4  Farewell")
        assert self.desk.sees("Would you complete our satisfaction survey?")
        self.hand.choose("Power fault")
        self.hand.pick("Survey offered", "5")
        self.hand.pick("Filed", "2")
        self.finish()

    def nobody_comes_but_later(self) -> None:
        self.call("A-001")
        self.do("Call again", "F8")
        self.desk.wait_for("Call 2 of 3")
        self.do("Nobody came", "F7", Stage.FREE)
        self.other("a1", "Bring it back")
        self.desk.wait_for_waiting("A-001", "A-002", "A-003", "A-004")
        self.serve("A-001")
        self.do("Put on hold", "F6")
        self.hand.choose("A document is missing")
        self.do("Put on hold", "F9", Stage.FREE)
        self.do("Resume A-001", "F6", Stage.SERVING)
        assert self.desk.sees("Thank you for waiting.")
        self.do("Transfer", "Ctrl+T")
        self.hand.choose("Counter 2: Beto")
        self.do("Transfer", "F9", Stage.FREE)

    def out_of_order(self) -> None:
        self.other("a3", "Call out of order", "The leader asks for it")
        self.desk.wait_for_stage(Stage.CALLED)
        self.desk.wait_for("Called out of its order: The leader asks for it.")
        self.do("Start service", "F9", Stage.SERVING)
        self.hand.pick("Escalated", "3")
        self.finish()

    def moves(self) -> None:
        self.other("a4", "Move to the priority line", "The wrong button was touched")
        self.desk.wait_for_waiting("A-004", "A-002")
        self.other("a2", "Cancel the ticket")
        self.desk.wait_for_waiting("A-004")
        self.do("Undo: Cancellation", "Ctrl+Z")
        self.desk.wait_for_waiting("A-004", "A-002")
        self.serve("A-004")
        self.finish()
        self.do("Undo: Finish service", "Ctrl+Z", Stage.SERVING)
        self.do("Transfer", "Ctrl+T")
        self.hand.choose("General line")
        self.do("Transfer", "F9", Stage.FREE)
        self.desk.wait_for_waiting("A-002", "A-004")

    def away(self) -> None:
        self.serve("A-002")
        self.do("Step away", "F4")
        self.hand.choose("Fetching a document")
        self.hand.choose("The citizen agreed")
        self.do("Step away", "F9", Stage.AWAY)
        self.do("I am back", "F9", Stage.SERVING)
        assert self.desk.sees("Thank you for waiting.")
        self.finish()
        self.serve("A-004")
        self.do("Transfer", "Ctrl+T")
        self.hand.choose("Payments")
        self.do("Transfer", "F9", Stage.FREE)
        self.serve("A-004")
        self.finish()

    def without_tickets(self) -> None:
        for words, key, said in (
            ("Serve now", "Ctrl+4", "Good morning. Welcome to SOPESA. How can we help you?"),
            (
                "Telephone",
                "Ctrl+1",
                "Thank you for calling SOPESA, this is Ana. How can we help you?",
            ),
            ("Chat", "Ctrl+2", "Good day. How can I help you?"),
            ("E-mail", "Ctrl+3", "Dear customer:"),
        ):
            self.do(words, key, Stage.SERVING)
            assert self.desk.sees(said)
            self.finish()
        assert self.desk.sees("Nobody waits for this counter; 1 waits for another one.")  # for Beto


@on_both_databases
@pytest.mark.parametrize("hand", [Keyboard, Mouse])
def test_a_day_with_every_action(
    open_desk: Open, office: Office, hand: Callable[[Desk], Hand]
) -> None:
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    change_settings(office, services=[HERE, PAYMENTS])
    issue(office, "gpggg")
    desk = open_desk()

    Day(desk, hand(desk)).go_by()

    kinds = Counter(
        event.kind for event in office.journal() if event.staff == "ana" and event.counter
    )
    assert kinds == {
        Kind.SIGNED_IN: 1,
        Kind.CALLED: 8,
        Kind.RECALLED: 1,
        Kind.NO_SHOW: 1,
        Kind.REINSTATED: 1,
        Kind.STARTED: 7,
        Kind.HELD: 1,
        Kind.RESUMED: 1,
        Kind.TRANSFERRED: 3,
        Kind.LINE_CHANGED: 1,
        Kind.CANCELLED: 1,
        Kind.UNDONE: 2,
        Kind.STEPPED_AWAY: 1,
        Kind.CAME_BACK: 1,
        Kind.SERVED_NOW: 4,
        Kind.FINISHED: 9,
        Kind.SIGNED_OUT: 1,
    }
    (waiting,) = office.queue.waiting()  # for Beto, who has not called it yet
    assert (waiting.name, waiting.for_counter, waiting.reinstated) == ("A-001", 2, True)
    figures = office.reports.day().figures
    assert (figures.hall.issued, figures.hall.served, figures.hall.no_show.value) == (
        6,
        5,
        0,
    )  # one at the desk without a ticket
    assert figures.hall.outcomes == {
        Outcome.FILED: 1,
        Outcome.ESCALATED: 1,
        Outcome.RESOLVED: 3,
    }
    assert figures.by_line[Line.PREFERENTIAL].served == 1
    assert sum(part.served for part in figures.by_channel.values()) == 8
    finished = [each for each in office.journal() if each.kind is Kind.FINISHED]
    assert finished[0].data == {
        "outcome": "filed",
        "reason": "Daño o falla",
        "survey_offered": True,
    }
    assert [each.state for each in map(office.queue.ticket, _ids(office))].count(
        State.FINISHED
    ) == 8
    assert office.inconsistencies() == ()


def _ids(office: Office) -> list[int]:
    return list(dict.fromkeys(each.ticket for each in office.journal() if each.ticket is not None))
