"""A refusal in its place."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.office_link.requests import Requests
from core.qt.widgets import (
    NoticeCard,
)


class AsksOffice(Protocol):
    """A presenter, as far as it asks things of its office."""

    @property
    def actions(self) -> Requests: ...
    @property
    def is_here(self) -> bool: ...


class Refusal(NoticeCard):
    """Why something was not done, or that it went well; hidden when there is nothing to say."""

    def __init__(self, presenter: AsksOffice, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__("coral", "error-fill", role=TypeRole.BODY, parent=parent)
        self._presenter = presenter
        self._texts = texts
        self._said: object = None
        self.hide()

    def _place(self) -> None:
        super()._place()
        side = self._grid.contentsMargins()
        thin = self.theme.px(8)  # it comes where little room is left
        self._grid.setContentsMargins(side.left(), thin, side.right(), thin)

    def refresh(self) -> None:
        refusal, news = self._presenter.actions.refusal, self._presenter.actions.news
        if refusal is not None:
            self.set_look("coral", "error-fill")
            self.set_texts(self._texts.sentence(refusal))
        elif news:
            self.set_look("palm", "check_circle-fill")
            self.set_texts(self._texts(news))
        said = refusal or news or None
        self.setVisible(said is not None)
        if said is not None and said is not self._said:
            self.announce()
        self._said = said
