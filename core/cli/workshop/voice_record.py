"""A person's recordings, taken from a folder of WAV files into the office's own."""

from collections.abc import Iterable
from pathlib import Path

from core.announce import Phrase
from core.errors import SoundFault
from core.speech import sound
from core.speech.recordings import compact
from core.speech.recordings.examine import Fault, RecordingProblem, examine, measured
from core.speech.recordings.manifest import MadeBy, keep, key_of, symbol_of


def take(
    folder: Path, into: Path, language: str, phrases: Iterable[Phrase], made_by: MadeBy
) -> tuple[int, list[RecordingProblem]]:
    """Keep what is well of `folder` in `into`; return how many, and what is wrong or missing.

    A file that is not well changes nothing: one taken before stays. What `into` held already is
    not asked for again.

    Raises:
        OSError: `into` cannot be written.
        ValueError: its manifest is broken.
    """
    wanted = tuple(phrases)
    well: list[tuple[Phrase, sound.Sound]] = []
    found: list[RecordingProblem] = []
    for phrase in wanted:
        file = folder / f"{key_of(symbol_of(phrase))}.wav"
        if not file.is_file():
            continue
        problem, heard = _heard(file, language, phrase)
        if problem is not None:
            found.append(problem)
        elif heard is not None:
            well.append((phrase, sound.ready_clip(heard)))
    if well:
        keep(into, language, well, made_by)
    refused = {problem.symbol for problem in found}
    found += [each for each in examine(into, language, wanted) if each.symbol not in refused]
    return len(well), found


def _heard(
    file: Path, language: str, phrase: Phrase
) -> tuple[RecordingProblem | None, sound.Sound | None]:
    try:
        heard = compact.read(file)
    except SoundFault as error:
        problem = str(error.fields["problem"])
        return RecordingProblem(
            language, symbol_of(phrase), Fault.UNREADABLE, phrase.text, problem
        ), None
    return measured(heard, language, phrase), heard
