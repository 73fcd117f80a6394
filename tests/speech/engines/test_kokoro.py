"""What the natural voice is given to say; the model itself is in no test."""

import pytest

from core.announce import Phrase, phrases_in_one_breath, phrases_to_record
from core.errors import VoiceLanguageMissing
from core.speech.engines.kokoro import spelt
from core.speech.recordings.manifest import symbol_of
from core.speech.recordings.takes import TAKES, Take


def the_phrase(symbol: str, language: str) -> Phrase:
    (found,) = (each for each in phrases_to_record(language) if symbol_of(each) == symbol)
    return found


@pytest.mark.parametrize(
    ("symbol", "language", "phonetic"),
    [
        ("number:14", "es", "katˈoɾse."),
        ("start:2", "es", "dosjˈɛntos,"),
        ("start:2", "en", "tˈu hˈʌndɹɪd ænd,"),
        ("pair:Turno P", "es", "tˈuɾno: pˈe!"),
        ("pair:Turno A", "es", "tˈuɾno. ˈa,"),
        ("pair:Turno E", "es", "tˈuɾno: ˈe,"),
        ("pair:Turno Y", "es", "tˈuɾno: ˈi ɣɾiˈeɣa,"),
        ("pair:Turno M", "es", "tˈuɾno: ˈɛme,"),
        ("carrier:Último llamado", "es", "ˈultimo ʝamˈaðo."),
        ("pair:Ticket P", "en", "tˈɪkɪt: pˈi,"),
        ("pair:Ticket T", "en", "tˈɪkɪt: tˈi,"),
        ("pair:Ticket A", "en", "tˈɪkɪt: ˈA,"),
        ("pair:Go to counter 3", "en", "ɡˌO tə kˈWntəɹ θɹˈi."),
        ("number:8", "es", "ˈoʧo."),
        ("pair:puesto número 6", "es", "pwˈesto nˈumeɾo sˈAs."),
        (
            "pair:Por favor, pase al puesto número 2",
            "es",
            "poɾ faβˈoɾ, pˈase al pwˈesto nˈumeɾo ðˈos.",
        ),
    ],
)
def test_a_phrase_is_spelt_as_it_is_heard_in_a_call(
    symbol: str, language: str, phonetic: str
) -> None:
    assert spelt(the_phrase(symbol, language), language) == phonetic


def test_a_take_is_spelt_otherwise_or_ends_otherwise() -> None:
    number = the_phrase("number:14", "es")
    assert spelt(number, "es", Take(end="!")) == "katˈoɾse!"
    assert spelt(number, "es", Take(spelt="kˈaaa.")) == "kˈaaa."
    assert spelt(the_phrase("pair:Turno P", "es"), "es", Take(end=",")) == "tˈuɾno: pˈe,"


@pytest.mark.parametrize("language", sorted(TAKES))
def test_every_take_is_of_a_recording_and_unlike_the_usual_one(language: str) -> None:
    recorded = (*phrases_to_record(language), *phrases_in_one_breath(language))
    assert set(TAKES[language]) <= {symbol_of(each) for each in recorded}
    assert Take() not in TAKES[language].values()


def test_a_language_without_phonemes_is_refused_with_a_sentence() -> None:
    with pytest.raises(VoiceLanguageMissing, match="icr"):
        spelt(the_phrase("number:14", "icr"), "icr")
