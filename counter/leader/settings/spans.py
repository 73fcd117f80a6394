"""The open times of a day, and of a week."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTime, Slot

from core.domain.calendar.hours import WEEKDAYS
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, RuleLine
from counter.leader.settings.editors import TIME_SHOWN, Editor, TimeEdit, mark_wrong
from counter.leader.turning import TurningRow
from counter.panels.frames import Strip

FIELD = 68
DAY = 88
BUTTON = 52
FIRST = ("08:00", "12:00")
LATER_H = 1  # from the end of a span to the next that is added
LONG_H = 4
LAST = QTime(23, 59)
WORKDAYS = WEEKDAYS[1:5]  # Tuesday to Friday go by Monday


class SpansEditor(Editor):
    """Spans of a day beside each other; none is a closed day."""

    def __init__(self, _: Texts, *, least: int = 0, most: int = 4) -> None:
        """`least`, `most`: how many spans there may be."""
        super().__init__(across=True, gap=4)
        self._texts = _
        self._least, self._most = least, most
        self._spans: list[tuple[Strip, TimeEdit, TimeEdit]] = []
        self._name = ""
        self._closed = FitLabel(_("Closed"), TypeRole.BODY, tone="ink2", wrap=False)
        self.more = ActionButton("", "add", size=ButtonSize.SMALL)
        self.less = ActionButton("", "remove", size=ButtonSize.SMALL)
        self.more.activated.connect(self._add)
        self.less.activated.connect(self._take_out)
        self._row = TurningRow(gap=10)
        for part in (self._closed, self._row, self.more, self.less):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self._offer()

    def restyle(self) -> None:
        super().restyle()
        self._size()

    def _size(self) -> None:
        for button in (self.more, self.less):
            button.setFixedWidth(self.theme.px(BUTTON))
        for _row, *edits in self._spans:
            for edit in edits:
                edit.setFixedWidth(self.theme.px(FIELD))

    @property
    def value(self) -> list[str]:
        """The spans, each such as "08:00-12:00"."""
        return [f"{opens.text_of}-{closes.text_of}" for _row, opens, closes in self._spans]

    def show_value(self, value: Any) -> None:
        spans = list(value or ())
        if self.value == spans:
            return
        while len(self._spans) < len(spans):
            self._make()
        while len(self._spans) > len(spans):
            row, *_ = self._spans.pop()
            row.hide()
            row.deleteLater()
        for (_row, *edits), span in zip(self._spans, spans, strict=True):
            for edit, text in zip(edits, span.split("-"), strict=True):
                edit.show_text(text)
        self._offer()

    def _make(self) -> None:
        _ = self._texts
        row = Strip(across=True, gap=6)
        opens, closes = TimeEdit(), TimeEdit()
        for edit in (opens, closes):
            edit.timeChanged.connect(self.edited)
        row.box.addWidget(opens)
        row.box.addWidget(FitLabel(_("to"), TypeRole.BODY, wrap=False))
        row.box.addWidget(closes)
        self._row.box.addWidget(row)
        row.show()
        self._spans.append((row, opens, closes))
        self._size()
        self._say()

    @Slot()
    def _add(self) -> None:
        value = self.value
        if not value:
            opens, closes = FIRST
        else:
            last = QTime.fromString(value[-1].partition("-")[2], TIME_SHOWN)
            begin = last.addSecs(3600 * LATER_H)
            begin = max(last, begin)
            end = begin.addSecs(3600 * LONG_H)
            end = end if end > begin else LAST
            opens, closes = begin.toString(TIME_SHOWN), end.toString(TIME_SHOWN)
        self.show_value([*value, f"{opens}-{closes}"])
        self.edited.emit()

    @Slot()
    def _take_out(self) -> None:
        self.show_value(self.value[:-1])
        self.edited.emit()

    def _offer(self) -> None:
        count = len(self._spans)
        self._closed.setVisible(not count)
        self.more.setVisible(count < self._most)
        self.less.setVisible(count > self._least)
        self._say()

    def name(self, label: str, _help: str) -> None:
        self._name = label
        self._say()

    def _say(self) -> None:
        _, day = self._texts, self._name
        self.more.setAccessibleName(_("{day}: one more span", day=day))
        self.less.setAccessibleName(_("{day}: one span less", day=day))
        for button in (self.more, self.less):
            button.setToolTip(button.accessibleName())
        for number, (_row, opens, closes) in enumerate(self._spans, start=1):
            opens.setAccessibleName(_("{day}: span {n} opens", day=day, n=number))
            closes.setAccessibleName(_("{day}: span {n} closes", day=day, n=number))

    def set_wrong(self, *, wrong: bool) -> None:
        for _row, *edits in self._spans:
            for edit in edits:
                mark_wrong(edit, wrong=wrong)


class WeekEditor(Editor):
    """A row a weekday. What is wrong with a day is said below it."""

    def __init__(self, _: Texts, problem_of: Callable[[str], str]) -> None:
        """`problem_of` returns what is wrong with a weekday's spans, "" for nothing."""
        super().__init__(gap=6)
        self._texts = _
        self._problem_of = problem_of
        self.days: dict[str, SpansEditor] = {}
        self._problems: dict[str, FitLabel] = {}
        self._words: list[FitLabel] = []
        for number, day in enumerate(WEEKDAYS):
            word = _.language.weekdays(number, number)
            word = word[:1].upper() + word[1:]
            editor = self.days[day.value] = SpansEditor(_)
            editor.name(word, "")
            editor.edited.connect(partial(self._edited, day.value))
            label = FitLabel(word, TypeRole.BODY, wrap=False)
            self._words.append(label)
            row = TurningRow()
            row.box.addWidget(label)
            row.box.addWidget(editor, 1)
            problem = self._problems[day.value] = FitLabel("", TypeRole.LEAST, tone="coral")
            problem.hide()
            self.box.addWidget(row)
            self.box.addWidget(problem)
            self.box.addWidget(RuleLine())
        self.copy = ActionButton(_("Tuesday to Friday as Monday"), size=ButtonSize.SMALL)
        self.copy.activated.connect(self._copy)
        foot = Strip(across=True)
        foot.box.addWidget(self.copy)
        foot.box.addStretch(1)
        self.box.addWidget(foot)

    def restyle(self) -> None:
        super().restyle()
        for word in self._words:
            word.setFixedWidth(self.theme.px(DAY))

    def _edited(self, _day: str) -> None:
        self.edited.emit()

    @property
    def value(self) -> dict[str, list[str]]:
        """Each weekday's spans; a closed day has none, and is left out."""
        return {day: spans for day, each in self.days.items() if (spans := each.value)}

    def show_value(self, value: Any) -> None:
        week: Mapping[str, list[str]] = value or {}
        for day, each in self.days.items():
            each.show_value(week.get(day, []))
            said = self._problem_of(day)
            self._problems[day].setText(said)
            self._problems[day].setVisible(bool(said))
            each.set_wrong(wrong=bool(said))

    @Slot()
    def _copy(self) -> None:
        monday = self.days[WEEKDAYS[0].value].value
        for day in WORKDAYS:
            self.days[day.value].show_value(monday)
        self.edited.emit()

    def name(self, label: str, help_: str) -> None:
        """Every day has its own name."""
