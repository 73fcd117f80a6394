"""A display on a real office, with a loudspeaker that is a process of the test."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.clock import FixedClock
from core.domain.service import Speaking
from core.machine.config import Config
from core.office import Office
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.app import load_fonts
from core.speech.cache import Cache
from core.speech.voice import Voice
from display.presenter import DisplayPresenter
from display.voice.announcer import Announcer, limit_s
from display.voice.next_calls import Ahead
from display.window import DisplayWindow
from tests.display.builders import Hall, Recorder, Seconds
from tests.speech.fakes import Loudspeaker, a_voice

DEVICE = "hall-tv"

NewHall = Callable[..., Hall]
NewWindow = Callable[..., DisplayWindow]


@pytest.fixture
def loudspeaker(tmp_path: Path) -> Loudspeaker:
    return Loudspeaker(tmp_path / "played.jsonl")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def voice(loudspeaker: Loudspeaker, cache: Cache) -> Voice:
    return a_voice(loudspeaker.player(), cache)


@pytest.fixture
def spoken(voice: Voice, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    return Recorder(voice, monkeypatch)


@pytest.fixture
def seconds(clock: FixedClock) -> Seconds:
    return Seconds(clock)


@pytest.fixture
def open_office(clock: FixedClock) -> Callable[[Config], Office]:
    return lambda config: Office.open(config.database, config.office, clock)


@pytest.fixture
def new_hall(
    qtbot: QtBot,
    office_url: str,
    voice: Voice,
    seconds: Seconds,
    open_office: Callable[[Config], Office],
) -> Iterator[NewHall]:
    """Return a maker of displays without a window; each is read once when it is returned."""
    halls: list[Hall] = []

    def make(
        *,
        speaking: Voice | None = None,
        limit: Callable[[Speaking], float] = limit_s,
        is_started: bool = True,
        is_silent: bool = False,
        device: str = DEVICE,
        ahead: Ahead | None = None,
    ) -> Hall:
        link = Link(Config(database=office_url, office="san-andres"), open_office=open_office)
        heard = None if is_silent else speaking or voice
        announcer = Announcer(heard, limit=limit, monotonic=seconds)
        presenter = DisplayPresenter(link, announcer, device=device, ahead=ahead, monotonic=seconds)
        hall = Hall(presenter, announcer, link, seconds, qtbot)
        halls.append(hall)
        if is_started:
            link.start()
            hall.wait(lambda: hall.shown.settings is not None)
        return hall

    yield make
    for hall in halls:
        hall.presenter.close()
        hall.link.close()


@pytest.fixture
def new_window(
    qtbot: QtBot,
    office_url: str,
    voice: Voice,
    seconds: Seconds,
    open_office: Callable[[Config], Office],
) -> Iterator[NewWindow]:
    """Return a maker of shown display windows, 1920 by 1080 unless told, without an office yet."""
    load_fonts()
    made: list[tuple[DisplayWindow, Link, Texts]] = []

    def make(
        language: str = "es",
        *,
        size: tuple[int, int] = (1920, 1080),
        diagonal_in: float = 43.0,
        distance_m: float = 8.0,
        layout: str = "auto",
        pictures: Path | None = None,
        is_started: bool = False,
    ) -> DisplayWindow:
        config = Config(database=office_url, office="san-andres")
        config = replace(config, screen=replace(config.screen, fullscreen=False))
        link, texts = Link(config, open_office=open_office), Texts(language)
        announcer = Announcer(voice, monotonic=seconds)
        presenter = DisplayPresenter(link, announcer, device=DEVICE, monotonic=seconds)
        window = DisplayWindow(
            presenter,
            texts,
            diagonal_in=diagonal_in,
            distance_m=distance_m,
            layout=layout,
            pictures=pictures,
        )
        made.append((window, link, texts))
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        if is_started:
            link.start()
            qtbot.waitUntil(lambda: presenter.shown.settings is not None)
        return window

    yield make
    for window, link, texts in made:
        window.stop()
        link.close()
        texts.close()
