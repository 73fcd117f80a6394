"""Who waits in few words, where there is no room for the list: the counts, and who is next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, LineTag, NoticeCard
from counter import wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.panels.frames import Row, Strip, say
from counter.panels.ticket_panel import LINE_NAMES
from counter.waiting.line_count import LineCount, show_count


class Brief(Strip):
    """Below the work. In a narrow window the way back to the wide one is here too."""

    widening = Signal()

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, *, key: str, parent: QWidget | None = None
    ) -> None:
        """`key` widens the window."""
        super().__init__(parent=parent)
        self._presenter = presenter
        self._texts = texts
        self._is_short = False
        self._counts = {line: LineCount(line, is_narrow=True) for line in Line}
        self.widen = ActionButton("", "open_in_full", key=key, size=ButtonSize.SMALL)
        self.widen.activated.connect(self.widening)
        self._after = FitLabel("", TypeRole.BODY, "ink2", wrap=False)
        self._code = FitLabel("", TypeRole.TITLE, wrap=False)
        self._tag = LineTag("general", "", role=TypeRole.LEAST)
        self._next = Strip(across=True, gap=8)
        self._next.box.addWidget(self._after)
        self._next.box.addWidget(self._code)
        self._next.box.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        self._next.box.addStretch()
        self._away = NoticeCard("coral", "cloud_off-fill", role=TypeRole.BODY)
        self._row = Row()
        for count in self._counts.values():
            self._row.add(count, 1)
        for part in (self._next, self.widen):
            self._row.add(part)
        for line in (self._away, self._row):
            self.box.addWidget(line)

    def set_short(self, is_short: bool) -> None:
        """Take the least room: what is needed above is more than this."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._lay_out()

    def restyle(self) -> None:
        super().restyle()
        self._lay_out()

    def _lay_out(self) -> None:
        short = self._is_short
        for count in self._counts.values():
            count.set_short(short)
        self.widen.setVisible(self.is_narrow)
        self.widen.set_terse(short and not self._counts[Line.GENERAL].isHidden())
        self._row.set_columns((3,) if short else (2, 1))
        self._show_next()

    def refresh(self) -> None:
        """Show the hall as it is now; nothing while the database is away."""
        hall, _ = self._presenter.hall, self._texts
        known = hall is not None and self._presenter.is_here
        for line, count in self._counts.items():
            count.setVisible(known)
            show_count(count, line, self._presenter, _)
        self._away.set_texts(_("No connection with the database"))
        self._away.setVisible(not known)
        say(self.widen, _("Widen"))
        self._after.setText(_("Then:"))
        self._lay_out()

    def _show_next(self) -> None:
        hall, _ = self._presenter.hall, self._texts
        waiting = hall.waiting if hall is not None and self._presenter.is_here else ()
        # A free counter shows who is first on the button that calls.
        coming = waiting[1:] if self._presenter.stage is Stage.FREE else waiting
        self._next.setVisible(bool(coming) and not (self._is_short and self.is_narrow))
        if coming:
            self._code.setText(coming[0].code or "")
            self._code.setVisible(coming[0].code is not None)  # then the line says enough
            self._tag.set_line(LINE_NAMES[coming[0].line], wording.line_word(_, coming[0].line))
