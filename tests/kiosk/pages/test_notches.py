"""A ticket's page: its tag is clear of the notches, the pencil stands before its words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect

from kiosk.visit.page_values import Comfort, Listening, PaperState
from tests.kiosk.showcase import SCREENS, Showcase, result, staged
from tests.sweeps import every_other

COMFORTS = (Comfort(), Comfort(low=True), Comfort(contrast=True, large=True, low=True))


@pytest.fixture(scope="module")
def window(look: None) -> Iterator[Showcase]:
    with staged() as window:
        yield window


@pytest.mark.parametrize("screen", SCREENS)
def test_no_tag_is_painted_over_a_notch(window: Showcase, screen: str) -> None:
    found = []
    for turn, comfort in enumerate(COMFORTS, list(SCREENS).index(screen)):
        window.stand(screen, comfort, Listening(is_offered=True))
        for language in every_other(("es", "en"), turn):
            window.texts.switch(language)
            for paper in (PaperState.PRINTED, PaperState.OUT_OF_PAPER):
                window.show_page(result(paper))
                ticket, tag = window.body._ticket, window.body._tag
                theme = ticket.theme
                middle = ticket.height() * ticket._notch_at
                reach = theme.radius * 0.95 + theme.edge_strong + theme.edge
                rect = tag.geometry()
                up = max(rect.top() - middle, middle - rect.bottom(), 0)
                gap = min(rect.left(), ticket.width() - rect.right() - 1)
                if (gap**2 + up**2) ** 0.5 < reach + 2:
                    sizes = reach, tag.width(), tag.sizeHint().width()
                    found.append((language, comfort, paper, gap, up, *sizes))
    assert found == []


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pencil_stands_right_before_its_words(window: Showcase, screen: str) -> None:
    window.texts.switch("es")
    window.stand(screen, Comfort(), Listening(is_offered=True))
    window.show_page(result(PaperState.OUT_OF_PAPER))
    heading = window.body._heading
    image = window.grab(QRect(heading.mapTo(window, QPoint()), heading.size())).toImage()

    dark = (
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).lightness() < 128 for y in range(image.height()))
    )
    assert next(dark) <= heading.theme.gap
