"""Each kiosk, counter and display: how it is, and what may be tried from here."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from core.domain.roles import Deed
from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonRole, DeviceHealth, FitLabel
from counter.decisions.devices import GRAVITY, conditions_of, is_silent
from counter.leader.ask import Chosen, Question, Written
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.table_page import TablePage
from counter.leader.rows import Cell, RowOf
from counter.panels.frames import Strip

if TYPE_CHECKING:
    from core.office import Device, Office

SHARES = (30, 40, 30)
KINDS: Mapping[str, tuple[str, str]] = {
    "kiosk": (N_("Kiosk"), "touch_app-fill"),
    "counter": (N_("Counter"), "desktop_windows-fill"),
    "display": (N_("Hall display"), "tv-fill"),
}
BADGES = {
    DeviceHealth.OK: ("check_circle-fill", "palm"),
    DeviceHealth.ALERT: ("warning-fill", "coral"),
    DeviceHealth.FAULT: ("error-fill", "coral"),
    DeviceHealth.UNKNOWN: ("help-fill", "ink2"),
}
PAGE_ASKED = N_("The test page was asked for; it comes out of that kiosk's printer.")
COPY_ASKED = N_("The copy was asked for; it comes out of that kiosk's printer.")
VOICE_ASKED = N_("The displays speak a test as soon as nobody is called.")
MUTED = N_("The voice is muted.")
NOON, NOON_H = "noon", 12
HOUR = "hour"
FORGOTTEN = N_("The device is forgotten.")


class DevicesPage(TablePage):
    """The list, and in its place what is asked about one of them."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts, SHARES)

    # --- showing

    @Slot()
    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        self.set_title(_("Devices"), "" if look is None else look.settings.name)
        if look is not None:
            rows = [self._row(look, each) for each in look.devices]
            heads = (_("Device"), _("State"), _("Last word"))
            self.table.show_rows(heads, rows, _("No kiosk, counter or display has reported yet."))

    def tick(self) -> None:
        if not self.ask.is_open:
            self.refresh()

    def _row(self, look: Look, device: "Device") -> RowOf:
        _, at = self.texts, self.presenter.now or look.board.at
        kind, icon = KINDS.get(device.kind, (device.kind, "help-fill"))
        found = conditions_of(device, at)
        worst = min((each.health for each in found), key=GRAVITY.index)
        badge, tone = BADGES[worst]
        seen = look.settings.local(device.seen_at)
        if is_silent(device, at):
            word = Cell(_("Silent since {time}", time=_.clock(seen)), _.day(seen.date()))
        else:
            word = Cell(_("A moment ago"))
        states = ", ".join(_(each.word) for each in found)
        is_well = worst is DeviceHealth.OK and states != _("Well")
        said = f"{states}: {_('Well')}" if is_well else ""  # unsaid: joined
        cells = (
            Cell(device.name, _(kind), icon, is_bold=True),
            Cell(states, icon=badge, tone=tone, said=said),
            word,
        )
        return RowOf(key_of(device), cells, look.settings.speaking.muted)

    # --- what may be done

    def fill(self, key: str, strip: Strip) -> None:
        strip.clear()
        _, look = self.texts, self.presenter.look
        devices = () if look is None else look.devices
        device = next((each for each in devices if key_of(each) == key), None)
        if device is None or look is None:
            return
        silent = is_silent(device, self.presenter.now or look.board.at)
        self._say_what_to_do(device, look, strip)
        may = self.presenter.may
        if device.kind == "kiosk" and not silent and may(Deed.MANAGE_DEVICES):
            self._offer(strip, _("Test page"), "print-fill", partial(self._try_printer, device))
            self._offer(
                strip, _("Print a ticket again"), "refresh", partial(self._ask_code, device)
            )
        if device.kind == "display" and not silent and may(Deed.MANAGE_VOICE):
            is_muted = look.settings.speaking.muted
            self._offer(strip, _("Try the voice"), "volume_up-fill", self._try_voice)
            word = _("Let the voice speak") if is_muted else _("Mute the voice")
            icon = "volume_up-fill" if is_muted else "volume_off-fill"
            mute = partial(self._mute, until=None, muted=False) if is_muted else self._ask_mute
            self._offer(strip, word, icon, mute)
        strip.box.addStretch(1)
        if silent and may(Deed.MANAGE_DEVICES):
            forget = partial(self._ask_forget, device)
            self._offer(strip, _("Forget it"), "delete-fill", forget, role=ButtonRole.DANGER)

    def _say_what_to_do(self, device: "Device", look: Look, strip: Strip) -> None:
        """Put what is wrong, and the way out, before the buttons."""
        _, at = self.texts, self.presenter.now or look.board.at
        said = [
            f"{_(each.title)}. {_(each.sentence)}"  # unsaid: two sentences
            for each in conditions_of(device, at)
            if each.title
        ]
        if said:
            strip.box.addWidget(FitLabel(" ".join(said), TypeRole.BODY), 3)

    @staticmethod
    def _offer(
        strip: Strip,
        word: str,
        icon: str,
        do: Callable[[], None],
        role: ButtonRole = ButtonRole.SECONDARY,
    ) -> None:
        button = ActionButton(word, icon, role=role)
        button.activated.connect(do)
        strip.box.addWidget(button)

    def _try_printer(self, device: "Device") -> None:
        self._do(
            "test_page",
            lambda office, by: office.devices.ask_test_page(device.name, by=by),
            PAGE_ASKED,
        )

    def _try_voice(self) -> None:
        self._do("test_voice", lambda office, by: office.devices.test_voice(by=by), VOICE_ASKED)

    def _ask_mute(self) -> None:
        _ = self.texts

        def do(answers: Mapping[str, str]) -> None:
            if answers["until"] == "today":
                changes = {"speaking.muted": True}
                self._do(
                    "mute", lambda office, by: office.settings.for_today(changes, by=by), MUTED
                )
                return
            self._mute(muted=True, until=self._end_of(answers["until"]))

        self.open_question(
            Question(
                "volume_off-fill",
                _("Mute the voice until when?"),
                _("Calls are only shown meanwhile; facilitators call them aloud."),
                _("Mute the voice"),
                do,
                (Chosen("until", _("Until"), self._untils()),),
            )
        )

    def _untils(self) -> tuple[tuple[str, str], ...]:
        _, now, look = self.texts, self.presenter.now, self.presenter.look
        found = [(HOUR, _("For an hour"))]
        if now is not None and look is not None and look.settings.local(now).hour < NOON_H:
            found.append((NOON, _("Until noon")))
        found += [("today", _("Today")), ("always", _("Until somebody lets it speak"))]
        return tuple(found)

    def _end_of(self, chosen: str) -> datetime | None:
        """Return when a muting ends; None where somebody has to end it."""
        look, now = self.presenter.look, self.presenter.now
        if look is None or now is None:
            return None
        if chosen == NOON:
            return look.settings.local(now).replace(hour=NOON_H, minute=0, second=0, microsecond=0)
        return now + timedelta(hours=1) if chosen == HOUR else None

    def _mute(self, *, muted: bool, until: datetime | None) -> None:
        self._do(
            "mute",
            lambda office, by: office.settings.mute(muted=muted, until=until, by=by),
            MUTED if muted else "",
        )

    def _ask_code(self, device: "Device") -> None:
        _ = self.texts

        def do(answers: Mapping[str, str]) -> None:
            self._do(
                "reprint",
                lambda office, by: office.devices.reprint(
                    code=answers["code"], device=device.name, staff=by
                ),
                COPY_ASKED,
            )

        self.open_question(
            Question(
                "print-fill",
                _("Print which ticket again?"),
                _(
                    "A ticket of today; it comes out at {device}, marked as a copy.",
                    device=device.name,
                ),
                _("Print"),
                do,
                (Written("code", _("Ticket"), longest=10),),
            )
        )

    def _ask_forget(self, device: "Device") -> None:
        _ = self.texts
        self.open_question(
            Question(
                "delete-fill",
                _("Forget {device}?", device=device.name),
                _("For one that is gone for good. It is back as soon as it reports again."),
                _("Forget it"),
                lambda _answers: self._do(
                    "forget",
                    lambda office, by: office.devices.forget(device.name, device.kind, by=by),
                    FORGOTTEN,
                ),
                is_grave=True,
            )
        )

    def _do(self, name: str, do: "Callable[[Office, str], object]", news: str) -> None:
        """Have it done, and tell that it was; `news` is a message id, "" for nothing."""

        def tell() -> None:
            if news:
                self.presenter.actions.tell(news)

        self.do(name, do, tell)


def key_of(device: "Device") -> str:
    return f"{device.kind} {device.name}"
