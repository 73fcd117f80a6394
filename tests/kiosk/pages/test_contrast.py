"""REQUIREMENTS §3.2, measured on rendered pixels: contrast, and the lines in greyscale.

That the theme's colours promise as much is measured in tests/qt/look/test_tokens.py.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, qGray
from PySide6.QtWidgets import QWidget

from core.qt.widgets import ActionButton, BigButton, FitLabel, Icon
from kiosk.pages.home import HomePage
from kiosk.pages.survey import FaceButton
from kiosk.visit.page_values import Comfort, Listening
from tests.kiosk.measures import View, named
from tests.kiosk.showcase import SHOWN, Showcase, result, staged

TEXT, EDGE = 7.0, 3.0
FAR_APART = 90  # of 255 greys
SOME = 12  # px of one colour: less is the soft edge of a letter
MODES = {"usual": Comfort(), "high contrast": Comfort(contrast=True)}
every_page = pytest.mark.parametrize("page", SHOWN)
every_mode = pytest.mark.parametrize("mode", MODES)


@pytest.fixture(scope="module")
def showcase(look: None) -> Iterator[Showcase]:
    with staged() as window:
        yield window


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    low, high = sorted(luminance(QColor.fromRgb(each)) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


class Shot:
    """A picture of the window, its pixels at hand."""

    def __init__(self, window: QWidget) -> None:
        self.image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        self._pixels = array("I", bytes(self.image.constBits()))

    def at(self, x: int, y: int) -> int:
        return self._pixels[y * self.image.width() + x]

    def colours(self, rect: QRect) -> Counter[int]:
        inside = rect.intersected(self.image.rect())
        starts = (
            y * self.image.width() + inside.left() for y in range(inside.top(), inside.bottom() + 1)
        )
        rows = Counter(self._pixels[at : at + inside.width()].tobytes() for at in starts)
        seen: Counter[int] = Counter()
        for row, times in rows.items():  # many are alike: the ground above and below the words
            for colour, number in Counter(array("I", row)).items():
                seen[colour] += times * number
        return seen

    def ink_contrast(self, rect: QRect) -> float:
        """Return the contrast of what is drawn in `rect` to the ground it is drawn on."""
        seen = self.colours(rect)
        ground, _ = seen.most_common(1)[0]
        return max(contrast(ground, each) for each, number in seen.items() if number >= SOME)

    def edge_contrast(self, rect: QRect, width: int) -> float:
        """Return the contrast of the left border, within its `width`, to what is outside."""
        middle = rect.center().y()
        outside = self.at(rect.left() - 3, middle)
        return max(
            contrast(outside, self.at(rect.left() + inward, middle)) for inward in range(width + 1)
        )

    def grey(self, rect: QRect) -> float:
        """Return how light the commonest colour of `rect` is in greyscale, 0 to 255."""
        ((colour, _),) = self.colours(rect).most_common(1)
        return qGray(colour)


def faint(view: View, shot: Shot) -> Iterator[tuple[str, str]]:
    """Tell what does not stand out enough: of which kind it is, which, and how much it does."""
    seen = view.seen
    said = [*view.labels, *(each for each in seen if isinstance(each, ActionButton))]
    drawn = [each for each in seen if isinstance(each, Icon) or type(each).__name__ == "_Tile"]
    for kind, parts, least in (("text", said, TEXT), ("pictogram", drawn, EDGE)):
        for each in parts:
            if (ratio := shot.ink_contrast(view.place(each))) < least:
                yield kind, f"{named(each)}: {ratio:.1f}"
    width = view.window.theme.edge_strong
    for control in view.controls:
        if (ratio := shot.edge_contrast(view.place(control), width)) < EDGE:
            yield "border", f"{named(control)}: {ratio:.1f}"


def stand(showcase: Showcase, page: str, mode: str) -> View:
    showcase.stand("21.5 upright", MODES[mode], Listening(is_offered=True))
    showcase.show_page(SHOWN[page])
    return showcase.view


@pytest.fixture(scope="module")
def found(showcase: Showcase) -> Callable[[str, str], list[tuple[str, str]]]:
    """Return a function that gives what is too faint on a page in a mode; looked at once."""

    @cache
    def look_at(page: str, mode: str) -> list[tuple[str, str]]:
        view = stand(showcase, page, mode)
        return list(faint(view, Shot(showcase)))

    return look_at


Faint = Callable[[str, str], list[tuple[str, str]]]


@every_page
@every_mode  # and all pages in one before the next: another theme takes long to put on
def test_text_stands_out_seven_to_one(found: Faint, page: str, mode: str) -> None:
    assert [each for kind, each in found(page, mode) if kind == "text"] == []


@every_page
@every_mode
def test_pictograms_stand_out_three_to_one(found: Faint, page: str, mode: str) -> None:
    assert [each for kind, each in found(page, mode) if kind == "pictogram"] == []


@every_page
@every_mode
def test_the_border_of_a_control_stands_out_three_to_one(
    found: Faint, page: str, mode: str
) -> None:
    assert [each for kind, each in found(page, mode) if kind == "border"] == []


@every_mode
def test_the_two_lines_are_told_apart_in_greyscale(showcase: Showcase, mode: str) -> None:
    view = stand(showcase, "home", mode)
    shot = Shot(showcase)
    home = view.body
    assert isinstance(home, HomePage)
    heads = []
    for block in (home.general, home.preferential):
        rect = view.place(block)
        rect.setHeight(rect.height() // 4)
        heads.append(shot.grey(rect))

    general, preferential = heads

    assert preferential - general >= FAR_APART


@every_mode
def test_a_line_is_said_by_word_pictogram_and_letter(showcase: Showcase, mode: str) -> None:
    stand(showcase, "home", mode)
    home = showcase.body
    assert isinstance(home, HomePage)

    for block, letter in ((home.general, "A"), (home.preferential, "P")):
        said = {each.text() for each in block.findChildren(FitLabel) if each.isVisible()}
        drawn = [
            each
            for each in block.findChildren(QWidget)
            if each.isVisible() and (isinstance(each, Icon) or type(each).__name__ == "_Tile")
        ]
        assert letter in said
        assert any("tenci" in each or "service" in each for each in said)
        assert drawn


@pytest.mark.parametrize("page", ["home", "survey", "still there"])
def test_a_press_is_seen_at_once(showcase: Showcase, page: str) -> None:
    stand(showcase, page, "usual")
    kinds = (BigButton, ActionButton, FaceButton)
    button = next(each for each in showcase.view.controls if isinstance(each, kinds))
    before = button.grab().toImage()

    button.setDown(True)
    pressed = button.grab().toImage()
    button.setDown(False)

    assert pressed != before


def test_the_ticket_of_each_line_has_its_own_tag(showcase: Showcase) -> None:
    greys = []
    for line in ("general", "preferential"):
        showcase.stand("21.5 upright", Comfort(), Listening())
        showcase.show_page(result(line=line))
        [tag] = [each for each in showcase.view.seen if type(each).__name__ == "LineTag"]
        greys.append(Shot(showcase).grey(showcase.view.place(tag)))

    assert abs(greys[0] - greys[1]) >= FAR_APART
