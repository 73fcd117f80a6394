"""Commands for the hall's recordings: make them from a model, take a person's, check them."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

import click

from core.announce import (
    AGAIN,
    CALL,
    LAST_CALL,
    PUT_BACK,
    Phrase,
    phrases_in_one_breath,
    phrases_to_record,
)
from core.cli.context import REFUSED, answer, as_json, common, settings, show, terminal
from core.cli.help import CommandGroup
from core.cli.numbers import Number
from core.errors import NothingRecorded, RecordingsBroken
from core.language import LOCALES, Language
from core.reasons import reason
from core.speech.recordings.clips import Clips, shipped_clips
from core.speech.recordings.examine import Fault, RecordingProblem, examine
from core.speech.recordings.manifest import MadeBy, held_in, key_of, symbol_of

SPOKEN = ("es", "en")

a_folder = click.Path(file_okay=False, path_type=Path)
a_folder_there = click.Path(exists=True, file_okay=False, path_type=Path)
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
some_languages = click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(tuple(LOCALES)),
    default=SPOKEN,
    show_default=True,
    help="May be given more than once.",
)


@click.group(cls=CommandGroup)
def voice() -> None:
    """Make, record and check the recordings that the hall's voice is joined of."""


@voice.command()
@click.option("--model", type=a_file, required=True, help="Kokoro's model, an ONNX file.")
@click.option("--voices", type=a_file, required=True, help="Its voices, an NPZ file.")
@click.option("--vocabulary", type=a_file, required=True, help="Its vocab.json.")
@click.option("--voice", "name", help="One of the voices; by default the language's best.")
@click.option(
    "--speed",
    type=Number(0.5, 2.0),
    help="1.0 is the model's own; by default what suits the language's best voice.",
)
@click.option("--only", default="*", help="Symbols to make, such as 'letter:*'.")
@click.option("--again", is_flag=True, help="Make also those that are there already.")
@some_languages
@click.argument("folder", type=a_folder)
def render(
    *,
    model: Path,
    voices: Path,
    vocabulary: Path,
    name: str | None,
    speed: float | None,
    languages: tuple[str, ...],
    only: str,
    again: bool,
    folder: Path,
) -> None:
    """Make the recordings in FOLDER from a model file; about a second each."""
    from core.speech.engines.kokoro import BEST, load_kokoro  # noqa: PLC0415 - loads the model's libraries
    from core.speech.recordings.manifest import keep  # noqa: PLC0415

    _ = terminal()
    with _broken_is_told(folder):
        wanted = {language: _to_make(folder, language, only, again=again) for language in languages}
    loaded = load_kokoro(model, voices, vocabulary)
    for language, phrases in wanted.items():
        best, its_speed = BEST.get(language, BEST["es"])
        made_by = MadeBy(model.name, name or best, speed or its_speed, _wording(language))
        speaker = loaded.speaker(made_by.voice, made_by.speed)
        for phrase in phrases:
            said = speaker.say(phrase, language)
            with _broken_is_told(folder):
                keep(folder, language, [(phrase, said)], made_by)
        click.echo(_("{language}: {n} recordings made.", language=language, n=len(phrases)))


def _to_make(folder: Path, language: str, only: str, *, again: bool) -> list[Phrase]:
    """Return the phrases whose recordings are not there, or all of them `again`."""
    clips = held_in(folder, language).clips
    there = {symbol for symbol, clip in clips.items() if (folder / clip.file).is_file()}
    return [
        phrase
        for phrase in _like(only, _all_to_record(language))
        if again or symbol_of(phrase) not in there
    ]


@voice.command()
@click.option("--recogniser", type=a_folder_there, help="A Whisper model: is all understood?")
@click.option("--only", default="*", help="Symbols to check, such as 'letter:*'.")
@some_languages
@as_json
@common
@click.argument("folder", type=a_folder_there, required=False)
def check(
    *,
    recogniser: Path | None,
    only: str,
    languages: tuple[str, ...],
    json_wanted: bool,
    folder: Path | None,
) -> None:
    """Tell which recordings are missing, too quiet, too long, clipped or not understood.

    Without FOLDER, those that come with the program. The exit code is 1 when something is wrong.
    """
    _ = terminal()
    place = folder or shipped_clips()
    if place is None:
        raise NothingRecorded
    found: list[RecordingProblem] = []
    with _broken_is_told(place):
        wanted = {each: _like(only, _expected(place, each)) for each in languages}
        for language, phrases in wanted.items():
            found += examine(place, language, phrases)
        if recogniser is not None:
            found += _misheard(place, wanted, recogniser)
    lines = [_said(problem, _) for problem in found] or [_("Every recording is well.")]
    show(found, "\n".join(lines), json_wanted=json_wanted)
    if found:
        sys.exit(REFUSED)


@voice.command()
@click.option("--speaker", default="", help="Whose voice it is, for the list of what is there.")
@click.option("--into", type=a_folder, help="The folder of the office's own recordings.")
@as_json
@common
@click.argument("language", type=click.Choice(tuple(LOCALES)))
@click.argument("folder", type=a_folder_there, required=False)
def record(
    *, speaker: str, into: Path | None, json_wanted: bool, language: str, folder: Path | None
) -> None:
    """Take a person's recordings from FOLDER, or list what she is to say.

    FOLDER holds 16-bit WAV files with the names of the list. Each is cut, brought to the hall's
    level, checked and kept with the office's own recordings, which are spoken before the others.
    Where the catalogue has no words for LANGUAGE, she says the listed ones in her own.
    """
    from core.cli.workshop.voice_record import take  # noqa: PLC0415 - the list alone needs no sound
    from core.speech.ladder import own_clips  # noqa: PLC0415

    _ = terminal()
    phrases = phrases_to_record(language)
    if folder is None:
        listed = {f"{key_of(symbol_of(phrase))}.wav": phrase.text for phrase in phrases}
        text = "\n".join(f"{file}\t{words}" for file, words in listed.items())
        show(listed, text, json_wanted=json_wanted)
        return
    place = into or own_clips(settings().voice)
    made_by = MadeBy(voice=speaker, wording=_wording(language))
    with _broken_is_told(place):
        taken, found = take(folder, place, language, phrases, made_by)
    lines = [_said(problem, _) for problem in found]
    lines.append(_("{n} recordings taken into {folder}.", n=taken, folder=place))
    answer({"taken": taken, "problems": found}, "\n".join(lines), json_wanted=json_wanted)
    if found:
        sys.exit(REFUSED)


@contextmanager
def _broken_is_told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordingsBroken(folder=folder, problem=reason(error)) from error
    except ValueError as error:
        raise RecordingsBroken(folder=folder, problem=str(error)) from error


def _all_to_record(language: str) -> tuple[Phrase, ...]:
    """Return what a model records: it does not tire, so numbers in one breath too."""
    return (*phrases_to_record(language), *phrases_in_one_breath(language))


def _expected(folder: Path, language: str) -> list[Phrase]:
    """Return what `folder` should hold: what no voice can do without, and what else was made."""
    held = held_in(folder, language).clips
    more = (each for each in phrases_in_one_breath(language) if symbol_of(each) in held)
    return [*phrases_to_record(language), *more]


def _like(only: str, phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the phrases whose symbol is like `only`."""
    found = [phrase for phrase in phrases if fnmatch(symbol_of(phrase), only)]
    if not found:
        problem = terminal()('No symbol is like "{only}"; one is "number:14".', only=only)
        raise click.BadParameter(problem)
    return found


def _wording(language: str) -> tuple[str, ...]:
    """Return the sentences that the recordings are made for."""
    speak = Language.load(language)
    return (speak(CALL), speak(AGAIN), speak(LAST_CALL), speak(PUT_BACK))


def _misheard(
    folder: Path, wanted: Mapping[str, Iterable[Phrase]], recogniser: Path
) -> Iterator[RecordingProblem]:
    from core.cli.workshop.voice_hearing import Recogniser, misheard  # noqa: PLC0415 - an extra

    listening = Recogniser(recogniser)
    for language, phrases in wanted.items():
        yield from misheard(Clips(folder), language, phrases, listening.write_down)


def _said(problem: RecordingProblem, _: Language) -> str:
    """Return the sentence that tells of `problem`."""
    fields = {
        "clip": f"{problem.language}/{key_of(problem.symbol)}.wav",
        "text": problem.text,
        "found": problem.found,
    }
    sentences = {
        Fault.MISSING: _('{clip} is missing. It says: "{text}"', **fields),
        Fault.UNREADABLE: _("{clip} cannot be read: {found}. Record it again.", **fields),
        Fault.OTHER_WORDS: _('{clip} says "{found}" and should say "{text}".', **fields),
        Fault.QUIET: _("{clip} is too quiet ({found}). Speak nearer to the microphone.", **fields),
        Fault.LONG: _("{clip} is too long ({found}). Cut what is not speech.", **fields),
        Fault.SHORT: _("{clip} is too short ({found}): its end was cut off.", **fields),
        Fault.CLIPPED: _("{clip} is clipped. Turn the microphone down; record it again.", **fields),
        Fault.MISHEARD: _('{clip}, "{text}", was understood as: {found}', **fields),
    }
    return sentences[problem.fault]
