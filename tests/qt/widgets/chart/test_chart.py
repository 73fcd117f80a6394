"""A chart in a window: what is painted, what a screen reader is told, its table one key away."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.language import Language
from core.qt.look.theme import Scale
from core.qt.look.tokens import TOKENS, ColourMode
from core.qt.widgets import ActionButton
from core.qt.widgets.chart.card import ChartCard
from core.qt.widgets.chart.picture import INKS, px_per_mm
from core.qt.widgets.chart.table import MISSED, TableView
from core.qt.workshop.sample_report import WEEKS_TABLE, samples
from core.reports.chart.chart import ChartKind, Series, SeriesRole
from core.reports.chart.marks import Bounds, BoxMark, Ink, WordsMark
from tests.qt.conftest import Dress
from tests.reports.chart.charts import a_chart

SPANISH, ENGLISH = Language.load("es"), Language.load("en")
ZOOMS = (1.0, 1.5, 2.0)


def a_card(chart: object = None) -> ChartCard:
    card = ChartCard()
    card.show_chart(chart or samples()[0], SPANISH)  # type: ignore[arg-type]
    return card


def test_a_screen_reader_is_told_title_and_sentence(dress: Dress) -> None:
    chart = samples()[0]
    card = a_card(chart)
    dress(card)

    met = QAccessible.queryAccessibleInterface(card.picture)
    assert met.role() is QAccessible.Role.Graphic
    assert met.text(QAccessible.Text.Name) == chart.title
    assert met.text(QAccessible.Text.Description) == chart.sentence


def test_t_shows_the_table_and_again_the_chart(dress: Dress, qtbot: QtBot) -> None:
    card = a_card()
    top = dress(card)
    top.activateWindow()
    card.picture.setFocus()

    QTest.keyClick(card.picture, Qt.Key.Key_T)

    qtbot.waitUntil(lambda: card.shows_table and card.table.hasFocus())
    assert card.button.text() == "Gráfica"
    QTest.keyClick(card.table, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not card.shows_table and card.picture.hasFocus())
    assert card.button.text() == "Tabla"


def test_t_swaps_the_card_that_has_the_keyboard_alone(dress: Dress, qtbot: QtBot) -> None:
    one, other = a_card(), a_card(samples()[1])
    dress(one, other, height=900).activateWindow()
    other.picture.setFocus()

    QTest.keyClick(other.picture, Qt.Key.Key_T)

    qtbot.waitUntil(lambda: other.shows_table)
    assert not one.shows_table


def test_the_button_swaps_too(dress: Dress) -> None:
    card = a_card()
    dress(card)

    card.button.click()

    assert card.shows_table


def test_a_screen_reader_reads_the_table_cell_by_cell(dress: Dress) -> None:
    view = TableView()
    view.show_table(WEEKS_TABLE, SPANISH)
    dress(view, width=1100)

    met = QAccessible.queryAccessibleInterface(view)
    parts = [met.child(number) for number in range(met.childCount())]
    said = [each.text(QAccessible.Text.Name) for each in parts]
    heads = [column.name for column in WEEKS_TABLE.columns]
    assert met.role() is QAccessible.Role.Table
    assert met.text(QAccessible.Text.Name) == "Por semana"
    assert [name for name in heads if name not in said] == []
    assert said.count("71\N{NO-BREAK SPACE}%, fuera de la meta") == 1
    assert len(said) >= 9 * 7


def test_the_total_is_strong_and_what_misses_its_target_has_a_mark(dress: Dress) -> None:
    view = TableView()
    view.show_table(WEEKS_TABLE, SPANISH)
    dress(view, width=1100)

    def has(row: int, column: int, role: int) -> bool:
        return bool(view.cells.data(view.cells.index(row, column), role))

    assert [has(row, 5, MISSED) for row in range(6)] == [*(False, False, True, False, True, True)]
    assert [has(row, 0, Qt.ItemDataRole.BackgroundRole) for row in range(6)] == [*[False] * 5, True]


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("size", [(420, 280), (800, 400)])
def test_nothing_is_cut_or_upon_another_at_any_size(
    dress: Dress, zoom: float, size: tuple[int, int]
) -> None:
    for chart in samples():
        card = a_card(chart)
        width, height = (round(side * zoom) for side in size)
        dress(card, scale=Scale.leader(zoom), width=width, height=height)

        picture = card.picture
        scale = px_per_mm(picture.theme)
        frame = Bounds(0, 0, picture.width() / scale, picture.height() / scale)
        words = [each for each in picture.marks if isinstance(each, WordsMark)]
        assert words
        assert [each for each in picture.marks if not frame.holds(each.bounds)] == []
        assert not any(one.bounds.overlaps(other.bounds) for one, other in combinations(words, 2))
        button = card.button.geometry().translated(-picture.mapTo(card, QPoint(0, 0)))
        beside = Bounds(
            *(
                each / scale
                for each in (button.left(), button.top(), button.right(), button.bottom())
            )
        )
        assert [each.text for each in words if each.bounds.overlaps(beside)] == []


@pytest.mark.parametrize("mode", ColourMode)
def test_a_bar_has_its_colour(dress: Dress, mode: ColourMode) -> None:
    general = Series("General", SeriesRole.GENERAL, (10,))
    card = a_card(a_chart(series=(general,), labels=("1",)))
    dress(card, mode=mode)

    (bar,) = [
        each for each in card.picture.marks if isinstance(each, BoxMark) and each.fill is Ink.SEA
    ]
    scale = px_per_mm(card.picture.theme)
    grabbed = card.picture.grab().toImage()
    middle = QColor(
        grabbed.pixel(
            round((bar.x + bar.width / 2) * scale), round((bar.y + bar.height / 3) * scale)
        )
    )
    assert middle.name().upper() == TOKENS[mode].sea
    assert set(INKS[mode]) == set(Ink)


def test_another_language_is_spoken_at_once(dress: Dress) -> None:
    card = a_card()
    dress(card)

    card.show_chart(samples()[0], ENGLISH)

    assert card.button.text() == "Table"


def test_no_chart_of_nothing_fails(dress: Dress) -> None:
    for kind in ChartKind:
        card = a_card(a_chart(kind, ()))
        dress(card)
        card.grab()
        card.swap()
        card.grab()


def test_each_button_of_a_page_has_a_name(dress: Dress) -> None:
    top = dress(a_card(), a_card(samples()[1]))

    assert {each.accessibleName() for each in top.findChildren(ActionButton)} == {"Tabla"}
