"""A page of the leader's window: its title above, what it shows below, a refusal in between."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.domain.roles import Deed
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.spoken import MetPlainly
from core.qt.widgets import FitLabel
from counter.leader.ask import AskCard
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.navigation import Place
from counter.panels.frames import Strip
from counter.panels.refusal import Refusal


class LeaderPage(MetPlainly, Strip):
    """Shows what the presenter knows and reports what was pressed; subclasses fill `box`.

    What stands in `tools` is at the right of the title; a page may have a card to `ask` with.
    """

    ask: AskCard | None = None
    deed = Deed.SEE_OFFICE
    """What whoever sees the page may do."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(gap=14)
        self.presenter = presenter
        self.texts = texts
        self._title = FitLabel("", TypeRole.HEADING, wrap=False)
        self._beside = FitLabel("", TypeRole.BODY, tone="ink2", wrap=False)
        self.tools = Strip(across=True)
        words = Strip(across=True)
        words.box.addWidget(self._title)
        words.box.addWidget(self._beside, 1)
        head = Strip(across=True, turns=True)
        head.box.addWidget(words, 1)
        head.box.addWidget(self.tools)
        self.refusal = Refusal(presenter, texts)
        self.box.addWidget(head)
        self.box.addWidget(self.refusal)

    def set_title(self, title: str, beside: str = "") -> None:
        self._title.setText(title)
        self._beside.setText(beside)

    @property
    def place(self) -> str:
        """Where on the page one is, of its `places`."""
        return ""

    def places(self) -> tuple[Place, ...]:
        """Return what stands in the list at the left while the page is shown; () for its usual."""
        return ()

    def go(self, place: str) -> None:
        """Show another of its `places`."""

    @property
    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through, one after the other."""
        return (self,)

    def spoken(self) -> list[str]:
        """Return what a screen reader says of the page, and again what is new of it."""
        title = ", ".join(filter(None, (self._title.text(), self._beside.text())))
        refusal = "" if self.refusal.isHidden() else self.refusal.accessibleName()
        return [each for each in (refusal, title, *self.facts()) if each]

    def facts(self) -> list[str]:
        """Return what is to be heard of the page though no control says it; override."""
        return []

    def details(self) -> list[str]:
        """Return what is said once, when the page comes: what changes all the time."""
        return []

    @property
    def first(self) -> QWidget | None:
        """What has the keyboard as the page comes, None: the page itself."""
        return None

    def begin(self) -> None:
        """Be shown after another page; override to forget what was begun."""

    def refresh(self) -> None:
        """Show everything anew; subclasses call it too."""
        self.refusal.refresh()

    def tick(self) -> None:
        """Show what the passing second changed."""

    def go_back(self) -> bool:
        """Close what is open on the page, by Esc; False when nothing was."""
        return False

    def holds_changes(self) -> str:
        """Return what would be lost if whoever is signed in left now, "" for nothing."""
        return ""


def shown(part: QWidget, *, when: bool) -> None:
    """Show `part` or not; one that is so already is not laid out again."""
    if part.isHidden() == when:
        part.setVisible(when)
