"""What a recogniser wrote down is read as a person would: digits or words, letters by name."""

import pytest

from core.announce import announce, phrases_in_one_breath, phrases_to_record, sentence
from core.cli.workshop.voice_hearing import misheard, repeats_itself, understood
from core.speech.recordings.clips import Clips, shipped_clips
from core.speech.recordings.manifest import symbol_of
from core.speech.sound import Sound


@pytest.mark.parametrize(
    ("text", "code", "counter", "language"),
    [
        ("Turno a 014, por favor pase al puesto 1.", "A-014", 1, "es"),
        ("Turno P-014. Por favor, pase al puesto 12.", "P-014", 12, "es"),
        ("Turno pe, cero catorce. Por favor pase al puesto dos", "P-014", 2, "es"),
        ("Turno i griega, 002. Por favor, pase al puesto veinte.", "Y-002", 20, "es"),
        ("Turno uve, ciento 14. Por favor, pase al puesto 3.", "V-114", 3, "es"),
        ("turno ub doble 0 0 9 por favor pase al puesto 20", "W-009", 20, "es"),
        ("turno ve cero catorce por favor pase al puesto doce", "B-014", 12, "es"),
        ("Turno V, 0, 29. Por favor, pase al puesto 4.", "B-029", 4, "es"),
        ("Último llamado, turno H, novecientos noventa y nueve, puesto 2", "H-999", 2, "es"),
        ("Turnoé, siento 35. Por favor, pase al puesto dose.", "E-135", 12, "es"),
        ("Terno y griega, cero, ochenta. Por favor pase al puesto ocho.", "Y-080", 8, "es"),
        ("turno y 0 96 por favor pase al puesto 3", "I-096", 3, "es"),
        ("turno i 0 96 por favor pase al puesto 3", "I-096", 3, "es"),
        ("Turno U-V, 710 y 7, por favor pase al puesto 3.", "V-717", 3, "es"),
        ("Turno Q: 0-60-1. Por favor pase al puesto 9.", "Q-061", 9, "es"),
        ("Turno U, 1. Por favor, pase al puesto 1.", "U-001", 1, "es"),
        ("Turno P 014. Por favor, pase al puesto número 2.", "P-014", 2, "es"),
        ("Turno P, 014. Por favor, pase al número 2.", "P-014", 2, "es"),
        ("Turno P, 030 y 8. Por favor, pase al puesto n°1.", "P-038", 1, "es"),
        ("Ticket A, 014. Please go to cadre 2.", "A-014", 2, "en"),
        ("Ticket A 102. A please go to counter 3.", "A-102", 3, "en"),
        ("Ticket P 2-14, please go to counter 12", "P-214", 12, "en"),
        ("Ticket B, 200 and 14. Please go to counter twelve.", "B-214", 12, "en"),
        ("Ticket W, one hundred thirty-four. Please go to counter 5.", "W-134", 5, "en"),
        ("Ticket double U, zero zero one. Please go to counter one.", "W-001", 1, "en"),
        ("Last call. Ticket queue, 050, counter 7.", "Q-050", 7, "en"),
        ("Turno P, 018, cuesta número 3.", "P-018", 3, "es"),
        ("turno a 0 70 y 4, questo numero dos", "A-074", 2, "es"),
    ],
)
def test_a_call_that_was_understood_is_all_right(
    text: str, code: str, counter: int, language: str
) -> None:
    assert understood(text, code, counter, language).all


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("last", [False, True])
def test_every_sentence_of_ours_is_understood_as_itself(language: str, last: bool) -> None:
    codes = [f"{letter}-{number:03d}" for letter in "ABPWYZ" for number in range(1, 1000, 37)]

    wrong = [
        said.text
        for at, code in enumerate(codes)
        for said in announce(code, at % 20 + 1, languages=(language,), last=last).sentences
        if not understood(said.text, code, at % 20 + 1, language).all
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "letter", "number", "counter"),
    [
        ("Turno B, 014. Por favor, pase al puesto 2.", False, True, True),
        ("Turno P, 040. Por favor, pase al puesto 2.", True, False, True),
        ("Turno P, 014. Por favor, pase al puesto 12.", True, True, False),
        ("Turno P, 10, 4. Por favor, pase al puesto 2.", True, False, True),
        ("Turno 014. Por favor, pase al puesto 2.", False, True, True),
        ("Tú no pese, no catorce, por favor, pase al puesto los.", False, True, False),
        ("2 notes a 0.14, por favor pase al puesto número 2.", False, True, True),
        ("Turno P, 014. Por favor, pase al cuesta 1.2.", True, True, False),
        ("Turno P, 014. Por favor, pase al cuestiono.", True, True, False),
        ("Turno P, 014, esto es 2.", True, False, False),
        ("Turno P, 014, cuesta número 12.", True, True, False),
        ("2 notes, por favor", False, False, False),
        ("", False, False, False),
    ],
)
def test_what_was_misheard_is_told_apart(
    text: str, letter: bool, number: bool, counter: bool
) -> None:
    heard = understood(text, "P-014", 2, "es")

    assert (heard.letter, heard.number, heard.counter) == (letter, number, counter)


class Ear:
    """Somebody who writes the same down whatever is said, and counts how often."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.heard: list[float] = []

    def write_down(self, heard: Sound, _language: str) -> str:
        self.heard.append(heard.duration_s)
        return self.text


def test_each_recording_is_heard_in_a_call_and_told_when_its_part_is_wrong() -> None:
    shipped = shipped_clips()
    assert shipped is not None
    symbols = (
        *("pair:Turno A", "pair:Turno P", "carrier:Último llamado"),
        *(
            "pair:Por favor, pase al puesto número 2",
            "pair:puesto número 2",
            "pair:puesto número 3",
        ),
        *("number:14", "number:15", "number:014", "number:015", "start:2"),
        "carrier:Vuelve a la espera",
    )
    every = (*phrases_to_record("es"), *phrases_in_one_breath("es"))
    phrases = [each for each in every if symbol_of(each) in symbols]
    ear = Ear("Turno A, 014. Por favor, pase al puesto 2.")

    found = list(misheard(Clips(shipped), "es", phrases, ear.write_down))

    assert len(ear.heard) == len(symbols)
    assert {problem.symbol for problem in found} == {
        *("pair:Turno P", "carrier:Último llamado", "pair:puesto número 3"),
        *("number:15", "number:015", "start:2", "carrier:Vuelve a la espera"),
    }
    assert found[0].found == ear.text


@pytest.mark.parametrize(("text", "found"), [("A, 014. Vuelve a la espera.", 0), ("¿A dónde?", 1)])
def test_words_that_stand_alone_are_to_be_written_as_they_are(text: str, found: int) -> None:
    shipped = shipped_clips()
    assert shipped is not None
    back = [each for each in phrases_to_record("es") if each.text == "Vuelve a la espera"]

    assert len(list(misheard(Clips(shipped), "es", back, Ear(text).write_down))) == found


def test_a_recording_that_no_call_uses_is_not_told_of() -> None:
    shipped = shipped_clips()
    assert shipped is not None
    zero = [each for each in phrases_to_record("es") if symbol_of(each) == "start:0"]
    ear = Ear("")

    assert zero
    assert list(misheard(Clips(shipped), "es", zero, ear.write_down)) == []
    assert ear.heard == []


def test_what_a_recogniser_repeats_without_end_is_no_call() -> None:
    calls = [
        sentence(code, 20, language, last=last).text
        for code in ("A-001", "P-111", "Q-999")
        for language in ("es", "en")
        for last in (False, True)
    ]

    assert repeats_itself("1, 2, 3, 2, 3, " + "2, 3, " * 30)
    assert repeats_itself("¿Tú or notas? " * 12)
    assert [text for text in calls if repeats_itself(text)] == []
