"""One question about the attention, answered with one of five faces, each with its word."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import ActionButton, FitLabel, Icon
from core.qt.widgets.base import PaintedButton, quiet, rounded
from kiosk.fitting.controls import LanguageRow, ListenRow
from kiosk.fitting.flow_rows import One, Shelf
from kiosk.fitting.page_body import Body
from kiosk.fitting.what_gives_way import Give
from kiosk.visit.page_values import Survey

# From 1, the worst answer, to 5.
FACES = (
    ("sentiment_sad-fill", N_("Very bad")),
    ("sentiment_dissatisfied-fill", N_("Bad")),
    ("sentiment_neutral-fill", N_("Fair")),
    ("sentiment_satisfied-fill", N_("Good")),
    ("sentiment_very_satisfied-fill", N_("Very good")),
)
FACE = 120  # drawn px
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FaceButton(PaintedButton):
    """A face and its word: beside it, or below it where the screen lies."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._word = FitLabel("", TypeRole.LABEL, weight=Weight.SEMIBOLD)
        self._icon = Icon(icon, size=FACE)
        self._box = QBoxLayout(BESIDE, self)
        self._box.addStretch(1)
        self._box.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignCenter)
        self._box.addWidget(self._word, 4)
        self._box.addStretch(1)
        quiet(self)
        self._place()

    def set_word(self, word: str) -> None:
        self._word.setText(word)
        self.setAccessibleName(word)

    def stand(self, *, above: bool) -> None:
        """Put the face above its word, or before it."""
        self._box.setDirection(BELOW if above else BESIDE)
        self._box.setStretch(2, 0 if above else 4)
        self._word.set_align("center" if above else "left")

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        pad = theme.px(8)
        self._box.setContentsMargins(theme.gap, pad, theme.gap, pad)
        self._box.setSpacing(theme.gap if self._box.direction() is BESIDE else pad)
        self.setMinimumHeight(theme.target(0))

    # A QAbstractButton measures itself by its text; this one by what lies on it.

    def sizeHint(self) -> QSize:
        return self._box.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._box.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        inset = theme.scale.space.inset_press if self.isDown() else 0
        rounded(
            painter,
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            theme.radius_small,
            fill="inset" if self.isDown() else "surface",
            edge="border",
            width=theme.edge,
            theme=theme,
        )


class SurveyPage(Body[Survey]):
    rated = Signal(int)
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._question = FitLabel("", TypeRole.HEADING)
        self.faces = [FaceButton(icon) for icon, _ in FACES]
        self._faces = QBoxLayout(BELOW)
        for score, face in enumerate(self.faces, 1):
            face.activated.connect(partial(self.rated.emit, score))
            self._faces.addWidget(face, 1)
        self.languages: LanguageRow = LanguageRow(texts, others_only=True)
        self.listen: ListenRow = ListenRow(texts, short=True)
        self.back = ActionButton("", "arrow_back")
        self.back.activated.connect(self.left)
        self.shelf = Shelf(One(self.back, self), self.listen, self.languages)
        self.above.addStretch(1)
        self.above.addWidget(self._question)
        self.below.addLayout(self._faces, 1)
        self.below.addWidget(self.shelf)
        self.rows.setStretch(0, 0)
        self.rows.setStretch(1, 1)
        self.gives_way(
            Give.TIGHTER,
            self.shelf.condense,
            Give.TIGHTER,
            Give.SEA,
            *[Give.TIGHTER] * 4,
            self.listen.hide_words,
            self._shorten,
            Give.TIGHTER,
            self.shelf.set_close,
            dear=(self._shorten, self.shelf.set_close),
        )

    def arrange(self) -> None:
        self._faces.setDirection(BESIDE if self.is_wide else BELOW)
        for face in self.faces:
            face.stand(above=self.is_wide)

    def _shorten(self, short: bool) -> None:
        for button in (self.back, self.listen.listen):
            button.set_terse(short)

    def say(self, page: Survey) -> None:
        _ = self._
        self._question.setText(_("How would you rate our service today?"))
        for face, (_icon, word) in zip(self.faces, FACES, strict=True):
            face.set_word(_(word))
        self.languages.set_languages(page.settings.languages)
        self.listen.say()
        self.back.setText(_("Back"))

    def place(self) -> None:
        super().place()
        self._faces.setSpacing(self.theme.gap)
