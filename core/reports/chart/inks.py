"""How each kind of series looks, and what its inks are on white paper.

Told apart in grey too: by a filled and an open form, a dash, round and square.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.reports.chart.chart import SeriesRole
from core.reports.chart.marks import DASHED, Dash, Ink
from core.whole import whole


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """A series' bar (`fill`, `edge`), its line, and its point."""

    fill: Ink
    edge: Ink
    line: Ink
    dash: Dash = ()
    is_square: bool = False
    is_thick: bool = False


STYLES: Mapping[SeriesRole, SeriesStyle] = whole(
    SeriesRole,
    {
        SeriesRole.TODAY: SeriesStyle(Ink.SEA_LINE, Ink.SEA_LINE, Ink.SEA_LINE, is_thick=True),
        SeriesRole.USUAL: SeriesStyle(Ink.GROUND, Ink.INK2, Ink.INK2, dash=DASHED),
        SeriesRole.BAND: SeriesStyle(Ink.BAND, Ink.BAND_EDGE, Ink.BAND_EDGE),
        SeriesRole.GENERAL: SeriesStyle(Ink.SEA, Ink.SEA_LINE, Ink.SEA_LINE),
        SeriesRole.PREFERENTIAL: SeriesStyle(Ink.SUN, Ink.SUN_LINE, Ink.SUN_LINE, is_square=True),
        SeriesRole.PLAIN: SeriesStyle(Ink.SOFT, Ink.SEA_LINE, Ink.SEA_LINE),
    },
)
PAPER_INKS: Mapping[Ink, str] = whole(
    Ink,
    {
        Ink.INK: "#0A2733",
        Ink.INK2: "#32505B",
        Ink.RULE: "#DDD3BF",
        Ink.GROUND: "#FFFFFF",
        Ink.SEA: "#07495A",
        Ink.SEA_LINE: "#07495A",
        Ink.SOFT: "#9BD9CF",
        Ink.SUN: "#FFC42E",
        Ink.SUN_LINE: "#855400",
        Ink.BAND: "#DCEFF0",
        Ink.BAND_EDGE: "#67828C",
        Ink.TARGET: "#8F1E19",
        Ink.HEAT_0: "#FFFFFF",
        Ink.HEAT_1: "#DCEFF0",
        Ink.HEAT_2: "#9BD9CF",
        Ink.HEAT_3: "#5DBDBB",
        Ink.HEAT_4: "#07495A",
        Ink.ON_HEAT_4: "#FFFFFF",
    },
)
"""The colours of the light windows; a test holds them to those."""
