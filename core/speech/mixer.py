"""Whether this computer's own volume lets anything be heard: asked of the mixer it has, if any.

A muted computer plays every call to its end and says that all is well.
"""

import re
import shutil
from collections.abc import Callable

from core.errors import ComputerMuted, SoundFault
from core.speech.child import output_of

LIMIT_S = 1.0
_PERCENT = re.compile(r"(\d+)\s*%")

Commands = tuple[tuple[str, ...], ...]


def _wpctl(said: str) -> bool:
    """`Volume: 0.40` or `Volume: 0.40 [MUTED]`."""
    found = re.search(r"Volume:\s*([\d.]+)", said)
    return "[MUTED]" in said or (found is not None and float(found[1]) == 0)


def _pactl(said: str) -> bool:
    """`Mute: yes`, and `Volume: front-left: 26214 /  40% / -23.88 dB, …`."""
    return re.search(r"^Mute: yes", said, re.MULTILINE) is not None or _is_at_zero(said)


def _amixer(said: str) -> bool:
    """`Front Left: Playback 52428 [80%] [on]`, a line for each channel."""
    switches = re.findall(r"\[(on|off)\]", said)
    return (bool(switches) and "on" not in switches) or _is_at_zero(said)


def _is_at_zero(said: str) -> bool:
    volumes = [int(each) for each in _PERCENT.findall(said)]
    return bool(volumes) and not any(volumes)


# The best informed first: what they ask, and how to tell from the answer that nothing is heard.
MIXERS: tuple[tuple[Commands, Callable[[str], bool]], ...] = (
    ((("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@"),), _wpctl),
    (
        (
            ("pactl", "get-sink-mute", "@DEFAULT_SINK@"),
            ("pactl", "get-sink-volume", "@DEFAULT_SINK@"),
        ),
        _pactl,
    ),
    ((("amixer", "-M", "sget", "Master"),), _amixer),
)


def mixer_fault() -> SoundFault | None:
    """Return a fault when the computer is muted or at 0; None when it is not, or nobody can tell.

    Every question is a child that ends within a second.
    """
    environment = {"LC_ALL": "C"}
    for commands, is_silent in MIXERS:
        if shutil.which(commands[0][0]) is None:
            continue
        answers = [output_of(command, LIMIT_S, environment) for command in commands]
        if None not in answers:  # a mixer that cannot tell leaves it to the next
            is_muted = is_silent("\n".join(each for each in answers if each is not None))
            return ComputerMuted() if is_muted else None
    return None


def not_asked() -> SoundFault | None:
    """Say nothing: the player is one that the settings name, on a device only they know."""
    return None
