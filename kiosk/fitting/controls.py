"""What a person can set on many pages: the language, how things are shown, reading aloud.

Each is a group of buttons; the page's shelf gives them their places.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.errors import N_
from core.language import OWN_NAMES, offered
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonRole
from kiosk.fitting.flow_rows import ControlGroup
from kiosk.visit.page_values import PACES, VOLUMES, Comfort, Listening

CHOSEN = "check"
# field of Comfort -> its pictogram and its word
COMFORTS = {
    "large": ("text_increase", N_("Large text")),
    "low": ("arrow_downward", N_("Low screen")),
    "contrast": ("contrast", N_("High contrast")),
}
OPTIONS = ("settings_accessibility-fill", N_("See and hear better"))


def say_on(button: ActionButton, message: str, texts: Texts) -> None:
    """Have `button` say `message`, as wide in each language: the rows stay when it is changed."""
    button.setText(texts(message))
    button.set_room_for(texts.everywhere(message))


class LanguageRow(ControlGroup):
    """The languages, each in its own name; the one spoken now is ticked."""

    chosen = Signal(str)

    def __init__(
        self, texts: Texts, parent: QObject | None = None, *, others_only: bool = False
    ) -> None:
        """`others_only`: not the one spoken now, for a page that has little room."""
        super().__init__(parent)
        self._texts = texts
        self._always_others = self._others_only = others_only
        self._buttons: dict[str, ActionButton] = {}
        self.set_languages(tuple(OWN_NAMES))

    @property
    def cells(self) -> Sequence[ActionButton]:
        codes = [code for code in self._buttons if not self._others_only or not self._is_on(code)]
        return [self._buttons[code] for code in codes] if len(self._buttons) > 1 else []

    def set_languages(self, codes: Sequence[str]) -> None:
        """Offer these languages, in this order, as far as their texts may be shown."""
        codes = offered(codes, drafts=self._texts.drafts)
        if codes != tuple(self._buttons):
            for button in self._buttons.values():
                button.hide()
                button.deleteLater()
            self._buttons = {code: self._button(code) for code in codes}
        self.say()

    def _button(self, code: str) -> ActionButton:
        button = ActionButton(OWN_NAMES[code], role=ButtonRole.CHOICE)
        button.activated.connect(partial(self._choose, code))
        return button

    def set_others_only(self, others_only: bool) -> None:
        """Leave out the language spoken now, or not."""
        self._others_only = others_only or self._always_others
        self.say()

    def say(self) -> None:
        """Tick the language spoken now."""
        for code, button in self._buttons.items():
            if button.isCheckable() is self._others_only:
                button.setCheckable(not self._others_only)  # never on: no room for a tick
            button.setChecked(self._is_on(code))
        self.changed.emit()

    def _is_on(self, code: str) -> bool:
        return code == self._texts.code

    def _choose(self, code: str) -> None:
        self.chosen.emit(code)
        self.say()  # a touch may be refused: then nothing was chosen


class ComfortButtons(ControlGroup):
    """High contrast, large text, low screen; or one button that leads to them.

    Signals:
        wanted(Comfort)
        options(): the page with these is wanted.
    """

    wanted = Signal(object)
    options = Signal()

    def __init__(self, texts: Texts, fields: Sequence[str], parent: QObject | None = None) -> None:
        """`fields` are those of `Comfort` offered here."""
        super().__init__(parent)
        self._texts = texts
        self._comfort = Comfort()
        self._is_folded = self._is_tucked = False
        self.door = ActionButton(icon=OPTIONS[0])
        self.door.activated.connect(self.options)
        self._buttons: dict[str, ActionButton] = {}
        for name in fields:
            button = ActionButton(icon=COMFORTS[name][0], role=ButtonRole.SWITCH)
            button.activated.connect(partial(self._want, name))
            self._buttons[name] = button
        self.say()

    @property
    def cells(self) -> Sequence[ActionButton]:
        if not self._is_folded:
            return tuple(self._buttons.values())
        if self._comfort.large and not self._is_tucked:
            return (self._buttons["large"], self.door)
        return (self.door,)

    def tuck(self, tucked: bool) -> None:
        """Leave *Letra grande* to the door's page too, where nothing else gives it room."""
        if tucked != self._is_tucked:
            self._is_tucked = tucked
            self.changed.emit()

    def shorten(self, short: bool) -> None:
        """Have each say with a pictogram alone what it does, or with a word."""
        for button in self._buttons.values():
            button.set_terse(short)

    def fold(self, folded: bool) -> None:
        """Show one button for all, or each; from larger letters normal ones stay one touch away."""
        if folded != self._is_folded:
            self._is_folded = folded
            self.changed.emit()

    def show_comfort(self, comfort: Comfort) -> None:
        """Tick what is on."""
        self._comfort = comfort
        for name, button in self._buttons.items():
            is_on = getattr(comfort, name)
            button.setChecked(is_on)
            button.set_icon(CHOSEN if is_on else COMFORTS[name][0])
        self.changed.emit()

    def say(self) -> None:
        say_on(self.door, OPTIONS[1], self._texts)
        for name, button in self._buttons.items():
            say_on(button, COMFORTS[name][1], self._texts)

    def _want(self, name: str) -> None:
        self.wanted.emit(replace(self._comfort, **{name: not getattr(self._comfort, name)}))
        self.show_comfort(self._comfort)  # a touch may be refused: then nothing was wanted


class ListenRow(ControlGroup):
    """Reading the page aloud: one button at rest; while it reads: stop, volume and pace.

    These are two buttons each, or one that goes round where there is less room.

    Signals:
        asked(): start or stop reading.
        volume_wanted(int), pace_wanted(int): steps of `Listening`.
    """

    asked = Signal()
    volume_wanted = Signal(int)
    pace_wanted = Signal(int)

    def __init__(self, texts: Texts, parent: QObject | None = None, *, short: bool = False) -> None:
        """`short`: one button each, for a page whose small controls stand in one row."""
        super().__init__(parent)
        self._texts = texts
        self._listening = Listening()
        self.listen = ActionButton(icon="volume_up-fill")
        self.stop = ActionButton(icon="stop_circle-fill")
        self.quieter = ActionButton(icon="volume_down-fill", is_quick=True)
        self.louder = ActionButton(icon="volume_up-fill", is_quick=True)
        self.slower = ActionButton(icon="directions_walk-fill", is_quick=True)
        self.faster = ActionButton(icon="directions_run-fill", is_quick=True)
        self.volume = ActionButton(icon="volume_up-fill", is_quick=True)
        self.pace = ActionButton(icon="directions_run-fill", is_quick=True)
        self._always_short = self._is_short = short
        self.volume.activated.connect(self._next_volume)
        self.pace.activated.connect(self._next_pace)
        self.listen.activated.connect(self.asked)
        self.stop.activated.connect(self.asked)
        self.quieter.activated.connect(partial(self._volume, -1))
        self.louder.activated.connect(partial(self._volume, 1))
        self.slower.activated.connect(partial(self._pace, -1))
        self.faster.activated.connect(partial(self._pace, 1))
        self.say()

    @property
    def cells(self) -> Sequence[ActionButton]:
        return (self.listen,) if self._listening.is_offered else ()

    @property
    def instead(self) -> Sequence[ActionButton]:
        if not self._listening.is_offered:
            return ()
        if self._is_short:
            return (self.stop, self.volume, self.pace)
        return (self.stop, self.quieter, self.louder, self.slower, self.faster)

    @property
    def is_replaced(self) -> bool:
        return self._listening.is_offered and self._listening.is_speaking

    def show_listening(self, listening: Listening) -> None:
        """Show how the page is being read, or that it cannot be."""
        self._listening = listening
        self.quieter.setEnabled(listening.volume > 0)
        self.louder.setEnabled(listening.volume < VOLUMES - 1)
        self.slower.setEnabled(listening.pace > 0)
        self.faster.setEnabled(listening.pace < PACES - 1)
        self.changed.emit()

    def shorten(self, short: bool) -> None:
        """Have one button for the volume and one for the pace, or two each."""
        short = short or self._always_short
        if short != self._is_short:
            self._is_short = short
            self.changed.emit()

    def hide_words(self, hidden: bool) -> None:
        """Have volume and pace say with a pictogram alone what they do, or with a word too."""
        for button in (self.volume, self.pace):
            button.set_terse(hidden)

    def say(self) -> None:
        for button, word in (
            (self.listen, N_("Listen")),
            (self.stop, N_("Stop")),
            (self.quieter, N_("Quieter")),
            (self.louder, N_("Louder")),
            (self.slower, N_("Slower")),
            (self.faster, N_("Faster")),
            (self.volume, N_("Volume")),
            (self.pace, N_("Pace")),
        ):
            say_on(button, word, self._texts)

    def _next_volume(self) -> None:
        self.volume_wanted.emit((self._listening.volume + 1) % VOLUMES)

    def _next_pace(self) -> None:
        self.pace_wanted.emit((self._listening.pace + 1) % PACES)

    def _volume(self, steps: int) -> None:
        self.volume_wanted.emit(min(max(self._listening.volume + steps, 0), VOLUMES - 1))

    def _pace(self, steps: int) -> None:
        self.pace_wanted.emit(min(max(self._listening.pace + steps, 0), PACES - 1))
