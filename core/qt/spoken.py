"""What a screen reader is told of the page that is shown.

Not every one says announcements (Orca before 45 does not): the page itself has the keyboard, and
its words for its name. What comes later renames it, which is said too.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.qt.widgets.base import announce


class SpokenPage:
    """The page that a window shows, and the words that were said of it."""

    def __init__(self) -> None:
        self._said: tuple[str, ...] = ()

    def begin(self, page: QWidget, words: Sequence[str], besides: Sequence[str] = ()) -> None:
        """Give `page`, which has just come, the keyboard, and have its words said.

        `besides` are said with them; that they change is no reason to say the page again.
        """
        self._said = tuple(words)
        page.setAccessibleName(_joined(words, besides))
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(page, page.accessibleName())

    def follow(self, page: QWidget, words: Sequence[str], besides: Sequence[str] = ()) -> None:
        """Have what is new among the words of `page` said; what has gone is in its name no more."""
        before, self._said = self._said, tuple(words)
        if self._said != before:
            page.setAccessibleName(_joined(words, besides))
        if new := [each for each in self._said if each not in before]:
            announce(page, _joined(new))


def _joined(*parts: Sequence[str]) -> str:
    return "\n".join(each for part in parts for each in part if each)
