"""`turnos doctor --sound`: plays the chime and a call in each language, and measures what it plays.

It goes the way of every call: the same voices, the same player, the same file. Measured is the
sound itself, not the room.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from core.announce import announce, sentence
from core.cli.doctor.doctor import Check
from core.errors import N_, QueueError
from core.language import OWN_NAMES, Language
from core.machine.config import Config
from core.office import Office
from core.speech import sound
from core.speech.pace import words_per_minute
from core.speech.sound import Sound
from core.speech.voice import CHIME, Voice

SAMPLE, COUNTER = "P-014", 2
CHIME_S = (0.5, 1.0)
RATE_WPM = (110.0, 140.0)
LEVEL_DBFS = (-23.0, -15.0)
PEAK_DBFS = -0.5
GAP_MS = 100.0
_WINDOW_MS = 10
_QUIET_DB = -35.0  # below the peak: between two words nothing sounds
_LETTER_ENDS_MS = (300, 1200)  # after "Turno P" or "Ticket P"

# What each measure has to be, where it is not.
OFF_PACE = N_("It should be 110 to 140 words a minute.")
NOT_LEVEL = N_("Its level should be -23 to -15 dB.")
CLIPPED = N_("Its peak should be below -0.5 dB.")
NO_GAP = N_("Letter and number should be 100 ms apart.")
NOT_AS_LONG = N_("It should last 0.5 to 1 s.")


@dataclass(frozen=True, slots=True)
class SoundMeasured:
    """A sentence as it is played; `gap_ms` is the silence between the letter and the number."""

    duration_s: float
    words_per_minute: float
    level_dbfs: float
    peak_dbfs: float
    gap_ms: float

    def faults(self) -> Iterator[str]:
        """Yield a message for each measure that is not as it should be."""
        if not RATE_WPM[0] <= self.words_per_minute <= RATE_WPM[1]:
            yield OFF_PACE
        if not LEVEL_DBFS[0] <= self.level_dbfs <= LEVEL_DBFS[1]:
            yield NOT_LEVEL
        if self.peak_dbfs > PEAK_DBFS:
            yield CLIPPED
        if self.gap_ms < GAP_MS:
            yield NO_GAP


def measure(text: str, said: Sound) -> SoundMeasured:
    """Measure a sentence that calls a ticket."""
    return SoundMeasured(
        round(said.duration_s, 2),
        round(words_per_minute(text, said)),
        round(sound.active_rms_dbfs(said), 1),
        round(sound.peak_dbfs(said), 1),
        gap_ms(said),
    )


def gap_ms(said: Sound) -> float:
    """Return the silence between letter and number: the longest where the letter may end."""
    quiet = sound.peak_of(said) * 10 ** (_QUIET_DB / 20)
    size = max(said.rate * _WINDOW_MS // 1000, 1)
    longest = length = 0
    for number, start in enumerate(range(0, len(said.samples), size)):
        if max(map(abs, said.samples[start : start + size])) < quiet:
            length += _WINDOW_MS
            continue
        if _LETTER_ENDS_MS[0] <= number * _WINDOW_MS - length <= _LETTER_ENDS_MS[1]:
            longest = max(longest, length)
        length = 0
    return float(longest)


def examine_sound(config: Config, _: Language, *, cache: Path | None = None) -> Iterator[Check]:
    """Play and measure, a check after the other; in a hall this is heard."""
    if config.voice.engine == "none":
        yield Check("sound", True, _("The voice is off on this computer; calls are shown."))
        return
    voice = Voice.open(config.voice, cache=cache)
    fault = voice.muted()
    if fault is not None:
        yield Check("volume", False, _.sentence(fault))
    yield _chime(voice, _)
    if config.voice.engine == "chime":
        return
    for language in _languages(config):
        yield _call(voice, language, _)


def _languages(config: Config) -> tuple[str, ...]:
    """Return what the office speaks; Spanish where it cannot be asked, which is told elsewhere."""
    with (
        suppress(QueueError),
        Office.open(config.database, config.office or None, timeout_s=config.timeout_s) as office,
    ):
        return office.settings.get().settings.speaking.languages
    return ("es",)


def _chime(voice: Voice, _: Language) -> Check:
    name = "sound-chime"
    result = voice.say(announce(SAMPLE, COUNTER, languages=()))
    if result.fault is not None:
        return Check(name, False, _.sentence(result.fault))
    levels = sound.levels(CHIME)
    rings_s = sound.trimmed(sound.read(CHIME)).duration_s  # silence goes first
    words = _(
        "The chime is played by {player}: {seconds:.1f} s, peak {peak:.0f} dB.",
        player=voice.player.name,
        seconds=rings_s,
        peak=levels.peak_dbfs,
    )
    faults = [NOT_AS_LONG] if not CHIME_S[0] <= rings_s <= CHIME_S[1] else []
    faults += [CLIPPED] if levels.peak_dbfs > PEAK_DBFS else []
    measured = {
        "duration_s": round(rings_s, 2),
        "level_dbfs": round(levels.rms_dbfs, 1),
        "peak_dbfs": round(levels.peak_dbfs, 1),
    }
    return Check(name, not faults, " ".join([words, *map(_, faults)]), measured)


def _call(voice: Voice, language: str, _: Language) -> Check:
    name = f"sound-{language}"
    result = voice.say(announce(SAMPLE, COUNTER, languages=(language,), repeats=1))
    said = sentence(SAMPLE, COUNTER, language)
    path = voice.ladder.render(said).path
    if result.fault is not None or path is None:
        fault = result.fault
        return Check(name, False, _.sentence(fault) if fault is not None else language)
    measured = measure(said.text, sound.read(path))
    words = _(
        "{language}: {engine} says a call in {seconds:.1f} s, {rate:.0f} words a minute, level "
        "{level:.0f} dB, peak {peak:.0f} dB, {gap:.0f} ms between letter and number.",
        language=OWN_NAMES[language],
        engine=", ".join(result.engines),
        seconds=measured.duration_s,
        rate=measured.words_per_minute,
        level=measured.level_dbfs,
        peak=measured.peak_dbfs,
        gap=measured.gap_ms,
    )
    faults = list(measured.faults())
    return Check(name, not faults, " ".join([words, *map(_, faults)]), asdict(measured))
