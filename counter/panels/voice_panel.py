"""What a leader does with the hall's voice: hear it now, or silence it for a while."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.roles import Deed, may
from core.errors import (
    N_,
    ComputerMuted,
    QueueError,
    VoiceMuted,
    VoiceOff,
    VoiceTestInterrupted,
    VoiceTestTooLate,
)
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize, NoticeCard
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Row, say

if TYPE_CHECKING:
    from core.office import Receipt

SPEAKS, SILENT = "volume_up-fill", "volume_off-fill"
NO_ANSWER_S = 15  # a display that is there has answered by then, unless it is calling
GIVE_UP_S = 90
HEARD = N_("It was heard in the hall.")
TESTING = N_("The voice is being tried…")
UNHEARD = N_("It was not heard. Look at the display's loudspeakers.")
NOBODY = N_("No display answered. Look whether it is on and connected.")
# Sentences without fields, which every language has as they stand in a receipt.
KNOWN = (VoiceTestInterrupted, VoiceTestTooLate, VoiceMuted, VoiceOff, ComputerMuted)
TOLD = frozenset(str(fault()) for fault in KNOWN)


class VoiceTest(QObject):
    """One test at a time, asked of the displays and answered by their receipts.

    Signals:
        changed: `sentence`, a message id, is another one.
    """

    changed = Signal()

    def __init__(self, presenter: CounterPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.sentence = ""
        self.is_heard = False
        self._seq: int | None = None
        self._seconds = 0
        presenter.ticked.connect(self._tick)

    @property
    def is_running(self) -> bool:
        return self.sentence == TESTING

    @Slot()
    def begin(self) -> None:
        staff = self._presenter.shift.person
        if self.is_running or staff is None:
            return
        job = self._presenter.actions.link.ask(
            lambda office: office.devices.test_voice(by=staff.username), self._asked, self._fail
        )
        if job is not None:
            self._seq, self._seconds = None, 0
            self._say(TESTING)

    def _asked(self, seq: int) -> None:
        self._seq = seq

    def _fail(self, error: QueueError) -> None:
        self._presenter.actions.refuse(error)
        self._say("")

    @Slot()
    def _tick(self) -> None:
        seq = self._seq
        if seq is None or not self.is_running:
            return
        self._seconds += 1
        self._presenter.actions.link.ask(
            lambda office: office.devices.receipts((seq,)), self._answered, self._leave
        )

    def _answered(self, receipts: "tuple[Receipt, ...]") -> None:
        """Take the answer that counts: heard by one is heard; a silent display's counts last."""
        if not self.is_running:
            return
        if any(each.spoken_at is not None and each.failed is None for each in receipts):
            self._say(HEARD, is_heard=True)
            return
        off = str(VoiceOff())
        failed = [each.failed for each in receipts if each.failed is not None]
        broken = [each for each in failed if each != off]
        if broken:
            self._say(broken[0] if broken[0] in TOLD else UNHEARD)
        elif failed and self._seconds > NO_ANSWER_S:
            self._say(off)
        elif self._seconds > GIVE_UP_S:
            self._say(NOBODY)

    def _leave(self, _error: QueueError) -> None:
        """Leave it: the next second asks again."""

    def _say(self, sentence: str, *, is_heard: bool = False) -> None:
        self.sentence, self.is_heard = sentence, is_heard
        self.changed.emit()


class VoiceRow(Row):
    """Two buttons and the answer, for whoever is responsible for the hall."""

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(loose=True)
        self._presenter = presenter
        self._texts = texts
        self.test = VoiceTest(presenter, self)
        self.try_out = ActionButton("", SPEAKS, size=ButtonSize.SMALL)
        self.mute = ActionButton("", SILENT, size=ButtonSize.SMALL)
        self.answer = NoticeCard("plain", SPEAKS)
        for button in (self.try_out, self.mute):
            self.add(button)
        self.try_out.activated.connect(self.test.begin)
        self.mute.activated.connect(self._mute)
        self.test.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        presenter, _ = self._presenter, self._texts
        person, hall = presenter.shift.person, presenter.hall
        is_here = presenter.is_here and hall is not None
        may_manage = person is not None and may(person.role, Deed.MANAGE_VOICE)
        self.setVisible(may_manage)
        say(self.try_out, _("Try the voice"))
        say(self.mute, _("Let the voice speak") if self._is_muted else _("Silence the voice"))
        self.mute.set_icon(SPEAKS if self._is_muted else SILENT)
        self.try_out.setEnabled(is_here and not self.test.is_running and not self._is_muted)
        self.mute.setEnabled(is_here)
        sentence = "" if self._is_muted else self.test.sentence
        self.answer.setVisible(may_manage and bool(sentence))
        if sentence:
            is_well = self.test.is_heard or self.test.is_running
            self.answer.set_look(
                "plain", SPEAKS if is_well else SILENT, "sea" if is_well else "coral"
            )
            self.answer.set_texts(_(sentence))

    @property
    def _is_muted(self) -> bool:
        hall = self._presenter.hall
        return hall is not None and hall.settings.speaking.muted

    @Slot()
    def _mute(self) -> None:
        self._presenter.mute_voice(muted=not self._is_muted)
