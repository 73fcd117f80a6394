"""The voices that Windows and macOS bring with them, through pyttsx3 in a child process."""

import sys
import time
from importlib.util import find_spec
from pathlib import Path

from core.errors import VoiceFault, VoiceLanguageMissing, VoiceNotInstalled
from core.speech.child import run_voice
from core.speech.engines.pyttsx_child import NO_VOICE
from core.speech.pace import render_paced
from core.speech.port import SentenceLike

LIMIT_S = 6.0  # for all tries together; a Windows voice starts in about one second
_SPEED_PER_WPM = 1.2  # about what pauses cost; the pace is measured anyway


class Pyttsx:
    """`command` runs a program that takes LANGUAGE SPEED FILE and the text as its input."""

    name = "pyttsx3"

    def __init__(
        self, *, rate_wpm: int, command: tuple[str, ...] | None = None, limit_s: float = LIMIT_S
    ) -> None:
        self._rate_wpm = rate_wpm
        # -P: the script's folder stays off the import path; our modules have common names.
        ours = (sys.executable, "-P", str(Path(__file__).with_name("pyttsx_child.py")))
        self._command = command or ours
        self._limit_s = limit_s

    def lacks(self, sentence: SentenceLike) -> VoiceFault | None:  # noqa: ARG002 - the child knows
        if find_spec("pyttsx3") is None:
            return VoiceNotInstalled(engine=self.name, package="pyttsx3")
        return None

    def recipe(self, sentence: SentenceLike) -> str:
        return f"{sentence.language} at {self._rate_wpm}"  # unsaid: a key

    def render(self, sentence: SentenceLike, into: Path) -> None:
        ends_at = time.monotonic() + self._limit_s

        def speak(speed: int) -> None:
            code, complaint = run_voice(
                self.name,
                (*self._command, sentence.language, str(speed), str(into)),
                sentence.text,
                ends_at=ends_at,
                limit_s=self._limit_s,
            )
            if code == NO_VOICE:
                raise VoiceLanguageMissing(engine=self.name, language=sentence.language)
            if code:
                raise VoiceFault(engine=self.name, problem=complaint)

        render_paced(
            self.name,
            sentence.text,
            into,
            rate_wpm=self._rate_wpm,
            speed=round(self._rate_wpm * _SPEED_PER_WPM),
            render=speak,
        )
