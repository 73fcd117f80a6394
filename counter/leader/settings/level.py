"""How loud the hall's voice is, and a button to hear it in the hall before it is saved."""

from PySide6.QtCore import Signal, Slot

from core.domain import schema
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize
from core.setting_words import UNITS
from counter.leader.settings.editors import NumberEditor

LEVEL = "speaking.level_percent"


class LevelEditor(NumberEditor):
    """`trying`: the hall is to hear the voice so loud."""

    trying = Signal(int)

    def __init__(self, _: Texts) -> None:
        setting = schema.setting_at(LEVEL)
        assert setting.range is not None
        super().__init__(setting, _(UNITS[setting.range.unit]))
        self.listen = ActionButton(_("Try the voice"), "volume_up-fill", size=ButtonSize.SMALL)
        self.listen.activated.connect(self._try)
        self.row.box.addWidget(self.listen)

    def set_wrong(self, *, wrong: bool) -> None:
        super().set_wrong(wrong=wrong)
        self.listen.setEnabled(not wrong)

    @Slot()
    def _try(self) -> None:
        self.trying.emit(self.value)
