"""What a report is of: two rows in which it is chosen, each button with its key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from core.domain.figures.periods import Period, PeriodKind, ReportQuestion
from core.domain.roles import Deed, may
from core.domain.service import text_in
from core.domain.ticket import Channel, Line, OfficeId, ServiceKey
from core.errors import N_
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize
from core.whole import whole
from core.words import CHANNELS, LINES
from counter.leader.decisions.look import Look
from counter.leader.turning import TurningRow
from counter.panels.choices import Choices
from counter.panels.frames import Strip, say

KIND_WORDS = whole(
    PeriodKind,
    {
        PeriodKind.DAY: N_("Day"),
        PeriodKind.WEEK: N_("Week"),
        PeriodKind.MONTH: N_("Month"),
        PeriodKind.YEAR: N_("Year"),
        PeriodKind.RANGE: N_("Range"),
    },
)
KIND_KEYS = tuple("12345")
BEFORE, AFTER = "F7", "F8"
FIRST_YEAR, LAST_YEAR = 2000, 2199
FILTERS = {"line": "6", "service": "7", "channel": "8", "staff": "9", "office": "0"}
ALL = ""
TOGETHER = "*"
Choice = tuple[str, str]  # its key, and its word


class WholeButton(ActionButton):
    """A button whose word stands on one line, but in a narrow window, where little has room."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self.theme.scale.narrow else self.sizeHint()


class FilterButton(ActionButton):
    """Says what is chosen, and opens the list of what may be.

    Signals:
        chosen(str): another one was, by its key.
    """

    chosen = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "", "keyboard_arrow_down", key=key, size=ButtonSize.SMALL, is_quick=True, parent=parent
        )
        self.set_close(close=True)
        self._choices: tuple[Choice, ...] = ()
        self._here = ""
        self.menu: QMenu | None = None
        self.activated.connect(self.open)

    def show_choices(self, words: str, choices: Sequence[Choice], here: str) -> None:
        """Offer `choices`, of which the key `here` is chosen; `words` say what and which."""
        self._choices, self._here = tuple(choices), here
        say(self, words)

    @Slot()
    def open(self) -> None:
        """Show the list below; the arrows go through it, Esc leaves all as it was."""
        menu = self.menu = QMenu(self)
        menu.setAccessibleName(self.text())
        only_one = QActionGroup(menu)
        for key, word in self._choices:
            action = menu.addAction(word.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self._here)
            only_one.addAction(action)
            action.triggered.connect(partial(self.chosen.emit, key))
            if key == self._here:
                menu.setActiveAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class PeriodRow(TurningRow):
    """Which days: of what kind, which of them, and those beside.

    Signals:
        chosen(PeriodKind): another kind.
        went(Period): those before or after.
        typed: a day is to be said.
    """

    chosen = Signal(object)
    went = Signal(object)
    typed = Signal()

    def __init__(self, texts: Texts) -> None:
        self.days = WholeButton("", size=ButtonSize.SMALL)
        super().__init__(gap=10)
        self._texts = texts
        self._period: Period | None = None
        self.kinds = Choices(optional=False, columns=len(PeriodKind), keys=KIND_KEYS)
        self.before = ActionButton(
            "", "chevron_left", key=BEFORE, size=ButtonSize.SMALL, is_quick=True
        )
        self.after = ActionButton(
            "", "chevron_right", key=AFTER, size=ButtonSize.SMALL, is_quick=True
        )
        beside = Strip(across=True, gap=6)
        for part in (self.before, self.days, self.after):
            beside.box.addWidget(part)
        self.box.addWidget(self.kinds)
        self.box.addWidget(beside)
        self.box.addStretch(1)
        self.kinds.chosen_changed.connect(self._choose)
        self.before.activated.connect(self._go_back)
        self.after.activated.connect(self._go_on)
        self.days.activated.connect(self.typed)

    def show_period(self, period: Period, words: str, *, is_latest: bool) -> None:
        """Show which days are chosen, in `words`; after the latest none have come."""
        _ = self._texts
        self._period = period
        self.kinds.show_choices([(kind.value, _(word)) for kind, word in KIND_WORDS.items()])
        self.kinds.choose(period.kind.value)
        self.kinds.setToolTip(_("Keys {first} to {last}", first=KIND_KEYS[0], last=KIND_KEYS[-1]))
        say(self.days, words)
        self.days.setAccessibleDescription(_("Choose other days"))
        self.before.set_terse(terse=True)
        self.after.set_terse(terse=True)
        say(self.before, _("The days before"))
        say(self.after, _("The days after"))
        self.before.setEnabled(period.first.year > FIRST_YEAR)
        self.after.setEnabled(not is_latest and period.last.year < LAST_YEAR)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(PeriodKind(self.kinds.chosen or ""))

    @Slot()
    def _go_back(self) -> None:
        if self._period is not None:
            self.went.emit(self._period.before)

    @Slot()
    def _go_on(self) -> None:
        if self._period is not None:
            self.went.emit(self._period.after)


class FilterRow(TurningRow):
    """Of whom, and of which office: a list each.

    Signals:
        chosen(str, str): of a list of `FILTERS` another key, `ALL` for no filter.
    """

    chosen = Signal(str, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(gap=10)
        self._texts = texts
        self.buttons = {name: FilterButton(key) for name, key in FILTERS.items()}
        for name, button in self.buttons.items():
            button.chosen.connect(partial(self.chosen.emit, name))
            self.box.addWidget(button, 1)

    def show_filters(
        self, look: Look, wanted: ReportQuestion, offices: Mapping[OfficeId, str]
    ) -> None:
        """Offer what may be chosen; `offices`: those whose figures are this person's to see."""
        _ = self._texts
        lines = [(each.value, _(LINES[each])) for each in Line]
        services = [(each.key, text_in(each.names, _.code)) for each in look.settings.services]
        channels = [(each.value, _(CHANNELS[each])) for each in Channel]
        people = [
            (each.staff.username, each.staff.name)
            for each in look.people
            if may(each.staff.role, Deed.SERVE)
        ]
        others = [(key, name) for key, name in offices.items() if name != look.settings.name]
        all_offices = [(ALL, look.settings.name), *others, (TOGETHER, _("All together"))]
        self._offer(wanted, "line", _("Line"), [(ALL, _("All lines")), *lines])
        self._offer(wanted, "service", _("Service"), [(ALL, _("All services")), *services])
        self._offer(wanted, "channel", _("Channel"), [(ALL, _("All channels")), *channels])
        self._offer(wanted, "staff", _("Facilitator"), [(ALL, _("All facilitators")), *people])
        self._offer(wanted, "office", _("Office"), all_offices)
        is_own = wanted.offices is None  # what another office calls its own is unknown here
        self.buttons["service"].setVisible(is_own and len(services) > 1)
        self.buttons["staff"].setVisible(is_own)
        self.buttons["office"].setVisible(len(offices) > 1)

    def _offer(
        self, wanted: ReportQuestion, name: str, word: str, choices: Sequence[Choice]
    ) -> None:
        here = _chosen(wanted, name)
        chosen = dict(choices).get(here, here)
        is_all = here == ALL and name != "office"
        words = chosen if is_all else self._texts("{what}: {chosen}", what=word, chosen=chosen)
        self.buttons[name].show_choices(words, choices, here)


def _chosen(wanted: ReportQuestion, name: str) -> str:
    if name == "office":
        offices = wanted.offices or (ALL,)
        return TOGETHER if len(offices) > 1 else offices[0]
    return getattr(wanted.chosen, name) or ALL


def filtered(
    wanted: ReportQuestion, name: str, key: str, offices: Iterable[OfficeId]
) -> ReportQuestion:
    """Return the question with another filter; `offices`: what all together are."""
    chosen = wanted.chosen
    match name:
        case "line":
            chosen = replace(chosen, line=Line(key) if key else None)
        case "service":
            chosen = replace(chosen, service=ServiceKey(key) if key else None)
        case "channel":
            chosen = replace(chosen, channel=Channel(key) if key else None)
        case "staff":
            chosen = replace(chosen, staff=key or None)
        case _:
            chosen = replace(chosen, service=None, staff=None)
            of = tuple(offices) if key == TOGETHER else (key,)
            wanted = replace(wanted, offices=of if key else None)
    return replace(wanted, chosen=chosen)
