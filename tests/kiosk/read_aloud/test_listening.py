"""The screen read aloud: what is seen, in its order and language, until somebody stops it."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from core.errors import SoundFault
from core.machine.config import VoiceConfig
from core.speech import sound
from core.speech.cache import Cache
from core.speech.engines.espeak import Espeak
from core.speech.ladder import Ladder, engines_for
from kiosk.read_aloud.reader import WPM, Loudspeaker, Reader, speakable
from kiosk.visit.page_values import PACES, VOLUMES, Home, Listening, Result
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start


class Speaker:
    """Says a sentence until it is let go on, or stopped; `said` is what and how."""

    def __init__(self, languages: tuple[str, ...] = ("es", "en")) -> None:
        self.said: list[tuple[str, str, int, int]] = []
        self.languages = languages
        self._over = Event()

    def lacks(self, language: str) -> bool:
        return language not in self.languages

    def say(self, text: str, how: Listening, language: str, goes_on: Callable[[], bool]) -> None:
        self._over.clear()
        self.said.append((text, language, how.volume, how.pace))
        if goes_on():
            assert self._over.wait(30)

    def stop(self) -> None:
        self._over.set()

    go_on = stop


@pytest.fixture
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def reader(qtbot: QtBot, speaker: Speaker) -> Iterator[Reader]:
    made = Reader(speaker)
    made.check("es")
    qtbot.waitUntil(lambda: made.listening.is_offered)
    yield made
    made.close()


def has_said(speaker: Speaker, count: int) -> bool:
    return len(speaker.said) == count


def test_one_sentence_follows_the_other_to_the_end(
    qtbot: QtBot, reader: Reader, speaker: Speaker
) -> None:
    reader.read(["Buenos días.", "¿Qué atención necesita?"], "es")
    assert reader.listening.is_speaking
    for count in (1, 2):
        qtbot.waitUntil(partial(has_said, speaker, count))
        speaker.go_on()

    qtbot.waitUntil(lambda: not reader.listening.is_speaking)
    assert [text for text, *_ in speaker.said] == ["Buenos días.", "¿Qué atención necesita?"]


def test_a_stop_is_at_once_and_nothing_follows(
    qtbot: QtBot, reader: Reader, speaker: Speaker
) -> None:
    reader.read(["uno", "dos"], "es")
    qtbot.waitUntil(lambda: len(speaker.said) == 1)

    reader.stop()

    assert not reader.listening.is_speaking
    reader.read(["tres"], "es")
    qtbot.waitUntil(lambda: len(speaker.said) == 2)
    assert [text for text, *_ in speaker.said] == ["uno", "tres"]


def test_louder_and_slower_say_the_sentence_again_so(
    qtbot: QtBot, reader: Reader, speaker: Speaker
) -> None:
    reader.read(["uno"], "es")
    qtbot.waitUntil(lambda: len(speaker.said) == 1)

    reader.set_volume(VOLUMES - 1)
    qtbot.waitUntil(lambda: len(speaker.said) == 2)
    reader.set_pace(0)
    qtbot.waitUntil(lambda: len(speaker.said) == 3)

    assert speaker.said == [
        ("uno", "es", 2, 1),
        ("uno", "es", VOLUMES - 1, 1),
        ("uno", "es", VOLUMES - 1, 0),
    ]


def test_steps_end_at_the_loudest_and_the_fastest(reader: Reader) -> None:
    reader.set_volume(VOLUMES + 3)
    reader.set_pace(PACES + 3)
    assert (reader.listening.volume, reader.listening.pace) == (VOLUMES - 1, PACES - 1)

    reader.set_volume(-1)
    reader.set_pace(-1)
    assert (reader.listening.volume, reader.listening.pace) == (0, 0)


def test_the_next_person_begins_with_the_usual_volume(reader: Reader) -> None:
    reader.set_volume(0)
    reader.set_pace(0)

    reader.forget()

    assert reader.listening == Listening(is_offered=True)


def test_a_language_no_voice_speaks_is_not_offered(qtbot: QtBot, reader: Reader) -> None:
    reader.check("icr")

    qtbot.waitUntil(lambda: not reader.listening.is_offered)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Su turno es A-014", "Su turno es A, cero catorce"),
        ("Para daños, llame al\n608 5131011", "Para daños, llame al 608 5 1 3 1 0 1 1"),
        ("Personas antes de usted: 12", "Personas antes de usted: 12"),
    ],
)
def test_codes_and_telephone_numbers_are_said_in_pieces(text: str, said: str) -> None:
    assert speakable(text, "es") == said


# --- at the kiosk


def test_the_page_is_read_from_the_top_down_in_its_language(start: Start, speaker: Speaker) -> None:
    kiosk = start(GoodPrinter(), speaker=speaker)
    kiosk.wait_for(Home)

    said = read_all(kiosk, speaker)

    assert [language for _, language in said] == ["es"] * len(said)
    texts = [text for text, _ in said]
    order = [
        "Buenos días. Le damos la bienvenida a SOPESA",
        "¿Qué atención necesita?",
        next(text for text in texts if text.startswith("Botón: Atención general")),
        next(text for text in texts if text.startswith("Botón: Atención preferencial")),
        "Mujer embarazada",
        "Botón: Español, elegido.",
    ]
    assert sorted(order, key=texts.index) == order
    assert {"A", "P"}.isdisjoint(texts), "a letter alone says nothing"


def test_the_ticket_is_read_with_its_letter_and_its_zeros(start: Start, speaker: Speaker) -> None:
    kiosk = start(GoodPrinter(), speaker=speaker)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.preferential)
    kiosk.wait_for(Result)

    said = read_all(kiosk, speaker)

    texts = [text for text, _ in said]
    assert "Su turno es P, cero cero uno" in texts
    assert "Su turno es" not in texts, "said twice"


def test_another_page_ends_the_reading(start: Start, speaker: Speaker) -> None:
    kiosk = start(GoodPrinter(), speaker=speaker)
    kiosk.wait_for(Home)
    kiosk.window._listen()
    kiosk.wait(lambda: kiosk.presenter.reader.listening.is_speaking)

    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)

    assert not kiosk.presenter.reader.listening.is_speaking


def test_a_page_that_is_being_read_aloud_stays(start: Start, speaker: Speaker) -> None:
    kiosk = start(GoodPrinter(), speaker=speaker)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    kiosk.window._listen()
    kiosk.wait(lambda: len(speaker.said) == 1)

    kiosk.pass_time(60)

    assert kiosk.shows(Result)
    kiosk.window._listen()
    kiosk.pass_time(25)
    assert kiosk.shows(Home)


def read_all(kiosk: Kiosk, speaker: Speaker) -> list[tuple[str, str]]:
    """Have the page read to its end; return what was said, and in which language."""
    kiosk.wait(lambda: kiosk.presenter.reader.listening.is_offered)
    kiosk.window._listen()
    kiosk.wait(lambda: bool(speaker.said))

    def is_over() -> bool:
        speaker.go_on()
        return not kiosk.presenter.reader.listening.is_speaking

    kiosk.wait(is_over)
    return [(text, language) for text, language, *_ in speaker.said]


# --- what is heard


class _Heard:
    """A player that keeps what it was given."""

    name = "kept"

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.fault: SoundFault | None = None

    def lacks(self) -> None:
        return None

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        if meanwhile is not None:
            meanwhile()
        if self.fault is not None:
            raise self.fault
        self.paths.append(path)
        return True

    def stop(self) -> None:
        """Do nothing: nothing sounds."""


def test_each_volume_is_quieter_and_each_pace_faster(tmp_path: Path) -> None:
    cache, heard = Cache(tmp_path), _Heard()
    ladders = [Ladder([Espeak(rate_wpm=wpm)], cache) for wpm in WPM]
    loudspeaker = Loudspeaker(ladders, heard, cache)
    loudspeaker.say("Hola", Listening(), "es", lambda: True)  # silence goes first
    heard.paths.clear()

    for volume in range(VOLUMES):
        how = Listening(volume=volume)
        loudspeaker.say("¿Qué atención necesita usted hoy?", how, "es", lambda: True)
    for pace in range(PACES):
        how = Listening(volume=VOLUMES - 1, pace=pace)
        loudspeaker.say("¿Qué atención necesita usted hoy?", how, "es", lambda: True)

    levels = [sound.levels(path).rms_dbfs for path in heard.paths[:VOLUMES]]
    assert [round(louder - quieter) for quieter, louder in pairwise(levels)] == [7, 7, 7]
    durations = [sound.duration_of(path) for path in heard.paths[VOLUMES:]]
    assert durations == sorted(durations, reverse=True)
    assert durations[0] > 1.2 * durations[-1]


def test_a_machine_without_voice_or_player_offers_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    absent = Espeak(rate_wpm=125, command=("no-such-voice",))

    assert Loudspeaker([Ladder([absent], cache)], _Heard(), cache).lacks("es")
    assert not Loudspeaker([Ladder([Espeak(rate_wpm=125)], cache)], _Heard(), cache).lacks("es")


def test_a_player_that_is_there_and_plays_nothing_offers_nothing(tmp_path: Path) -> None:
    cache, player = Cache(tmp_path), _Heard()
    loudspeaker = Loudspeaker([Ladder([Espeak(rate_wpm=125)], cache)], player, cache)

    player.fault = SoundFault(problem="Connection refused")
    before = loudspeaker.lacks("es")
    player.fault = None

    assert before
    assert not loudspeaker.lacks("es")


def test_a_device_that_wakes_slowly_loses_nothing_of_the_first_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, heard = Cache(tmp_path), _Heard()
    now = iter((0.0, 1.0, 2.0, 3.0, 60.0, 61.0))
    monkeypatch.setattr("kiosk.read_aloud.reader.monotonic", lambda: next(now))
    loudspeaker = Loudspeaker([Ladder([Espeak(rate_wpm=125)], cache)], heard, cache)

    for _ in range(3):
        loudspeaker.say("Hola", Listening(volume=VOLUMES - 1, pace=0), "es", lambda: True)

    first, second, third = (sound.read(path).samples for path in heard.paths)
    lead = sound.silence(300).samples
    assert (first, third) == (lead + second, lead + second)


def test_no_synthesised_voice_reads_creole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    loudspeaker = Loudspeaker([Ladder(engines_for(VoiceConfig()), cache)], _Heard(), cache)

    assert loudspeaker.lacks("icr")
    assert not loudspeaker.lacks("es")
