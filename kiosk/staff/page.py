"""The staff menu as it is seen: the PIN's keys, then what can be done, then tickets to reprint."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from core.errors import N_, QueueError
from core.printing.port import PrinterState
from core.qt.look.language import Texts
from core.qt.look.tokens import ColourMode, TypeRole
from core.qt.widgets import ActionButton, ButtonRole, FitLabel, NoticeCard
from core.whole import whole
from kiosk.fitting.page_body import Body
from kiosk.fitting.what_gives_way import Give
from kiosk.memory import MODES
from kiosk.staff.menu import REPRINTS, StaffMenu
from kiosk.visit.page_values import VOLUMES, StaffPage, StaffStep

if TYPE_CHECKING:
    from core.domain.ticket import Ticket
    from core.qt.widgets.panels import NoticeLook

DIGITS = "123456789"
NO_DIGIT, DIGIT = "○", "●"
LEAST_SHOWN = 4
COLUMNS, WIDE_COLUMNS = 2, 3
PRINTERS = whole(
    PrinterState,
    {
        PrinterState.OK: N_("The printer is ready."),
        PrinterState.NEAR_END: N_("The printer's paper is running out"),
        PrinterState.OUT_OF_PAPER: N_("The printer has no paper"),
        PrinterState.COVER_OPEN: N_("The printer's cover is open"),
        PrinterState.OFFLINE: N_("The printer is off line."),
        PrinterState.JAMMED: N_("Paper jam"),
        PrinterState.UNREACHABLE: N_("The printer does not answer."),
        PrinterState.UNKNOWN: N_("The printer does not say how it is."),
    },
)
MODE_WORDS = whole(
    ColourMode,
    {
        ColourMode.LIGHT: N_("Light"),
        ColourMode.DARK: N_("Dark"),
        ColourMode.CONTRAST: N_("High contrast"),
    },
)


class _Keys(QWidget):
    """Ten digits, one to take back, one to go on; a keyboard does as well."""

    def __init__(self, menu: "Callable[[], StaffMenu]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        for number, digit in enumerate(DIGITS):
            self.grid.addWidget(self._digit(menu, digit), number // 3, number % 3)
        self.erase = ActionButton("", "backspace-fill", is_quick=True)
        self.enter = ActionButton("", role=ButtonRole.PRIMARY)
        self.erase.set_terse(True)  # its word would make the digits narrow
        self.erase.activated.connect(lambda: menu().erase())
        self.enter.activated.connect(lambda: menu().enter())
        self.grid.addWidget(self.erase, 3, 0)
        self.grid.addWidget(self._digit(menu, "0"), 3, 1)
        self.grid.addWidget(self.enter, 3, 2)
        for column in range(3):
            self.grid.setColumnStretch(column, 1)

    @staticmethod
    def _digit(menu: "Callable[[], StaffMenu]", digit: str) -> ActionButton:
        button = ActionButton(digit, is_quick=True)
        button.activated.connect(lambda: menu().type_digit(digit))
        return button


class StaffBody(Body[StaffPage]):
    """Follows a `StaffMenu`: `follow` it once."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._menu: StaffMenu | None = None
        self._title = FitLabel("", TypeRole.HEADING)
        self._notice = NoticeCard("sea", "info-fill", role=TypeRole.BODY)
        self._dots = FitLabel("", TypeRole.HEADING, align="center", wrap=False)
        self._keys = _Keys(self.menu)
        self._printer = FitLabel("", TypeRole.BODY, "ink2")
        self._volume = FitLabel("", TypeRole.BODY, "ink2")
        self._actions = QWidget()
        self._tickets = QWidget()
        self.leave = ActionButton("", "arrow_back")
        self.leave.activated.connect(self._leave)
        self._reprint = self._action("print-fill", lambda: self.menu().list_tickets())
        self._test = self._action("science-fill", lambda: self.menu().test())
        self._shut = self._action("lock-fill", self._toggle_shut, role=ButtonRole.CHECK)
        self._quieter = self._action("remove", lambda: self._louder(-1), is_quick=True)
        self._louder_button = self._action("add", lambda: self._louder(1), is_quick=True)
        self._modes = {
            mode: self._action(None, partial(self._set_mode, mode), role=ButtonRole.CHOICE)
            for mode in MODES
        }
        self._exit = self._action("logout", lambda: self.menu().exit())
        self._copies = [
            ActionButton("", "print-fill", type_role=TypeRole.BODY) for _ in range(REPRINTS)
        ]
        self._listed: tuple[Ticket, ...] = ()
        self._arranged = (0, False)
        self._build()

    def _action(
        self,
        icon: str | None,
        do: Callable[[], object],
        role: ButtonRole = ButtonRole.SECONDARY,
        *,
        is_quick: bool = False,
    ) -> ActionButton:
        button = ActionButton("", icon, role=role, type_role=TypeRole.BODY, is_quick=is_quick)
        button.activated.connect(do)
        return button

    def _build(self) -> None:
        self._grid = QGridLayout(self._actions)
        self._copy_grid = QGridLayout(self._tickets)
        for grid in (self._grid, self._copy_grid):
            grid.setContentsMargins(0, 0, 0, 0)
        for number, button in enumerate(self._copies):
            button.activated.connect(partial(self._copy, number))
        for button in self._actions_in_order(wide=False, has_printer=True):
            button.setParent(
                self._actions
            )  # one without a printer is in no row, but never a window
        self.above.addWidget(self._title)
        self.above.addWidget(self._notice)
        self.above.addStretch()
        for state in (self._dots, self._printer, self._volume):
            self.above.addWidget(state)
        for part in (self._keys, self._actions, self._tickets, self.leave):
            self.below.addWidget(part)
        self.gives_way(Give.TIGHTER, Give.SEA, *[Give.TIGHTER] * 3, self._title, Give.TIGHTER)

    def arrange(self) -> None:
        """Put the buttons that are there in two columns, or in three where the screen lies."""
        columns = WIDE_COLUMNS if self.is_wide else COLUMNS
        has_printer = self._shown is not None and self._shown.has_printer
        if (columns, has_printer) == self._arranged:
            return
        self._arranged = (columns, has_printer)
        actions = self._actions_in_order(wide=self.is_wide, has_printer=has_printer)
        for grid, buttons in ((self._grid, actions), (self._copy_grid, self._copies)):
            for number, button in enumerate(buttons):
                grid.addWidget(button, number // columns, number % columns)
                button.raise_()  # a screen reader goes by the order of stacking
            for one, next_one in pairwise(buttons):
                QWidget.setTabOrder(one, next_one)
            for column in range(WIDE_COLUMNS):
                grid.setColumnStretch(column, 1 if column < columns else 0)

    def _actions_in_order(self, *, wide: bool, has_printer: bool) -> "list[ActionButton]":
        """Return the menu's buttons so that those which belong together share a row."""
        printing = [self._reprint, self._test] if has_printer else []
        volume, modes = [self._quieter, self._louder_button], list(self._modes.values())
        if not wide:
            return [*printing, *volume, *modes, self._shut, self._exit]
        if not printing:
            return [*volume, self._shut, *modes, self._exit]
        return [*printing, self._shut, *volume, self._exit, *modes]

    def follow(self, menu: StaffMenu) -> None:
        self._menu = menu

    def menu(self) -> StaffMenu:
        assert self._menu is not None  # followed before anything is shown
        return self._menu

    # --- what is touched

    @Slot()
    def _leave(self) -> None:
        if self._shown is not None and self._shown.step is StaffStep.REPRINT:
            self.menu().back()
        else:
            self.menu().leave()

    @Slot()
    def _toggle_shut(self) -> None:
        self.menu().set_shut(not self.menu().set_up.is_shut)
        self.say_again()

    def _louder(self, steps: int) -> None:
        self.menu().set_volume(min(max(self.menu().set_up.volume + steps, 0), VOLUMES - 1))

    def _set_mode(self, mode: ColourMode) -> None:
        self.menu().set_mode(mode)
        self.say_again()

    def _copy(self, number: int) -> None:
        if number < len(self._listed):
            self.menu().reprint(self._listed[number])

    def press(self, event: QKeyEvent) -> bool:
        """Take a key of a keyboard; False for one that means nothing here."""
        if event.text().isdecimal():
            self.menu().type_digit(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.menu().erase()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.menu().enter()
        else:
            return False
        return True

    # --- what is said

    def say(self, page: StaffPage) -> None:
        _ = self._
        self._say_notice(page)
        self._title.setText(
            {
                StaffStep.PIN: _("Staff: type your PIN"),
                StaffStep.MENU: _("Staff: {name}", name=page.name),
                StaffStep.REPRINT: _("Which ticket is printed again?"),
            }[page.step]
        )
        self._dots.setText(DIGIT * page.digits + NO_DIGIT * max(0, LEAST_SHOWN - page.digits))
        self._dots.setAccessibleName(_.plural("{n} digit typed", "{n} digits typed", page.digits))
        self._keys.erase.setText(_("Delete"))
        self._keys.enter.setText(_("Enter"))
        self._keys.enter.set_busy(_("One moment…") if page.is_busy else None)
        for part, step in (
            (self._dots, StaffStep.PIN),
            (self._keys, StaffStep.PIN),
            (self._volume, StaffStep.MENU),
            (self._actions, StaffStep.MENU),
            (self._tickets, StaffStep.REPRINT),
        ):
            self.want(part, page.step is step)
        self.want(self._printer, page.step is StaffStep.MENU and page.has_printer)
        self._printer.setText(_(PRINTERS.get(page.printer, PRINTERS[PrinterState.UNKNOWN])))
        self.leave.setText(_("Back"))
        self._say_actions(page)
        self._say_tickets(page)

    def _say_notice(self, page: StaffPage) -> None:
        told = page.told
        self.want(self._notice, told is not None)
        if told is None:
            return
        is_fault = isinstance(told, QueueError)
        words = (
            self._.sentence(told)
            if isinstance(told, QueueError)
            else self._(told.message, **told.fields)
        )
        look: NoticeLook = "coral" if is_fault else "sea"
        self._notice.set_look(look, "error-fill" if is_fault else "info-fill")
        self._notice.set_texts(words)

    def _say_actions(self, page: StaffPage) -> None:
        _, set_up = self._, page.set_up
        self._reprint.setVisible(page.has_printer)
        self._test.setVisible(page.has_printer)
        self._reprint.setText(_("Print again"))
        self._test.setText(_("Test page"))
        self._volume.setText(
            _("Volume of reading aloud: {volume} of {most}", volume=set_up.volume + 1, most=VOLUMES)
        )
        self._quieter.setText(_("Quieter"))
        self._louder_button.setText(_("Louder"))
        self._quieter.setEnabled(set_up.volume > 0)
        self._louder_button.setEnabled(set_up.volume < VOLUMES - 1)
        for mode, button in self._modes.items():
            button.setText(_(MODE_WORDS[mode]))
            button.setChecked(mode is set_up.mode)
        self._shut.setText(_("No tickets"))
        self._shut.setChecked(set_up.is_shut)
        self._exit.setText(_("End"))

    def _say_tickets(self, page: StaffPage) -> None:
        self._listed = page.tickets
        for number, button in enumerate(self._copies):
            button.setVisible(number < len(page.tickets))
            if number < len(page.tickets):
                ticket = page.tickets[number]
                at = ticket.issued_at.astimezone(ZoneInfo(page.timezone))
                button.setText("\n".join((ticket.name, self._.clock(at))))

    def place(self) -> None:
        super().place()
        theme = self.theme
        for grid in (self._keys.grid, self._grid, self._copy_grid):
            grid.setSpacing(theme.gap)
