"""espeak-ng, called directly: a synthesised voice in 15 ms, on any Linux, without internet.

The fallback, not the voice: it is plain but never out of words.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from core.errors import VoiceFault, VoiceLanguageMissing, VoiceNotInstalled
from core.speech.child import run_voice
from core.speech.pace import render_paced
from core.speech.port import SentenceLike

VOICES: Mapping[str, str] = MappingProxyType({"es": "es-419", "en": "en-us"})
# espeak-ng's speed for each word a minute that is measured on our sentences, pauses included.
_SPEED_PER_WPM = MappingProxyType({"es": 1.20, "en": 1.13})
LIMIT_S = 2.0  # for all tries together; 0.03 s is usual


class Espeak:
    """`command` is the program; without it, the one that is installed."""

    name = "espeak"

    def __init__(
        self, *, rate_wpm: int, command: tuple[str, ...] | None = None, limit_s: float = LIMIT_S
    ) -> None:
        self._rate_wpm = rate_wpm
        self._command = command
        self._limit_s = limit_s

    def lacks(self, sentence: SentenceLike) -> VoiceFault | None:
        if not self._program():
            return VoiceNotInstalled(engine=self.name, package="espeak-ng")
        if sentence.language not in VOICES:
            return VoiceLanguageMissing(engine=self.name, language=sentence.language)
        return None

    def recipe(self, sentence: SentenceLike) -> str:
        return f"{VOICES[sentence.language]} at {self._rate_wpm}"  # unsaid: a key

    def render(self, sentence: SentenceLike, into: Path) -> None:
        ends_at = time.monotonic() + self._limit_s
        voice = VOICES[sentence.language]

        def speak(speed: int) -> None:
            options = ("-b", "1", "-z", "-v", voice, "-s", str(speed), "-w", str(into), "--stdin")
            command = (*self._program(), *options)
            code, complaint = run_voice(
                self.name, command, sentence.text, ends_at=ends_at, limit_s=self._limit_s
            )
            if code:
                raise VoiceFault(engine=self.name, problem=complaint)

        render_paced(
            self.name,
            sentence.text,
            into,
            rate_wpm=self._rate_wpm,
            speed=round(self._rate_wpm * _SPEED_PER_WPM[sentence.language]),
            render=speak,
        )

    def _program(self) -> tuple[str, ...]:
        """Return the command that runs it, nothing when it is not installed."""
        if self._command is not None:
            return self._command if shutil.which(self._command[0]) else ()
        return installed()


def installed() -> tuple[str, ...]:
    """Return the command that runs espeak-ng here, nothing when it is not installed."""
    windows = Path(os.environ.get("PROGRAMFILES", "")) / "eSpeak NG" / "espeak-ng.exe"  # unsaid
    found = shutil.which("espeak-ng") or (str(windows) if windows.is_file() else None)
    return (found,) if found else ()


def phonemes(text: str, voice: str) -> str:
    """Return `text` in the phonetic alphabet, a comma wherever espeak-ng would breathe.

    Two letters that are one sound are tied by "^": "t^ʃ".

    Raises:
        VoiceNotInstalled: espeak-ng is not here.
        VoiceFault: it could not spell the text within its limit.
    """
    program = installed()
    if not program:
        raise VoiceNotInstalled(engine=Espeak.name, package="espeak-ng")
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "phonemes"
        options = ("-q", "--ipa", "--tie=^", "-v", voice, "--phonout", str(written), "--stdin")
        command = (*program, *options)
        ends_at = time.monotonic() + LIMIT_S
        code, complaint = run_voice(Espeak.name, command, text, ends_at=ends_at, limit_s=LIMIT_S)
        if code or not written.is_file():
            raise VoiceFault(engine=Espeak.name, problem=complaint)
        lines = written.read_text(encoding="utf-8").split("\n")
    return ", ".join(line.strip() for line in lines if line.strip())
