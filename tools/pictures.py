"""Pictures of every window in every state, and which of them differ from an earlier set.

    python -m tools.pictures FOLDER [kiosk] [counter] [display]
    python -m tools.pictures compare BEFORE AFTER OUT

The states are those of the tests; clocks stand still, nothing moves, so two sets of the same code
are the same. A set is 1300 pictures and takes five minutes. `compare` lists which pictures differ,
in how many px, and puts before, after and the difference beside each other into OUT.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from PIL import Image, ImageChops
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.clock import FixedClock
from core.domain.service import HallTheme
from core.machine.config import Config
from core.office import Office, template
from core.qt.desktop.screens import picture
from core.qt.look import theme
from core.qt.look.language import Texts
from core.qt.look.tokens import STILL, ColourMode
from core.qt.office_link.link import Link
from core.qt.program.app import load_fonts
from core.qt.workshop.pace import press_unhurried
from counter.decisions.presenter import Stage
from counter.placing.form import STRIP
from counter.placing.memory import CounterMemory
from display.window import DisplayWindow, create
from kiosk.visit.page_values import Comfort, Listening
from tests.conftest import BOOT, MONDAY_MORNING, SAMPLE_PIN, furnish
from tests.counter.conftest import LAPTOP, Desk, issue
from tests.counter.pages.test_pages import Tour, all_states, providencia_states
from tests.display.measures import CALLS, LANGUAGES, PAGE_S, a_hall, show, states
from tests.display.screen.test_layouts import LAYOUTS, NOTICED, in_theme
from tests.kiosk.showcase import FOR_STAFF, SHOWN, staged

COMFORTS = {
    "": Comfort(),
    " contrast": Comfort(contrast=True),
    " large": Comfort(large=True),
    " low": Comfort(low=True),
}
Speech = Literal["es", "en"]
# language, size, colours, how much larger
DESKS: Sequence[tuple[Speech, tuple[int, int], ColourMode, float]] = (
    ("es", LAPTOP, ColourMode.LIGHT, 1.0),
    ("en", LAPTOP, ColourMode.LIGHT, 1.0),
    ("es", LAPTOP, ColourMode.DARK, 1.0),
    ("es", LAPTOP, ColourMode.CONTRAST, 1.0),
    ("es", LAPTOP, ColourMode.LIGHT, 1.5),
    ("es", LAPTOP, ColourMode.LIGHT, 2.0),
    ("es", (1024, 768), ColourMode.LIGHT, 1.0),
    ("es", (1920, 1080), ColourMode.LIGHT, 1.0),
    ("es", STRIP, ColourMode.LIGHT, 1.0),
    ("en", STRIP, ColourMode.CONTRAST, 1.0),
)
EVERY_LOOK = (HallTheme.DAY, HallTheme.EVENING)
WITH_HELP = ("sign in", "nobody waits", "called", "serving, step 4", "transferring")
SOFT = 32  # of 255 greys: by so much the edges of the same letters differ from run to run
TURNS = 60  # slides; more than there are
WIDE, UPRIGHT = (1920, 1080), (1080, 1920)


# --- the kiosk


def kiosk(folder: Path) -> None:
    screens = [(name, "es", "") for name in ("15.6 upright", "21.5 lying", "32 upright")]
    screens += [("21.5 upright", "es", comfort) for comfort in COMFORTS]
    screens += [("21.5 upright", "en", ""), ("21.5 lying", "en", "")]
    with staged() as window:
        for screen, language, comfort in screens:
            window.texts.switch(language)
            window.stand(screen, COMFORTS[comfort], Listening(is_offered=True))
            for name, page in {**SHOWN, **FOR_STAFF}.items():
                window.show_page(page)
                save(window, folder, f"kiosk {screen} {language}{comfort}", name)


# --- the counter


class PictureTour(Tour):
    """Brings a window into each of its states and takes its picture."""

    def __init__(self, desk: Desk, clock: FixedClock, folder: Path, window: str) -> None:
        super().__init__(desk, clock)
        self._folder = folder
        self._window = window

    def look(self, name: str) -> None:
        super().look(name)
        self._save(name)
        if name in WITH_HELP:
            self._save_help(name)

    def _save(self, name: str) -> None:
        save(self.desk.counter, self._folder, self._window, name)

    def _save_help(self, name: str) -> None:
        self.desk.press("F1")
        self._save(f"{name}, help")
        self.desk.press("F1")


def counter(folder: Path) -> None:
    for language, size, mode, wish in DESKS:
        CounterMemory().keep_mode(mode)
        CounterMemory().keep_wish(wish)
        large = "" if wish == 1 else f" {wish:.0%}"
        window = f"counter {size[0]}x{size[1]} {language} {mode}{large}"
        with a_desk("san-andres", language, size) as (desk, clock):
            tour = PictureTour(desk, clock, folder, window)
            all_states(tour)
            more_states(tour)
        if mode is ColourMode.LIGHT:
            with a_desk("providencia", language, size) as (desk, clock):
                desk.link.start()
                desk.wait_until(partial(getattr, desk.presenter, "is_here"), "the office")
                desk.presenter.shift.sign_in("ana", SAMPLE_PIN, 1)
                desk.wait_for_stage(Stage.FREE)
                window = window.replace("counter", "counter providencia")
                providencia_states(PictureTour(desk, clock, folder, window), language)


def more_states(tour: Tour) -> None:
    """Look at the questions that the tests' tour leaves out."""
    desk, counter = tour.desk, tour.desk.counter
    issue(desk.office, "gp", tour.clock)
    desk.wait_until(lambda: desk.presenter.asks_to_sign_out, "who waits")
    counter.free.signing_out.emit()
    tour.look("signing out")
    counter.questions.close()
    counter.questions.call_out_of_order("A-001")
    tour.look("calling out of order")
    counter.questions.close()
    tour.act(desk.presenter.call_next, Stage.CALLED)
    tour.clock.advance(timedelta(minutes=1))
    desk.presenter.refresh()
    desk.wait_until(lambda: not desk.presenter.may_put_back_freely, "a minute")
    counter.called.more.putting_back.emit()
    tour.look("putting back")
    counter.questions.close()


@contextmanager
def a_desk(key: str, language: Speech, size: tuple[int, int]) -> Iterator[tuple[Desk, FixedClock]]:
    clock = FixedClock(MONDAY_MORNING, boot=BOOT)
    hasher = PasswordHasher.from_parameters(CHEAPEST)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/turnos.sqlite3"
        if key == "san-andres":
            furnish(url, clock, hasher)
        else:
            with Office.create(url, key, template(key), clock, hasher=hasher) as office:
                office.staff.add("ana", name="Ana", pin=SAMPLE_PIN, must_change_pin=False)

        def open_office(_config: Config | None = None) -> Office:
            return Office.open(url, key, clock, timeout_s=1, hasher=hasher)

        with open_office() as office:
            desk = Desk(office, open_office, Config(database=url, office=key, language=language))
            reader = desk.presenter._reader  # noqa: SLF001 - there is no other way to its time
            reader._now = lambda: 0.0  # noqa: SLF001 - the office's time is its clock's
            desk.show(size)
            yield desk, clock
            desk.close()


# --- the display


def display(folder: Path) -> None:
    for layout, language in product(LAYOUTS, LANGUAGES):
        with a_display(layout, language) as window:
            for look in EVERY_LOOK if language == "es" else (HallTheme.DAY,):
                for name, shown in states():
                    show(window, in_theme(shown, look))
                    save(window, folder, f"display {layout} {language} {look}", name)
            if layout == "board":
                continue
            window.show_state(a_hall(CALLS["A-027 at 3"], settings=NOTICED))
            pages = set()
            for turn in range(TURNS):
                window.hall.band.tick(turn * PAGE_S)
                page = window.hall.band.page
                if page is not None and page not in pages:
                    pages.add(page)
                    name = f"slide {len(pages):02} {page.slide.kind}"
                    save(window, folder, f"display {layout} {language}", name)


@contextmanager
def a_display(layout: str, language: str) -> Iterator[DisplayWindow]:
    """Open a display that is told what to show instead of reading an office."""
    config = Config(database="sqlite://")
    screen = replace(config.screen, layout=layout)  # type: ignore[arg-type] # one of three words
    voice = replace(config.voice, engine="none")
    config = replace(config, voice=voice, screen=screen)
    link, texts = Link(config), Texts(language)
    window = create(config, link, texts)
    window.presenter.close()  # its clock ticks no more
    window.resize(*(UPRIGHT if layout == "portrait" else WIDE))
    window.show()
    yield window
    window.close()
    link.close()
    texts.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- all of them


def save(window: QWidget, folder: Path, *names: str) -> None:
    name = re.sub(r"[^\w.]+", "-", " ".join(names)).strip("-")
    picture(window, folder / f"{name}.png")


WINDOWS: dict[str, Callable[[Path], None]] = {
    "kiosk": kiosk,
    "counter": counter,
    "display": display,
}


def take(folder: Path, *windows: str) -> None:
    """Write the pictures of `windows`, all of them unless told, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setCursorFlashTime(0)
    load_fonts()
    press_unhurried()
    vars(theme)["MOTION"] = STILL
    for name in windows or WINDOWS:
        WINDOWS[name](folder)


def compare(before: Path, after: Path, out: Path) -> None:
    """Print which pictures of two sets differ, in how many px, and write both into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    old, new = ({path.name for path in folder.glob("*.png")} for folder in (before, after))
    for name in sorted(old ^ new):
        print(f"{name}: only {'before' if name in old else 'after'}")
    for name in sorted(old & new):
        one, other = (Image.open(folder / name).convert("RGB") for folder in (before, after))
        if one.size != other.size:
            print(f"{name}: {one.size} before, {other.size} after")
            continue
        difference = (
            ImageChops.difference(one, other).convert("L").point(lambda grey: 255 * (grey > SOFT))
        )
        if (box := difference.getbbox()) is not None:
            print(f"{name}: {difference.histogram()[255]} px in {box}")
            beside = Image.new("RGB", (3 * one.width, one.height))
            for column, each in enumerate((one, other, difference)):
                beside.paste(each, (column * one.width, 0))
            beside.save(out / name)


def main(arguments: list[str]) -> None:
    if arguments[0] == "compare":
        compare(*map(Path, arguments[1:]))
        return
    with TemporaryDirectory() as home:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        take(Path(arguments[0]), *arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
