"""The kiosk's first page as other settings would make it, drawn small for who changes them.

    python -m kiosk.preview

It is the kiosk's own window: only what it shows is given, in the place of an office.
"""

from datetime import datetime

from PySide6.QtGui import QImage

from core.clock import Clock, SystemClock
from core.domain.calendar.hours import opening_at
from core.domain.service import OfficeSettings
from core.domain.ticket import Line
from core.machine.config import Config
from core.qt.desktop.screens import grabbed
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.preview import Draw, below_each_other, serve
from kiosk.memory import KioskMemory
from kiosk.presenter import NOON, KioskPresenter
from kiosk.read_aloud.page_sentences import words_on
from kiosk.read_aloud.reader import Reader
from kiosk.staff.menu import StaffMenu
from kiosk.visit.page_values import Busy, Home, LineProspect, Listening, Page, Services
from kiosk.window import DEVICE, DIAGONAL_IN, KioskWindow

AHEAD = {Line.GENERAL: LineProspect(3, 10, 25), Line.PREFERENTIAL: LineProspect(1, 5, 10)}
SERVICES = "services"


class GivenPage(KioskPresenter):
    """Has the window show what it is given."""

    given: Page = Busy()
    at: datetime | None = None

    def give(self, page: Page, at: datetime) -> None:
        self.given, self.at = page, at
        self._decide()

    @property
    def local_time(self) -> datetime | None:
        return self.at

    def _right_page(self) -> Page:
        return self.given


class KioskPreview:
    """Draws pages on the screen that the kiosk's pages were drawn for."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._texts = Texts()
        self._link = link = Link(Config(database="sqlite://"))  # nobody starts it
        staff = StaffMenu(link, None, KioskMemory(), device=DEVICE)
        self._presenter = GivenPage(
            link, self._texts, None, device=DEVICE, reader=Reader(None), staff=staff
        )
        self._presenter.close()
        self._window = KioskWindow(self._presenter, self._texts, None, diagonal_in=DIAGONAL_IN)
        for body in self._window.pages.values():
            body.show_listening(Listening(is_offered=True))
        self._window.show()

    def close(self) -> None:
        self._window.stop()
        self._window.deleteLater()
        self._link.close()
        self._texts.close()

    def draw(self, settings: OfficeSettings, about: str) -> tuple[QImage, str]:
        """Return the first page; below it the one after it, for who changes the services."""
        self._texts.switch(settings.languages[0])
        now = self._clock.now()
        at = settings.local(opening_at(now, settings.hours).opens_at or now)
        home = Home(
            settings,
            is_morning=at.hour < NOON,
            lines=AHEAD,
            outage=settings.outage(at),
            today=at.date(),
        )
        pages: list[Page] = [home]
        if about.startswith(SERVICES) and len(settings.services) > 1:
            pages.append(Services(settings, Line.GENERAL))
        images: list[QImage] = []
        words: list[str] = []
        for page in pages:
            self._presenter.give(page, at)
            images.append(grabbed(self._window).toImage())
            words.extend(words_on(self._window, self._texts))
        return below_each_other(images), " ".join(words)


def begin() -> Draw:
    return KioskPreview().draw


if __name__ == "__main__":
    serve(begin)
