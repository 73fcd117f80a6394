"""Contrast measured from the colours themselves, against what the drawings promise."""

import pytest

from core.qt.look.tokens import TOKENS, ColourMode, Tokens

TEXT = 7.0
EDGE = 3.0

# Text on ground: what was measured for light, dark and high contrast; None where not drawn.
PROMISED = {
    ("ink", "bg"): (14.5, 16.3, 21.0),
    ("ink", "surface"): (15.5, 14.0, 21.0),
    ("ink", "inset"): (13.2, 11.6, 21.0),
    ("ink2", "bg"): (8.1, 10.9, 21.0),
    ("ink2", "surface"): (8.6, 9.4, 21.0),
    ("ink2", "inset"): (7.3, 7.8, 21.0),
    ("on_sea", "sea"): (10.0, 8.9, 21.0),
    ("on_sea", "sea_press"): (13.7, 11.3, 21.0),
    ("on_sun", "sun"): (9.8, 9.8, 16.1),
    ("on_sun", "sun_press"): (7.9, 7.9, 16.1),
    ("ink", "sea_soft"): (13.1, 11.6, 21.0),
    ("ink", "sun_soft"): (13.8, 12.5, 21.0),
    ("ink", "coral_soft"): (13.2, 14.0, 21.0),
    ("ink", "palm_soft"): (13.3, 11.9, 21.0),
    ("coral", "bg"): (8.3, 10.3, 21.0),
    ("coral", "surface"): (8.9, 8.9, 21.0),
    ("coral", "coral_soft"): (7.5, 8.8, 21.0),
    ("palm", "bg"): (8.3, 11.8, 21.0),
    ("palm", "palm_soft"): (7.6, 8.6, 21.0),
    ("on_off", "off"): (7.5, 7.3, 13.5),
    ("on_deep", "deep"): (12.1, 12.1, 21.0),
    ("sun_on_deep", "deep"): (7.6, 7.6, 16.1),
    ("palm_on_deep", "deep"): (8.2, 8.2, 21.0),
}
MORE_TEXT = (
    ("palm", "surface"),
    ("on_chosen", "chosen"),
    ("on_tile", "tile"),
    ("coral_on_deep", "deep"),
    ("ink2", "sea_soft"),
)
EDGES = (
    ("border", "bg"),
    ("border", "surface"),
    ("border", "inset"),
    ("sun_edge", "bg"),
    ("sun_edge", "surface"),
    ("sea_edge", "bg"),
    ("sea_edge", "surface"),
    ("chosen_edge", "bg"),
    ("chosen_edge", "surface"),
    ("focus", "bg"),
    ("focus", "surface"),
    ("coral", "bg"),
    ("palm", "bg"),
)
MODES = tuple(ColourMode)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def of(tokens: Tokens, name: str) -> str:
    return str(getattr(tokens, name))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "ground"), PROMISED)
def test_text_has_the_contrast_that_was_promised(mode: ColourMode, text: str, ground: str) -> None:
    tokens = TOKENS[mode]

    measured = contrast(of(tokens, text), of(tokens, ground))

    assert measured == pytest.approx(PROMISED[text, ground][MODES.index(mode)], abs=0.06)
    assert measured >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "ground"), MORE_TEXT)
def test_every_other_text_has_seven_to_one(mode: ColourMode, text: str, ground: str) -> None:
    tokens = TOKENS[mode]

    assert contrast(of(tokens, text), of(tokens, ground)) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_every_edge_has_three_to_one(mode: ColourMode, edge: str, ground: str) -> None:
    tokens = TOKENS[mode]

    assert contrast(of(tokens, edge), of(tokens, ground)) >= EDGE


def test_the_dark_sea_is_seen_by_its_edge() -> None:
    dark = TOKENS[ColourMode.DARK]

    assert contrast(dark.sea, dark.bg) < EDGE
    assert contrast(dark.sea_edge, dark.sea) >= EDGE


def test_sun_on_a_light_ground_is_seen_by_its_edge() -> None:
    light = TOKENS[ColourMode.LIGHT]

    assert contrast(light.sun, light.bg) < EDGE
    assert contrast(light.sun_edge, light.sun) >= EDGE


@pytest.mark.parametrize("mode", MODES)
def test_the_two_lines_differ_in_greyscale(mode: ColourMode) -> None:
    tokens = TOKENS[mode]

    assert contrast(tokens.sea, tokens.sun) >= EDGE


def test_high_contrast_has_no_sea() -> None:
    assert [mode for mode in MODES if not TOKENS[mode].decorated] == [ColourMode.CONTRAST]
