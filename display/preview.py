"""The hall's screen as other settings would make it, drawn small for who changes them.

    python -m display.preview

It is the display's own window: only what it shows is given, in the place of an office.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from core.clock import Clock, SystemClock
from core.domain.calendar.hours import opening_at
from core.domain.service import OfficeSettings
from core.domain.ticket import CounterNumber, Line, State
from core.machine.config import Config, ScreenConfig, VoiceConfig
from core.office import Call
from core.qt.desktop.screens import grabbed
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.preview import Draw, below_each_other, serve
from core.qt.widgets.base import said_plainly
from display.slides.pages import Slide, SlideKind
from display.state import LineWait, Shown, View
from display.window import create

WAITING = (LineWait(Line.GENERAL, 3, 10, 25), LineWait(Line.PREFERENTIAL, 1, 5, 10))
CALLED = ((Line.GENERAL, 12), (Line.PREFERENTIAL, 4), (Line.GENERAL, 11), (Line.GENERAL, 10))
DUTIES, RIGHTS = "duties", "rights"
KINDS = {
    "hall.clock": SlideKind.CLOCK,
    "hall.closing": SlideKind.CLOSING,
    "hall.waiting": SlideKind.WAITING,
    "hall.wait_range": SlideKind.WAITING,
    DUTIES: SlideKind.DUTY,
    RIGHTS: SlideKind.RIGHT,
}
TURN_S = 60.0  # longer than any page is shown
MOST_TURNS = 400


class HallPreview:
    """Draws the hall's screen with the slide that a setting is read on."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._texts = Texts()
        config = Config(
            database="sqlite://", screen=ScreenConfig(), voice=VoiceConfig(engine="none")
        )
        self._link = Link(config)  # nobody starts it
        self._window = create(config, self._link, self._texts)
        self._window.presenter.close()
        self._window.show()
        self._now = 0.0
        self._before: dict[str, tuple[str, ...]] = {}
        self._read: dict[str, int] = {DUTIES: 0, RIGHTS: 0}

    def close(self) -> None:
        self._window.stop()
        self._window.deleteLater()
        self._link.close()
        self._texts.close()

    def draw(self, settings: OfficeSettings, about: str) -> tuple[QImage, str]:
        """Return the screen with the slide of `about`, a picture for each of its pages."""
        self._texts.switch(settings.languages[0])
        self._window.show_state(sample_hall(settings, self._clock.now()))
        kind, text = KINDS.get(about), self._text(settings, about)
        self._turn_to(lambda slide: _is_of(slide, kind, text))
        band = self._window.hall.band
        images, words = [grabbed(self._window).toImage()], [self._words()]
        shown = band.page
        for _ in range(MOST_TURNS):
            self._turn()
            page = band.page
            if page is None or shown is None or page.is_first or page.slide != shown.slide:
                break
            images.append(grabbed(self._window).toImage())
            words.append(self._words())
        return below_each_other(images), " ".join(words)

    def _text(self, settings: OfficeSettings, about: str) -> str:
        """Return the duty or right that was changed last, "" where it is about neither."""
        texts = {DUTIES: settings.duties, RIGHTS: settings.rights}
        for path, now in texts.items():
            before = self._before.get(path, now)
            changed = (n for n, text in enumerate(now) if before[n : n + 1] != (text,))
            self._read[path] = next(changed, min(self._read[path], max(0, len(now) - 1)))
        self._before = texts
        found = texts.get(about, ())
        return found[self._read[about]] if found else ""

    def _turn_to(self, is_it: Callable[[Slide], bool]) -> None:
        """Turn to the first page of a slide that is the one; where none is, to the next page."""
        band = self._window.hall.band
        is_there = any(map(is_it, band.slides))
        for _ in range(MOST_TURNS):
            self._turn()
            page = band.page
            if page is None or not is_there or (page.is_first and is_it(page.slide)):
                return

    def _turn(self) -> None:
        self._now += TURN_S
        self._window.hall.band.tick(self._now)

    def _words(self) -> str:
        found = self._window.findChildren(QLabel)
        told = (said_plainly(each.text()) for each in found if each.isVisible())
        return " ".join(" ".join(filter(None, told)).split())


def _is_of(slide: Slide, kind: SlideKind | None, text: str) -> bool:
    return kind is None or (slide.kind is kind and text in {"", slide.text})


def sample_hall(settings: OfficeSettings, now: datetime) -> Shown:
    """Return the hall when the office is open next, a few calls into its morning."""
    at = opening_at(now, settings.hours).opens_at or now
    opening = opening_at(at, settings.hours)
    calls = sample_calls(settings, at)
    return Shown(
        View.HALL,
        settings=settings,
        opening=opening,
        local_time=settings.local(at).replace(second=0, microsecond=0),
        current=calls[0],
        earlier=tuple(calls[1:]),
        lines=WAITING,
    )


def sample_calls(settings: OfficeSettings, at: datetime) -> list[Call]:
    """Return four calls, the latest first, each at another counter where there are so many."""
    counters = [each.number for each in settings.counters]
    return [
        Call(
            seq=len(CALLED) - n,
            code=f"{settings.prefixes.of(line)}-{number:03}",
            line=line,
            counter=CounterNumber(counters[n % len(counters)]),
            at=at - timedelta(minutes=n),
            calls=1,
            is_last=False,
            state=State.SERVING,
        )
        for n, (line, number) in enumerate(CALLED)
    ]


def begin() -> Draw:
    return HallPreview().draw


if __name__ == "__main__":
    serve(begin)
