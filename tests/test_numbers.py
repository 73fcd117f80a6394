"""Numbers as the reader writes them: a comma in Spanish, a point in English."""

import pytest

from core.language import Language


@pytest.mark.parametrize(
    ("code", "whole", "part"), [("es", "75.168", "82,6"), ("en", "75,168", "82.6")]
)
def test_a_number_is_written_as_the_reader_writes_it(code: str, whole: str, part: str) -> None:
    _ = Language.load(code)

    assert _.number(75168) == whole
    assert _.number(82.64, 1) == part


@pytest.mark.parametrize(("code", "said"), [("es", "1,5 s"), ("en", "1.5 s")])
def test_a_number_inside_a_sentence_too(code: str, said: str) -> None:
    sentence = Language.load(code)(
        "The chime is played by {player}: {seconds:.1f} s, peak {peak:.0f} dB.",
        player="aplay",
        seconds=1.5,
        peak=-3.0,
    )

    assert said in sentence
