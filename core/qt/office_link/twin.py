"""Whether a second window of the same kind goes by this one's name.

Each window has a mark of its own in what it tells of itself: where another mark stands in its
place, another window tells under the same name.
"""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from core.office import Device

BELIEVED_S = 60.0  # for so long after it was seen


class Twin:
    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.mark = uuid4().hex[:8]
        self._now = monotonic
        self._has_told = False
        self._seen_at = float("-inf")

    @property
    def is_there(self) -> bool:
        return self._now() - self._seen_at <= BELIEVED_S

    def look(self, before: "Device | None") -> None:
        """Take note of what stood under this window's name until it told now."""
        # What stood there before the first time is an earlier run of this very window.
        mark = None if before is None else before.state.get("mark")
        if self._has_told and mark is not None and mark != self.mark:
            self._seen_at = self._now()
        self._has_told = True

    def marked(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a window tells of itself with its mark."""
        return {**state, "mark": self.mark}
