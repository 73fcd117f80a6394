"""A counter as its facilitator meets it: the real window on a real office."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from time import monotonic, sleep
from typing import Literal, Protocol

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import StoreUnavailable
from core.machine.config import Config
from core.office import Office, template
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.app import load_fonts
from core.qt.workshop.person import NotSeenError, Person
from counter.decisions.presenter import CounterPresenter, Stage
from counter.window import CounterWindow, create
from tests.conftest import BACKENDS, SAMPLE_PIN

LAPTOP = (1366, 768)
PATIENCE_S = 30.0
LOOK_AGAIN_S = 0.002
on_both_databases = pytest.mark.parametrize("backend", BACKENDS)


class Desk(Person):
    """The window of one counter and the person at it; `office` is what all the others do."""

    def __init__(
        self, office: Office, open_office: Callable[[Config], Office], config: Config
    ) -> None:
        self.office = office
        self.is_reachable = True
        self._open = open_office
        self.texts = Texts(config.language)
        self.link = Link(config, open_office=self._try_to_open)
        self.counter: CounterWindow = create(config, self.link, self.texts)
        self.presenter: CounterPresenter = self.counter.presenter
        super().__init__(self.counter, reaction_ms=0)  # the test's `pace` is that of presses

    def _try_to_open(self, config: Config) -> Office:
        if not self.is_reachable:
            raise StoreUnavailable(database="the office's", problem="nobody answers")
        return self._open(config)

    def show(self, size: tuple[int, int] = LAPTOP) -> None:
        self.counter.resize(*size)
        self.counter.show()
        self.counter.activateWindow()
        QTest.qWaitForWindowActive(self.counter)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until `is_so()`; unlike `QTest.qWait`, which keeps Python's lock, let lanes work."""
        deadline = monotonic() + PATIENCE_S
        while not is_so():
            if monotonic() > deadline:
                raise NotSeenError(f"{what} not seen; there is:\n{self.words()}")
            QCoreApplication.processEvents()
            sleep(LOOK_AGAIN_S)

    def let_pass(self, seconds: float) -> None:
        """Let the window work for so long."""
        until = monotonic() + seconds
        self.wait_until(lambda: monotonic() > until, "an end of time")

    def touch(self, words: str) -> None:
        """Click the button with these words as soon as it can be used."""
        self.wait_until(lambda: bool(self.buttons(words)), f"a button “{words}”")
        QTest.mouseClick(self.buttons(words)[0], Qt.MouseButton.LeftButton)

    def buttons(self, words: str) -> list[QAbstractButton]:
        """Return the buttons with these words that can be used now."""
        return [
            button
            for button in self.counter.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and words in button.accessibleName()
        ]

    def sign_in(self, username: str = "ana", counter: int = 1, pin: str = SAMPLE_PIN) -> None:
        """Sign in as a person does, and wait until it is done."""
        self.type_into("User name", username)
        self.type_into("PIN", pin)
        self.touch(f"Counter {counter}")
        self.press("F9")
        self.wait_for_stage(Stage.FREE, Stage.CALLED, Stage.SERVING)

    def wait_for_stage(self, *stages: Stage) -> None:
        self.wait_until(
            lambda: self.presenter.stage in stages and self.presenter.actions.doing is None,
            " or ".join(stages),
        )

    def wait_for_waiting(self, *codes: str) -> None:
        """Wait until exactly these tickets are on the list, in this order."""

        def are_there() -> bool:
            hall = self.presenter.hall
            return hall is not None and tuple(each.name for each in hall.waiting) == codes

        self.wait_until(are_there, f"waiting {codes}")

    def wait_for_answer(self) -> None:
        self.wait_until(lambda: self.presenter.actions.doing is None, "an answer")

    def kinds(self) -> list[Kind]:
        """Return what happened, from the first sign-in on."""
        kinds = [event.kind for event in self.office.journal()]
        return kinds[kinds.index(Kind.SIGNED_IN) :]

    def close(self) -> None:
        if not isValid(self.counter):
            return  # closed by the test already
        self.counter.close()
        self.link.close()
        self.texts.close()
        self.counter.deleteLater()
        QCoreApplication.sendPostedEvents(self.counter, QEvent.Type.DeferredDelete)


class Open(Protocol):
    def __call__(
        self,
        *,
        language: Literal["es", "en"] = "en",
        size: tuple[int, int] = LAPTOP,
        config: Config | None = None,
        reachable: bool = True,
        linked: bool = True,
    ) -> Desk: ...


@pytest.fixture
def backend() -> str:
    """Use SQLite, but in tests marked `on_both_databases`."""
    return "sqlite"


@pytest.fixture
def look(qapp: QApplication) -> None:
    """Have the product's face and style."""
    if qapp.style().objectName() != "fusion":  # set once: widgets of earlier tests may use it
        qapp.setStyle("Fusion")
    load_fonts()


@pytest.fixture
def open_desk(  # noqa: PLR0917 - fixtures are asked for by name
    qtbot: QtBot,
    look: None,
    office: Office,
    office_url: str,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
) -> Iterator[Open]:
    """Return a function that opens another counter window on this test's office."""
    with ExitStack() as stack:

        def open_office(_config: Config) -> Office:
            return Office.open(office_url, "san-andres", clock, timeout_s=1, hasher=cheap_hasher)

        def begin(
            *,
            language: Literal["es", "en"] = "en",
            size: tuple[int, int] = LAPTOP,
            config: Config | None = None,
            reachable: bool = True,
            linked: bool = True,
        ) -> Desk:
            chosen = config or Config(database=office_url, language=language)
            desk = Desk(office, open_office, chosen)
            stack.callback(desk.close)
            desk.is_reachable = reachable
            desk.show(size)
            if linked:
                desk.link.start()
            if linked and reachable:
                desk.wait_until(lambda: desk.presenter.is_here, "the office")
            return desk

        yield begin


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    """Open counter 1's window, with ana signed in and nobody waiting."""
    found = open_desk()
    found.sign_in()
    return found


@pytest.fixture
def open_providencia(
    qtbot: QtBot,
    look: None,
    new_database: Callable[[], str],
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
) -> Iterator[Callable[[str, int], Desk]]:
    """Return a function that opens a window of Providencia: who signs in, at which counter."""
    url = new_database()
    with (
        Office.create(
            url, "providencia", template("providencia"), clock, hasher=cheap_hasher
        ) as office,
        ExitStack() as stack,
    ):
        for username in ("ana", "beto"):
            office.staff.add(username, name=username.title(), pin=SAMPLE_PIN, must_change_pin=False)

        def begin(username: str, counter: int) -> Desk:
            desk = Desk(
                office,
                lambda _config: Office.open(url, "providencia", clock, hasher=cheap_hasher),
                Config(database=url, language="en"),
            )
            stack.callback(desk.close)
            desk.show()
            desk.link.start()
            desk.sign_in(username, counter)
            return desk

        yield begin
        assert office.inconsistencies() == ()


@pytest.fixture
def providencia(open_providencia: Callable[[str, int], Desk]) -> Desk:
    """Open the window of counter 1 in Providencia, with ana signed in."""
    return open_providencia("ana", 1)


def issue(office: Office, lines: str, clock: FixedClock | None = None) -> Sequence[str]:
    """Issue a ticket for each letter, `g` or `p`, a minute apart, and return their codes."""
    codes = []
    for letter in lines:
        ticket = office.queue.issue(line="general" if letter == "g" else "preferential")
        codes.append(ticket.name)
        if clock is not None:
            clock.advance(timedelta(minutes=1))
    return codes
