"""The pictures in `docs/paper.md` show the papers as they are now."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tools.make_paper_pictures import FOLDER, drawn

PAGE = Path(__file__).resolve().parents[2] / "docs" / "paper.md"
MOST_BYTES = 60_000


@pytest.mark.parametrize("name", drawn())
def test_a_picture_shows_what_is_printed_now(name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as kept:
        apart = ImageChops.difference(kept.convert("L"), drawn()[name].convert("L"))

    assert apart.getbbox() is None, "run: python -m tools.make_paper_pictures"


def test_every_picture_is_there_is_shown_and_is_small() -> None:
    shown = set(re.findall(r"pictures/(paper-[\w-]+\.png)", PAGE.read_text(encoding="utf-8")))
    kept = {path.name: path.stat().st_size for path in FOLDER.glob("paper-*.png")}

    assert shown == set(kept) == {f"{name}.png" for name in drawn()} | {"paper-80-pdf.png"}
    assert max(kept.values()) < MOST_BYTES
