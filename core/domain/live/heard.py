"""What a device's words come to: since when its states are as they are, and when it fell silent.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

SILENT = timedelta(seconds=60)
"""After so long without a word a device is not believed any more."""
MOST_GAPS = 50


@dataclass(frozen=True, slots=True)
class DeviceHistory:
    """`since`: when each of its states became what it is. `gaps`: when it fell silent, and was
    heard again later; the latest last.
    """

    since: Mapping[str, datetime] = field(default_factory=dict)
    gaps: tuple[datetime, ...] = ()

    def gaps_since(self, at: datetime) -> int:
        """Return how often it fell silent since an instant."""
        return sum(each >= at for each in self.gaps)


@dataclass(frozen=True, slots=True)
class DeviceWord:
    """What a device reports at an instant."""

    state: Mapping[str, Any]
    at: datetime


def heard(before: tuple[DeviceWord, DeviceHistory] | None, word: DeviceWord) -> DeviceHistory:
    """Return what is known of a device after its `word`; `before`: its last one, None for none."""
    if before is None:
        return DeviceHistory(dict.fromkeys(word.state, word.at))
    last, known = before
    since = {
        name: known.since.get(name, word.at) if last.state.get(name) == value else word.at
        for name, value in word.state.items()
    }
    fell_silent = word.at - last.at > SILENT
    gaps = (*known.gaps, last.at) if fell_silent else known.gaps
    return DeviceHistory(since, gaps[-MOST_GAPS:])
