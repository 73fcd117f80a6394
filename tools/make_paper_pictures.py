"""Make the pictures of `docs/paper.md`: the papers as they come out.

    python -m tools.make_paper_pictures [FOLDER]

Needs Poppler's pdftoppm, for the one of the PDF. Run it again when a paper looks different.
"""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image, ImageOps

from core.domain.calendar.hours import open_days
from core.domain.ticket import Line
from core.language import Language
from core.office import template
from core.office.document.document import read_document
from core.printing.printers.pdf import page
from core.printing.slip.faces import DOTS_PER_MM
from core.printing.slip.layout import PAPERS
from core.printing.slip.raster import draw
from core.printing.slip.slip import Slip, SlipContent, compose
from core.printing.slip.test_slip import Trial, compose_test

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
OFFICE = "san-andres"
SCALE = 0.5
EDGE, GREY = 8, 170


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in (*drawn().items(), ("paper-80-pdf", rendered(page(ticket(), 80)))):
        path = folder / f"{name}.png"
        picture.save(path, optimize=True)
        print(path, path.stat().st_size)


def drawn() -> dict[str, Image.Image]:
    """Return the pictures of the papers that a printer gives."""
    general: dict[str, Any] = {"line": Line.GENERAL, "code": "A-027"}
    return {
        "paper-80-general": picture_of(draw(ticket(**general), PAPERS[80])),
        "paper-80-preferential": picture_of(draw(ticket(), PAPERS[80])),
        "paper-80-copy": picture_of(draw(ticket(copy=True), PAPERS[80])),
        "paper-58-general": picture_of(draw(ticket(language="en", **general), PAPERS[58])),
        "paper-58-preferential": picture_of(draw(ticket(), PAPERS[58])),
        "paper-80-test": picture_of(draw(trial(), PAPERS[80])),
        "paper-58-test": picture_of(draw(trial(), PAPERS[58])),
    }


def ticket(*, copy: bool = False, **changes: Any) -> Slip:
    """Return the paper of ticket P-014 of an office, or one with `changes`."""
    settings = read_document(template(OFFICE))
    content = SlipContent(
        company=settings.company,
        office=settings.name,
        code="P-014",
        line=Line.PREFERENTIAL,
        language="es",
        issued_at=at(settings.timezone, 9, 18),
        timezone=settings.timezone,
        ahead=3,
        low_min=5,
        high_min=25,
        hours=open_days(settings.hours),
        contact=settings.contact,
        office_id=OFFICE,
    )
    content = replace(content, **changes)
    return compose(content, Language.load(content.language), copy=copy)


def trial() -> Slip:
    settings = read_document(template(OFFICE))
    local = at(settings.timezone, 7, 40)
    facts = Trial("kiosk-1", "kiosk", local, "es", settings.name, OFFICE)
    return compose_test(facts, Language.load("es"))


def at(timezone: str, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=ZoneInfo(timezone))


def rendered(pdf: bytes) -> Image.Image:
    """Return what Poppler draws of a PDF, as large as the drawn papers."""
    dpi = str(round(DOTS_PER_MM * 25.4))
    command = ["pdftoppm", "-r", dpi, "-gray", "-"]
    answer = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return picture_of(Image.open(BytesIO(answer.stdout)))


def picture_of(paper: Image.Image) -> Image.Image:
    """Return a paper on a grey ground, half as large."""
    size = (round(paper.width * SCALE), round(paper.height * SCALE))
    small = paper.convert("L").resize(size, Image.Resampling.BOX)
    return ImageOps.expand(small, EDGE, GREY).quantize(16)


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:]))
