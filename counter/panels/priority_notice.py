"""A priority citizen is here: what every desk sees, where priority is given at once."""

from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import BigButton
from counter import wording

BAND = 60


class Arrival(BigButton):
    """Priority citizens wait: how many, since when, and the key that makes room for them."""

    def __init__(self) -> None:
        super().__init__(
            look="preferential",
            key=DEFAULTS[KeyAction.SERVE_NOW],
            title_role=TypeRole.LABEL,
        )
        self.set_words_beside(True)

    def restyle(self) -> None:
        super().restyle()
        gap = self.theme.pad
        self._head.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self.setFixedHeight(self.theme.px(BAND))

    def show_arrival(self, texts: Texts, n: int, waited_s: float) -> None:
        """`n` wait, the first of them for `waited_s` seconds."""
        self.set_title(wording.arrival(texts, n))
        self.set_subtitle(wording.stopwatch(waited_s))
