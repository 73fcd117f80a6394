"""Makes announcements ready, as a program of its own: `python -m display.voice.prepare_program`.

Apart, because joining samples keeps Python's lock for a tenth of a second, in which the display
could not paint a call. It reads what to make as JSON, one `Wish`, and leaves the sounds in the
folder of finished ones, where the display's voice finds them.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from core.announce import announce
from core.errors import QueueError
from core.machine.config import VoiceConfig
from core.speech.voice import Voice

NICE = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """Calls as code, counter and whether it is the last one; how they are said, and by whom."""

    calls: tuple[tuple[str, int, bool], ...]
    languages: tuple[str, ...]
    repeats: int
    level_percent: int
    voice: VoiceConfig
    folder: str


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICE)
    wish = msgspec.json.decode(sys.stdin.buffer.read(), type=Wish)
    voice = Voice.open(wish.voice, cache=Path(wish.folder))
    for code, counter, is_last in wish.calls:
        announcement = announce(
            code,
            counter,
            last=is_last,
            languages=wish.languages,
            repeats=wish.repeats,
            level_percent=wish.level_percent,
        )
        with suppress(QueueError):  # the call itself tells why it cannot be said
            voice.prepare(announcement)


if __name__ == "__main__":
    main()
