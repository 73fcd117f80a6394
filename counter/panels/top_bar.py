"""The bar on top: whose counter, how the devices are, the time; the pin and the window's form."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.widgets import BarButton, CounterBar, DeviceHealth, StatusItem
from counter.decisions.devices import DISPLAY_UNKNOWN, PRINTER_UNKNOWN, VOICE_UNKNOWN, conditions
from counter.decisions.presenter import CounterPresenter

FORM = DEFAULTS[KeyAction.FORM]
UNWELL = (DeviceHealth.ALERT, DeviceHealth.FAULT)


class TopBar(CounterBar):
    """Reports wishes: for help, to stay above other windows, to be a strip or wide."""

    pinned_changed = Signal(bool)
    form_wanted = Signal()
    help_wanted = Signal()
    own_day_wanted = Signal()

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._texts = texts
        self._devices = [
            StatusItem(each.icon, "") for each in (PRINTER_UNKNOWN, DISPLAY_UNKNOWN, VOICE_UNKNOWN)
        ]
        self._alerts = StatusItem("sensors", "")
        self._alerts.hide()
        self.pin = BarButton("keep-fill", checkable=True)
        self.form = BarButton("close_fullscreen", key=FORM)
        self.help = BarButton("help-fill", key=DEFAULTS[KeyAction.HELP], is_known=True)
        self.own_day = BarButton("bar_chart")
        whole = (self._alerts, *self._devices, self.own_day, self.help, self.form, self.pin)
        for item in whole:
            self.add_status(item)
        self.pin.activated.connect(self._pin)
        self.form.activated.connect(self.form_wanted)
        self.help.activated.connect(self.help_wanted)
        self.own_day.activated.connect(self.own_day_wanted)

    def show_form(self, *, narrow: bool, pinned: bool, offers: bool) -> None:
        """Show how the window stands; `offers`: the way to the other form is here."""
        _ = self._texts
        self.pin.setChecked(pinned)
        self.pin.set_word(_("Always on top"))
        self.help.set_word(_("Help"))
        self.form.set_icon("open_in_full" if narrow else "close_fullscreen")
        self.form.set_word(_("Widen") if narrow else _("Make it a strip"))
        self.form.setVisible(offers)
        # In the strip there is no room for both beside whose counter it is.
        self.pin.setVisible(not narrow or not offers or self._presenter.shift.person is None)

    def show_own_day(self, *, offers: bool) -> None:
        """Show the way to one's own day, where there is room and nothing waits to be done."""
        self.own_day.set_word(self._texts("My day"))
        self.own_day.setVisible(offers)

    @Slot()
    def _pin(self) -> None:
        self.pinned_changed.emit(self.pin.isChecked())

    def refresh(self) -> None:
        """Show everything anew."""
        self._show_devices()  # first: names have the room that they leave
        presenter, _ = self._presenter, self._texts
        hall, now, counter = presenter.hall, presenter.local_now, presenter.actions.counter
        self.set_place(
            hall.settings.name if hall is not None else "",
            _("Counter {counter}", counter=counter) if counter is not None else "",
        )
        self.set_person(presenter.shift.person.name if presenter.shift.person is not None else "")
        self.set_clock(_.clock(now) if now is not None else "")

    def _show_devices(self) -> None:
        presenter, _ = self._presenter, self._texts
        hall, at = presenter.hall, presenter.now
        known = hall is not None and at is not None and presenter.is_here
        for item in self._devices:
            item.setVisible(known and not self.is_narrow)
        if hall is None or at is None:
            return
        self._show_alerts(hall.alerts if known and not self.is_narrow else 0)
        found = conditions(hall.devices, at)
        unwell = [_(each.word) for each in found if each.health in UNWELL]
        self.set_unwell(unwell if known and self.is_narrow else ())
        for item, each in zip(self._devices, found, strict=True):
            if (item.text(), item.state) != (_(each.word), each.health):
                spoken = _(each.title) if each.title else _(each.word)
                item.set_state(_(each.word), each.health, spoken=spoken, icon=each.icon)
                self._show_parts()  # a longer word may take a name's room

    def _show_alerts(self, n: int) -> None:
        """Show a leader how many alerts nobody has seen: quietly, as they may be serving."""
        word = self._texts.plural("{n} alert", "{n} alerts", n)
        if (self._alerts.isHidden(), self._alerts.text()) != (not n, word):
            self._alerts.set_state(word, DeviceHealth.ALERT)
            self._alerts.setVisible(bool(n))
            self._show_parts()

    def restyle(self) -> None:
        super().restyle()
        self._show_devices()
