"""The child process in which pyttsx3 speaks: one text, one file, then it ends.

Run as a script with the text as input: `pyttsx_child.py LANGUAGE SPEED FILE.wav`. Alone and
short-lived because pyttsx3 hangs from two threads and writes only the last of two files of one
run. It imports nothing of ours. Exit code 3: no voice of that language.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

NO_VOICE = 3
RATE = 22_050
_HEADER = 44  # bytes, of the shortest WAV or AIFF file there is
# The accents of a language, the nearest to the islands first; any other accent will do.
_ACCENTS = {"es": ("es-419", "es-co", "es-mx", "es-us"), "en": ("en-us", "en-029", "en-gb")}
_ENGLISH_NAMES = {"es": "spanish", "en": "english"}


def choose_voice(voices: Sequence[Any], language: str) -> str | None:
    """Return the id of the best of pyttsx3's `voices` for `language`; None when there is none."""
    ranked: list[tuple[int, int]] = []
    accents = _ACCENTS.get(language, ())
    for at, voice in enumerate(voices):
        codes = [str(code).replace("_", "-").lower() for code in voice.languages]
        spoken = [code for code in codes if code == language or code.startswith(f"{language}-")]
        if spoken:
            rank = min(accents.index(code) if code in accents else len(accents) for code in spoken)
            ranked.append((rank, at))
        elif not codes and _ENGLISH_NAMES.get(language, language) in str(voice.name).lower():
            ranked.append((len(accents) + 1, at))
    return str(voices[min(ranked)[1]].id) if ranked else None


def speak(text: str, language: str, speed: int, into: Path) -> int:
    """Write `text` to `into`; return the exit code."""
    import pyttsx3  # noqa: PLC0415 - a script: only when it runs

    if sys.platform == "linux":
        _have_espeak_speak_here()
    engine = pyttsx3.init()
    voice = choose_voice(engine.getProperty("voices"), language)
    if voice is None:
        return NO_VOICE
    engine.setProperty("voice", voice)
    engine.setProperty("rate", speed)
    # A name of its own with the ending that every driver understands.
    with tempfile.TemporaryDirectory(prefix="turnos-voice-") as folder:
        made = Path(folder) / "speech.wav"
        engine.save_to_file(text, str(made))
        engine.runAndWait()
        # It returns too early now and then: its espeak driver writes in another thread. Who
        # started us ends us when the file never comes.
        while not _is_complete(made):
            time.sleep(0.01)
        _as_wav(made, into)
    return 0


def _have_espeak_speak_here() -> None:
    """Have espeak speak in this thread: in one of its own pyttsx3 2.99 now and then loses a part.

    Its driver waits to be told of the end, which espeak then tells by coming back.
    """
    from pyttsx3.drivers import _espeak, espeak  # noqa: PLC0415

    _espeak.AUDIO_OUTPUT_RETRIEVAL = _espeak.AUDIO_OUTPUT_SYNCHRONOUS
    speak_all = espeak.EspeakDriver._start_synthesis  # noqa: SLF001 - no other way

    def speak_all_and_end(driver: Any, text: str) -> None:
        speak_all(driver, text)
        ended = _espeak.EVENT()
        ended.type = _espeak.EVENT_MSG_TERMINATED
        driver._onSynth(None, 0, [ended])  # noqa: SLF001

    espeak.EspeakDriver._start_synthesis = speak_all_and_end  # noqa: SLF001


def _is_complete(made: Path) -> bool:
    """True when the file is as long as its header says (RIFF of WAV, FORM of AIFF)."""
    try:
        data = made.read_bytes()
    except FileNotFoundError:
        return False
    order: Literal["little", "big"] = "little" if data[:4] == b"RIFF" else "big"
    return len(data) >= _HEADER and len(data) >= int.from_bytes(data[4:8], order) + 8


def _as_wav(made: Path, into: Path) -> None:
    """Move what was written to `into`. macOS writes AIFF whatever the name says."""
    if made.read_bytes()[:4] == b"RIFF":
        shutil.copyfile(made, into)
        return
    converter = shutil.which("afconvert")
    if converter is None:
        message = "the voice wrote a file that is not WAV"  # unsaid
        raise RuntimeError(message)
    command = [converter, "-f", "WAVE", "-d", f"LEI16@{RATE}", "-c", "1", str(made), str(into)]
    subprocess.run(command, check=True)  # noqa: S603 - macOS's own program


if __name__ == "__main__":
    said = sys.stdin.buffer.read().decode()
    sys.exit(speak(said, sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
