"""What is asked before something is announced: where, until when, in which words.

The words are written from the answers, as long as nobody writes others; nothing is answered
beforehand.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from core.domain.service import Notice, NoticeKind, OfficeSettings, text_in
from core.domain.texts import Labels
from core.language import OWN_NAMES, Language, kept_whole, offered
from core.qt.look.language import Texts
from core.qt.look.tokens import LINE_HEIGHT, TypeRole, Weight
from core.qt.widgets import ActionButton, ButtonRole, FitLabel
from core.qt.widgets.base import PaintedLabel
from core.qt.widgets.text import TextPiece, draw, measure
from counter.decisions.notices import new_key, next_times, outage_texts, typed_time
from counter.panels.choices import Choices
from counter.panels.frames import Strip, say
from counter.sign_in.sign_in_page import Field

WHOLE, ELSEWHERE = "whole", "elsewhere"
UNKNOWN, FIRST, SECOND, AT_TIME = "unknown", "first", "second", "at_time"
WHERE_KEYS = tuple("12345")
UNTIL_KEYS = tuple("6789")
IN_A_ROW = 2
LINES = 2
CIRCLE = 32
WORD_GAP = 6


class TextBox(Strip):
    """A text of some lines below its word."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=WORD_GAP, parent=parent)
        self._word = FitLabel("", TypeRole.LEAST, tone="ink2")
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self.changed)
        self._word.setBuddy(self.edit)
        self.box.addWidget(self._word)
        self.box.addWidget(self.edit)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        line = self.theme.scale.type[TypeRole.BODY].px * LINE_HEIGHT
        self.edit.setFixedHeight(round(LINES * line + 2 * self.theme.px(12)))

    def set_word(self, word: str) -> None:
        self._word.setText(word)
        self.edit.setAccessibleName(word)

    @property
    def words(self) -> str:
        """What is written, as one line."""
        return kept_whole(" ".join(self.edit.toPlainText().split()))

    def write(self, text: str) -> None:
        if self.words != text:
            self.edit.setPlainText(text)


class Step(Strip):
    """A question: its number in a circle, what is asked, and a hint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(across=True, gap=12, parent=parent)
        self._number = _Circle()
        self._asked = FitLabel("", TypeRole.TITLE, wrap=False)
        self._hint = FitLabel("", TypeRole.LEAST, tone="ink2")
        self.box.addWidget(self._number)
        self.box.addWidget(self._asked)
        self.box.addWidget(self._hint, 1)

    def set_texts(self, number: int, asked: str, hint: str) -> None:
        self._number.setText(str(number))
        self._asked.setText(asked)
        self._hint.setText(hint)


class _Circle(PaintedLabel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.theme.px(CIRCLE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("sea"))
        painter.drawEllipse(QRectF(self.rect()))
        piece = TextPiece(self.text(), Weight.BOLD, wrap=False)
        px = self.theme.scale.type[TypeRole.LABEL].px
        box, found = QRectF(self.rect()), measure(piece, px, 1e6)
        draw(painter, box, piece, found, self.theme.colour("on_sea"), align="center")


class AnnounceForm(Strip):
    """The questions. `show_office` says of which office, `begin` forgets what was answered.

    `kinds`, what is announced, stands where its page puts it, if it does.

    Signals:
        changed: an answer is another one.
    """

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self._texts = texts
        self._settings: OfficeSettings | None = None
        self._at: datetime | None = None
        self._times: tuple[datetime, datetime] | None = None
        self._was_whole = False
        self._templates: dict[str, str] = {}
        self.kinds = Choices(optional=False, columns=2, parent=self)
        self.kinds.hide()
        self._where = Step()
        self.where = Choices(optional=True, several=True, keys=WHERE_KEYS)
        self.elsewhere = Field()
        self._until = Step()
        self.until = Choices(optional=False, columns=IN_A_ROW, keys=UNTIL_KEYS)
        self.time = Field()
        self._words = Step()
        self.anew = ActionButton("", "refresh", role=ButtonRole.LINK)
        self._boxes_of = Strip(gap=8)
        self.boxes: dict[str, TextBox] = {}
        head = Strip(across=True)
        head.box.addWidget(self._words, 1)
        head.box.addWidget(self.anew)
        for part in (
            self._where,
            self.where,
            self.elsewhere,
            self._until,
            self.until,
            self.time,
            head,
            self._boxes_of,
        ):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.kinds.chosen_changed.connect(self._change_kind)
        self.where.chosen_changed.connect(self._change_where)
        self.until.chosen_changed.connect(self._change_until)
        self.elsewhere.edit.textChanged.connect(self._answered)
        self.time.edit.textChanged.connect(self._answered)
        self.anew.activated.connect(self._write_anew)

    # --- what is answered

    @property
    def kind(self) -> NoticeKind:
        return NoticeKind(self.kinds.chosen or NoticeKind.OUTAGE)

    @property
    def is_begun(self) -> bool:
        """Whether anything is answered or written."""
        return bool(self.where.all_chosen or self.until.chosen or self.texts)

    @property
    def texts(self) -> dict[str, str]:
        """What everybody would be told, in each language in which something is written."""
        return {code: box.words for code, box in self.boxes.items() if box.words}

    @property
    def ends_at(self) -> datetime | None:
        """When it goes by itself; None where nobody knows, and until that is answered."""
        chosen = self.until.chosen
        if chosen in {FIRST, SECOND} and self._times is not None:
            return self._times[chosen == SECOND]
        if chosen == AT_TIME and self._at is not None and self._settings is not None:
            return typed_time(self.time.edit.text(), self._settings.local(self._at))
        return None

    @property
    def sectors(self) -> tuple[Labels, ...]:
        """Where the fault is; none is the whole island, and until that is answered."""
        settings = self._settings
        found = (
            []
            if settings is None
            else [settings.sectors[int(key)] for key in self.where.all_chosen if key.isdecimal()]
        )
        written = self.elsewhere.edit.text().strip()
        if ELSEWHERE in self.where.all_chosen and written:
            found.append({"es": written})
        return tuple(found)

    def missing(self) -> str:
        """Return what has to be answered yet, "" for nothing."""
        _, chosen = self._texts, self.where.all_chosen
        is_written = bool(self.elsewhere.edit.text().strip())
        if self.kind is NoticeKind.OUTAGE and not chosen:
            return _("Choose where the fault is")
        if self.kind is NoticeKind.OUTAGE and ELSEWHERE in chosen and not is_written:
            return _("Write where the fault is")
        if self.until.chosen is None:
            return _("Choose until when")
        if self.until.chosen == AT_TIME and self.ends_at is None:
            return _("Write a time, such as 14:30")
        return "" if self.boxes and self.boxes["es"].words else _("Write the text in Spanish")

    def notice(self) -> Notice:
        """Return what is to be announced, from this minute on: a clock some seconds behind shows
        it at once too.

        Ask `missing` first.
        """
        settings, at = self._settings, self._at
        assert settings is not None, "an office is shown"
        assert at is not None, "and its time"
        words = self.texts["es"]
        if self.kind is NoticeKind.OUTAGE:
            whole = Language.load("es")("The whole island")
            words = " ".join(text_in(each, "es") for each in self.sectors) or whole
        return Notice(
            new_key(settings, words, at),
            self.texts,
            self.kind,
            at.replace(second=0, microsecond=0),
            self.ends_at,
        )

    # --- showing

    def begin(self) -> None:
        """Forget what was answered and written."""
        self.kinds.choose(NoticeKind.OUTAGE.value)
        self._forget()

    def _forget(self) -> None:
        self.where.choose(None)
        self.until.choose(None)
        self._was_whole = False
        for field in (self.elsewhere, self.time):
            field.edit.setText("")
        for box in self.boxes.values():
            box.write("")
        self._templates = {}
        self._answered()

    @property
    def first(self) -> ActionButton | None:
        """The first answer of the first question; None before there is an office."""
        choices = self.where if self.kind is NoticeKind.OUTAGE else self.until
        buttons = choices.findChildren(ActionButton)
        return next((each for each in buttons if not each.isHidden()), None)

    def take_keyboard(self) -> None:
        """Go to the first question."""
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def spoken(self) -> list[str]:
        """Return what may be answered, each with its key."""
        where = [] if self.where.isHidden() else self.where.spoken()
        return [*where, *self.until.spoken()]

    def set_narrow(self, *, narrow: bool) -> None:
        """Stand where there is little width, or enough."""
        self.where.set_columns(2 if narrow else None)
        self.until.set_columns(1 if narrow else IN_A_ROW)

    def show_office(self, settings: OfficeSettings, at: datetime) -> None:
        """Ask for this office, at its time `at`."""
        self._settings, self._at = settings, at
        if self._times is None or self.until.chosen not in {FIRST, SECOND}:
            self._times = next_times(settings.local(at))
        codes = offered(dict.fromkeys(("es", *settings.languages)))
        if list(self.boxes) != list(codes):
            self._build(codes)
        if self.kinds.chosen is None:
            self.kinds.choose(NoticeKind.OUTAGE.value)
        self._show()

    def _build(self, codes: Sequence[str]) -> None:
        for box in self.boxes.values():
            self._boxes_of.box.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {code: TextBox() for code in codes}
        for code, box in self.boxes.items():
            box.set_word(OWN_NAMES[code])
            box.changed.connect(self._written)
            self._boxes_of.box.addWidget(box)

    def _show(self) -> None:
        _, settings = self._texts, self._settings
        if settings is None or self._times is None:
            return
        self.kinds.show_choices(
            [
                (NoticeKind.OUTAGE.value, _("A fault")),
                (NoticeKind.MESSAGE.value, _("Another message")),
            ]
        )
        is_outage = self.kind is NoticeKind.OUTAGE
        number = 2 if is_outage else 1
        self._where.set_texts(1, _("Where?"), _("You may choose several"))
        self._until.set_texts(
            number, _("Until when?"), _("Estimated time") if is_outage else _("Then it goes")
        )
        hint = _("Already written; you may change it") if is_outage else _("Spanish is needed")
        self._words.set_texts(number + 1, _("Text"), hint)
        places = [(str(n), text_in(each, _.code)) for n, each in enumerate(settings.sectors)]
        self.where.show_choices(
            [(WHOLE, _("The whole island")), *places, (ELSEWHERE, _("Elsewhere…"))]
        )
        times = zip((FIRST, SECOND), self._times, strict=True)
        self.until.show_choices(
            [
                (UNKNOWN, _("Nobody knows") if is_outage else _("Until I end it")),
                *((key, _.clock(each)) for key, each in times),
                (AT_TIME, _("Another time…")),
            ]
        )
        self.elsewhere.set_word(_("Where the fault is"))
        self.time.set_word(_("Time, such as 14:30"))
        say(self.anew, _("Write it anew"))
        for part in (self._where, self.where):
            part.setVisible(is_outage)
        self.elsewhere.setVisible(is_outage and ELSEWHERE in self.where.all_chosen)
        self.time.setVisible(self.until.chosen == AT_TIME)
        self.anew.setVisible(any(self._is_own(code) for code in self._templates))

    def _is_own(self, code: str) -> bool:
        """Whether somebody wrote other words than ours."""
        return self.boxes[code].words not in {"", self._templates.get(code, "")}

    # --- answering

    @Slot()
    def _change_kind(self) -> None:
        self._forget()

    @Slot()
    def _change_where(self) -> None:
        """The whole island is chosen alone."""
        chosen = self.where.all_chosen
        if WHOLE in chosen and len(chosen) > 1:
            self.where.choose_all(
                [each for each in chosen if each != WHOLE] if self._was_whole else (WHOLE,)
            )
        self._was_whole = WHOLE in self.where.all_chosen
        self._answered()
        if ELSEWHERE in self.where.all_chosen and ELSEWHERE not in self._chosen_before:
            self.elsewhere.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chosen_before = self.where.all_chosen

    _chosen_before: tuple[str, ...] = ()

    @Slot()
    def _change_until(self) -> None:
        self._answered()
        if self.until.chosen == AT_TIME:
            self.time.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _answered(self) -> None:
        """Write the text from the answers, where nobody wrote another."""
        before, self._templates = self._templates, self._template()
        for code, box in self.boxes.items():
            if box.words in {"", before.get(code, "")}:
                box.write(self._templates.get(code, ""))
        self._written()

    def _template(self) -> dict[str, str]:
        settings, at = self._settings, self._at
        if self.kind is not NoticeKind.OUTAGE or settings is None or at is None:
            return {}
        sectors = self.sectors
        if not sectors and WHOLE not in self.where.all_chosen:
            return {}
        found = outage_texts(settings, sectors, self.ends_at, at)
        return {code: kept_whole(text) for code, text in found.items()}

    @Slot()
    def _write_anew(self) -> None:
        for code, text in self._templates.items():
            self.boxes[code].write(text)
        self._written()

    @Slot()
    def _written(self) -> None:
        self._show()
        self.changed.emit()
