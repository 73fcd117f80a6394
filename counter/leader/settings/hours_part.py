"""Hours: at the left the week that repeats, at the right the one day that is another."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from core.domain.calendar.hours import WEEKDAYS, holiday_name
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import Card, FitLabel, NoticeCard, RuleLine
from counter.leader.settings.draft import Draft
from counter.leader.settings.fields import SettingField
from counter.leader.settings.month import DayForm, Month
from counter.leader.settings.spans import SpansEditor, WeekEditor
from counter.leader.turning import TurningRow
from counter.panels.choices import Choices
from counter.panels.frames import ScrollColumn, Strip, words_of

CLOSURES, SPECIAL, WEEK = "hours.closures", "hours.special", "hours.week"
HALF_DAY = ["08:00-12:00"]
MONTH_WIDTH = 344
REASON_LONGEST = 120


class DayCard(Card):
    """What is at the right, as wide as a month is."""

    def restyle(self) -> None:
        super().restyle()
        self.setFixedWidth(self.theme.px(MONTH_WIDTH))


class HoursPart(Strip):
    """The section *Hours and closures*. `edited`: something is other than it was."""

    edited = Signal(str)

    def __init__(self, draft: Draft, texts: Texts, languages: tuple[str, ...]) -> None:
        super().__init__(across=True)
        self._draft = draft
        self._texts = texts
        self.week = WeekEditor(texts, self._problem_of_day)
        self.fields = [
            SettingField(draft, texts, WEEK, languages, editor=self.week, is_wide=True),
            SettingField(draft, texts, "hours.country", languages),
            SettingField(draft, texts, "hours.timezone", languages),
        ]
        left = Card()
        for field in self.fields:
            field.edited.connect(self.edited)
            left.content.addWidget(field)
        left.content.addStretch(1)
        self.month = Month(texts, self._form_of)
        self.month.chosen.connect(self._show_day)
        self._day = FitLabel("", TypeRole.TITLE)
        self.form = Choices(optional=False, columns=2)
        self.form.chosen_changed.connect(self._choose_form)
        self.spans = SpansEditor(texts, least=1, most=2)
        self.spans.edited.connect(self._edit_spans)
        self._reason_word = FitLabel(
            texts("Why, as people read it at the kiosk and in the hall"),
            TypeRole.LEAST,
            tone="ink2",
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON_LONGEST)
        self.reason.setAccessibleName(self._reason_word.text())
        self.reason.textEdited.connect(self._edit_reason)
        self._effect = NoticeCard("sea", "tv-fill", role=TypeRole.BODY)
        self._problem = NoticeCard("coral", "error-fill", role=TypeRole.BODY)
        right = DayCard()
        for part in (
            self.month,
            RuleLine(),
            self._day,
            self.form,
            self.spans,
            self._reason_word,
            self.reason,
            self._effect,
            self._problem,
        ):
            right.content.addWidget(part)
        right.content.addStretch(1)
        self.parts = (left, right)
        """What Tab goes through, one after the other."""
        both = TurningRow()
        both.box.addWidget(left, 1)
        both.box.addWidget(right)
        column = ScrollColumn()  # of both: below each other they need more than there is
        column.inner.box.addWidget(both, 1)
        self.box.addWidget(column, 1)

    def begin(self, today: date) -> None:
        self.month.begin(today)
        self._show_day()

    def follow(self) -> None:
        """Show what the draft has."""
        for field in self.fields:
            field.follow()
        self.month.follow()
        self._show_day()

    def facts(self) -> list[str]:
        """Return what is to be heard of the day that is chosen."""
        if self.month.day is None:
            return [self._day.text()]
        return [self._day.text(), *words_of(self._effect, self._problem)]

    def _problem_of_day(self, day: str) -> str:
        problem = self._draft.problem_at(f"{WEEK}.{day}")
        return "" if problem is None else self._texts.language.said(problem)

    # --- one day

    def _entry(self, path: str, day: date) -> dict[str, Any] | None:
        """Return the closure or special day that the draft has for `day`."""
        found = self._draft.value(path) or ()
        return next((each for each in found if str(each["day"])[:10] == day.isoformat()), None)

    def _form_of(self, day: date) -> DayForm:
        if self._entry(CLOSURES, day):
            return DayForm.CLOSURE
        if self._entry(SPECIAL, day):
            return DayForm.SPECIAL
        try:
            holiday = holiday_name(day, self._draft.value("hours.country") or "")
        except ValueError:  # no country of that name, which its own field says
            holiday = None
        if holiday:
            return DayForm.HOLIDAY
        week = self._draft.value(WEEK) or {}
        return DayForm.USUAL if week.get(WEEKDAYS[day.weekday()].value) else DayForm.OFF

    @Slot()
    def _show_day(self) -> None:
        _, day = self._texts, self.month.day
        for part in (self.form, self.spans, self._reason_word, self.reason, self._effect):
            part.setVisible(day is not None)
        self._problem.hide()
        if day is None:
            self._day.setText(_("Choose a day to change it"))
            return
        form = self._form_of(day)
        words = _.day(day)
        self._day.setText(words[:1].upper() + words[1:])
        usual = _("Holiday") if form is DayForm.HOLIDAY else _("Usual")
        self.form.show_choices(
            (("usual", usual), ("special", _("Special hours")), ("closure", _("Closed")))
        )
        is_special, is_closed = form is DayForm.SPECIAL, form is DayForm.CLOSURE
        self.form.choose("special" if is_special else "closure" if is_closed else "usual")
        entry = self._entry(SPECIAL if is_special else CLOSURES, day) or {}
        self.spans.setVisible(is_special)
        if is_special:
            self.spans.name(self._day.text(), "")
            self.spans.show_value(entry.get("spans"))
        for part in (self._reason_word, self.reason):
            part.setVisible(is_special or is_closed)
        if self.reason.text() != entry.get("reason", ""):
            self.reason.setText(entry.get("reason", ""))
        self._say_effect(day, form, entry)

    def _say_effect(self, day: date, form: DayForm, entry: dict[str, Any]) -> None:
        _ = self._texts
        said = {
            DayForm.USUAL: _("The office opens as every week."),
            DayForm.OFF: _("The office does not open on this weekday."),
            DayForm.HOLIDAY: _("A holiday: the office does not open."),
            DayForm.CLOSURE: _("The kiosk gives no tickets that day."),
            DayForm.SPECIAL: _(
                "Tickets are given: {spans}", spans=", ".join(entry.get("spans", ()))
            ),
        }[form]
        self._effect.set_texts(said)
        path = SPECIAL if form is DayForm.SPECIAL else CLOSURES
        problem = self._draft.problem_at(f"{path}.{day.isoformat()}") if entry else None
        self._problem.setVisible(problem is not None)
        if problem is not None:
            self._problem.set_texts(_.language.said(problem))

    @Slot()
    def _choose_form(self) -> None:
        day, chosen = self.month.day, self.form.chosen
        assert day is not None  # the choices are only shown for a day
        reason = self.reason.text()
        for path, is_it in ((CLOSURES, chosen == "closure"), (SPECIAL, chosen == "special")):
            before = self._entry(path, day)
            if is_it and before is None:
                entry: dict[str, Any] = {"day": day.isoformat(), "reason": reason}
                if path == SPECIAL:
                    week = self._draft.value(WEEK) or {}
                    entry["spans"] = (week.get(WEEKDAYS[day.weekday()].value) or HALF_DAY)[:1]
                self._draft.put(f"{path}.{day.isoformat()}", entry)
            elif before is not None and not is_it:
                self._draft.put(f"{path}.{day.isoformat()}", None)
        self.edited.emit(f"hours.{chosen}")

    @Slot()
    def _edit_spans(self) -> None:
        self._put("spans", self.spans.value)

    @Slot()
    def _edit_reason(self) -> None:
        self._put("reason", self.reason.text())

    def _put(self, name: str, value: Any) -> None:
        """Change something of the entry of the day that is shown."""
        day = self.month.day
        assert day is not None  # only a day's entry is edited
        path = SPECIAL if self._entry(SPECIAL, day) else CLOSURES
        self._draft.put(f"{path}.{day.isoformat()}.{name}", value)
        self.edited.emit(path)
