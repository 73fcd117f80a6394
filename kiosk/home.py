"""The first page: which attention a person needs, in which language, and how it is shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.service import Mode, OfficeSettings
from core.domain.ticket import Line
from core.qt.language import Texts
from core.qt.tokens import Role, Weight
from core.qt.widgets import LINE_ICONS, BigButton, FitLabel, WhoQualifies
from kiosk.body import Body
from kiosk.controls import ComfortButtons, LanguageRow
from kiosk.shown import Comfort, Home

OTHER_ICON = "check"  # of who qualifies beyond the four of the protocol


class HomePage(Body[Home]):
    taken = Signal(object)  # Line

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._comfort = Comfort()
        self._who_title = FitLabel("", Role.LABEL, "ink", weight=Weight.BOLD)
        self._who: WhoQualifies | None = None
        self._question = FitLabel("", Role.HEADING)
        self.general = BigButton(look="general", icon="groups-fill")
        self.preferential = BigButton(look="preferential")
        self.languages = LanguageRow(texts)
        self.comforts = ComfortButtons(texts, ("large", "contrast", "low"))
        self._help = FitLabel("", Role.BODY, align="center")
        self.general.activated.connect(self._take_general)
        self.preferential.activated.connect(self._take_preferential)
        self._upper = QVBoxLayout()  # who qualifies, above the middle, on a low screen
        self._upper.addWidget(self._who_title)
        self.rows.addLayout(self._upper)
        self.rows.addStretch()
        self.rows.addWidget(self._question)
        self.rows.addWidget(self.general)
        self.rows.addWidget(self.preferential)
        self.rows.addWidget(self.languages)
        self.rows.addWidget(self.comforts)
        self.rows.addWidget(self._help)
        self._who_title.hide()

    def _take_general(self) -> None:
        self.taken.emit(Line.GENERAL)

    def _take_preferential(self) -> None:
        self.taken.emit(Line.PREFERENTIAL)

    def show_comfort(self, comfort: Comfort) -> None:
        self.comforts.show_comfort(comfort)
        if comfort != self._comfort:
            self._comfort = comfort
            self._drop_who()
            self.say_again()

    def say(self, page: Home) -> None:
        _, settings = self._, page.settings
        self._question.setText(_("Which service do you need?"))
        self.general.set_title(_("General service"))
        self.preferential.set_title(_("Priority service"))
        self._say_letters(settings)
        self._who_title.setText(_("Priority service"))
        self._show_who(_("For you if you are:"), self._rows(settings))
        self.languages.set_languages(settings.languages)
        self.comforts.say()
        self._help.setVisible(not self._comfort.large)  # there is no room for it
        self._help.setText(_("If you need help, please ask a staff member."))

    def _say_letters(self, settings: OfficeSettings) -> None:
        _ = self._
        is_roomy = not (self._comfort.low or self._comfort.large)
        direct = settings.mode is Mode.DIRECT
        letters = settings.prefixes
        for button, letter in (
            (self.general, letters.general),
            (self.preferential, "" if direct else letters.preferential),
        ):
            button.set_letter(letter)
            words = _("Ticket with the letter {prefix}", prefix=letter) if letter else ""
            button.set_subtitle(words if is_roomy else "")
        if direct:
            self.preferential.set_subtitle(_("You need no ticket."))
        self.preferential.set_marks_visible(self._comfort.low and not self._comfort.large)

    def _rows(self, settings: OfficeSettings) -> list[tuple[str, str]]:
        icons = LINE_ICONS["preferential"]
        return [
            (
                icons[number] if number < len(icons) else OTHER_ICON,
                names.get(self._.code, names.get("es", "")),
            )
            for number, names in enumerate(settings.qualifies)
        ]

    def _show_who(self, heading: str, rows: list[tuple[str, str]]) -> None:
        """Say who qualifies: inside the block, or above the middle on a low screen."""
        low = self._comfort.low
        self._who_title.setVisible(low)
        self._who_title.set_tone("sun" if self._comfort.contrast else "ink")
        if self._who is not None:
            self._who.set_texts(heading, rows)
            return
        self._who = WhoQualifies(heading, rows)
        if low:
            self._upper.addWidget(self._who)
        else:
            self.preferential.set_panel(self._who)

    def _drop_who(self) -> None:
        self.preferential.set_panel(None)
        if self._who is not None and self._upper.indexOf(self._who) >= 0:
            self._upper.removeWidget(self._who)
            self._who.hide()
            self._who.deleteLater()
        self._who = None

    def place(self) -> None:
        super().place()
        self._upper.setSpacing(self.theme.gap // 2)
