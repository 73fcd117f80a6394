"""Every page of the kiosk with values given by hand: no office behind it, any size of screen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from core.domain.calendar.hours import Hours, Opening, Shut, Span, SpecialDay
from core.domain.service import Mode, Notice, NoticeKind, OfficeSettings, Service
from core.domain.ticket import Line, ServiceKey
from core.office import Prospect, template
from core.office.document.document import read_document
from core.printing.port import PrinterState
from core.qt.look.language import Texts
from core.qt.look.theme import ColourMode, Scale, Theme
from core.qt.window import Window
from kiosk.fitting.header import Header
from kiosk.fitting.page_body import Body
from kiosk.memory import SetUp
from kiosk.pages.closed import ClosedPage
from kiosk.pages.home import HomePage
from kiosk.pages.notices import BusyPage, GoStraightPage, NoServerPage, OutOfUsePage, StillTherePage
from kiosk.pages.options import OptionsPage
from kiosk.pages.result import ResultPage
from kiosk.pages.services import ServicesPage
from kiosk.pages.survey import SurveyPage
from kiosk.pages.thanks import ThanksPage
from kiosk.staff.page import StaffBody
from kiosk.visit.page_values import (
    Busy,
    Closed,
    Comfort,
    GoStraight,
    Home,
    LineProspect,
    Listening,
    NoServer,
    Options,
    OutOfUse,
    Page,
    PaperState,
    Result,
    Services,
    StaffPage,
    StaffStep,
    StillThere,
    Survey,
    Thanks,
)
from tests.builders import a_ticket
from tests.kiosk.measures import View

ROUNDS = 4  # a layout asks the one around it again, an event later
# name: width and height in px, diagonal in inches
SCREENS: Mapping[str, tuple[int, int, float]] = {
    "21.5 upright": (1080, 1920, 21.5),
    "15.6 upright": (1080, 1920, 15.6),
    "27 upright": (1080, 1920, 27.0),
    "27 upright, fine": (1440, 2560, 27.0),
    "32 upright": (1080, 1920, 32.0),
    "32 upright, fine": (2160, 3840, 32.0),
    "15.6 lying": (1920, 1080, 15.6),
    "15.6 lying, coarse": (1366, 768, 15.6),
    "15.6 upright, coarse": (768, 1366, 15.6),
    "21.5 lying": (1920, 1080, 21.5),
    "27 lying": (1920, 1080, 27.0),
    "32 lying": (1920, 1080, 32.0),
}
PAGES: Mapping[type[Page], type[Body[Any]]] = {
    Busy: BusyPage,
    Home: HomePage,
    Services: ServicesPage,
    Options: OptionsPage,
    Survey: SurveyPage,
    Thanks: ThanksPage,
    Result: ResultPage,
    GoStraight: GoStraightPage,
    Closed: ClosedPage,
    NoServer: NoServerPage,
    OutOfUse: OutOfUsePage,
    StillThere: StillTherePage,
    StaffPage: StaffBody,
}
SILENT = (Busy, StillThere)  # with nothing to listen to
OUTAGE = Notice(
    "outage",
    {
        "es": "Falla en el sector de La Loma y San Luis. Nuestras cuadrillas trabajan para "
        "restablecer el servicio antes de las 3:00 p. m.",
        "en": "Power is out around La Loma and San Luis. Our crews are working to bring it back "
        "before 3:00 p.m.",
    },
    NoticeKind.OUTAGE,
)
TODAY = date(2026, 11, 23)
SERVICES = (
    ("factura", "Factura y pagos", "Bill and payments"),
    ("dano", "Daño o falla", "Power fault"),
    ("nuevo", "Servicio nuevo", "New service"),
    ("peticion", "Petición, queja o recurso", "Petition, complaint or appeal"),
    ("informacion", "Información", "Information"),
    ("otro", "Otro motivo", "Other reason"),
    ("medidor", "Cambio de medidor", "Meter change"),
    ("acuerdo", "Acuerdo de pago", "Payment plan"),
)


def settings(*, services: int = 1, **changes: Any) -> OfficeSettings:
    """Return the settings of San Andrés with so many services."""
    offered = tuple(
        Service(ServiceKey(key), {"es": spanish, "en": english})
        for key, spanish, english in SERVICES[:services]
    )
    return replace(read_document(template("san-andres")), services=offered, **changes)


def home(*, outage: Notice | None = None, **changes: Any) -> Home:
    lines = {Line.GENERAL: LineProspect(16, 20, 45), Line.PREFERENTIAL: LineProspect(2, 5, 15)}
    return Home(settings(**changes), is_morning=True, lines=lines, outage=outage)


def result(paper: PaperState = PaperState.PRINTING, line: Line | str = Line.PREFERENTIAL) -> Result:
    ticket = a_ticket(line=line, number=14)
    return Result(settings(), ticket, paper, Prospect(ahead=13, low_min=20, high_min=45))


def closed(shut: Shut = Shut.AFTER, **changes: Any) -> Closed:
    opens_at = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    return Closed(settings(**changes), Opening(shut, None, opens_at), TODAY)


def half_day() -> Hours:
    """Return hours with a half day today."""
    spans = (Span(time(8), time(12)),)
    special = SpecialDay(TODAY, spans, texts={"es": "Asamblea general.", "en": "General meeting."})
    return replace(settings().hours, special=(special,))


SHOWN: Mapping[str, Page] = {
    "home": home(),
    "home with an outage": home(outage=OUTAGE),
    "home in three languages": home(languages=("es", "en", "icr")),
    "home, direct": home(mode=Mode.DIRECT),
    "home, half day": replace(home(hours=half_day()), today=TODAY),
    "services, 3": Services(settings(services=3), Line.GENERAL),
    "services, 8": Services(settings(services=8), Line.PREFERENTIAL),
    "options": Options(settings()),
    "survey": Survey(settings()),
    "thanks": Thanks(settings()),
    "thanks, not counted": Thanks(settings(), is_counted=False),
    "thanks, informed": Thanks(settings(), OUTAGE),
    "result": result(),
    "result, no paper": result(PaperState.OUT_OF_PAPER),
    "result, no printer": result(PaperState.NONE, Line.GENERAL),
    "straight": GoStraight(),
    "no server": NoServer(),
    "out of use": OutOfUse(),
    "still there": StillThere(19),
    "busy": Busy(),
    "closed": closed(),  # last: these are dark, and to dress anew takes long
    "closed, holiday": closed(Shut.HOLIDAY),
    "closed, half day": closed(hours=half_day()),
}


LATEST = tuple(a_ticket(number, line=Line.PREFERENTIAL) for number in range(40, 0, -1))
FOR_STAFF: Mapping[str, StaffPage] = {
    "PIN": StaffPage(digits=3),
    "menu": StaffPage(
        StaffStep.MENU, name="Ana", has_printer=True, printer=PrinterState.OUT_OF_PAPER
    ),
    "menu, shut": StaffPage(StaffStep.MENU, name="Ana", set_up=SetUp(is_shut=True)),
    "reprint": StaffPage(StaffStep.REPRINT, name="Ana", has_printer=True, tickets=LATEST),
}


class Showcase(Window):
    """What the kiosk's window does to show a page, without a presenter."""

    def __init__(self, texts: Texts) -> None:
        super().__init__("showcase", texts)
        self.header = Header()
        self.pages = {kind: body(texts) for kind, body in PAGES.items()}
        self.comfort = Comfort()
        self.page: Page = Busy()
        self.is_painted = True  # or only laid out, for who reads no pixel
        self._inches = 21.5
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        rows.addWidget(self.header)
        self._stack = QStackedLayout()
        for body in self.pages.values():
            body.sky = self.header
            self._stack.addWidget(body)
        # What is changed behind it makes no page look for how to stand in vain.
        self._curtain = QWidget()
        self._stack.addWidget(self._curtain)
        rows.addLayout(self._stack, 1)

    @property
    def body(self) -> Any:  # the tests ask each page for what only it has
        return self.pages[type(self.page)]

    def stand(self, screen: str, comfort: Comfort, listening: Listening) -> None:
        """Be on this screen, as somebody needs it; show a page next."""
        self._stack.setCurrentWidget(self._curtain)
        width, height, self._inches = SCREENS[screen]
        if self.size().toTuple() != (width, height):
            self.resize(width, height)
            QApplication.processEvents()
        self.comfort = comfort
        for body in self.pages.values():
            body.show_comfort(comfort)
        self.show_listening(listening)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and not self.is_painted:
            return True
        return super().event(event)

    def show_listening(self, listening: Listening) -> None:
        for body in self.pages.values():
            body.show_listening(listening)
        self.settle()

    def settle(self) -> None:
        for _ in range(ROUNDS):
            QApplication.processEvents()

    def show_page(self, page: Page) -> None:
        self.page = page
        self.header.suit(type(page))
        self.header.bar.set_texts("San Andrés", self.texts.clock(time(9, 41)))
        if isinstance(page, Home):
            self.header.greeting.setText(
                self.texts("Good morning.\nWelcome to {company}", company="SOPESA")
            )
        self._dress()
        self.body.show_page(page)
        self._stack.setCurrentWidget(self.body)
        self.settle()

    def _dress(self) -> None:
        mode = ColourMode.CONTRAST if self.comfort.contrast else ColourMode.LIGHT
        if mode is ColourMode.LIGHT and isinstance(self.page, Closed):
            mode = ColourMode.DARK
        scale = Scale.kiosk(self.width(), self.height(), self._inches, large=self.comfort.large)
        if (mode, scale) != (self.theme.mode, self.theme.scale):
            self._stack.setCurrentWidget(self._curtain)
            self.wear(Theme.of(mode, scale))

    @property
    def view(self) -> View:
        return View(self, self.header, self.body, self.comfort)


@contextmanager
def staged() -> Iterator[Showcase]:
    """Have a showcase on the screen, in Spanish, drafts of other languages shown."""
    texts = Texts("es", drafts=True)
    window = Showcase(texts)
    window.show()
    yield window
    window.close()
    texts.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
