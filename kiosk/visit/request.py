"""One person's wish, asked of the office once, however often the finger or the wire stutters.

A wish carries the key that makes it one action: when its answer is lost it is asked again with
the same key, once the office is there, and never twice.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from core.errors import QueueError, StoreError
from core.qt.office_link.link import Link
from kiosk.visit.times import TIMES, Times

if TYPE_CHECKING:
    from core.office import Office

_log = logging.getLogger(__name__)
Ask = Callable[["Office", str], Any]  # with the wish's key


@dataclass(frozen=True, slots=True)
class _Wish:
    """`is_asked` is False while its answer is lost and the office has to be there first."""

    ask: Ask
    then: Callable[[Any], None]
    request: str
    at: float
    is_asked: bool = True


class Wishes(QObject):
    """At most one wish at a time.

    Signals:
        lost: the office did not say what became of the wish: it may be away.
        refused(QueueError): it said no; the wish is over.
    """

    lost = Signal()
    refused = Signal(object)

    def __init__(
        self,
        link: Link,
        *,
        times: Times = TIMES,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._times = times
        self._now = monotonic
        self._wish: _Wish | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for an answer."""
        return self._wish is not None

    @property
    def waited_s(self) -> float:
        return 0.0 if self._wish is None else self._now() - self._wish.at

    def make(self, ask: Ask, then: Callable[[Any], None]) -> None:
        """Ask for something and hand the answer to `then`; nothing while a wish is open."""
        if self._wish is None:
            self._ask(_Wish(ask, then, uuid4().hex, self._now()))

    def ask_again(self) -> None:
        """Ask anew for what has no answer, now that the office is there; or give it up, late."""
        wish = self._wish
        if wish is None or wish.is_asked:
            return
        if self._now() - wish.at > self._times.retry_s:
            self._wish = None  # the person was sent to a facilitator long ago
            return
        self._ask(replace(wish, is_asked=True))

    def _ask(self, wish: _Wish) -> None:
        self._wish = wish
        asked = self._link.ask(
            lambda office: wish.ask(office, wish.request), self._answer, self._refuse
        )
        if asked is None:
            self._wish = replace(wish, is_asked=False)

    def _answer(self, answer: Any) -> None:
        wish, self._wish = self._wish, None
        assert wish is not None  # one wish, one answer
        wish.then(answer)

    def _refuse(self, error: QueueError) -> None:
        wish, self._wish = self._wish, None
        if isinstance(error, StoreError) and wish is not None:
            # Whether it was done is not known: the same request will find out.
            self._wish = replace(wish, is_asked=False)
            self.lost.emit()
            return
        _log.info("refused: %s", type(error).__name__)
        self.refused.emit(error)
