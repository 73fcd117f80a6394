"""What the natural voice is given to say; the model itself is in no test."""

import pytest

from core.announce import Phrase, phrases_to_record
from core.errors import VoiceLanguageMissing
from core.speech.kokoro import spelt
from core.speech.manifest import symbol_of


def the_phrase(symbol: str, language: str) -> Phrase:
    (found,) = (each for each in phrases_to_record(language) if symbol_of(each) == symbol)
    return found


@pytest.mark.parametrize(
    ("symbol", "language", "phonetic"),
    [
        ("number:14", "es", "katˈoɾse."),
        ("start:2", "es", "dosjˈɛntos,"),
        ("start:2", "en", "tˈu hˈʌndɹɪd ænd,"),
        ("pair:Turno P", "es", "tˈuɾno: pˈe."),
        ("pair:Turno O", "es", "tˈuɾno: ˈo,"),
        ("pair:Turno Y", "es", "tˈuɾno: ˈi ɣɾiˈeɣa,"),
        ("pair:Último llamado: turno M", "es", "ˈultimo ʝamˈaðo, tˈuɾno: ˈɛme,"),
        ("pair:Ticket P", "en", "tˈɪkɪt: pˈi,"),
        ("pair:Ticket T", "en", "tˈɪkɪt: tˈi,"),
        ("pair:Ticket A", "en", "tˈɪkɪt: ˈA,"),
        ("pair:counter 3", "en", "kˈWntəɹ θɹˈi."),
        ("number:8", "es", "ˈoʧo."),
        ("pair:puesto número 2", "es", "pwˈesto nˈumeɾo ðˈos."),
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


def test_a_language_without_phonemes_is_refused_with_a_sentence() -> None:
    with pytest.raises(VoiceLanguageMissing, match="icr"):
        spelt(the_phrase("number:14", "icr"), "icr")
