"""A kiosk as a person meets it: a real window on a real office, its time in the test's hand."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.clock import FixedClock
from core.domain.ticket import Event, Kind
from core.errors import StoreUnavailable
from core.machine.config import Config
from core.office import Office
from core.printing.port import Printer, PrinterState
from core.printing.slip.slip import Slip
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.app import load_fonts
from kiosk.read_aloud.reader import Aloud
from kiosk.visit.page_values import Home, Options, Page
from kiosk.visit.times import Times
from kiosk.window import KioskWindow, create
from tests.conftest import BACKENDS

SCREEN = (1080, 1920)
PATIENCE_MS = 30_000
STEP_S = 1.0
on_both_databases = pytest.mark.parametrize("backend", BACKENDS)


class Hand:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class GoodPrinter:
    """A printer that prints; `slips` are its papers."""

    name = "kiosk"

    def __init__(self) -> None:
        self.slips: list[Slip] = []

    def state(self) -> PrinterState:
        return PrinterState.OK

    def print_slip(self, slip: Slip) -> PrinterState:
        self.slips.append(slip)
        return PrinterState.OK


class SilentPrinter(GoodPrinter):
    """A printer that takes every paper and never says how it is, such as a system's queue."""

    def state(self) -> PrinterState:
        return PrinterState.UNKNOWN

    def print_slip(self, slip: Slip) -> PrinterState:
        super().print_slip(slip)
        return PrinterState.UNKNOWN


class Kiosk:
    """The window, what works behind it, and what a person can do with it."""

    def __init__(
        self,
        qtbot: QtBot,
        open_office: Callable[[Config], Office],
        printer: Printer | None,
        *,
        config: Config,
        times: Times,
        speaker: Aloud | None,
    ) -> None:
        self._bot = qtbot
        self._hand = Hand()
        self._open = open_office
        self.is_reachable = True
        self.texts = Texts(config.language, drafts=config.show_drafts)
        self.link = Link(config, open_office=self._try_to_open)
        self.window: KioskWindow = create(
            config,
            self.link,
            self.texts,
            printer=printer,
            speaker=speaker,
            times=times,
            monotonic=self._hand,
        )
        self.presenter = self.window.presenter
        self.window.resize(*SCREEN)
        self.window.show()

    def _try_to_open(self, config: Config) -> Office:
        if not self.is_reachable:
            raise StoreUnavailable(database="the hall's", problem="nobody answers")
        return self._open(config)

    # --- time

    def pass_time(self, seconds: float) -> None:
        """Let time go by for the kiosk, with every answer of the office in its time."""
        left = seconds
        while left > 0:
            step = min(left, STEP_S)
            left -= step
            self._hand.at += step
            self.presenter.tick()
            if self.link.is_here:
                self.wait(lambda: not self.presenter._watch.reader.is_reading)

    def hang(self, seconds: float) -> None:
        """Let time go by in which nothing answers."""
        self._hand.at += seconds
        self.presenter.tick()

    def settle(self) -> None:
        """Let the page's first moment go by, in which it takes no touch."""
        self.pass_time(1)

    def wait(self, happened: Callable[[], bool]) -> None:
        self._bot.waitUntil(happened, timeout=PATIENCE_MS)

    def shows(self, kind: type[Page]) -> bool:
        return isinstance(self.presenter.page, kind)

    def wait_for(self, kind: type[Page]) -> None:
        """Wait for a page, and until it takes touches."""
        self.wait(lambda: self.shows(kind))
        self.settle()

    # --- what a person does and sees

    def touch(self, target: QWidget) -> None:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    def touch_comfort(self, name: str) -> None:
        """Touch *Alto contraste* and the like, on the page behind the door where they are there."""
        if not self.has(name):
            self.touch(self.button("Ver y oír mejor"))
            self.wait_for(Options)
        self.touch(self.button(name))
        if self.shows(Options):
            self.touch(self.button("Volver"))
            self.wait_for(Home)

    def has(self, name: str) -> bool:
        """Tell whether a visible control has this accessible name."""
        return any(
            each.isVisible() and each.accessibleName() == name
            for each in self.window.findChildren(QWidget)
        )

    def button(self, name: str) -> QWidget:
        """Return the visible control with this accessible name."""
        found = [
            each
            for each in self.window.findChildren(QWidget)
            if each.isVisible() and each.accessibleName() == name
        ]
        assert len(found) == 1, f"{name!r}: {[type(each).__name__ for each in found]}"
        return found[0]

    @property
    def mode(self) -> str:
        """The set of colours it wears."""
        return self.window.theme.mode.value

    @property
    def is_large(self) -> bool:
        return self.window.theme.scale.large

    def says(self, text: str) -> bool:
        """Tell whether a visible label says exactly this."""
        return text in self.words()

    def words(self) -> list[str]:
        """Return what the visible labels say, line breaks as spaces."""
        return [
            words.replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")
            for each in self.window.findChildren(QWidget)
            if each.isVisible() and (words := getattr(each, "text", str)())
        ]

    def close(self) -> None:
        self.window.stop()
        self.link.close()
        self.window.close()
        self.texts.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Start(Protocol):
    def __call__(
        self,
        printer: Printer | None = None,
        *,
        config: Config = ...,
        times: Times = ...,
        speaker: Aloud | None = None,
        reachable: bool = True,
    ) -> Kiosk: ...


@pytest.fixture
def backend() -> str:
    """Use SQLite, but in tests marked `on_both_databases`."""
    return "sqlite"


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> None:
    """Have the product's face and style."""
    qapp.setStyle("Fusion")
    load_fonts()


@pytest.fixture
def start(
    qtbot: QtBot, look: None, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> Iterator[Start]:
    """Return a function that starts a kiosk on this test's office, and waits for its first page."""
    started: list[Kiosk] = []

    def open_office(_config: Config) -> Office:
        return Office.open(office_url, "san-andres", clock, timeout_s=1, hasher=cheap_hasher)

    def begin(
        printer: Printer | None = None,
        *,
        config: Config = Config(),  # noqa: B008 - frozen
        times: Times = Times(),  # noqa: B008 - frozen
        speaker: Aloud | None = None,
        reachable: bool = True,
    ) -> Kiosk:
        kiosk = Kiosk(qtbot, open_office, printer, config=config, times=times, speaker=speaker)
        started.append(kiosk)
        kiosk.is_reachable = reachable
        kiosk.link.start()
        if reachable:
            kiosk.wait(lambda: kiosk.presenter.local_time is not None)
            kiosk.settle()
        return kiosk

    yield begin
    for kiosk in started:
        kiosk.close()


@pytest.fixture
def kiosk(start: Start) -> Kiosk:
    """Have a kiosk with a good printer at its home page, at nine in the morning."""
    begun = start(GoodPrinter())
    begun.wait_for(Home)
    return begun


def events(office: Office) -> Iterator[Event]:
    """Give the whole journal, however long."""
    seq = 0
    while page := office.journal(after=seq):
        yield from page
        seq = page[-1].seq


def issued(office: Office) -> list[str]:
    """Return the codes of all tickets there are, by the journal."""
    return [event.data["code"] for event in events(office) if event.kind is Kind.ISSUED]


def move_to(clock: FixedClock, at: datetime) -> None:
    clock.advance(at - clock.now())


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
