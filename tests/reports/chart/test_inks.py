"""The paper's colours are those of the light windows, and series are told apart in grey."""

from itertools import combinations

from core.qt.look.tokens import LIGHT
from core.qt.widgets.chart.picture import INKS
from core.reports.chart.inks import PAPER_INKS, STYLES
from core.reports.chart.marks import HEAT, Ink
from core.reports.pdf import document, grid


def light(ink: Ink) -> str:
    token = INKS[LIGHT.mode][ink]
    return LIGHT.bands[token] if isinstance(token, int) else str(getattr(LIGHT, token))


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_paper_wears_the_light_colours() -> None:
    assert {ink: PAPER_INKS[ink] for ink in Ink} == {ink: light(ink) for ink in Ink}
    assert (LIGHT.palm, LIGHT.inset) == (document.PALM, grid.INSET)


def test_a_number_is_read_on_each_ground_of_a_heat_map() -> None:
    for ground in HEAT[:-1]:
        assert contrast(PAPER_INKS[ground], PAPER_INKS[Ink.INK]) >= 7
    assert contrast(PAPER_INKS[HEAT[-1]], PAPER_INKS[Ink.ON_HEAT_4]) >= 7


def test_two_kinds_of_series_differ_in_more_than_colour() -> None:
    forms = {
        role: (
            style.dash,
            style.is_square,
            style.is_thick,
            round(luminance(PAPER_INKS[style.fill]), 1),
        )
        for role, style in STYLES.items()
    }

    assert [pair for pair in combinations(forms, 2) if forms[pair[0]] == forms[pair[1]]] == []
