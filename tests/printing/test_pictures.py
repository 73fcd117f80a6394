"""The pictures in `docs/paper.md` show the papers as they are now."""

import re
from pathlib import Path

from PIL import Image, ImageChops

from tools.make_paper_pictures import FOLDER, drawn

PAGE = Path(__file__).resolve().parents[2] / "docs" / "paper.md"
MOST_BYTES = 60_000


def test_each_picture_shows_what_is_printed_now() -> None:
    for name, now in drawn().items():
        with Image.open(FOLDER / f"{name}.png") as kept:
            apart = ImageChops.difference(kept.convert("L"), now.convert("L"))

        assert apart.getbbox() is None, f"{name}; run: python -m tools.make_paper_pictures"


def test_every_picture_is_there_is_shown_and_is_small() -> None:
    shown = set(re.findall(r"pictures/(paper-[\w-]+\.png)", PAGE.read_text(encoding="utf-8")))
    kept = {path.name: path.stat().st_size for path in FOLDER.glob("paper-*.png")}

    assert shown == set(kept) == {f"{name}.png" for name in drawn()} | {"paper-80-pdf.png"}
    assert max(kept.values()) < MOST_BYTES
