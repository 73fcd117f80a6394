"""The product's typeface, for reportlab: it stands inside each PDF."""

from functools import cache
from importlib.resources import files

POINTS_PER_MM = 72 / 25.4
WEIGHTS = {False: "Regular", True: "Bold"}


@cache
def font_named(weight: str) -> str:
    """Register a weight (`Regular`, `SemiBold`, `Bold`) and return its name in reportlab."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - 0.2 s, and only for a PDF
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    name = f"AtkinsonHyperlegibleNext-{weight}"
    pdfmetrics.registerFont(TTFont(name, str(files("assets") / "fonts" / f"{name}.ttf")))
    return name


def letters(text: str, size_mm: float, is_bold: bool) -> float:
    """Return how wide `text` stands on paper, in mm."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    points = size_mm * POINTS_PER_MM
    return float(stringWidth(text, font_named(WEIGHTS[is_bold]), points)) / POINTS_PER_MM
