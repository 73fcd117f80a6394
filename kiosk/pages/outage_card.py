"""What the leader announces about an outage, and one touch for *that is why I came*."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import ActionButton, Card, FitLabel, Icon


class OutageCard(Card):
    """Its words stand above its button, or before it; the button is at the card's bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="coral_soft", edge="coral", parent=parent)
        self._is_flat = False
        self._words = FitLabel("", TypeRole.BODY, weight=Weight.SEMIBOLD)
        self.button = ActionButton("", "check")
        self._said = QHBoxLayout()
        self.icon = Icon("warning-fill", "coral", beside=TypeRole.HEADING)
        self._said.addWidget(self.icon)
        self._said.addWidget(self._words, 1)
        self.content.addLayout(self._said, 1)
        self.content.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignBottom)

    def set_texts(self, words: str, touch: str) -> None:
        self._words.setText(words)
        self.button.setText(touch)

    def stand(self, *, beside: bool) -> None:
        """Put the button beside the words, or below them."""
        direction = QBoxLayout.Direction
        self.content.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def set_flat(self, flat: bool) -> None:
        """Have no more room above and below the words than their lines bring."""
        if flat != self._is_flat:
            self._is_flat = flat
            self._place()

    def reach(self) -> int:
        """Return the distance from the top of the button to the bottom of the card, in px."""
        return self.button.sizeHint().height() + self.content.contentsMargins().bottom()

    def _place(self) -> None:
        pad = self.theme.pad
        above = 0 if self._is_flat else pad
        self.content.setContentsMargins(pad, above, pad, above)
        self.content.setSpacing(pad)
        self._said.setSpacing(pad)
