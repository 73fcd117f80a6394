"""The time a page is shown that ends by itself."""

from collections.abc import Callable


class Countdown:
    """Runs from `begin` on, by a monotonic clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._ends_at = 0.0
        self._lasts_s = 1.0

    def begin(self, seconds: float) -> None:
        """Last `seconds` from now."""
        self._lasts_s = seconds
        self._ends_at = self._now() + seconds

    def begin_again(self) -> None:
        """Give the whole time again to somebody who is reading."""
        self.begin(self._lasts_s)

    def last_at_least(self, seconds: float) -> None:
        """Last `seconds` from now, unless it lasts longer anyway."""
        if self._ends_at < self._now() + seconds:
            self.begin(seconds)

    @property
    def is_over(self) -> bool:
        return self._now() >= self._ends_at

    @property
    def left(self) -> float:
        """The part of the time that is left, 1 to 0."""
        return max(0.0, (self._ends_at - self._now()) / self._lasts_s)
