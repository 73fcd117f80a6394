"""What a screen reader is told of the page that is shown.

The page itself has the keyboard, and its words for its name: that is said when it comes, by every
screen reader. To announce it besides would say it twice (Orca 48), and so would a name that changes
while it is being said: what comes meanwhile is said for itself (`base.announce`).
"""

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from core.qt.widgets.base import announce, said_plainly

LETTERS_PER_S = 15  # what a voice at its usual pace says
SHORT = 40
"""A name of so many letters may be said twice: no time is lost, and what comes with it is sure."""
HEARD_S = 2.0
"""Before, Orca 43 has not heard yet what the page is called, and takes what is new for known."""


class SpokenPage(QObject):
    """The page that a window shows, and the words that were said of it."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        heard_s: float = HEARD_S,
        corrects: bool = True,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """`heard_s`: how long after a page is named what is new of it waits to be said.

        `corrects`: a page of which something is true no more is said anew even while it is said.
        """
        super().__init__(parent)
        self._heard_s = heard_s
        self._corrects = corrects
        self._now = now
        self._page: QWidget | None = None
        self._said: tuple[str, ...] = ()
        self._besides: tuple[str, ...] = ()
        self._news: list[str] = []
        self._named_at = self._said_until = float("-inf")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._tell)

    def begin(
        self,
        page: QWidget,
        words: Sequence[str],
        besides: Sequence[str] = (),
        first: QWidget | None = None,
    ) -> None:
        """Give `page`, which has just come, the keyboard, and have its words said.

        `besides` are said with them; that they change is no reason to say the page again. Where
        `first`, which stands on the page, has the keyboard instead, the page is said before it.
        """
        self._page, self._news = page, []
        self._later.stop()
        self._said, self._besides = tuple(words), tuple(besides)
        self._name(page)
        (first or page).setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, page: QWidget, words: Sequence[str], besides: Sequence[str] = ()) -> None:
        """Have said what is new among the words of `page`; that some have gone is not said.

        The page is said anew with it. What is new is said alone where the keyboard is on a control
        of the page, or while the page is being said still, is not `SHORT` and not wrong.
        """
        before, had = self._said, self._besides
        self._page, self._said, self._besides = page, tuple(words), tuple(besides)
        new = [each for each in self._said if each not in before]
        if not new:
            # Where it has the keyboard, a name without what has gone would be said.
            if not page.hasFocus() and self._said != before:
                page.setAccessibleName(_joined(words, besides))
            return
        is_wrong = self._corrects and not set(before) <= set(self._said)
        if page.hasFocus() and (is_wrong or self._now() >= self._said_until):
            self._name(page)
            return
        self._news += [*new, *(each for each in besides if each not in had)]
        self._later.start(max(0, round((self._named_at + self._heard_s - self._now()) * 1000)))
        if not page.hasFocus():
            page.setAccessibleName(_joined(words, besides))  # nobody says it now

    @Slot()
    def _tell(self) -> None:
        news, self._news = self._news, []
        if self._page is not None:
            announce(self._page, _joined(news))

    def _name(self, page: QWidget) -> None:
        name = _joined(self._said, self._besides)
        is_short = len(name) <= SHORT
        self._named_at = self._now()
        self._said_until = self._named_at + (0 if is_short else len(name) / LETTERS_PER_S)
        page.setAccessibleName(name)


class MetPlainly:
    """Mixin of a page: a screen reader meets it as a paragraph, of which it says the name alone.

    A frame is a panel to Orca, which says so after its name, and each label on it after that; a
    plain widget is to Orca 48 what its radio buttons are one group in, and is said before one; of
    a section Orca 43 does not say a new name.
    """


def _joined(*parts: Sequence[str]) -> str:
    return said_plainly("\n".join(each for part in parts for each in part if each))
