"""How things are shown and read, on a page of its own: where the first page has no room for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, ButtonSize, FitLabel
from kiosk.fitting.controls import OPTIONS, ComfortButtons, LanguageRow, ListenRow
from kiosk.fitting.flow_rows import Shelf
from kiosk.fitting.page_body import Body
from kiosk.fitting.what_gives_way import Give
from kiosk.visit.page_values import Options


class OptionsPage(Body[Options]):
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._heading = FitLabel("", TypeRole.HEADING)
        self.languages: LanguageRow = LanguageRow(texts)
        self.listen: ListenRow = ListenRow(texts)
        self.comforts: ComfortButtons = ComfortButtons(texts, ("large", "low", "contrast"))
        self.shelf = Shelf(self.languages, self.listen, self.comforts)
        self.back = ActionButton("", "arrow_back", role=ButtonRole.PRIMARY, size=ButtonSize.LARGE)
        self.back.activated.connect(self.left)
        self.above.addStretch(1)
        self.above.addWidget(self._heading)
        self.below.addWidget(self.shelf)
        self.below.addStretch()
        self.below.addWidget(self.back)
        self.rows.setStretch(0, 0)
        self.rows.setStretch(1, 1)
        self.gives_way(
            Give.TIGHTER,
            self.shelf.condense,
            Give.TIGHTER,
            Give.SEA,
            Give.TIGHTER,
            Give.TIGHTER,
            self.listen.shorten,
            self.listen.hide_words,
            self.languages.set_others_only,
            Give.TIGHTER,
            Give.TIGHTER,
            self.shelf.set_close,
            dear=(self.shelf.set_close,),
        )

    def say(self, page: Options) -> None:
        _ = self._
        self._heading.setText(_(OPTIONS[1]))
        self.languages.set_languages(page.settings.languages)
        self.listen.say()
        self.comforts.say()
        self.back.setText(_("Back"))
