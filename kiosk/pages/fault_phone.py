"""Whom to call about a fault, at any hour: the number large, the options below it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.domain.service import Contact
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import Card, FitLabel
from core.words import fault_option, other_matters
from kiosk.fitting.page_body import ICON, PageSentence


class FaultPhone(Card):
    """Hide it where the office has no such number: `has_number`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = PageSentence("call-fill")
        self._number = FitLabel("", TypeRole.FIGURE, wrap=False)
        self._option = FitLabel("", TypeRole.LABEL, weight=Weight.REGULAR)
        self._other = FitLabel("", TypeRole.LABEL, weight=Weight.REGULAR)
        self._inset = QVBoxLayout()
        self._inset.addWidget(self._number)
        self._inset.addWidget(self._option)
        self._inset.addWidget(self._other)
        self.content.addStretch(1)
        self.content.addWidget(self._words)
        self.content.addLayout(self._inset)
        self.content.addStretch(1)

    def say(self, contact: Contact, texts: Texts, *, all_matters: bool = False) -> None:
        """Set every text from `contact`; with `all_matters` also whom to call about others."""
        _ = texts
        self._words.label.setText(_("For power faults, call"))
        self._number.setText(contact.fault_phone)
        self._option.setText(fault_option(_, contact))
        self._other.setText(other_matters(_, contact) if all_matters else "")
        self._other.setVisible(bool(self._other.text()))

    def restyle(self) -> None:
        super().restyle()
        theme = self.theme
        self.content.setSpacing(0)
        self._inset.setContentsMargins(theme.px(ICON + 24), 0, 0, 0)
        self._inset.setSpacing(0)
