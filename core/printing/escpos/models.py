"""What a printer's model means for its papers: the dots of its head, its columns and code pages.

The facts are python-escpos's capability profiles, read as the file they are: importing the library
for them would take half a second.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.errors import N_, ConfigInvalid, Words
from core.machine.config import PrinterConfig, settings_file
from core.printing.slip.layout import PAPERS, Paper, PaperMm, paper_of

COLUMNS: dict[PaperMm, int] = {80: 42, 58: 32}  # what every printer of that width has at least
CODE_PAGES: Mapping[str, int] = {"CP850": 2, "CP437": 0}  # of nearly all
# The best one first: 858 and 850 have all our letters, 1252 too; 437 lacks Á, Í, Ó, Ú.
WANTED = ("CP850", "CP858", "CP1252", "CP437")
DOT_OF_LETTER = 12  # the width of most printers' letters
NARROW_MM = 48  # what a head prints on a roll of 58 mm
COARSEST_DPI = 180
FINEST_DPI = 203  # on a finer head each of our dots is several of its own
_LEAST_COLUMNS = 24  # a profile that says less means dots


@dataclass(frozen=True, slots=True)
class Head:
    """A print head: the paper as it sees it, the columns of its own letters, and the code page
    with the number that chooses it (ESC t).
    """

    paper: Paper
    columns: int
    code_page: str = "CP850"
    code_page_number: int = 2


HEADS: Mapping[PaperMm, Head] = {
    width_mm: Head(paper, COLUMNS[width_mm]) for width_mm, paper in PAPERS.items()
}
"""What is printed on where neither a model nor the dots are known."""


def head_of(config: PrinterConfig) -> Head:
    """Return the head of the printer that a machine's settings describe.

    Raises:
        ConfigInvalid: nobody knows the model.
    """
    if not config.model and config.dots is None:
        return HEADS[config.paper_mm]
    profile = _profile(config.model) if config.model else {}
    dpi = config.dpi or _number(profile.get("media", {}).get("dpi")) or FINEST_DPI
    dots = config.dots or _dots(profile, dpi, config.paper_mm)
    pages = {name: int(number) for number, name in profile.get("codePages", {}).items()}
    code_page = next((name for name in WANTED if name in pages), "CP850")
    return Head(
        paper_of(dots, config.paper_mm, grain=-(-dpi // FINEST_DPI)),
        _columns(profile, dots, is_named=config.dots is None),
        code_page,
        pages.get(code_page, CODE_PAGES["CP850"]),
    )


def _dots(profile: Mapping[str, Any], dpi: int, paper_mm: PaperMm) -> int:
    known = _number(profile.get("media", {}).get("width", {}).get("pixels"))
    dots = known or PAPERS[paper_mm].dots
    if paper_mm == min(PAPERS):  # a wide head with a narrow roll in it
        return min(dots, round(NARROW_MM / 25.4 * dpi))
    return dots


def _columns(profile: Mapping[str, Any], dots: int, *, is_named: bool) -> int:
    letters: Mapping[str, Any] = next(iter(profile.get("fonts", {}).values()), {})
    columns = _number(letters.get("columns")) or 0
    most = dots // DOT_OF_LETTER
    return min(columns, most) if is_named and columns >= _LEAST_COLUMNS else most


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _profile(model: str) -> Mapping[str, Any]:
    known = _profiles()
    if model not in known:
        raise ConfigInvalid(
            path=settings_file(),
            where="printer.model",
            problem=Words(N_("is not a model; there are: {known}"), known=", ".join(sorted(known))),
        )
    return known[model]


def _is_fine(profile: Mapping[str, Any]) -> bool:
    return (_number(profile["media"].get("dpi")) or FINEST_DPI) >= COARSEST_DPI


@cache
def _profiles() -> Mapping[str, Mapping[str, Any]]:
    """Return the models that draw on paper, finely enough to be read."""
    spec = find_spec("escpos")
    if spec is None or spec.origin is None:
        return {}
    text = Path(spec.origin).with_name("capabilities.json").read_text(encoding="utf-8")
    return {
        name: profile
        for name, profile in json.loads(text)["profiles"].items()
        if profile["features"].get("bitImageRaster") and _is_fine(profile)
    }
