"""The page outside hours: when the office opens again, its hours, and whom to call meanwhile."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.calendar.hours import Shut, open_days
from core.domain.service import OfficeSettings
from core.language import is_named_by_weekday
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import Card, FitLabel, Icon
from core.words import another_day, online
from kiosk.fitting.controls import ComfortButtons, LanguageRow, ListenRow
from kiosk.fitting.flow_rows import Shelf
from kiosk.fitting.page_body import Body, PageSentence
from kiosk.fitting.what_gives_way import Give
from kiosk.pages.fault_phone import FaultPhone
from kiosk.visit.page_values import Closed


class SunBlock(Card):
    """The next opening, in the sun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="sun", edge="sun_edge", parent=parent)

    def _place(self) -> None:
        theme = self.theme
        side = theme.px(36)
        self.content.setContentsMargins(side, theme.px(28), side, theme.px(28))
        self.content.setSpacing(0)


class ClosedPage(Body[Closed]):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._lock = Icon("lock_clock-fill", "sun", size=128)
        self._heading = FitLabel("", TypeRole.HEADING)
        self._opens = SunBlock()
        self._opens_word = FitLabel("", TypeRole.LABEL, "on_sun", weight=Weight.REGULAR)
        self._opens_when = FitLabel("", TypeRole.MAIN, "on_sun", wrap=False)
        self._hours = PageSentence("schedule-fill")
        self._phone = FaultPhone()
        self._web = PageSentence("language")
        self._email = PageSentence("mail-fill")
        self.languages: LanguageRow = LanguageRow(texts)
        self.listen: ListenRow = ListenRow(texts)
        self.comforts: ComfortButtons = ComfortButtons(texts, ("large", "low", "contrast"))
        self.shelf = Shelf(self.languages, self.listen, self.comforts)
        self._build()

    def _build(self) -> None:
        self._top_row = QHBoxLayout()
        self._top_row.addWidget(self._lock, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._top_row.addWidget(self._heading, 1)
        self._opens.content.addWidget(self._opens_word)
        self._opens.content.addWidget(self._opens_when)
        self._when_rows, self._how_rows = QVBoxLayout(), QVBoxLayout()
        self._when_rows.addLayout(self._top_row)
        for rows, parts in (
            (self._when_rows, (self._opens, self._hours)),
            (self._how_rows, (self._phone, self._web, self._email)),
        ):
            for part in parts:
                rows.addStretch(1)
                rows.addWidget(part)
            rows.addStretch(1)
        self._two = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._two.addLayout(self._when_rows, 1)
        self._two.addLayout(self._how_rows, 1)
        self.above.addLayout(self._two, 1)
        self.below.addWidget(self.shelf)
        self.gives_way(
            Give.TIGHTER,
            self.shelf.condense,
            Give.TIGHTER,
            self.listen.shorten,
            self.listen.hide_words,
            self.comforts.fold,
            Give.TIGHTER,
            Give.SEA,
            Give.TIGHTER,
            self._lock,
            self._email,
            self._web,
            self.languages.set_others_only,
            Give.TIGHTER,
            Give.TIGHTER,
            self._hours,
            Give.BAR,
            Give.TIGHTER,
            dear=(self.comforts.fold,),
        )

    def arrange(self) -> None:
        direction = QBoxLayout.Direction
        self._two.setDirection(direction.LeftToRight if self.is_wide else direction.TopToBottom)

    def say(self, page: Closed) -> None:
        self._heading.setText(self._why(page))
        self._say_opening(page)
        self._say_hours(page.settings)
        contact = page.settings.contact
        self.want(self._phone, bool(contact.fault_phone))
        self._phone.say(contact, self._, all_matters=True)
        lines = [line for line in online(self._, contact) if line != contact.email]
        self.want(self._web, bool(lines))
        self._web.label.setText("\n".join(lines))
        self.want(self._email, bool(contact.email))
        self._email.label.setText(contact.email)
        self.languages.set_languages(page.settings.languages)
        self.listen.say()
        self.comforts.say()

    def _why(self, page: Closed) -> str:
        _, hours, shut = self._, page.settings.hours, page.opening.shut
        if shut is Shut.HOLIDAY:
            return _("Today is a public holiday.\nWe are closed.")
        if shut is Shut.CLOSURE:
            said = _("We are closed today.")
        elif shut is Shut.LUNCH:
            said = _("We are closed\nfor lunch.")
        else:
            said = _("We are closed\nat the moment.")
        more = another_day(_, page.today, hours, is_over=shut is Shut.AFTER)
        return f"{said}\n{more}".rstrip()

    def _say_opening(self, page: Closed) -> None:
        _, opens_at = self._, page.opening.opens_at
        self.want(self._opens, opens_at is not None)
        if opens_at is None:
            return
        local = page.settings.local(opens_at)
        again = page.opening.shut is Shut.LUNCH
        self._opens_word.setText(_("We open again") if again else _("We open"))
        self._opens_when.setText(self._when(local, page.today))

    def _when(self, opens: datetime, today: date) -> str:
        _, day, clock = self._, opens.date(), self._.clock(opens)
        hour = opens.hour % 12 or 12  # "a la 1:00", but "a las 8:00"
        if day == today:
            return _.plural("at {time}", "at {time}", hour, time=clock)
        if is_named_by_weekday(day, today):
            return _.plural(
                "on {day} at {time}", "on {day} at {time}", hour, day=_.weekday(day), time=clock
            )
        return _.plural(
            "on {date}\nat {time}", "on {date}\nat {time}", hour, date=_.day(day), time=clock
        )

    def _say_hours(self, settings: OfficeSettings) -> None:
        _ = self._
        lines: list[str] = []
        names: list[str] = []
        for days in open_days(settings.hours):
            names.append(_.weekdays(days.first, days.last))
            lines.append(names[-1])
            lines += [
                _("{opens} to {closes}", opens=_.clock(span.opens), closes=_.clock(span.closes))
                for span in days.spans
            ]
        self.want(self._hours, bool(lines))
        self._hours.label.setText("\n".join(lines), strong=tuple(names))

    def place(self) -> None:
        super().place()
        theme = self.theme
        for layout in (self._top_row, self._two, self._when_rows, self._how_rows):
            layout.setSpacing(theme.gap)
        for rows in (self._when_rows, self._how_rows):
            rows.setSpacing(theme.gap // 2)
