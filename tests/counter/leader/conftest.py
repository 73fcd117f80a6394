"""The leader's window as a leader meets it: the real window on a real office."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import monotonic, sleep
from typing import Literal, Protocol

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.clock import FixedClock
from core.machine.config import Config
from core.office import Office
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.workshop.person import NotSeenError, Person
from counter.leader.window import LeaderWindow, create
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import LOOK_AGAIN_S, PATIENCE_S

SMALL = (1366, 768)


class LeaderDesk(Person):
    """The leader's window and the person at it; `office` is what all the others do."""

    def __init__(
        self, office: Office, open_office: Callable[[Config], Office], config: Config
    ) -> None:
        self.office = office
        self.texts = Texts(config.language)
        self.link = Link(config, open_office=open_office)
        self.leader: LeaderWindow = create(config, self.link, self.texts)
        self.presenter = self.leader.presenter
        super().__init__(self.leader, reaction_ms=0)  # the test's `pace` is that of presses

    def show(self, size: tuple[int, int]) -> None:
        self.leader.resize(*size)
        self.leader.show()
        self.leader.activateWindow()
        QTest.qWaitForWindowActive(self.leader)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until `is_so()`; unlike `QTest.qWait`, which keeps Python's lock, let lanes work."""
        deadline = monotonic() + PATIENCE_S
        while not is_so():
            if monotonic() > deadline:
                raise NotSeenError(f"{what} not seen; there is:\n{self.words()}")
            QCoreApplication.processEvents()
            sleep(LOOK_AGAIN_S)

    def wait_for_answer(self) -> None:
        self.wait_until(lambda: self.presenter.actions.doing is None, "an answer")

    def let_pass(self, seconds: float = 0.3) -> None:
        """Let the window work for so long."""
        until = monotonic() + seconds
        self.wait_until(lambda: monotonic() > until, "an end of time")

    def sign_in(self, username: str = "lider", pin: str = SAMPLE_PIN) -> None:
        """Sign in as a person does, and wait until it is done."""
        self.wait_until(lambda: self.presenter.is_here, "the office")
        self.type_into(self.texts("User name"), username)
        self.type_into(self.texts("PIN"), pin)
        self.press("F9")
        self.wait_for_answer()

    def go_to(self, place: str) -> None:
        """Press the list's row of this word."""
        self.touch(self.texts(place))

    @property
    def named(self) -> list[QWidget]:
        """Every widget that can be seen now."""
        return [each for each in self.leader.findChildren(QWidget) if each.isVisible()]

    def close(self) -> None:
        self.leader.close()
        self.link.close()
        self.texts.close()
        self.leader.deleteLater()
        QCoreApplication.sendPostedEvents(self.leader, QEvent.Type.DeferredDelete)


class OpenLeader(Protocol):
    def __call__(
        self,
        *,
        language: Literal["es", "en"] = "en",
        size: tuple[int, int] = SMALL,
        signed_in: str = "lider",
    ) -> LeaderDesk: ...


@pytest.fixture
def open_leader(  # noqa: PLR0917 - fixtures are asked for by name
    qtbot: QtBot,
    look: None,
    office: Office,
    office_url: str,
    clock: FixedClock,
    cheap_hasher: PasswordHasher,
) -> Iterator[OpenLeader]:
    """Return a function that opens another leader's window on this test's office."""
    with ExitStack() as stack:

        def open_office(_config: Config) -> Office:
            return Office.open(office_url, "san-andres", clock, timeout_s=1, hasher=cheap_hasher)

        def begin(
            *,
            language: Literal["es", "en"] = "en",
            size: tuple[int, int] = SMALL,
            signed_in: str = "lider",
        ) -> LeaderDesk:
            desk = LeaderDesk(office, open_office, Config(database=office_url, language=language))
            stack.callback(desk.close)
            desk.show(size)
            desk.link.start()
            if signed_in:
                desk.sign_in(signed_in)
            return desk

        yield begin
